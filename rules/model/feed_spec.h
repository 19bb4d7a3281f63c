#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "rules/model/ids.h"
#include "rules/model/plan.h"
#include "rules/model/secret.h"
#include "rules/model/source_position.h"

namespace planwatch {

// ---- transport ----

// Files that match a glob. A file is taken only when its size and modification time were the same
// on two looks, `stable_for` apart.
struct FileSource {
  std::string glob;  // relative to the configuration's folder; ${samples} and {year} are replaced
  std::chrono::milliseconds stable_for{2000};
};

// Paging by page number: `page_parameter` counts from `first_page` until a page is short (fewer
// than `page_size` rows), empty or repeats the one before, or `max_pages` is reached.
struct Paging {
  std::string page_parameter;
  std::string size_parameter;  // may be empty
  int first_page = 1;
  int page_size = 100;
  int max_pages = 1000;
};
struct HttpSource {
  std::string url;  // http or https; ${samples_url} and {year} are replaced
  std::string method = "GET";
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<Secret> bearer;
  std::string body;
  std::optional<Paging> paging;
};
using Transport = std::variant<FileSource, HttpSource>;

// ---- format ----

enum class Encoding { automatic, utf8, gb18030, utf16le, utf16be };
struct CsvFormat {
  Encoding encoding = Encoding::automatic;
  char separator = '\0';  // '\0': found out among , ; tab |
};
struct JsonFormat {
  std::string rows;  // JSON pointer to the array of rows: /data/list
};
struct XlsxFormat {
  std::string sheet;  // empty: the first visible one
};
using Format = std::variant<CsvFormat, JsonFormat, XlsxFormat>;

// ---- extract ----

// How the figure in a column is to be read where the cell itself does not say.
enum class CellUnit { automatic, plain, percent, per_mille, ten_thousand, hundred_million };

// A column by its header text (levels of a merged header joined with '/') or JSON pointer.
using ColumnName = std::string;

struct ValueColumns {
  std::optional<IndicatorId> indicator;  // empty: taken from MappingSpec::indicator_column
  std::optional<ColumnName> value;
  std::optional<ColumnName> numerator;
  std::optional<ColumnName> denominator;
  CellUnit unit = CellUnit::automatic;
  // 1.0 in a ratio's column: percent unless the column or cell says otherwise? Never guessed:
  // `unit` must say it, or the header or the cell's format does.
};

struct ObservationMapping {
  unsigned header_rows = 0;               // 0: found out (title and unit rows are skipped)
  ColumnName period;                      // may be empty: taken from the file's name or title
  std::optional<ColumnName> area;         // absent: the plan's area
  std::optional<ColumnName> report_date;  // absent: none stated
  std::optional<ColumnName> indicator_column;
  // Names in indicator_column that are not ids or names of the plan.
  std::vector<std::pair<std::string, IndicatorId>> indicator_names;
  std::vector<ValueColumns> values;
  bool none_is_zero = false;  // 无 in a count column means 0 cases
};

struct TaskMapping {
  unsigned header_rows = 0;
  ColumnName task;   // number
  ColumnName state;  // 未启动, 进行中, 已完成
  ColumnName as_of;  // date
  std::optional<ColumnName> percent;
  std::optional<ColumnName> evidence;
  std::optional<ColumnName> closed_by;  // a named person: only then is a task closed
};
using Mapping = std::variant<ObservationMapping, TaskMapping>;

// ---- when a report is due ----

enum class Frequency { month, quarter, half, year };
enum class Roll { next_workday, holiday_only, none };
struct ReportDue {
  Frequency frequency = Frequency::month;
  // Exactly one of the two: day of the month after the period, or its n-th working day.
  std::optional<unsigned> day;
  std::optional<int> workday;
  Roll roll = Roll::next_workday;
  int grace_workdays = 0;
  bool january_with_february = false;  // January's report comes with February's
  // Months whose report is not asked for, such as the 1 of a department that is closed for the
  // Spring Festival; longer periods are named by their last month.
  std::vector<unsigned> skip;
};

struct FeedLimits {
  std::uint64_t bytes = 64ull << 20;
  std::uint64_t inflated_bytes = 512ull << 20;
  std::uint32_t rows = 1'000'000;
  std::uint32_t columns = 2'000;
  int depth = 32;
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds total_timeout{60'000};
};

struct FeedSpec {
  FeedId id;
  std::string name;
  std::string name_en;
  UnitId unit;          // whose figures these are
  std::string contact;  // who is asked when they are late; a person's name
  bool sample = false;  // made by the demo's generator; runs with --demo only
  Transport transport;
  Format format;
  Mapping mapping;
  ReportDue due;
  std::chrono::seconds poll{600};  // on the plan's clock
  int retries = 3;                 // transport's own, with backoff, on the machine's clock
  FeedLimits limits;
  SourcePosition at;
};

// The indicators that a feed is to deliver, in mapping order.
std::vector<IndicatorId> indicators_of(const FeedSpec& feed);

}  // namespace planwatch

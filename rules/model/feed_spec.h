#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "rules/model/feed_format.h"
#include "rules/model/feed_mapping.h"
#include "rules/model/feed_transport.h"
#include "rules/model/ids.h"
#include "rules/model/plan.h"
#include "rules/model/source_position.h"

namespace planwatch {

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
// Whether progress of tasks comes with it.
bool delivers_tasks(const FeedSpec& feed);
// csv, json ... and file, http ...: the keys of the configuration; and the place that is read,
// without secrets.
std::string_view name_of(const Format& format);
std::string_view name_of(const Transport& transport);
std::string place_of(const Transport& transport);

}  // namespace planwatch

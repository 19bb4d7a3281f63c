#include "daemon/expose/api_pushed.h"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include "collectors/extract/extract.h"
#include "rules/engine/by_hand.h"

namespace planwatch {
namespace {

namespace json = boost::json;

constexpr const char* rows_pointer = "/observations";
constexpr std::size_t most_text_bytes = 200;
constexpr std::array<const char*, 7> figure_keys = {
    "/indicator", "/area", "/period", "/value", "/numerator", "/denominator", "/report_date"};

std::string cut(const std::string& text) {
  std::size_t end = std::min(text.size(), most_text_bytes);
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end);
}

// ---- the object around the figures ----

TwoTexts unknown_key(const std::string& key) {
  return {"请求体中不认识的键 " + key, "the body has an unknown key " + key};
}

// The keys and the person; the figures themselves are read digit by digit elsewhere.
std::optional<TwoTexts> read_envelope(const std::string& body, std::string& person) {
  json::error_code error;
  const json::value parsed = json::parse(body, error);
  if (error || !parsed.is_object())
    return TwoTexts{"请求体不是 JSON 对象", "the body is no JSON object"};
  for (const auto& member : parsed.as_object()) {
    const std::string key(member.key());
    if (key != "observations" && key != "person") return unknown_key(key);
  }
  const json::value* figures = parsed.as_object().if_contains("observations");
  if (figures == nullptr || !figures->is_array() || figures->as_array().empty()) {
    return TwoTexts{"缺少 observations，或其中没有数据", "observations is missing or empty"};
  }
  if (figures->as_array().size() > most_pushed_figures) {
    return TwoTexts{fmt::format("一次最多 {} 条，请分几次报送", most_pushed_figures),
                    fmt::format("at most {} figures at once", most_pushed_figures)};
  }
  const json::value* named = parsed.as_object().if_contains("person");
  if (named == nullptr) return std::nullopt;
  if (!named->is_string()) return TwoTexts{"person 须为文字", "person has to be a text"};
  person = std::string(named->as_string());
  return std::nullopt;
}

// ---- the figures ----

FeedSpec push_spec() {
  FeedSpec spec;
  spec.id = FeedId("push");
  spec.format = JsonFormat{rows_pointer};
  ObservationMapping mapping;
  mapping.indicator_column = "/indicator";
  mapping.area = "/area";
  mapping.period = "/period";
  mapping.report_date = "/report_date";
  mapping.values = {{std::nullopt, "/value", "/numerator", "/denominator", CellUnit::automatic}};
  spec.mapping = mapping;
  return spec;
}

// Every element has every column, so that what is absent is said of the element that lacks it.
void complete_columns(Table& table) {
  for (const char* key : figure_keys) {
    if (std::find(table.columns.begin(), table.columns.end(), key) == table.columns.end()) {
      table.columns.emplace_back(key);
    }
  }
}

bool is_known(const std::string& column) {
  return std::find(figure_keys.begin(), figure_keys.end(), column) != figure_keys.end();
}

std::string pointer_of(const TableRow& row, const std::string& column = {}) {
  return fmt::format("{}/{}{}", rows_pointer, row.number - 1, column);
}

class PushReader {
 public:
  PushReader(const Configuration& configuration, Date today, PushedBody& out)
      : configuration_(configuration), today_(today), out_(out) {}

  void read(Document document) {
    Table& table = document.tables.front();
    complete_columns(table);
    for (TableRow& row : table.rows) check_row(table, row);
    auto extracted = extract(document, push_spec(), configuration_, "push");
    if (!extracted) {
      out_.unreadable = TwoTexts{extracted.error().message, extracted.error().message};
      return;
    }
    for (RejectedRow& row : extracted->rejected) {
      add(row.place.row, std::move(row.where), std::move(row.reason), std::move(row.text));
    }
    check_figures(table, extracted->observations);
    finish(std::move(*extracted));
  }

 private:
  // Keys that no figure has; the area that is meant where none is named.
  void check_row(const Table& table, TableRow& row) {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const bool there = row.cells[c].type != CellType::empty;
      if (is_known(table.columns[c]) || !there) continue;
      add(row.number, pointer_of(row, table.columns[c]), "没有这样的键：请核对写法，或删去",
          cut(row.cells[c].text));
    }
    const auto area = static_cast<std::size_t>(
        std::find(table.columns.begin(), table.columns.end(), "/area") - table.columns.begin());
    if (row.cells.size() <= area) row.cells.resize(area + 1);
    if (row.cells[area].type == CellType::empty) {
      row.cells[area] = {CellType::text, false, configuration_.plan.area.text};
    }
  }

  void check_figures(const Table& table, const std::vector<Observation>& figures) {
    std::vector<bool> told(table.rows.size() + 1, false);
    for (const auto& [row, problem] : problems_) told[row] = true;
    std::vector<bool> read(table.rows.size() + 1, false);
    for (const Observation& figure : figures) {
      read[figure.place.row] = true;
      check_figure(figure);
    }
    for (const TableRow& row : table.rows) {
      if (read[row.number] || told[row.number]) continue;
      add(row.number, pointer_of(row), "这一条没有数值，或与本次的另一条完全相同：请补上或删去",
          {});
    }
  }

  void check_figure(const Observation& figure) {
    const std::string pointer = fmt::format("{}/{}", rows_pointer, figure.place.row - 1);
    if (std::string why = why_not_taken(configuration_.plan, figure); !why.empty()) {
      add(figure.place.row, pointer + "/period", std::move(why), to_string(figure.period));
    }
    if (figure.period.first_day() > today_) {
      add(figure.place.row, pointer + "/period", "这一期还没有开始：请核对统计期",
          to_string(figure.period));
    }
    if (figure.has_report_date && figure.report_date > today_) {
      add(figure.place.row, pointer + "/report_date", "填报日期在今天之后：请核对",
          to_string(figure.report_date));
    }
  }

  void add(std::uint32_t row, std::string pointer, std::string reason, std::string text) {
    problems_.push_back({row, {std::move(pointer), std::move(reason), std::move(text)}});
  }

  void finish(Extracted extracted) {
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    out_.problems.reserve(problems_.size());
    for (auto& [row, problem] : problems_) out_.problems.push_back(std::move(problem));
    if (!out_.problems.empty()) return;
    out_.figures = std::move(extracted);
    // Where a figure stood is said by the array's name, see place_words.
    out_.figures.delivery.sheets = {rows_pointer};
    for (Observation& figure : out_.figures.observations) figure.place.sheet = 1;
  }

  const Configuration& configuration_;
  Date today_;
  PushedBody& out_;
  std::vector<std::pair<std::uint32_t, PushProblem>> problems_;  // by element, from 1
};

}  // namespace

PushedBody read_pushed(const std::string& body, const Configuration& configuration, Date today) {
  PushedBody out;
  out.unreadable = read_envelope(body, out.person);
  if (out.unreadable) return out;
  Result<Document> document = decode(body, JsonFormat{rows_pointer}, FeedLimits{});
  if (!document) {
    out.unreadable = TwoTexts{document.error().message, document.error().message};
    return out;
  }
  PushReader(configuration, today, out).read(std::move(*document));
  return out;
}

}  // namespace planwatch

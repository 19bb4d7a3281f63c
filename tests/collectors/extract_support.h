#pragma once

#include <string>
#include <utility>
#include <vector>

#include "collectors/decode/table.h"
#include "collectors/extract/extract.h"
#include "rules/model/configuration.h"

namespace planwatch::extract_testing {

inline Cell text(std::string value) {
  return {CellType::text, false, std::move(value)};
}
inline Cell number(std::string value) {
  return {CellType::number, false, std::move(value)};
}
inline Cell percent(std::string value) {
  return {CellType::percent, false, std::move(value)};
}
inline Cell date(std::string value) {
  return {CellType::date, false, std::move(value)};
}
inline Cell merged(std::string value) {
  return {CellType::text, true, std::move(value)};
}
inline Cell empty() {
  return {};
}

inline std::vector<Cell> texts(std::initializer_list<const char*> values) {
  std::vector<Cell> cells;
  for (const char* value : values) cells.push_back(*value == '\0' ? empty() : text(value));
  return cells;
}

// Rows are numbered from 1.
inline Table sheet(std::vector<std::vector<Cell>> rows, std::string name = "Sheet1") {
  Table table;
  table.name = std::move(name);
  table.addressing = Table::Addressing::sheet;
  for (auto& cells : rows) {
    const auto row = static_cast<std::uint32_t>(table.rows.size() + 1);
    table.rows.push_back({row, false, std::move(cells)});
  }
  return table;
}
inline Table csv(std::vector<std::vector<Cell>> rows) {
  Table table = sheet(std::move(rows), "");
  table.addressing = Table::Addressing::line;
  return table;
}
inline Table json(std::vector<std::string> columns, std::vector<std::vector<Cell>> rows) {
  Table table = sheet(std::move(rows), "");
  table.addressing = Table::Addressing::pointer;
  table.pointer_prefix = "/data/list";
  table.columns = std::move(columns);
  return table;
}

inline Indicator indicator(const char* id, const char* name, Measure measure, Window window) {
  Indicator made;
  made.id = IndicatorId(id);
  made.name = name;
  made.measure = measure;
  made.window = window;
  return made;
}

// A small plan: five indicators of every window but rolling, two areas, three tasks.
inline Configuration configuration() {
  Configuration made;
  made.plan.year = 2025;
  made.plan.area = AreaCode("620702");
  made.plan.areas = {{AreaCode("620702"), "甘州区", "Ganzhou", {}},
                     {AreaCode("620700"), "张掖市", "Zhangye", {}}};
  made.plan.indicators = {
      indicator("recovery", "民商事案件执行到位率", Measure::ratio, Window::ytd),
      indicator("training", "补贴性职业技能培训人次", Measure::count, Window::ytd),
      indicator("enterprises", "高新技术企业数量", Measure::count, Window::instant),
      indicator("visits", "外商外资企业走访调研次数", Measure::count, Window::quarter),
      indicator("monthly", "当月受理件数", Measure::count, Window::month),
      indicator("closing_days", "民商事案件平均结案时间", Measure::days, Window::ytd),
  };
  for (const int task_number : {7, 39, 67}) {
    Task task;
    task.number = task_number;
    made.plan.tasks.push_back(task);
  }
  return made;
}

inline ValueColumns value_of(const char* id, const char* column,
                             CellUnit unit = CellUnit::automatic) {
  ValueColumns values;
  values.indicator = IndicatorId(id);
  values.value = column;
  values.unit = unit;
  return values;
}
inline ValueColumns parts_of(const char* id, const char* numerator, const char* denominator) {
  ValueColumns values;
  values.indicator = IndicatorId(id);
  values.numerator = numerator;
  values.denominator = denominator;
  return values;
}

inline FeedSpec feed(Mapping mapping) {
  FeedSpec made;
  made.id = FeedId("court");
  made.mapping = std::move(mapping);
  return made;
}
inline FeedSpec feed_of(std::vector<ValueColumns> values, const char* period = "月份") {
  ObservationMapping mapping;
  mapping.period = period;
  mapping.values = std::move(values);
  return feed(mapping);
}

inline Result<Extracted> run(const FeedSpec& spec, Table table,
                             const std::string& source = "incoming/区法院.xlsx") {
  Document document;
  document.tables.push_back(std::move(table));
  return extract(document, spec, configuration(), source);
}

// "recovery 2025-06 0.523" or "recovery 2025-06 52/100", one per observation.
inline std::vector<std::string> shown(const Extracted& extracted) {
  const Configuration plan = configuration();
  std::vector<std::string> lines;
  for (const Observation& o : extracted.observations) {
    std::string line = plan.plan.indicators[o.indicator.value].id.text + " " + to_string(o.period);
    if (o.has_value) line += " " + o.value.to_string();
    if (o.has_parts) line += " " + o.numerator.to_string() + "/" + o.denominator.to_string();
    lines.push_back(line + (o.provisional ? " provisional" : ""));
  }
  return lines;
}
// "Sheet1!B3 约98%", one per rejected cell.
inline std::vector<std::string> refused(const Extracted& extracted) {
  std::vector<std::string> lines;
  for (const RejectedRow& row : extracted.rejected) lines.push_back(row.where + " " + row.text);
  return lines;
}

}  // namespace planwatch::extract_testing

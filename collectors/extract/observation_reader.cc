#include "collectors/extract/observation_reader.h"

#include <algorithm>

#include "collectors/extract/row_kind.h"
#include "collectors/extract/text.h"
#include "collectors/extract/window_fit.h"

namespace planwatch {

struct ObservationReader::Columns {
  std::optional<std::size_t> period, area, report_date, indicator;
  std::vector<Entry> figures;
  WideTable wide;  // where periods stand across
  std::vector<std::size_t> keys;
};

namespace {

// A text that begins with a digit is no marker, whatever follows.
bool is_missing(const Cell& cell) {
  const std::string_view text = trimmed(cell.text);
  if (cell.type == CellType::text && !text.empty() && is_digit(text.front())) return false;
  return std::holds_alternative<MissingValue>(read_value(cell, {Measure::count}));
}

std::optional<std::size_t> optional_column(const Sheet& sheet,
                                           const std::optional<ColumnName>& name) {
  return name && !name->empty() ? std::optional(sheet.column(*name)) : std::nullopt;
}

Observation observation_of(const Figure& figure, const Indicator& indicator) {
  Observation observation;
  observation.window = indicator.window;
  observation.has_value = figure.value.has_value();
  observation.has_parts = figure.numerator && figure.denominator;
  observation.provisional = figure.provisional;
  observation.value = figure.value.value_or(Decimal());
  if (observation.has_parts) {
    observation.numerator = *figure.numerator;
    observation.denominator = *figure.denominator;
  }
  return observation;
}

}  // namespace

ObservationReader::ObservationReader(const ObservationMapping& mapping, const FeedSpec& feed,
                                     const Plan& plan)
    : mapping_(mapping), feed_(feed), plan_(plan) {
  // Names are collected for columns that hold names: a plan has many, and most bodies are small.
  if (mapping.indicator_column) collect_indicators();
  if (mapping.area) collect_areas();
}

void ObservationReader::collect_indicators() {
  for (std::uint32_t i = 0; i < plan_.indicators.size(); ++i) {
    indicators_by_name_.try_emplace(comparable(plan_.indicators[i].id.text), IndicatorIndex{i});
    indicators_by_name_.try_emplace(comparable(plan_.indicators[i].name), IndicatorIndex{i});
  }
  for (const auto& [name, id] : mapping_.indicator_names) {
    if (const auto index = plan_.find_indicator(id)) {
      indicators_by_name_.insert_or_assign(comparable(name), *index);
    }
  }
}

void ObservationReader::collect_areas() {
  for (std::uint32_t i = 0; i < plan_.areas.size(); ++i) {
    areas_by_name_.try_emplace(plan_.areas[i].code.text, AreaIndex{i});
    areas_by_name_.try_emplace(comparable(plan_.areas[i].name), AreaIndex{i});
  }
}

std::vector<std::string> ObservationReader::wanted_columns(const ObservationMapping& mapping,
                                                           const Table& table) {
  std::vector<std::string> wanted;
  const auto add = [&](const std::optional<ColumnName>& name) {
    if (name && !name->empty()) wanted.push_back(*name);
  };
  const auto is_there = [&](const std::optional<ColumnName>& name) {
    return name && find_column(table.columns, *name).column;
  };
  if (!mapping.periods_across) add(mapping.period);
  add(mapping.area);
  add(mapping.report_date);
  add(mapping.indicator_column);
  if (mapping.periods_across) return wanted;
  const bool keys_may_be_left_out = table.addressing == Table::Addressing::pointer;
  for (const ValueColumns& values : mapping.values) {
    const bool has_parts = is_there(values.numerator) && is_there(values.denominator);
    const bool has_value = is_there(values.value);
    if (!keys_may_be_left_out || !has_parts) add(values.value);
    if (!keys_may_be_left_out || !has_value) {
      add(values.numerator);
      add(values.denominator);
    }
  }
  return wanted;
}

HeaderScore ObservationReader::header_score(const ObservationMapping& mapping) {
  if (!mapping.periods_across) return {};
  return [&mapping](std::span<const std::string> names) { return wide_score(names, mapping); };
}

Result<FigureColumns> ObservationReader::find_figure(const Sheet& sheet,
                                                     const ValueColumns& values) const {
  std::optional<IndicatorIndex> indicator;
  if (values.indicator) {
    indicator = plan_.find_indicator(*values.indicator);
    if (!indicator) {
      return fail(ErrorCode::invalid, "数据源“" + feed_.id.text + "”的映射用了方案里没有的指标“" +
                                          values.indicator->text + "”：请改映射");
    }
  }
  return figure_columns(values, sheet, indicator);
}

Result<void> ObservationReader::find_figures(const Sheet& sheet, Columns& columns) const {
  if (!mapping_.periods_across) {
    for (const ValueColumns& values : mapping_.values) {
      auto figure = find_figure(sheet, values);
      if (!figure) return tl::make_unexpected(figure.error());
      columns.figures.push_back({*std::move(figure), std::nullopt});
    }
    return {};
  }
  auto wide = read_wide_header(sheet, mapping_);
  if (!wide) return tl::make_unexpected(wide.error());
  columns.wide = *std::move(wide);
  for (std::size_t i = 0; i < columns.wide.figures.size(); ++i) {
    auto figure = find_figure(sheet, columns.wide.figures[i].columns);
    if (!figure) return tl::make_unexpected(figure.error());
    columns.figures.push_back({*std::move(figure), i});
  }
  return {};
}

Result<ObservationReader::Columns> ObservationReader::find_columns(const Sheet& sheet) const {
  Columns columns;
  if (!mapping_.periods_across) columns.period = optional_column(sheet, mapping_.period);
  columns.area = optional_column(sheet, mapping_.area);
  columns.report_date = optional_column(sheet, mapping_.report_date);
  columns.indicator = optional_column(sheet, mapping_.indicator_column);
  for (const auto& key : {columns.period, columns.area, columns.indicator}) {
    if (key) columns.keys.push_back(*key);
  }
  auto found = find_figures(sheet, columns);
  if (!found) return tl::make_unexpected(found.error());
  if (mapping_.periods_across || columns.period || sheet.stated.period) return columns;
  return fail(
      ErrorCode::invalid,
      sheet.stated.several
          ? "文件名和标题写了不止一个期，看不出数据是哪一期的：请只留一个，或在映射里设 period 列"
          : "不知道数据是哪一期的：映射没有 period 列，文件名和标题里也没有（如 "
            "区法院_202506.xlsx）");
}

std::variant<PeriodReading, NotAValue> ObservationReader::period_of(const Sheet& sheet,
                                                                    const Columns& columns,
                                                                    const TableRow& row) const {
  if (!columns.period) return *sheet.stated.period;
  return read_period(sheet.cell(row, *columns.period), sheet.stated.year);
}

std::variant<AreaIndex, NotAValue> ObservationReader::area_of(const Sheet& sheet,
                                                              const Columns& columns,
                                                              const TableRow& row) const {
  if (columns.area) {
    const auto found = areas_by_name_.find(comparable(sheet.cell(row, *columns.area).text));
    if (found != areas_by_name_.end()) return found->second;
  } else if (const auto whole = plan_.find_area(plan_.area)) {
    return *whole;
  }
  return NotAValue{"方案里没有这个行政区：请填行政区划代码或方案里的名称"};
}

std::variant<IndicatorIndex, NotAValue> ObservationReader::indicator_named(
    const std::string& text) const {
  const auto found = indicators_by_name_.find(comparable(text));
  if (found != indicators_by_name_.end()) return found->second;
  return NotAValue{"方案里没有这个指标：请用方案里的名称，或在映射的 indicator_names 里注明"};
}

std::optional<ObservationReader::Keys> ObservationReader::read_keys(
    const Sheet& sheet, const Columns& columns, const TableRow& row,
    std::vector<RejectedRow>& rejected) const {
  Keys keys;
  bool refused = false;
  const auto take = [&](auto reading, std::optional<std::size_t> column, auto& into) {
    if (const auto* fault = std::get_if<NotAValue>(&reading)) {
      rejected.push_back(sheet.rejected(row, column.value_or(0), fault->reason));
      refused = true;
    } else {
      into = std::get<0>(reading);
    }
  };
  if (!mapping_.periods_across) take(period_of(sheet, columns, row), columns.period, keys.period);
  take(area_of(sheet, columns, row), columns.area, keys.area);
  if (columns.indicator) {
    take(indicator_named(sheet.cell(row, *columns.indicator).text), columns.indicator,
         keys.indicator);
  }
  if (columns.report_date && !is_missing(sheet.cell(row, *columns.report_date))) {
    take(read_date(sheet.cell(row, *columns.report_date), sheet.stated.year), columns.report_date,
         keys.report_date);
  }
  if (refused) return std::nullopt;
  return keys;
}

bool ObservationReader::is_left_out(const Sheet& sheet, const Columns& columns, const Entry& entry,
                                    const Indicator& indicator) {
  if (!entry.wide) return false;
  const std::string why =
      why_left_out(columns.wide.figures[*entry.wide], columns.wide.figures, indicator);
  if (why.empty()) return false;
  left_out_.insert("列“" + cut_to(sheet.header.names[entry.columns.first_column], 120) + "”：" +
                   why);
  return true;
}

void ObservationReader::read_entry(const Sheet& sheet, const TableRow& row, const Columns& columns,
                                   const Entry& entry, const Keys& keys, Extracted& out) {
  const auto indicator_index = entry.columns.indicator ? entry.columns.indicator : keys.indicator;
  if (!indicator_index) return;
  const Indicator& indicator = plan_.indicators[indicator_index->value];
  Figure figure = read_figure(sheet, row, entry.columns, indicator.measure, mapping_.none_is_zero);
  if (figure.missing() || is_left_out(sheet, columns, entry, indicator)) return;
  if (!figure.faults.empty()) {
    std::move(figure.faults.begin(), figure.faults.end(), std::back_inserter(out.rejected));
    return;
  }
  Keys own = keys;
  if (entry.wide) own.period = columns.wide.figures[*entry.wide].period;
  keep(sheet, row, entry.columns, figure, *indicator_index, own, out);
}

void ObservationReader::keep(const Sheet& sheet, const TableRow& row, const FigureColumns& columns,
                             const Figure& figure, IndicatorIndex indicator_index, const Keys& keys,
                             Extracted& out) {
  const Indicator& indicator = plan_.indicators[indicator_index.value];
  const auto period = fit_window(keys.period, indicator, feed_.due);
  const CellRef cell = sheet.ref(row, columns.first_column);
  if (const auto* fault = std::get_if<NotAValue>(&period)) {
    out.rejected.push_back(cell.rejected(fault->reason));
    return;
  }
  Observation observation = observation_of(figure, indicator);
  observation.indicator = indicator_index;
  observation.area = keys.area;
  observation.period = std::get<Period>(period);
  observation.has_report_date = keys.report_date.has_value();
  observation.report_date = keys.report_date.value_or(Date());
  observation.place = cell.place();
  drafts_.push_back({observation, cell});
}

void ObservationReader::read_row(const Sheet& sheet, const Columns& columns, const TableRow& row,
                                 Extracted& out) {
  const bool says_nothing =
      std::none_of(columns.figures.begin(), columns.figures.end(), [&](const Entry& entry) {
        return says_something(sheet, row, entry.columns, mapping_.none_is_zero);
      });
  if (says_nothing) return;
  const auto keys = read_keys(sheet, columns, row, out.rejected);
  if (!keys) return;
  for (const Entry& entry : columns.figures) read_entry(sheet, row, columns, entry, *keys, out);
}

Result<void> ObservationReader::read(const Sheet& sheet, Extracted& out) {
  const auto columns = find_columns(sheet);
  if (!columns) return tl::make_unexpected(columns.error());
  RowNotes notes;
  const auto& rows = sheet.table.rows;
  const TableRow* header =
      sheet.header.data_begin > 0 ? &rows[sheet.header.data_begin - 1] : nullptr;
  for (std::size_t i = sheet.header.data_begin; i < rows.size(); ++i) {
    const TableRow& row = rows[i];
    switch (kind_of_row(row, columns->keys, header)) {
      case RowKind::blank:
        continue;
      case RowKind::total:
        notes.total(row);
        continue;
      case RowKind::note:
        notes.note(row);
        continue;
      case RowKind::header_again:
        notes.repeated(row);
        continue;
      case RowKind::data:
        break;
    }
    if (row.hidden) notes.hidden(row);
    read_row(sheet, *columns, row, out);
  }
  notes.write(sheet.table, out.notes);
  out.notes.insert(out.notes.end(), columns->wide.notes.begin(), columns->wide.notes.end());
  out.notes.insert(out.notes.end(), left_out_.begin(), left_out_.end());
  left_out_.clear();
  return {};
}

void ObservationReader::finish(Extracted& out) {
  settle_duplicates(drafts_, out.observations, out.rejected);
  drafts_.clear();
}

}  // namespace planwatch

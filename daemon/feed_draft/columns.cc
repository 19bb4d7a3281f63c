#include "daemon/feed_draft/columns.h"

#include <algorithm>
#include <array>
#include <map>

#include "collectors/extract/header_rows.h"
#include "collectors/extract/period_text.h"
#include "collectors/extract/text.h"
#include "collectors/extract/value.h"

namespace planwatch {

namespace {

constexpr std::size_t searched_rows = 30;
constexpr std::size_t looked_at = 20;  // data rows
constexpr std::size_t most_levels = 3;

// Known headers, each between bars.
using Names = std::string_view;
constexpr std::string_view period_names =
    "|统计期|报告期|报送期|所属期|期间|期|统计月份|月份|年月|月度|统计时间|period|month|";
constexpr std::string_view area_names = "|行政区|行政区划|区县|县区|地区|区域|所属区县|area|";
constexpr std::string_view report_date_names =
    "|填报日期|报送日期|填表日期|上报日期|报告日期|制表日期|填报时间|report_date|";
constexpr std::string_view indicator_names = "|指标|指标名称|考核指标|指标项|目标名称|indicator|";
constexpr std::string_view task_names = "|任务序号|任务编号|序号|任务|";
constexpr std::string_view state_names = "|进展状态|状态|进展|进展情况|完成状态|";
constexpr std::string_view key_names = "|案号|编号|受理号|办件编号|记录编号|流水号|id|";

bool is_named(std::string_view name, Names known) {
  const std::size_t slash = name.rfind('/');
  const std::string last = comparable(slash == name.npos ? name : name.substr(slash + 1));
  return !last.empty() && known.find("|" + last + "|") != known.npos;
}

// A number, a percentage or a day: what stands in data and not in headers.
bool is_figure(const Cell& cell) {
  if (cell.type == CellType::number || cell.type == CellType::percent ||
      cell.type == CellType::date) {
    return true;
  }
  const std::string text = comparable(cell.text);
  return !text.empty() && text.find_first_not_of("0123456789.,%+-/") == std::string::npos &&
         std::any_of(text.begin(), text.end(), is_digit);
}

bool is_header_row(const TableRow& row) {
  return !is_blank_row(row) && std::none_of(row.cells.begin(), row.cells.end(), is_figure);
}

const Cell& cell_at(const TableRow& row, std::size_t column) {
  static const Cell none;
  return column < row.cells.size() ? row.cells[column] : none;
}

// Whether the first filled cells of a column all pass; at least one has to be there.
template <class Passes>
bool all_cells(const Table& table, std::size_t begin, std::size_t column, Passes passes) {
  std::size_t seen = 0;
  for (std::size_t i = begin; i < table.rows.size() && seen < looked_at; ++i) {
    const Cell& cell = cell_at(table.rows[i], column);
    if (comparable(cell.text).empty()) continue;
    if (!passes(cell)) return seen >= 3;  // totals and notes below the data
    ++seen;
  }
  return seen > 0;
}

bool holds_periods(const Table& table, std::size_t begin, std::size_t column) {
  return all_cells(table, begin, column, [](const Cell& cell) {
    return std::holds_alternative<PeriodReading>(read_period(cell, 2000)) &&
           std::holds_alternative<NotAValue>(read_date(cell, 0));
  });
}
bool holds_days(const Table& table, std::size_t begin, std::size_t column) {
  return all_cells(table, begin, column, [](const Cell& cell) {
    return std::holds_alternative<Date>(read_date(cell, 0));
  });
}
bool holds_figures(const Table& table, std::size_t begin, std::size_t column) {
  return all_cells(table, begin, column, [](const Cell& cell) {
    const auto value = read_value(cell, {});
    return is_figure(cell) || std::holds_alternative<MissingValue>(value) ||
           std::holds_alternative<ReadValue>(value);
  });
}

bool is_period(std::string_view level) {
  const std::string form = period_form(level);
  const auto scanned = scan_period(form, 0, 2000);
  return scanned && scanned->span && scanned->end == form.size();
}

// The levels of a header that are no period, when one of them is.
std::optional<std::string> without_period(const std::string& name) {
  std::string rest;
  bool found = false;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    const std::string level = name.substr(begin, end - begin);
    if (!found && is_period(level)) {
      found = true;
    } else {
      rest += (rest.empty() ? "" : "/") + level;
    }
    begin = end + 1;
  }
  return found ? std::optional(rest) : std::nullopt;
}

// Where the header is; its names are empty when there is none.
GuessedColumns find_names(const Table& table) {
  GuessedColumns guess;
  for (std::size_t begin = 0; begin < table.rows.size() && begin < searched_rows; ++begin) {
    const TableRow& row = table.rows[begin];
    if (is_blank_row(row)) continue;
    if (is_title_row(row) || !is_header_row(row)) {
      guess.above.push_back(row.cells.empty() ? "" : row.cells.front().text);
      continue;
    }
    std::size_t levels = 1;
    while (levels < most_levels && begin + levels < table.rows.size() &&
           is_header_row(table.rows[begin + levels]) &&
           !is_units_row(table.rows[begin + levels], joined_names(table, begin, levels))) {
      ++levels;
    }
    guess.header_rows = static_cast<unsigned>(levels);
    guess.names = joined_names(table, begin, levels);
    guess.data_begin = begin + levels;
    if (guess.data_begin < table.rows.size() &&
        is_units_row(table.rows[guess.data_begin], guess.names)) {
      ++guess.data_begin;
    }
    break;
  }
  return guess;
}

void forget_repeated(std::vector<std::string>& names) {
  std::map<std::string, int> count;
  for (const std::string& name : names) ++count[comparable(name)];
  for (std::string& name : names) {
    if (count[comparable(name)] > 1) name.clear();
  }
}

void assign_roles(const Table& table, GuessedColumns& guess) {
  const std::array<std::pair<std::optional<std::size_t> GuessedColumns::*, Names>, 7> roles{
      {{&GuessedColumns::period, period_names},
       {&GuessedColumns::area, area_names},
       {&GuessedColumns::report_date, report_date_names},
       {&GuessedColumns::indicator, indicator_names},
       {&GuessedColumns::state, state_names},
       {&GuessedColumns::task, task_names},
       {&GuessedColumns::key, key_names}}};
  for (std::size_t column = 0; column < guess.names.size(); ++column) {
    const std::string& name = guess.names[column];
    if (name.empty()) continue;
    const auto role = std::find_if(roles.begin(), roles.end(), [&](const auto& one) {
      return is_named(name, one.second) && !(guess.*one.first);
    });
    if (role != roles.end()) {
      guess.*(role->first) = column;
    } else if (const auto rest = without_period(name)) {
      guess.across.push_back(column);
      guess.across_names.push_back(*rest);
    } else if (!guess.period && holds_periods(table, guess.data_begin, column)) {
      guess.period = column;
    } else if (holds_days(table, guess.data_begin, column)) {
      guess.dates.push_back(column);
    } else if (holds_figures(table, guess.data_begin, column)) {
      guess.figures.push_back(column);
    }
  }
}

}  // namespace

std::optional<GuessedColumns> guess_columns(const Table& table) {
  GuessedColumns guess = find_names(table);
  if (guess.names.empty()) return std::nullopt;
  forget_repeated(guess.names);
  assign_roles(table, guess);
  return guess;
}

}  // namespace planwatch

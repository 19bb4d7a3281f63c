#include "collectors/extract/header_rows.h"

#include <algorithm>
#include <set>

#include "collectors/extract/figure_unit.h"
#include "collectors/extract/text.h"

namespace planwatch {

namespace {

constexpr std::string_view unit_marker = "单位:";

std::set<std::string> distinct_texts(const TableRow& row) {
  std::set<std::string> texts;
  for (const Cell& cell : row.cells) {
    std::string text = comparable(cell.text);
    if (!text.empty()) texts.insert(std::move(text));
  }
  return texts;
}

std::string without_brackets(std::string_view text) {
  const bool bracketed = text.size() >= 2 && (text.front() == '(' || text.front() == '[') &&
                         (text.back() == ')' || text.back() == ']');
  return std::string(bracketed ? text.substr(1, text.size() - 2) : text);
}

// 填报单位：区法院 | 填报日期：2025-07-03
bool is_labelled(const std::string& text) {
  const std::size_t colon = text.find(':');
  return colon != std::string::npos && colon > 0;
}

}  // namespace

bool is_blank_row(const TableRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(),
                     [](const Cell& cell) { return comparable(cell.text).empty(); });
}

bool is_title_row(const TableRow& row) {
  const auto texts = distinct_texts(row);
  if (texts.size() <= 1) return true;
  const bool names_unit = std::any_of(texts.begin(), texts.end(), [](const std::string& text) {
    return text.starts_with(unit_marker) || text.starts_with("(单位:");
  });
  return names_unit || std::all_of(texts.begin(), texts.end(), is_labelled);
}

std::string stated_unit(const TableRow& row) {
  for (const Cell& cell : row.cells) {
    const std::string text = without_brackets(comparable(cell.text));
    if (!text.starts_with(unit_marker)) continue;
    const std::string unit = text.substr(unit_marker.size());
    return parse_unit_word(unit) ? unit : std::string();
  }
  return {};
}

bool is_units_row(const TableRow& row, const std::vector<std::string>& names) {
  bool has_unit = false;
  for (std::size_t column = 0; column < row.cells.size(); ++column) {
    const std::string text = comparable(row.cells[column].text);
    const bool repeated = column < names.size() && row.cells[column].merged &&
                          comparable(names[column]).ends_with(text);
    if (text.empty() || repeated) continue;
    if (!parse_unit_word(without_brackets(text))) return false;
    has_unit = true;
  }
  return has_unit;
}

std::vector<std::string> joined_names(const Table& table, std::size_t begin, std::size_t levels) {
  std::size_t width = 0;
  for (std::size_t level = 0; level < levels; ++level) {
    width = std::max(width, table.rows[begin + level].cells.size());
  }
  std::vector<std::string> names(width);
  for (std::size_t column = 0; column < width; ++column) {
    std::string previous;
    for (std::size_t level = 0; level < levels; ++level) {
      const auto& cells = table.rows[begin + level].cells;
      if (column >= cells.size()) continue;
      const std::string text(trimmed(cells[column].text));
      if (text.empty() || text == previous) continue;
      names[column] += names[column].empty() ? text : "/" + text;
      previous = text;
    }
  }
  return names;
}

}  // namespace planwatch

#include "collectors/decode/sheet_merges.h"

#include <algorithm>

namespace planwatch {
namespace {

using Rows = std::vector<TableRow>;

Rows::iterator row_from(Rows& rows, std::uint32_t number) {
  return std::lower_bound(
      rows.begin(), rows.end(), number,
      [](const TableRow& row, std::uint32_t wanted) { return row.number < wanted; });
}

const Cell* filled_cell(Rows& rows, const CellReference& at) {
  const auto row = row_from(rows, at.row);
  if (row == rows.end() || row->number != at.row || row->cells.size() < at.column) return nullptr;
  const Cell& cell = row->cells[at.column - 1];
  return cell.type == CellType::empty ? nullptr : &cell;
}

// The areas that have something to copy, cut to the sheet, and paid for: whatever hostile areas
// overlap or cover, the work stays within the budget.
bool usable_areas(Table& table, const std::vector<CellArea>& areas, TableBudget& budget,
                  std::vector<CellArea>& usable) {
  std::size_t width = 0;
  for (const TableRow& row : table.rows) width = std::max(width, row.cells.size());
  for (CellArea area : areas) {
    const Cell* cell = filled_cell(table.rows, area.first);
    if (cell == nullptr) continue;
    area.last.row = std::min(area.last.row, table.rows.back().number);
    area.last.column = std::min(area.last.column, static_cast<std::uint32_t>(width));
    const std::uint64_t cells = std::uint64_t{area.last.row - area.first.row + 1} *
                                (area.last.column - area.first.column + 1);
    if (!budget.take_cells(cells, cells * cell->text.size())) return false;
    usable.push_back(area);
  }
  return true;
}

bool add_missing_rows(Table& table, const std::vector<CellArea>& areas, TableBudget& budget) {
  std::vector<std::uint32_t> missing;
  for (const CellArea& area : areas) {
    auto row = row_from(table.rows, area.first.row);
    for (std::uint32_t number = area.first.row; number <= area.last.row; ++number) {
      if (row != table.rows.end() && row->number == number) {
        ++row;
      } else {
        missing.push_back(number);
      }
    }
  }
  std::sort(missing.begin(), missing.end());
  missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
  const auto written = static_cast<std::ptrdiff_t>(table.rows.size());
  for (const std::uint32_t number : missing) {
    if (!budget.take_row()) return false;
    table.rows.emplace_back().number = number;
  }
  std::inplace_merge(table.rows.begin(), table.rows.begin() + written, table.rows.end(),
                     [](const TableRow& a, const TableRow& b) { return a.number < b.number; });
  return true;
}

void fill(Table& table, const CellArea& area) {
  auto row = row_from(table.rows, area.first.row);
  Cell copy = row->cells[area.first.column - 1];
  copy.merged = true;
  for (; row != table.rows.end() && row->number <= area.last.row; ++row) {
    if (row->cells.size() < area.last.column) row->cells.resize(area.last.column);
    for (std::uint32_t column = area.first.column; column <= area.last.column; ++column) {
      Cell& cell = row->cells[column - 1];
      if (cell.type == CellType::empty) cell = copy;
    }
  }
}

}  // namespace

bool apply_merges(Table& table, const std::vector<CellArea>& areas, TableBudget& budget) {
  if (table.rows.empty()) return true;
  std::vector<CellArea> usable;
  if (!usable_areas(table, areas, budget, usable)) return false;
  if (!add_missing_rows(table, usable, budget)) return false;
  for (const CellArea& area : usable) fill(table, area);
  return true;
}

}  // namespace planwatch

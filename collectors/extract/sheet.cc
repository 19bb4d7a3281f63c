#include "collectors/extract/sheet.h"

#include <fmt/format.h>

#include "collectors/extract/text.h"

namespace planwatch {

namespace {

constexpr std::size_t most_text_bytes = 200;
constexpr std::size_t most_listed_rows = 10;

std::string listed(const std::vector<std::uint32_t>& rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size() && i < most_listed_rows; ++i) {
    text += fmt::format("{}{}", i == 0 ? "" : "、", rows[i]);
  }
  return rows.size() > most_listed_rows ? text + "…" : text;
}

}  // namespace

const Cell& Sheet::cell(const TableRow& row, std::size_t column) const {
  static const Cell nothing;
  return column < row.cells.size() ? row.cells[column] : nothing;
}

std::size_t Sheet::column(std::string_view name) const {
  return find_column(header.names, name).column.value();
}

std::string Sheet::unit_header(std::size_t column) const {
  const std::string name = column < header.names.size() ? header.names[column] : std::string();
  const std::string own = column < header.units.size() ? header.units[column] : std::string();
  return own.empty() ? name : name + "/" + own;
}

Place Sheet::place(const TableRow& row, std::size_t column) const {
  const bool rows_only = table.addressing == Table::Addressing::pointer;
  return {number, static_cast<std::uint16_t>(rows_only ? 0 : column + 1), row.number};
}

std::string Sheet::where(const TableRow& row, std::size_t column) const {
  const std::string address = address_of(table, row.number, static_cast<std::uint32_t>(column + 1));
  const bool in_sheet = table.addressing == Table::Addressing::sheet && !table.name.empty();
  return in_sheet ? table.name + "!" + address : address;
}

RejectedRow Sheet::rejected(const TableRow& row, std::size_t column, std::string reason) const {
  return {place(row, column), where(row, column), std::move(reason),
          cut_to(cell(row, column).text, most_text_bytes)};
}

void RowNotes::write(const Table& table, std::vector<std::string>& out) const {
  const std::string sheet = table.name.empty() ? "" : "工作表“" + table.name + "”：";
  const auto say = [&](const char* what, const std::vector<std::uint32_t>& rows) {
    if (rows.empty()) return;
    out.push_back(fmt::format("{}{} {} 行：第 {} 行", sheet, what, rows.size(), listed(rows)));
  };
  if (table.hidden) out.push_back(sheet + "是隐藏的工作表，照常读入，请核对");
  say("跳过合计、小计", totals_);
  say("跳过说明和签章", notes_);
  say("跳过重复的表头", repeated_);
  say("读入隐藏的行", hidden_);
}

}  // namespace planwatch

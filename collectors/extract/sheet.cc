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

Place CellRef::place() const {
  const bool rows_only = table_->addressing == Table::Addressing::pointer;
  return {sheet_, static_cast<std::uint16_t>(rows_only ? 0 : column_ + 1), row_->number};
}

std::string CellRef::where() const {
  const std::string address =
      address_of(*table_, row_->number, static_cast<std::uint32_t>(column_ + 1));
  const bool in_sheet = table_->addressing == Table::Addressing::sheet && !table_->name.empty();
  return in_sheet ? table_->name + "!" + address : address;
}

RejectedRow CellRef::rejected(std::string reason) const {
  const std::string_view text =
      column_ < row_->cells.size() ? std::string_view(row_->cells[column_].text) : "";
  return {place(), where(), std::move(reason), cut_to(text, most_text_bytes)};
}

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

RejectedRow Sheet::rejected(const TableRow& row, std::size_t column, std::string reason) const {
  return ref(row, column).rejected(std::move(reason));
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

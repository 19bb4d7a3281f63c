#include "daemon/feed_fixture/table_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "daemon/feed_fixture/tab_lines.h"

namespace planwatch {
namespace {

constexpr std::array<std::string_view, 7> types = {"empty", "text",    "number", "percent",
                                                   "date",  "boolean", "error"};
constexpr std::array<std::string_view, 3> addressings = {"sheet", "line", "pointer"};
constexpr std::uint32_t most_columns = 16'384;

template <std::size_t n>
std::optional<std::size_t> position_in(const std::array<std::string_view, n>& words,
                                       std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

std::string flag(bool set, const char* word) {
  return set ? word : "-";
}

std::optional<std::uint32_t> number_in(const std::string& text) {
  std::uint32_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string row_text(const TableRow& row) {
  std::string out = tab_line({"row", std::to_string(row.number), flag(row.hidden, "hidden")});
  for (std::size_t c = 0; c < row.cells.size(); ++c) {
    const Cell& cell = row.cells[c];
    const bool says_nothing = cell.type == CellType::empty && !cell.merged && cell.text.empty();
    if (says_nothing && c + 1 < row.cells.size()) continue;
    out += tab_line({"cell", std::to_string(c + 1),
                     std::string(types.at(static_cast<std::size_t>(cell.type))),
                     flag(cell.merged, "merged"), cell.text});
  }
  return out;
}

bool take_table(const std::vector<std::string>& parts, Document& document) {
  const auto addressing = parts.size() == 5 ? position_in(addressings, parts[2]) : std::nullopt;
  if (!addressing) return false;
  Table table;
  table.name = parts[1];
  table.addressing = static_cast<Table::Addressing>(*addressing);
  table.hidden = parts[3] == "hidden";
  table.pointer_prefix = parts[4];
  document.tables.push_back(std::move(table));
  return true;
}

bool take_row(const std::vector<std::string>& parts, Table& table) {
  const auto number = parts.size() == 3 ? number_in(parts[1]) : std::nullopt;
  if (!number) return false;
  table.rows.push_back({*number, parts[2] == "hidden", {}});
  return true;
}

bool take_cell(const std::vector<std::string>& parts, Table& table) {
  if (parts.size() != 5 || table.rows.empty()) return false;
  auto& cells = table.rows.back().cells;
  const auto column = number_in(parts[1]);
  const auto type = position_in(types, parts[2]);
  if (!column || !type || *column <= cells.size() || *column > most_columns) return false;
  cells.resize(*column);
  cells.back() = {static_cast<CellType>(*type), parts[3] == "merged", parts[4]};
  return true;
}

bool take_line(const std::vector<std::string>& parts, Document& document) {
  const std::string& what = parts[0];
  if (what == "table") return take_table(parts, document);
  if (document.tables.empty()) return false;
  Table& table = document.tables.back();
  if (what == "row") return take_row(parts, table);
  if (what == "cell") return take_cell(parts, table);
  if (what != "column" || parts.size() != 2) return false;
  table.columns.push_back(parts[1]);
  return true;
}

}  // namespace

std::string table_text(const Document& document) {
  std::string out;
  for (const Table& table : document.tables) {
    out += tab_line({"table", table.name,
                     std::string(addressings.at(static_cast<std::size_t>(table.addressing))),
                     flag(table.hidden, "hidden"), table.pointer_prefix});
    for (const std::string& column : table.columns) out += tab_line({"column", column});
    for (const TableRow& row : table.rows) out += row_text(row);
  }
  return out;
}

Result<Document> parse_table_text(std::string_view text) {
  Document document;
  std::size_t number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    if (take_line(parse_tab_line(line), document)) continue;
    return fail(ErrorCode::invalid,
                fmt::format("第 {} 行不是 table、column、row、cell 之一：文件被改坏了", number));
  }
  if (document.tables.empty()) return fail(ErrorCode::invalid, "文件里没有表");
  return document;
}

}  // namespace planwatch

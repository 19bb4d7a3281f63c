#include "collectors/decode/cell_reference.h"

#include <algorithm>

namespace planwatch {
namespace {

std::optional<std::uint32_t> parse_letters(std::string_view text, std::size_t& at) {
  if (at < text.size() && text[at] == '$') ++at;
  std::uint32_t column = 0;
  const std::size_t start = at;
  for (; at < text.size() && at - start < 4; ++at) {
    const char letter = static_cast<char>(text[at] & ~0x20);  // to upper case
    if (letter < 'A' || letter > 'Z') break;
    column = column * 26 + static_cast<std::uint32_t>(letter - 'A' + 1);
  }
  if (column == 0 || column > max_sheet_columns) return std::nullopt;
  return column;
}

std::optional<std::uint32_t> parse_row(std::string_view text, std::size_t& at) {
  if (at < text.size() && text[at] == '$') ++at;
  std::uint32_t row = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    row = row * 10 + static_cast<std::uint32_t>(text[at] - '0');
    if (row > max_sheet_rows) return std::nullopt;
  }
  if (row == 0) return std::nullopt;
  return row;
}

}  // namespace

std::optional<CellReference> parse_cell_reference(std::string_view text) {
  std::size_t at = 0;
  const auto column = parse_letters(text, at);
  if (!column) return std::nullopt;
  const auto row = parse_row(text, at);
  if (!row || at != text.size()) return std::nullopt;
  return CellReference{*row, *column};
}

std::optional<CellArea> parse_cell_area(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto first = parse_cell_reference(text.substr(0, colon));
  if (!first) return std::nullopt;
  if (colon == std::string_view::npos) return CellArea{*first, *first};
  const auto last = parse_cell_reference(text.substr(colon + 1));
  if (!last || last->row < first->row || last->column < first->column) return std::nullopt;
  return CellArea{*first, *last};
}

std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters += static_cast<char>('A' + (column - 1) % 26);
  }
  std::reverse(letters.begin(), letters.end());
  return letters;
}

}  // namespace planwatch

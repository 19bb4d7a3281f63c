#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace planwatch {

// A cell of a sheet, both counted from 1: C7 is row 7, column 3. Excel's largest is XFD1048576.
struct CellReference {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};
inline constexpr std::uint32_t max_sheet_rows = 1'048'576;
inline constexpr std::uint32_t max_sheet_columns = 16'384;

struct CellArea {
  CellReference first;  // top left
  CellReference last;   // bottom right, included
};

std::optional<CellReference> parse_cell_reference(std::string_view text);  // C7, $C$7
std::optional<CellArea> parse_cell_area(std::string_view text);            // A1:C2, or A1 alone
std::string column_letters(std::uint32_t column);                          // 28 -> AB

}  // namespace planwatch

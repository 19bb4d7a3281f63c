#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "collectors/decode/table.h"
#include "collectors/decode/xlsx_strings.h"
#include "collectors/decode/xlsx_styles.h"

namespace planwatch {

// A <c> element as written.
struct RawCell {
  std::string type;  // the t attribute; empty means n
  std::size_t style = 0;
  bool has_formula = false;
  std::string formula;
  bool has_value = false;
  std::string value;        // <v>
  std::string inline_text;  // <is>
};

// What the cells of a workbook share. The references must outlive it.
struct CellContext {
  const SharedStrings& strings;
  const Styles& styles;
  bool date1904 = false;
};

// Formulas give their stored result; one without is CellType::error with the formula as its text.
// Empty when the value does not fit its type, which no program writes: the workbook is damaged.
std::optional<Cell> make_cell(const RawCell& raw, const CellContext& context);

}  // namespace planwatch

#pragma once

#include <string_view>

#include "collectors/decode/table.h"

namespace planwatch {

// A cell that is passing by: as Cell, but its text lies somewhere else.
struct CellView {
  CellType type = CellType::empty;
  std::string_view text;
  bool merged = false;
};

}  // namespace planwatch

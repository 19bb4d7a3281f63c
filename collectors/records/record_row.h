#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "collectors/decode/table.h"

namespace planwatch {

// One record as it passes by; nothing of it outlives the call that it is handed to.
struct CellView {
  CellType type = CellType::empty;
  std::string_view text;
  bool merged = false;  // as Cell::merged
};
struct RecordRow {
  std::uint32_t number = 0;  // as TableRow::number
  bool hidden = false;
  std::span<const CellView> cells;

  CellView cell(std::size_t column) const {
    return column < cells.size() ? cells[column] : CellView{};
  }
};

}  // namespace planwatch

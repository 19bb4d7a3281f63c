#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "collectors/decode/cell_view.h"

namespace planwatch {

// One record as it passes by; nothing of it outlives the call that it is handed to. Its cells are
// `cells`, or, where everything is text, `texts`.
struct RecordRow {
  std::uint32_t number = 0;  // as TableRow::number
  bool hidden = false;
  std::span<const CellView> cells;
  std::span<const std::string_view> texts = {};

  std::size_t size() const { return texts.empty() ? cells.size() : texts.size(); }
  std::string_view text(std::size_t column) const {
    if (!texts.empty()) return column < texts.size() ? texts[column] : std::string_view();
    return column < cells.size() ? cells[column].text : std::string_view();
  }
  CellType type(std::size_t column) const {
    if (texts.empty()) return column < cells.size() ? cells[column].type : CellType::empty;
    return column < texts.size() && !texts[column].empty() ? CellType::text : CellType::empty;
  }
  CellView cell(std::size_t column) const {
    if (texts.empty()) return column < cells.size() ? cells[column] : CellView{};
    const std::string_view text = column < texts.size() ? texts[column] : std::string_view();
    return {text.empty() ? CellType::empty : CellType::text, text, false};
  }
};

}  // namespace planwatch

#include "collectors/decode/budget.h"

#include <fmt/format.h>
#include <string>

#include "collectors/decode/table.h"

namespace planwatch {

bool TableBudget::take_row() {
  if (++rows_ <= limits_.rows) return true;
  exceeded_ = Exceeded::rows;
  return false;
}

bool TableBudget::take_column(std::uint64_t position) {
  if (position <= limits_.columns) return true;
  exceeded_ = Exceeded::columns;
  return false;
}

bool TableBudget::take_cells(std::uint64_t cells, std::uint64_t text_bytes) {
  bytes_ += cells * sizeof(Cell) + text_bytes;
  if (bytes_ <= limits_.inflated_bytes) return true;
  exceeded_ = Exceeded::memory;
  return false;
}

Error TableBudget::error() const {
  switch (exceeded_) {
    case Exceeded::rows:
      return limit_exceeded("行数", "rows", limits_.rows);
    case Exceeded::columns:
      return limit_exceeded("列数", "columns", limits_.columns);
    case Exceeded::memory:
    case Exceeded::nothing:
      break;
  }
  return limit_exceeded("表格展开后的大小", "inflated_bytes", limits_.inflated_bytes);
}

Error limit_exceeded(std::string_view what, std::string_view setting, std::uint64_t value) {
  const bool size = setting.ends_with("bytes");
  return {ErrorCode::too_large, false,
          fmt::format("{}超过上限 {} = {}：请核对文件是否发错；确需导入时拆分文件，或在该数据源的 "
                      "limits.{} 调高上限",
                      what, setting, size ? size_text(value) : fmt::format("{}", value), setting)};
}

std::string size_text(std::uint64_t bytes) {
  if (bytes >= (1ull << 20) && bytes % (1ull << 20) == 0) return fmt::format("{}MiB", bytes >> 20);
  if (bytes >= 1024 && bytes % 1024 == 0) return fmt::format("{}KiB", bytes >> 10);
  return fmt::format("{}B", bytes);
}

}  // namespace planwatch

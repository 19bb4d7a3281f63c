#include "collectors/decode/table.h"

#include <algorithm>
#include <fmt/format.h>

#include "collectors/decode/budget.h"
#include "collectors/decode/cell_reference.h"
#include "collectors/decode/decoders.h"

namespace planwatch {
std::string address_of(const Table& table, std::uint32_t row, std::uint32_t column) {
  switch (table.addressing) {
    case Table::Addressing::sheet:
      return column_letters(column) + fmt::format("{}", row);
    case Table::Addressing::pointer: {
      const bool known = column >= 1 && column <= table.columns.size();
      return fmt::format("{}/{}{}", table.pointer_prefix, row == 0 ? 0 : row - 1,
                         known ? table.columns[column - 1] : "");
    }
    case Table::Addressing::line:
      break;
  }
  return fmt::format("第{}行第{}列", row, column);
}

Result<Document> decode(std::string_view bytes, const Format& format, const FeedLimits& limits) {
  if (bytes.size() > limits.bytes) {
    return tl::make_unexpected(limit_exceeded("文件大小", "bytes", limits.bytes));
  }
  return std::visit([&](const auto& is) { return decode_as(bytes, is, limits); }, format);
}

}  // namespace planwatch

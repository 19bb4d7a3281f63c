#pragma once

#include <cstddef>
#include <vector>

#include "collectors/decode/table.h"

namespace planwatch {

enum class RowKind {
  data,
  blank,
  total,        // 合计, 小计, 总计 in a key column or as the row's first text
  note,         // 注：, 说明：, 填表人, 审核人, 单位盖章 ... as the row's first text
  header_again  // the header repeated on a new printed page
};
// `keys`: columns that say what the row is about; `header`: the row above the data.
RowKind kind_of_row(const TableRow& row, const std::vector<std::size_t>& keys,
                    const TableRow* header);

}  // namespace planwatch

#include "collectors/extract/records.h"

#include "collectors/records/record_counter.h"

namespace planwatch {

Result<void> extract_records(const Document& document, const RecordsMapping& mapping,
                             const Configuration& configuration, Extracted& out) {
  for (std::size_t i = 0; i < document.tables.size(); ++i) {
    const Table& table = document.tables[i];
    const bool pointer = table.addressing == Table::Addressing::pointer;
    if (table.rows.empty() && pointer) {
      out.notes.emplace_back("内容没有数据行");
      continue;
    }
    if (table.rows.empty()) {
      return fail(ErrorCode::invalid, "没有任何行：连表头也没有。请核对报送的是不是这张表");
    }
    const bool sheets = table.addressing == Table::Addressing::sheet;
    const auto number = static_cast<std::uint16_t>(sheets ? i + 1 : 0);
    auto counted = count_table(table, number, mapping, configuration, out);
    if (!counted) return counted;
  }
  return {};
}

}  // namespace planwatch

#include <algorithm>
#include <fmt/format.h>

#include "collectors/records/record_counter.h"

namespace planwatch {

void RecordCounter::finish(Extracted& out) {
  const Place header{sheet_, 0, header_row_.number};
  std::vector<std::string> too_long;
  if (plan_) groups_.write(*plan_, header, out.observations, too_long);
  for (const std::string& period : too_long) {
    out.rejected.push_back(
        {header, period, "汇总结果超过 18 位，无法准确表示：请核对单位和数值", ""});
  }
  std::move(rejected_.begin(), rejected_.end(), std::back_inserter(out.rejected));
  write_notes(out);
}

void RecordCounter::write_notes(Extracted& out) const {
  const std::string sheet = head_.name.empty() ? "" : "工作表“" + head_.name + "”：";
  out.notes.push_back(fmt::format("{}逐案记录 {} 条，计入 {} 条，筛选不计 {} 条，拒收 {} 条", sheet,
                                  rows_, counted_, rows_ - counted_ - refused_, refused_));
  if (refused_ > most_refused_kept) {
    out.notes.push_back(
        fmt::format("{}拒收的记录太多，只列出前 {} 条的位置", sheet, most_refused_kept));
  }
  for (std::size_t i = 0; i < without_value_.size(); ++i) {
    if (without_value_[i] == 0) continue;
    const IndicatorIndex indicator = plan_->aggregates[i].indicator;
    out.notes.push_back(fmt::format("{}“{}”有 {} 条记录没有数值或尚未结束，未参加计算", sheet,
                                    configuration_.plan.indicators[indicator.value].name,
                                    without_value_[i]));
  }
  if (workdays_) {
    for (const int year : workdays_->unconfirmed_years()) {
      out.notes.push_back(
          fmt::format("{}{} 年的放假安排未确认，工作日按周一至周五计算", sheet, year));
    }
  }
  notes_.write(head_, out.notes);
}

Result<void> count_table(const Table& table, std::uint16_t sheet, const RecordsMapping& mapping,
                         const Configuration& configuration, Extracted& out) {
  RecordCounter counter(mapping, configuration);
  Table head;
  head.name = table.name;
  head.hidden = table.hidden;
  head.columns = table.columns;
  head.addressing = table.addressing;
  head.pointer_prefix = table.pointer_prefix;
  const std::size_t few = std::min(table.rows.size(), RecordCounter::head_rows);
  head.rows.assign(table.rows.begin(), table.rows.begin() + static_cast<std::ptrdiff_t>(few));
  const auto data_begin = counter.begin(std::move(head), sheet);
  if (!data_begin) return tl::make_unexpected(data_begin.error());
  std::vector<CellView> cells;
  for (std::size_t i = *data_begin; i < table.rows.size(); ++i) {
    const TableRow& row = table.rows[i];
    cells.clear();
    for (const Cell& cell : row.cells) cells.push_back({cell.type, cell.text, cell.merged});
    if (!counter.take({row.number, row.hidden, cells})) {
      return tl::make_unexpected(counter.error());
    }
  }
  counter.finish(out);
  return {};
}

}  // namespace planwatch

#include "daemon/demo/report_cells.h"
#include "daemon/demo/report_table.h"
#include "daemon/demo/task_stories.h"
#include "rules/model/state_words.h"

namespace planwatch::demo {

namespace {

std::vector<std::string> task_columns(const TaskMapping& mapping) {
  std::vector<std::string> columns = {mapping.task, "重点任务", "牵头单位", mapping.state,
                                      mapping.as_of};
  for (const auto* optional : {&mapping.percent, &mapping.evidence, &mapping.closed_by}) {
    if (*optional) columns.push_back(**optional);
  }
  columns.emplace_back("备注");
  return columns;
}

SampleRow task_row(const Task& task, const SampleProgress& progress, Date as_of,
                   const TaskMapping& mapping, const FeedStyle& style) {
  const bool headed = mapping.percent && mapping.percent->find("%") != std::string::npos;
  const bool wide = mapping.percent && mapping.percent->find("％") != std::string::npos;
  SampleRow row = {{SampleCell::Kind::number, std::to_string(task.number)},
                   text_cell(task.title),
                   text_cell(task.lead.text),
                   text_cell(std::string(name_of(progress.state, Lang::zh))),
                   date_cell(as_of, style)};
  const std::string percent = std::to_string(progress.percent);
  if (mapping.percent) row.push_back(text_cell(headed || wide ? percent : percent + "%"));
  if (mapping.evidence) row.push_back(text_cell(progress.evidence));
  if (mapping.closed_by) row.push_back(text_cell(progress.closed_by));
  row.push_back(text_cell(sample_mark));
  return row;
}

}  // namespace

SampleTable task_table(const Configuration& configuration, const SampleDelivery& delivery,
                       std::uint64_t seed) {
  const auto& mapping = std::get<TaskMapping>(delivery.feed->mapping);
  const FeedStyle style = style_of(delivery.feed->id.text);
  SampleTable table;
  table.columns = task_columns(mapping);
  for (const Task& task : configuration.plan.tasks) {
    const SampleProgress progress = progress_of(task, delivery.periods.front().last_month, seed);
    table.rows.push_back(task_row(task, progress, delivery.report_date, mapping, style));
  }
  return table;
}

}  // namespace planwatch::demo

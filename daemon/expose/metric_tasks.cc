#include "daemon/expose/metric_families.h"

namespace planwatch {
namespace {

using Emit = void (*)(const Plan&, const TaskStatus&, const SeriesLabels&, FamilySink&);

const Task& task_of(const Plan& plan, const TaskStatus& status) {
  return plan.tasks[status.task.value];
}

std::string due_month_of(const Plan& plan, const Task& task) {
  return to_string(Period::month(plan.year, task.due_month));
}

void emit_info(const Plan& plan, const TaskStatus& status, const SeriesLabels& labels,
               FamilySink& sink) {
  const Task& task = task_of(plan, status);
  std::vector<SeriesLabels::Pair> pairs = labels.pairs();
  pairs.emplace_back("title", task.title);
  pairs.emplace_back("section", task.section);
  pairs.emplace_back("item", task.item);
  pairs.emplace_back("due", due_month_of(plan, task));
  pairs.emplace_back("quantified", task.quantified ? "yes" : "no");
  sink.sample(SeriesLabels::of(std::move(pairs)), 1);
}
void emit_light(const Plan&, const TaskStatus& s, const SeriesLabels& labels, FamilySink& sink) {
  sink.sample(labels, static_cast<double>(s.light));
}
void emit_milestone(const Plan&, const TaskStatus& s, const SeriesLabels& labels,
                    FamilySink& sink) {
  sink.sample(labels, static_cast<double>(s.milestone));
}
void emit_percent(const Plan&, const TaskStatus& s, const SeriesLabels& labels, FamilySink& sink) {
  if (s.percent) sink.sample(labels, s.percent->to_double());
}
void emit_closed(const Plan&, const TaskStatus& s, const SeriesLabels& labels, FamilySink& sink) {
  sink.sample(labels, s.closed ? 1 : 0);
}
void emit_deadline(const Plan& plan, const TaskStatus& s, const SeriesLabels& labels,
                   FamilySink& sink) {
  sink.sample(labels, last_second_of(plan.deadline_of(task_of(plan, s).due_month)));
}

}  // namespace

void write_task_families(const Snapshot& snapshot, FamilySink& sink) {
  const Plan& plan = snapshot.configuration->plan;
  std::vector<SeriesLabels> labels;
  for (const auto& status : snapshot.tasks) {
    const Task& task = task_of(plan, status);
    labels.push_back(SeriesLabels::of(
        {{"task", std::to_string(task.number)}, {"unit", task.lead.text}, {"plan", plan.id}}));
  }
  const auto family = [&](const char* name, Emit emit) {
    sink.begin(metric_definition(name));
    for (std::size_t i = 0; i < labels.size(); ++i) emit(plan, snapshot.tasks[i], labels[i], sink);
  };
  family("planwatch_task_closed", emit_closed);
  family("planwatch_task_deadline_timestamp_seconds", emit_deadline);
  family("planwatch_task_info", emit_info);
  family("planwatch_task_light", emit_light);
  family("planwatch_task_milestone_light", emit_milestone);
  family("planwatch_task_percent_ratio", emit_percent);
}

}  // namespace planwatch

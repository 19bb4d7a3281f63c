#include <algorithm>

#include "rules/engine/steps.h"

namespace planwatch {

namespace {

// Before the first look at a feed that reports tasks, or with no such feed and nobody's word,
// nothing is known of any of them.
bool nothing_is_known(const EngineState& state) {
  if (!state.tasks.empty()) return false;
  for (const FeedRuntime& feed : state.feeds) {
    if (feed.delivers_tasks && feed.state.last_success) return false;
  }
  return true;
}

}  // namespace

DeadlineLight milestone_light(const EngineState& state, const Task& task, Date today) {
  if (nothing_is_known(state)) return {Light::grey, Reason::no_data, {}};
  const auto latest = state.tasks.find(task.number);
  return judge_milestone(task, latest == state.tasks.end() ? nullptr : &latest->second,
                         state.configuration->task_rule, state.plan().year,
                         state.configuration->calendar, today,
                         state.configuration->find_bands(state.configuration->task_rule.bands));
}

void evaluate_tasks(EngineState& state, Instant now, Effects& effects) {
  const Plan& plan = state.plan();
  const Date today = local_date(now);
  for (const Task& task : plan.tasks) {
    const DeadlineLight light = milestone_light(state, task, today);
    Subject subject;
    subject.key = {plan.id,           state.configuration->task_rule.id,
                   SubjectKind::task, std::to_string(task.number),
                   AreaCode{},        plan.year};
    subject.unit = task.lead;
    subject.deadline = plan.deadline_of(task.due_month);
    Condition condition;
    condition.known = !nothing_is_known(state);
    condition.level =
        light.light >= state.configuration->task_rule.alert_from ? light.light : Light::grey;
    condition.reason = light.reason;
    condition.period = Period::month(plan.year, task.due_month);
    apply_condition(state, subject, condition, now, effects);
  }
  state.tasks_unsure = false;
}

void evaluate_changed_tasks(EngineState& state, Instant now, Effects& effects) {
  if (state.tasks_unsure || state.judged_on != local_date(now)) evaluate_tasks(state, now, effects);
}

}  // namespace planwatch

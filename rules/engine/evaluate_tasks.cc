#include <algorithm>

#include "rules/engine/steps.h"

namespace planwatch {

namespace {

// Before the first look at a feed that reports tasks nothing is known of any of them.
bool task_feeds_are_unread(const EngineState& state) {
  bool unread = false;
  for (const FeedRuntime& feed : state.feeds) {
    if (!feed.delivers_tasks) continue;
    if (feed.state.last_success) return false;
    unread = true;
  }
  return unread;
}

}  // namespace

DeadlineLight milestone_light(const EngineState& state, const Task& task, Date today) {
  if (state.tasks.empty() && task_feeds_are_unread(state))
    return {Light::grey, Reason::no_data, {}};
  const auto latest = state.tasks.find(task.number);
  return judge_milestone(task, latest == state.tasks.end() ? nullptr : &latest->second,
                         state.configuration->task_rule, state.plan().year,
                         state.configuration->calendar, today);
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
    condition.known = !(state.tasks.empty() && task_feeds_are_unread(state));
    condition.level = light.light >= Light::yellow ? light.light : Light::grey;
    condition.reason = light.reason;
    condition.period = Period::month(plan.year, task.due_month);
    apply_condition(state, subject, condition, now, effects);
  }
}

}  // namespace planwatch

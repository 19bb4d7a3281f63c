#include <algorithm>

#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

// Who answers for a row of the plan: the first single unit, else the first member of a collective
// one, else the coordinating unit. Never all members: everybody's task is nobody's.
UnitId answering(const std::vector<UnitId>& candidates, const Plan& plan) {
  for (const UnitId& id : candidates) {
    const Unit* unit = plan.find_unit(id);
    if (unit && !unit->collective) return id;
  }
  for (const UnitId& id : candidates) {
    const Unit* unit = plan.find_unit(id);
    if (unit && !unit->members.empty()) return unit->members.front();
  }
  return plan.coordinating_unit;
}

// A collective unit cannot lead: somebody behind it is told, and that should be seen.
void warn_of_collective_lead(const Task& task, const UnitId& lead, const Draft& draft) {
  const Unit* unit = draft.plan().find_unit(lead);
  if (!unit || !unit->collective) return;
  draft.out.warning(task.at,
                    said("任务 {} 的牵头单位 {} 是集合单位，告知 {}",
                         "the lead of task {} is {}, a collective unit; {} is told", task.number,
                         lead.text, task.lead.text),
                    {"用 lead 写明一个单独的单位", "name one single unit as lead"});
}

}  // namespace

void fill_in(Draft& draft) {
  Plan& plan = draft.plan();
  for (Task& task : plan.tasks) {
    const UnitId lead = task.lead;
    task.lead = lead.empty() ? answering(task.departments, plan) : answering({lead}, plan);
    if (!lead.empty()) warn_of_collective_lead(task, lead, draft);
    task.quantified =
        std::any_of(plan.indicators.begin(), plan.indicators.end(),
                    [&task](const Indicator& one) { return one.task == task.number; });
  }
  for (Indicator& indicator : plan.indicators) {
    const bool named = indicator.lead.has_value();
    indicator.answerable = named ? answering({*indicator.lead}, plan) : plan.coordinating_unit;
  }
}

}  // namespace planwatch::loader

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

}  // namespace

void fill_in(Draft& draft) {
  Plan& plan = draft.plan();
  for (Task& task : plan.tasks) {
    const bool named = !task.lead.empty();
    task.lead = named ? answering({task.lead}, plan) : answering(task.departments, plan);
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

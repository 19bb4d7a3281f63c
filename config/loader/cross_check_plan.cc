#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

void check_members(const Unit& unit, const Plan& plan, Diagnostics& out) {
  for (const UnitId& id : unit.members) {
    const Unit* member = plan.find_unit(id);
    if (!member || !member->collective) continue;
    out.error(unit.at,
              said("集合单位 {} 的成员 {} 也是集合单位",
                   "{} is collective, and so is its member {}", unit.id.text, id.text),
              {"members 里只写单独的单位", "name single units as members"});
  }
}

void check_units(const Draft& draft) {
  const Plan& plan = draft.plan();
  for (const Unit& unit : plan.units) {
    check_members(unit, plan, draft.out);
    if (!unit.collective || !unit.members.empty()) continue;
    draft.out.warning(unit.at,
                      said("集合单位 {} 没有成员名单，暂时告知协调单位 {}",
                           "the collective unit {} has no members; {} is told meanwhile",
                           unit.id.text, plan.coordinating_unit.text),
                      {"把成员写进 members", "name its members"});
  }
}

void check_tasks(const Draft& draft) {
  const Plan& plan = draft.plan();
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    const Task& task = plan.tasks[i];
    if (!task.departments.empty() || !draft.tasks[i].clean) continue;
    draft.out.warning(draft.tasks[i].departments,
                      said("任务 {} 没有责任单位，告知 {}", "task {} has no department; {} is told",
                           task.number, task.lead.text),
                      {"查明后写进 departments，或用 lead 指定",
                       "write the departments when known, or name a lead"});
  }
}

void check_lead(const Indicator& indicator, const SourcePosition& at, const Plan& plan,
                Diagnostics& out) {
  const Words hint{"用 lead 写明一个单独的单位", "name one single unit as lead"};
  if (!indicator.lead) {
    out.warning(indicator.at,
                said("指标 {} 没有牵头单位，告知 {}", "the indicator {} has no lead; {} is told",
                     indicator.id.text, indicator.answerable.text),
                hint);
    return;
  }
  const Unit* unit = plan.find_unit(*indicator.lead);
  if (!unit || !unit->collective) return;
  out.warning(at,
              said("指标 {} 的牵头单位 {} 是集合单位，告知 {}",
                   "the lead of {} is {}, a collective unit; {} is told", indicator.id.text,
                   unit->id.text, indicator.answerable.text),
              hint);
}

void check_indicators(const Draft& draft) {
  const Plan& plan = draft.plan();
  for (std::size_t i = 0; i < plan.indicators.size(); ++i) {
    const Indicator& indicator = plan.indicators[i];
    const IndicatorPlaces& places = draft.indicators[i];
    if (!places.clean) continue;
    check_lead(indicator, places.lead, plan, draft.out);
    const Task* task = plan.find_task(indicator.task);
    const bool known =
        task && draft.tasks[static_cast<std::size_t>(task - plan.tasks.data())].clean;
    if (!known || task->due_month == indicator.due_month) continue;
    draft.out.warning(places.due_month,
                      said("指标 {} 的完成月 {} 与任务 {} 的 {} 不同",
                           "{} is due in month {}, its task {} in month {}", indicator.id.text,
                           indicator.due_month, task->number, task->due_month),
                      {"核对原文，两处写成一样，或用 oddities 说明",
                       "check the plan's text; make them equal or explain in oddities"});
  }
}

}  // namespace

void cross_check_plan(Draft& draft) {
  check_units(draft);
  check_tasks(draft);
  check_indicators(draft);
}

void cross_check_calendars(Draft& draft) {
  const Plan& plan = draft.plan();
  if (plan.year == 0) return;  // reported where the year is
  bool this_year = false;
  bool next_year = false;
  for (const CalendarYear& calendar : draft.calendars) {
    this_year = this_year || calendar.year == plan.year;
    next_year = next_year || calendar.year == plan.year + 1;
  }
  if (!this_year) {
    draft.out.error(plan.year_at,
                    said("没有 {} 年的日历", "there is no calendar for {}", plan.year),
                    said("按国务院办公厅的通知写 calendar/{}.yaml",
                         "write calendar/{}.yaml from the State Council's notice", plan.year));
  }
  if (!next_year) {
    draft.out.warning(
        plan.year_at,
        said("没有 {} 年的日历：次年 1 月的报送日按周一至周五推算",
             "there is no calendar for {}: next January counts Monday to Friday", plan.year + 1),
        said("通知发布后（通常 11 月）写 calendar/{}.yaml",
             "write calendar/{}.yaml when the notice is out, usually in November", plan.year + 1));
  }
}

}  // namespace planwatch::loader

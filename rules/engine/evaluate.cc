#include <algorithm>
#include <bit>
#include <span>

#include "rules/engine/steps.h"

namespace planwatch {

namespace {

// A correction that gives an earlier period another light is said even where no alert moves: what
// was green in the brief may have been red.
void report_corrected(const EngineState& state, const AssessmentRow& row, Light before,
                      Effects& effects) {
  const Plan& plan = state.plan();
  effects.push_back(Report{ReportLevel::info,
                           "light corrected",
                           {{"rule", state.configuration->rules[row.rule.value].id.text},
                            {"indicator", plan.indicators[row.indicator.value].id.text},
                            {"area", plan.areas[row.area.value].code.text},
                            {"period", to_string(row.period)},
                            {"from", std::string(name_of(before, Lang::en))},
                            {"to", std::string(name_of(row.assessment.light, Lang::en))}}});
}

// Judges the changed slots of one series by all its rules.
void judge_slots(EngineState& state, SeriesIndex series, SlotMask slots, SlotMask revised,
                 Instant now, std::vector<AssessmentRow>& rows, Effects& effects) {
  const std::vector<JudgePlan>& plans = state.table.plans(state.table.indicator_of(series));
  for (unsigned rest = slots; rest != 0; rest &= rest - 1) {
    const auto slot = static_cast<unsigned>(std::countr_zero(rest));
    const CurrentFigure& figure = state.table.figure(series, slot);
    note_findings(state, series, slot);
    const DataState doubt = doubt_of(state.table, *state.configuration, series, slot);
    for (std::size_t r = 0; r < plans.size(); ++r) {
      AssessmentRow& row = rows.emplace_back();
      row.assessment = judge_slot(state.table, series, plans[r], slot, doubt);
      row.rule = plans[r].rule;
      row.indicator = plans[r].indicator;
      row.area = state.table.area_of(series);
      row.period = figure.observation.period;
      row.revision = figure.revision;
      row.judged_at = now;
      JudgedLight& judged = state.table.cell(series, r).by_month[slot];
      const Light before = judged.light;
      judged = judged_light(row.assessment);
      const bool corrected = (static_cast<unsigned>(revised) >> slot & 1u) != 0;
      if (corrected && judged.light != before) report_corrected(state, row, before, effects);
    }
  }
}

// The period that an alert of this level is about: the last one that could be judged; where no
// later one makes good (cadence), the last one that is as bad. A grey period beside a firing light
// is not what fires. -1: nothing is known.
int telling_slot(const SeriesTable& table, SeriesIndex series, std::size_t rule_position,
                 Light level) {
  const JudgePlan& plan = table.plans(table.indicator_of(series))[rule_position];
  const RuleCell& cell = table.cell(series, rule_position);
  const bool worst = plan.kind == IndicatorKind::cadence && level != Light::grey;
  const int last = table.last_slot(series);
  for (int slot = last; slot >= 0; --slot) {
    const JudgedLight& judged = cell.by_month[slot];
    if (judged.known && (!worst || judged.light == level)) return slot;
  }
  return last;
}

// The latest slot with a figure to judge; -1: none.
int last_figure(const SeriesTable& table, SeriesIndex series) {
  int slot = table.last_slot(series);
  while (slot >= 0 && !holds_figure(table.figure(series, static_cast<unsigned>(slot)))) --slot;
  return slot;
}

bool meets_by_now(const EngineState& state, SeriesIndex series, const JudgePlan& plan) {
  const int last = last_figure(state.table, series);
  return last >= 0 &&
         meets_target(plan, state.table.figure(series, static_cast<unsigned>(last)).observation)
             .value_or(false);
}

// What was lit by the days that were left stays until the final report is in or overdue: that the
// deadline passed makes nothing good.
bool waits_for_final(const EngineState& state, SeriesIndex series, std::size_t rule_position,
                     const DeadlineLight& deadline, const LevelResult& by_reports) {
  const RuleCell& cell = state.table.cell(series, rule_position);
  const bool by_days = cell.reason == Reason::near_deadline || cell.reason == Reason::by_days_left;
  return by_days && has(deadline.data, DataState::awaiting_final) &&
         cell.level > by_reports.level &&
         !meets_by_now(state, series,
                       state.table.plans(state.table.indicator_of(series))[rule_position]);
}

// The condition of one rule about one series: what the reports say, and what today adds.
Condition condition_of(const EngineState& state, SeriesIndex series, std::size_t rule_position,
                       const LevelResult& level, Date today) {
  const JudgePlan& plan = state.table.plans(state.table.indicator_of(series))[rule_position];
  Condition condition;
  condition.level = level.level;
  condition.pending = level.pending;
  condition.red_run = level.red_run;
  const int telling = telling_slot(state.table, series, rule_position, level.level);
  if (telling >= 0) {
    const auto slot = static_cast<unsigned>(telling);
    condition.period = state.table.figure(series, slot).observation.period;
    condition.revision = state.table.figure(series, slot).revision;
    condition.reason = judge_slot(state.table, *state.configuration, series, plan, slot).reason;
  }
  // The level of a cadence may come from an earlier period than the latest, and so does the reason.
  if (plan.kind == IndicatorKind::cadence && level.level != Light::grey) {
    condition.reason = Reason::no_event_in_period;
  }
  const DeadlineLight deadline = deadline_light(state, series, plan, today);
  condition.known = !waits_for_final(state, series, rule_position, deadline, level);
  // A rule that waits for several bad reports has nothing to say about a report that did not come.
  const Rule& rule = state.configuration->rules[plan.rule.value];
  const bool worsens = deadline.light >= rule.alert_from && deadline.light > condition.level;
  if ((deadline.light == Light::red || worsens) && rule.for_reports == 1) {
    condition.level = deadline.light;
    condition.pending = false;
    condition.reason = deadline.reason;
  }
  return condition;
}

Subject subject_of(const EngineState& state, SeriesIndex series, const Rule& rule) {
  const Plan& plan = state.plan();
  const Indicator& indicator = plan.indicators[state.table.indicator_of(series).value];
  Subject subject;
  subject.key.plan = plan.id;
  subject.key.rule = rule.id;
  subject.key.subject_kind = SubjectKind::indicator;
  subject.key.subject = indicator.id.text;
  subject.key.area = plan.areas[state.table.area_of(series).value].code;
  subject.key.year = plan.year;
  subject.unit = indicator.answerable;
  subject.deadline = plan.deadline_of(indicator.due_month);
  subject.urgent = rule.urgent;
  return subject;
}

// Steps the alert of one rule only when its level moved: the common case touches no string.
enum class StepOnly { red, all };
void step_rule(EngineState& state, SeriesIndex series, std::size_t rule_position, StepOnly only,
               bool by_correction, Instant now, Effects& effects) {
  const JudgePlan& plan = state.table.plans(state.table.indicator_of(series))[rule_position];
  const Rule& rule = state.configuration->rules[plan.rule.value];
  RuleCell& cell = state.table.cell(series, rule_position);
  const auto present = static_cast<unsigned>(state.table.present(series));
  const auto months = static_cast<std::size_t>(std::bit_width(present));
  const auto judged = std::span(cell.by_month).first(months);
  // A period that ended without its event stays red, whatever later ones bring.
  const LevelResult level =
      plan.kind == IndicatorKind::cadence ? worst_level(judged, rule) : fold_levels(judged, rule);
  const Date today = local_date(now);
  const bool deadline_matters = plan.compare == Compare::days_to_deadline ||
                                rule.alert_from <= Light::blue ||
                                today > state.plan().deadline_of(plan.due_month);
  const bool same_period =
      (cell.stepped_at == months && cell.red_run == level.red_run) || cell.level == Light::grey;
  if (level.level == cell.level && level.pending == cell.pending && !deadline_matters &&
      same_period) {
    return;
  }
  Condition condition = condition_of(state, series, rule_position, level, today);
  if (!condition.known || (only == StepOnly::red && condition.level != Light::red)) return;
  if (condition.level == cell.level && condition.pending == cell.pending &&
      condition.reason == cell.reason && same_period) {
    return;
  }
  cell.stepped_at = static_cast<std::uint8_t>(months);
  cell.red_run = static_cast<std::uint8_t>(condition.red_run);
  cell.level = condition.level;
  cell.pending = condition.pending;
  cell.reason = condition.reason;
  condition.by_correction = by_correction;
  apply_condition(state, subject_of(state, series, rule), condition, now, effects);
}

// The red ones first: they hide what is milder of the same series, also within one event.
void step_rules(EngineState& state, SeriesIndex series, bool by_correction, Instant now,
                Effects& effects) {
  const std::size_t rules = state.table.plans(state.table.indicator_of(series)).size();
  for (const StepOnly only : {StepOnly::red, StepOnly::all}) {
    if (only == StepOnly::red && rules < 2) continue;
    for (std::size_t r = 0; r < rules; ++r) {
      step_rule(state, series, r, only, by_correction, now, effects);
    }
  }
}

}  // namespace

Date final_report_due(const EngineState& state, const Indicator& indicator) {
  const Plan& plan = state.plan();
  const auto index = plan.find_indicator(indicator.id);
  const int feed = index ? state.feed_of_indicator[index->value] : -1;
  const unsigned first =
      indicator.due_month + 1 - std::min(indicator.due_month, indicator.period_months);
  const Period last = Period::span(plan.year, first, indicator.due_month);
  if (feed >= 0) {
    const FeedSpec& spec = spec_of(state, state.feeds[static_cast<std::size_t>(feed)]);
    return report_late_after(spec.due, last, state.configuration->calendar);
  }
  return state.configuration->calendar.add_workdays(plan.deadline_of(indicator.due_month), 10);
}

namespace {

bool final_figure_in(const SeriesTable& table, SeriesIndex series, unsigned due_month) {
  const int last = table.last_slot(series);
  if (last + 1 < static_cast<int>(due_month)) return false;
  return is_reported(table.figure(series, static_cast<unsigned>(last)));
}

bool was_looked_at(const EngineState& state, IndicatorIndex indicator) {
  const int feed = state.feed_of_indicator[indicator.value];
  return feed >= 0 && state.feeds[static_cast<std::size_t>(feed)].state.last_success.has_value();
}

}  // namespace

DeadlineLight deadline_light(const EngineState& state, SeriesIndex series, const JudgePlan& plan,
                             Date today) {
  const Plan& the_plan = state.plan();
  const Indicator& indicator = the_plan.indicators[plan.indicator.value];
  const Rule& rule = state.configuration->rules[plan.rule.value];
  const int last = last_figure(state.table, series);
  DeadlineView view;
  view.today = today;
  view.deadline = the_plan.deadline_of(indicator.due_month);
  view.final_report_due = final_report_due(state, indicator);
  view.final_figure_in = final_figure_in(state.table, series, indicator.due_month);
  if (plan.compare == Compare::days_to_deadline) view.by_days = &plan;
  view.near_workdays = rule.near_deadline_workdays;
  if (last >= 0 && (plan.kind == IndicatorKind::cumulative || plan.kind == IndicatorKind::stock)) {
    const auto met =
        meets_target(plan, state.table.figure(series, static_cast<unsigned>(last)).observation);
    view.unfinished = met.has_value() && !*met;
    view.target_met = met.value_or(false);
  }
  // Before the first look at its feed nothing is known of a figure: it is not overdue for that.
  if (last < 0 && !was_looked_at(state, plan.indicator)) return {};
  return judge_deadline(view, state.configuration->calendar);
}

void evaluate(EngineState& state, Instant now, Effects& effects) {
  sum_areas(state);
  PersistFigures judged;
  judged.assessments.reserve(state.dirty_series.size() * state.configuration->rules.size());
  for (const SeriesIndex series : state.dirty_series) {
    const SlotMask slots = state.dirty[series];
    // A correction is what changes earlier figures without bringing a new one.
    const SlotMask revised = state.revised[series];
    const bool by_correction = revised == slots;
    state.dirty[series] = 0;
    state.revised[series] = 0;
    judge_slots(state, series, slots, revised, now, judged.assessments, effects);
    if (!state.restored_unstepped) step_rules(state, series, by_correction, now, effects);
  }
  state.dirty_series.clear();
  if (!judged.assessments.empty()) effects.push_back(std::move(judged));
}

void evaluate_all(EngineState& state, Instant now, Effects& effects) {
  for (SeriesIndex series = 0; series < state.table.size(); ++series) {
    step_rules(state, series, false, now, effects);
  }
}

}  // namespace planwatch

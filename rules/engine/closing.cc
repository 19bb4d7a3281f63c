#include <algorithm>

#include "rules/engine/as_known_on.h"
#include "rules/engine/steps.h"

namespace planwatch {

namespace {

bool is_handed_in(const ReportStatus& report) {
  return report.state == DataState::reported || report.state == DataState::corrected;
}

// The report about the year's last period. A feed that asks for none of the year's periods has
// nothing to hand in.
bool last_report_is_in(const EngineState& state, const FeedRuntime& feed, Date today) {
  const auto periods = report_periods(spec_of(state, feed).due, state.plan().year);
  const auto reports = judge_reports(state, feed, today);
  if (periods.empty()) return true;
  return !reports.empty() && reports.back().period == periods.back() &&
         is_handed_in(reports.back());
}

// The day on which the latest figure about a final period was known; empty while one is missing.
std::optional<Date> final_figures_known_on(const EngineState& state) {
  Date latest{};
  for (SeriesIndex series = 0; series < state.table.size(); ++series) {
    const IndicatorIndex indicator = state.table.indicator_of(series);
    const int last = state.table.last_slot(series);
    if (last < 0 && state.feed_of_indicator[indicator.value] < 0) continue;
    if (last + 1 < static_cast<int>(state.plan().indicators[indicator.value].due_month)) {
      return std::nullopt;
    }
    const CurrentFigure& figure = state.table.figure(series, static_cast<unsigned>(last));
    if (figure.refused == Reason::areas_missing) return std::nullopt;
    latest = std::max(latest, known_since(figure.observation, figure.received));
  }
  return latest;
}

// The day since which everything is in; empty: something is missing.
std::optional<Date> complete_since(const EngineState& state, Date today) {
  if (state.feeds.empty() || today <= make_date(state.plan().year, 12, 31)) return std::nullopt;
  for (const FeedRuntime& feed : state.feeds) {
    if (feed.receiving || !last_report_is_in(state, feed, today)) return std::nullopt;
  }
  return final_figures_known_on(state);
}

FinalVerdict verdict_without_final_figure(const IndicatorStatus& status, const JudgePlan& plan) {
  const bool counts_up =
      plan.kind == IndicatorKind::cumulative || plan.kind == IndicatorKind::stock;
  const bool met_early =
      counts_up && status.latest && meets_target(plan, status.latest->observation).value_or(false);
  return met_early ? FinalVerdict::met : FinalVerdict::not_delivered;
}

FinalVerdict verdict_of(const IndicatorStatus& status, const JudgePlan& plan) {
  const bool final_figure_in = status.latest && status.latest->period.last_month >= plan.due_month;
  if (final_figure_in && status.latest->assessment.reason == Reason::areas_missing) {
    return FinalVerdict::not_delivered;
  }
  if (!final_figure_in) return verdict_without_final_figure(status, plan);
  if (status.latest->assessment.light == Light::grey) return FinalVerdict::not_judged;
  // A cadence's light is the worst of its periods: one that ended without its event stays red.
  const bool failed = plan.kind == IndicatorKind::cadence
                          ? status.light == Light::red
                          : status.latest->assessment.light == Light::red;
  return failed ? FinalVerdict::not_met : FinalVerdict::met;
}

const JudgePlan* leading_plan(const EngineState& state, const IndicatorStatus& status) {
  for (const JudgePlan& plan : state.table.plans(status.indicator)) {
    if (plan.rule == status.rule) return &plan;
  }
  return nullptr;
}

Verdict decide_verdict(const EngineState& state, const IndicatorStatus& status) {
  Verdict verdict;
  verdict.indicator = state.plan().indicators[status.indicator.value].id;
  verdict.area = state.plan().areas[status.area.value].code;
  verdict.light = status.light;
  verdict.reason = status.reason;
  if (status.latest) {
    verdict.period = status.latest->period;
    verdict.revision = status.latest->revision;
    verdict.has_value = exact_value(status.latest->observation).has_value();
    verdict.value = status.latest->assessment.value;
  }
  if (const JudgePlan* plan = leading_plan(state, status)) {
    verdict.verdict = verdict_of(status, *plan);
  }
  return verdict;
}

void report_closing(const PlanClosureRow& row, Effects& effects) {
  Report report{ReportLevel::info, row.closed ? "plan closed" : "plan reopened", {}};
  report.fields = {{"plan", row.plan},
                   {"year", std::to_string(row.year)},
                   {"person", row.person},
                   {"reason", row.reason}};
  for (int v = 0; row.closed && v < final_verdict_count; ++v) {
    const auto verdict = static_cast<FinalVerdict>(v);
    const auto count = std::count_if(row.verdicts.begin(), row.verdicts.end(),
                                     [&](const Verdict& one) { return one.verdict == verdict; });
    report.fields.emplace_back(metric_label(verdict), std::to_string(count));
  }
  effects.push_back(std::move(report));
}

PlanClosureRow make_row(const EngineState& state, Instant now, const std::string& person,
                        const std::string& reason) {
  PlanClosureRow row;
  row.plan = state.plan().id;
  row.year = state.plan().year;
  row.at = now;
  row.person = person;
  row.reason = reason;
  return row;
}

}  // namespace

void close_plan(EngineState& state, Instant now, const std::string& person,
                const std::string& reason, Effects& effects) {
  PlanClosureRow row = make_row(state, now, person, reason);
  row.closed = true;
  const auto snapshot = make_snapshot(state, now);
  for (const IndicatorStatus& status : snapshot->indicators) {
    row.verdicts.push_back(decide_verdict(state, status));
  }
  report_closing(row, effects);
  effects.push_back(Persist{row});
  state.closure = std::move(row);
}

void reopen_plan(EngineState& state, Instant now, const std::string& person,
                 const std::string& reason, Effects& effects) {
  PlanClosureRow row = make_row(state, now, person, reason);
  report_closing(row, effects);
  effects.push_back(Persist{row});
  state.closure = std::move(row);
  state.judged_on.reset();  // the next tick judges and fetches again
}

void close_when_complete(EngineState& state, Instant now, Effects& effects) {
  if (state.closure) return;
  const Date today = local_date(now);
  const auto since = complete_since(state, today);
  if (!since) return;
  const Date due =
      state.configuration->calendar.add_workdays(*since, state.plan().close_after_workdays);
  if (today < due) return;
  close_plan(state, now, {}, "最后一期报送已齐", effects);
}

}  // namespace planwatch

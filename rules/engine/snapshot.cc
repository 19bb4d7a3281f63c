#include <algorithm>
#include <bit>
#include <map>

#include "rules/engine/quality_cases.h"
#include "rules/ledger/ledger.h"

namespace planwatch {

namespace {

PeriodStatus period_status(const EngineState& state, SeriesIndex series, const JudgePlan& plan,
                           unsigned slot) {
  const CurrentFigure& figure = state.table.figure(series, slot);
  PeriodStatus status;
  status.period = figure.observation.period;
  status.observation = figure.observation;
  status.revision = figure.revision;
  status.received = figure.received;
  status.derived = figure.derived;
  status.assessment = judge_slot(state.table, *state.configuration, series, plan, slot);
  return status;
}

// The rule whose latest light is worst gives the indicator's light; the first one of equals.
std::size_t leading_rule(const EngineState& state, SeriesIndex series) {
  const auto& plans = state.table.plans(state.table.indicator_of(series));
  const int last = state.table.last_slot(series);
  std::size_t leading = 0;
  Light worst = Light::grey;
  for (std::size_t r = 0; last >= 0 && r < plans.size(); ++r) {
    const Light light = state.table.cell(series, r).by_month[last].light;
    if (light > worst) {
      worst = light;
      leading = r;
    }
  }
  return leading;
}

void fill_history(const EngineState& state, SeriesIndex series, const JudgePlan& plan,
                  IndicatorStatus& status) {
  status.history.reserve(static_cast<std::size_t>(std::popcount(state.table.present(series))));
  for (unsigned slot = 0; slot < slots_per_series; ++slot) {
    if (state.table.figure(series, slot).present) {
      status.history.push_back(period_status(state, series, plan, slot));
    }
  }
  std::vector<Assessment*> assessments;
  assessments.reserve(status.history.size());
  for (PeriodStatus& period : status.history) assessments.push_back(&period.assessment);
  mark_caught_up(assessments);
  if (!status.history.empty()) status.latest = status.history.back();
  const Indicator& indicator = state.plan().indicators[plan.indicator.value];
  status.expected.reserve(12 / indicator.period_months);
  for (unsigned month = indicator.period_months; month <= 12; month += indicator.period_months) {
    if (const auto& expected = plan.expected[month - 1]) {
      const Period period =
          Period::span(state.plan().year, month - indicator.period_months + 1, month);
      status.expected.emplace_back(period, expected->rounded(9));
    }
  }
}

// Light, reason and data state of the last figure; a firing red stays red beside a grey state.
void take_latest(const EngineState& state, SeriesIndex series, IndicatorStatus& status) {
  if (!status.latest) return;
  const Assessment& latest = status.latest->assessment;
  status.light = latest.light;
  status.reason = latest.reason;
  status.data |= latest.data;
  const auto& plans = state.table.plans(status.indicator);
  const bool keeps_worst =
      state.plan().indicators[status.indicator.value].kind == IndicatorKind::cadence;
  for (std::size_t r = 0; (latest.light == Light::grey || keeps_worst) && r < plans.size(); ++r) {
    const RuleCell& cell = state.table.cell(series, r);
    if (cell.level > status.light) {
      status.light = cell.level;
      status.reason = cell.reason;
    }
  }
}

// What today adds: by the rule that gave the light, and by every one that counts the days.
void add_deadline(const EngineState& state, SeriesIndex series, Date today,
                  IndicatorStatus& status) {
  for (const JudgePlan& plan : state.table.plans(status.indicator)) {
    if (plan.rule != status.rule && plan.compare != Compare::days_to_deadline) continue;
    const DeadlineLight deadline = deadline_light(state, series, plan, today);
    status.data |= deadline.data;
    if (deadline.light > status.light ||
        (deadline.light == Light::red && deadline.reason == Reason::overdue)) {
      status.light = deadline.light;
      status.reason = deadline.reason;
    }
  }
}

// The state of the newest report that is due, for this very indicator.
void add_report_state(const EngineState& state, SeriesIndex series, Date today,
                      IndicatorStatus& status) {
  const int position = state.feed_of_indicator[status.indicator.value];
  if (position < 0) return;
  const Indicator& indicator = state.plan().indicators[status.indicator.value];
  const ReportDays* newest = nullptr;
  int behind = 0;
  for (const ReportDays& days : state.feeds[static_cast<std::size_t>(position)].reports) {
    if (days.period.last_day() >= today) break;
    if (days.period.last_month % indicator.period_months != 0) continue;
    newest = &days;
    const CurrentFigure& figure = state.table.figure(series, days.period.last_month - 1u);
    behind = is_reported(figure) ? 0 : behind + 1;
  }
  if (newest == nullptr) {
    status.data |= DataState::not_yet_due;
  } else {
    const CurrentFigure& figure = state.table.figure(series, newest->period.last_month - 1u);
    const ReportView view{newest->period, handed_in_on(state, figure), figure.corrected};
    status.data |= judge_report(*newest, view, state.configuration->calendar,
                                state.configuration->report_rule.due_soon_workdays, today)
                       .state;
  }
  if (state.table.last_slot(series) >= 0 &&
      behind > state.configuration->report_rule.stale_after_periods) {
    status.data |= DataState::stale;
  }
}

IndicatorStatus indicator_status(const EngineState& state, SeriesIndex series, Date today) {
  IndicatorStatus status;
  status.indicator = state.table.indicator_of(series);
  status.area = state.table.area_of(series);
  const auto& plans = state.table.plans(status.indicator);
  add_report_state(state, series, today, status);
  status.advice = advice_of(state, series);
  if (plans.empty()) return status;
  const JudgePlan& plan = plans[leading_rule(state, series)];
  status.rule = plan.rule;
  fill_history(state, series, plan, status);
  take_latest(state, series, status);
  add_deadline(state, series, today, status);
  return status;
}

// The milestone's own light, then the worst of the task's indicators in the plan's own area.
TaskStatus task_status(const EngineState& state, std::uint32_t index, const Snapshot& snapshot,
                       Date today) {
  const Task& task = state.plan().tasks[index];
  TaskStatus status;
  status.task = TaskIndex{index};
  const DeadlineLight milestone = milestone_light(state, task, today);
  status.milestone = milestone.light;
  status.light = milestone.light;
  status.reason = milestone.reason;
  const auto own = state.plan().find_area(state.plan().area);
  for (std::uint32_t i = 0; own && i < state.plan().indicators.size(); ++i) {
    if (state.plan().indicators[i].task != task.number) continue;
    const IndicatorStatus& one =
        snapshot.indicators[state.table.series_of(IndicatorIndex{i}, *own)];
    if (one.light > status.light) {
      status.light = one.light;
      status.reason = one.reason;
    }
  }
  if (const auto report = state.tasks.find(task.number); report != state.tasks.end()) {
    status.known = true;
    status.state = report->second.state;
    status.closed = !report->second.closed_by.empty();
    status.percent = report->second.percent;
    status.as_of = report->second.as_of;
    status.closed_by = report->second.closed_by;
    status.evidence = report->second.evidence;
  }
  return status;
}

// A figure that waits in quarantine casts its doubt on what is shown instead of it.
void add_held_back(const EngineState& state, Snapshot& snapshot) {
  for (const auto& [id, row] : state.quarantine.rows()) {
    const Observation& o = row.observation;
    if (row.state != QuarantineState::pending || o.period.year != state.plan().year) continue;
    snapshot.indicators[state.table.series_of(o.indicator, o.area)].data |= DataState::doubtful;
  }
}

// Figures that wait for a person, by the feed that brought them.
std::map<FeedId, std::uint32_t> count_waiting(const EngineState& state) {
  std::map<FeedId, std::uint32_t> waiting;
  for (const auto& [id, row] : state.quarantine.rows()) {
    if (row.state == QuarantineState::pending) ++waiting[row.feed];
  }
  return waiting;
}

FeedStatus feed_status(const EngineState& state, const FeedRuntime& feed, Date today) {
  FeedStatus status;
  status.feed = feed.index;
  status.up = feed.state.failures == 0 && !feed.state.quarantined_until;
  status.state = feed.state;
  status.reports = judge_reports(state, feed, today);
  status.rejected_rows = feed.rejected_rows;
  status.rejected_now = feed.rejected_now();
  status.circuit = circuit_of(feed.state);
  status.next_attempt =
      feed.state.quarantined_until ? feed.state.quarantined_until : feed.next_poll;
  status.bytes = feed.bytes;
  status.figures = feed.figures;
  return status;
}

void show_closure(const PlanClosureRow& closure, Snapshot& snapshot) {
  snapshot.closed = PlanClosure{closure.at, closure.person, closure.reason};
  const Plan& plan = snapshot.configuration->plan;
  std::map<std::pair<IndicatorId, AreaCode>, FinalVerdict> verdicts;
  for (const Verdict& one : closure.verdicts) {
    verdicts[{one.indicator, one.area}] = one.verdict;
  }
  for (IndicatorStatus& status : snapshot.indicators) {
    const auto found = verdicts.find(
        {plan.indicators[status.indicator.value].id, plan.areas[status.area.value].code});
    if (found != verdicts.end()) status.verdict = found->second;
  }
}

}  // namespace

std::shared_ptr<const Snapshot> make_snapshot(const EngineState& state, Instant now) {
  auto snapshot = std::make_shared<Snapshot>();
  const Date today = local_date(state.is_closed() ? state.closure->at : now);
  snapshot->configuration = state.configuration;
  snapshot->plan_now = now;
  snapshot->indicators.reserve(state.table.size());
  for (SeriesIndex series = 0; series < state.table.size(); ++series) {
    snapshot->indicators.push_back(indicator_status(state, series, today));
  }
  add_held_back(state, *snapshot);
  for (std::uint32_t t = 0; t < state.plan().tasks.size(); ++t) {
    snapshot->tasks.push_back(task_status(state, t, *snapshot, today));
  }
  const auto waiting = count_waiting(state);
  snapshot->feeds.reserve(state.feeds.size());
  for (const FeedRuntime& feed : state.feeds) {
    FeedStatus& status = snapshot->feeds.emplace_back(feed_status(state, feed, today));
    const auto held = waiting.find(feed.state.feed);
    if (held != waiting.end()) status.quarantined = held->second;
  }
  for (const auto& [key, alert] : state.alerts) {
    if (is_open(alert) || alert.key.year == state.plan().year) snapshot->alerts.push_back(alert);
  }
  for (const auto& [number, row] : state.ledger) {
    count_days(snapshot->ledger.emplace_back(row), local_date(now));
  }
  for (const auto& [id, silence] : state.silences) snapshot->silences.push_back(silence);
  for (const auto& [id, news] : state.held.all()) snapshot->held.push_back(news);
  if (state.is_closed()) show_closure(*state.closure, *snapshot);
  snapshot->findings = list_findings(state);
  snapshot->quarantine = list_quarantine(state);
  snapshot->observations_accepted = state.accepted;
  snapshot->observations_revised = state.revisions;
  snapshot->observations_repeated = state.repeated;
  return snapshot;
}

}  // namespace planwatch

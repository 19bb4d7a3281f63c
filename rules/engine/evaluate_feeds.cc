#include <algorithm>

#include "rules/engine/steps.h"

namespace planwatch {

const RuleId& fetch_rule() {
  static const RuleId id{"fetch"};
  return id;
}

const RuleId& data_rule() {
  static const RuleId id{"data"};
  return id;
}

std::string report_subject_text(const FeedId& feed, const Period& period) {
  return feed.text + ":" + to_string(period);
}

FeedId feed_of_subject(const std::string& subject) {
  return FeedId{subject.substr(0, subject.find(':'))};
}

std::optional<Date> known_on(const CurrentFigure& figure) {
  if (!is_reported(figure)) return std::nullopt;
  return figure.first_known;
}

namespace {

AreaIndex own_area(const EngineState& state) {
  return state.plan().find_area(state.plan().area).value_or(AreaIndex{0});
}

// Complete when every indicator that is judged in this period has a figure; the day is that of the
// last one to come.
ReportView view_of_figures(const EngineState& state, const FeedRuntime& feed, AreaIndex area,
                           const Period& period) {
  ReportView view{period, std::nullopt, false};
  for (const IndicatorIndex indicator : feed.indicators) {
    const Indicator& spec = state.plan().indicators[indicator.value];
    if (period.last_month % spec.period_months != 0) continue;
    // The month span that stands for a report period in the indicator's own slots.
    const CurrentFigure& figure =
        state.table.figure(state.table.series_of(indicator, area), period.last_month - 1u);
    const auto known = handed_in_on(state, figure);
    if (!known) return {period, std::nullopt, false};
    view.reported_on = std::max(view.reported_on.value_or(*known), *known);
    view.corrected = view.corrected || figure.corrected;
  }
  return view;
}

// A task table is in when some task was reported as of the period's end or later. The day is that
// end itself: the table states no other.
ReportView view_of_tasks(const EngineState& state, const Period& period) {
  ReportView view{period, std::nullopt, false};
  for (const auto& [task, reports] : state.task_reports) {
    for (const TaskReport& report : reports) {
      if (report.as_of >= period.last_day()) view.reported_on = period.last_day();
    }
  }
  return view;
}

}  // namespace

std::vector<ReportStatus> judge_reports(const EngineState& state, const FeedRuntime& feed,
                                        Date today) {
  const AreaIndex area = own_area(state);
  std::vector<ReportStatus> statuses;
  statuses.reserve(feed.reports.size());
  for (const ReportDays& days : feed.reports) {
    if (days.period.last_day() >= today) break;
    const ReportView view = feed.delivers_tasks ? view_of_tasks(state, days.period)
                                                : view_of_figures(state, feed, area, days.period);
    statuses.push_back(judge_report(days, view, state.configuration->calendar,
                                    state.configuration->report_rule.due_soon_workdays, today));
  }
  return statuses;
}

namespace {

Subject feed_subject(const EngineState& state, const FeedRuntime& feed, const RuleId& rule) {
  const Plan& plan = state.plan();
  Subject subject;
  subject.key = {plan.id,    RuleId{rule}, SubjectKind::feed, feed.state.feed.text,
                 AreaCode{}, plan.year};
  subject.unit = spec_of(state, feed).unit;
  return subject;
}

// Every missing report is a case of its own: one that is never handed in hides no later one.
Subject report_subject(const EngineState& state, const FeedRuntime& feed, const Period& period) {
  Subject subject = feed_subject(state, feed, state.configuration->report_rule.id);
  subject.key.subject = report_subject_text(feed.state.feed, period);
  return subject;
}

// One case a source, so that a file in trouble hides no other; its notice names the places.
void add_rejected(const EngineState& state, const FeedRuntime& feed,
                  std::map<std::string, Case>& wanted) {
  for (const auto& [source, rejected] : feed.rejected_by_source) {
    Case one;
    one.subject = feed_subject(state, feed, data_rule());
    one.subject.key.subject += ":" + source;
    one.condition.level = Light::yellow;
    one.condition.reason = Reason::doubtful;
    wanted.emplace(to_string(one.subject.key), std::move(one));
  }
}

// Of one feed, or of all.
void evaluate_rejected(EngineState& state, const FeedRuntime* only, Instant now, Effects& effects) {
  std::map<std::string, Case> wanted;
  std::string prefix = state.plan().id + "/" + data_rule().text + "/feed/";
  if (only != nullptr) {
    prefix += only->state.feed.text + ":";
    add_rejected(state, *only, wanted);
  } else {
    for (const FeedRuntime& feed : state.feeds) add_rejected(state, feed, wanted);
  }
  step_cases(state, prefix, wanted, now, effects);
}

// Whether there is an alert about any report of the feed, open or over.
bool has_report_alerts(const EngineState& state, const FeedRuntime& feed) {
  const std::string prefix = state.plan().id + "/" + state.configuration->report_rule.id.text +
                             "/feed/" + feed.state.feed.text + ":";
  const auto first = state.alerts.lower_bound(prefix);
  return first != state.alerts.end() && first->first.starts_with(prefix);
}

Condition report_condition(const ReportStatus& report, bool second_in_row) {
  Condition condition;
  condition.to_deputy = second_in_row;
  condition.period = report.period;
  if (report.state == DataState::missing) condition.level = Light::red;
  if (report.state == DataState::late) condition.level = Light::yellow;
  if (condition.level != Light::grey) condition.reason = Reason::no_data;
  return condition;
}

void evaluate_one(EngineState& state, const FeedRuntime& feed, Instant now, Effects& effects) {
  Condition fetch;
  const bool down = feed.state.failures > 0 || feed.state.quarantined_until.has_value();
  if (down) fetch.level = Light::yellow;
  fetch.reason = down ? Reason::no_data : Reason::none;
  apply_condition(state, feed_subject(state, feed, fetch_rule()), fetch, now, effects);

  // Before the first fetch nothing is known about reports; behind a feed that is down a missing
  // one is that feed's trouble.
  if (down || !feed.state.last_success || feed.receiving) return;
  // Nearly all feeds: a report that is well changes nothing where none was ever wanting.
  const bool had_alerts = has_report_alerts(state, feed);
  bool before_missing = false;
  for (const ReportStatus& report : judge_reports(state, feed, local_date(now))) {
    const bool missing = report.state == DataState::missing;
    const Condition condition = report_condition(report, missing && before_missing);
    before_missing = missing;
    if (condition.level == Light::grey && !had_alerts) continue;
    apply_condition(state, report_subject(state, feed, report.period), condition, now, effects);
  }
}

}  // namespace

void evaluate_feeds(EngineState& state, Instant now, Effects& effects) {
  for (const FeedRuntime& feed : state.feeds) evaluate_one(state, feed, now, effects);
  evaluate_rejected(state, nullptr, now, effects);
  evaluate_quality(state, now, effects);
  state.feeds_unsure = false;
}

void evaluate_feed(EngineState& state, const FeedId& id, Instant now, Effects& effects) {
  const FeedRuntime* feed = find_feed(state, id);
  if (feed == nullptr || state.feeds_unsure || state.judged_on != local_date(now)) {
    return evaluate_feeds(state, now, effects);
  }
  evaluate_one(state, *feed, now, effects);
  evaluate_rejected(state, feed, now, effects);
  evaluate_quality(state, now, effects);
}

}  // namespace planwatch

#pragma once

#include "rules/engine/event.h"
#include "rules/engine/state.h"

namespace planwatch {

// The engine's steps, one file each. Every one takes the state, changes it, and adds what is to be
// done to `effects`.
using Effects = std::vector<Effect>;

// intake.cc: accepts, revises or rejects what arrived; marks what must be judged again.
void take_in(EngineState& state, const ObservationsArrived& event, Effects& effects);
enum class Intake { fresh, revised, superseded, confirmed, repeated, rejected };
struct IntakeResult {
  Intake outcome = Intake::rejected;
  ObservationRow row;  // unless repeated or rejected
  std::string reason;  // when rejected
};
// One figure into the state. Also how restoring and reloading bring figures in.
IntakeResult take_figure(EngineState& state, const Observation& observation, Instant received);
// The latest report of a task is the one with the latest day; a person's statement always counts.
void take_task_report(EngineState& state, const TaskReport& report, bool by_person);

// evaluate.cc: judges the dirty series and steps their alerts.
void evaluate(EngineState& state, Instant now, Effects& effects);
// Steps the alerts of all series that hold figures, because today's date changed or after a
// restart.
void evaluate_all(EngineState& state, Instant now, Effects& effects);
// Today's view of one series' deadline: near, overdue or nothing.
DeadlineLight deadline_light(const EngineState& state, SeriesIndex series, const JudgePlan& plan,
                             Date today);
// When the report about the deadline's period is due, grace included.
Date final_report_due(const EngineState& state, const Indicator& indicator);

// evaluate_tasks.cc, evaluate_feeds.cc
void evaluate_tasks(EngineState& state, Instant now, Effects& effects);
void evaluate_feeds(EngineState& state, Instant now, Effects& effects);
DeadlineLight milestone_light(const EngineState& state, const Task& task, Date today);
// The reports of the plan's year that are begun (their period is over), in order.
std::vector<ReportStatus> judge_reports(const EngineState& state, const FeedRuntime& feed,
                                        Date today);
// The rules about feeds themselves: 取数 (can it be reached and read) and 数据 (was all accepted).
const RuleId& fetch_rule();
const RuleId& data_rule();
// Alerts about a feed have its id as subject; those about one of its reports "id:period".
std::string report_subject_text(const FeedId& feed, const Period& period);
FeedId feed_of_subject(const std::string& subject);
// When the figure of one period was complete for this indicator in the plan's own area.
std::optional<Date> known_on(const CurrentFigure& figure);

// alerts.cc: one condition into the life cycle, the ledger and the decision to tell.
struct Subject {
  AlertKey key;
  UnitId unit;
  std::optional<Date> deadline;
  bool urgent = false;
};
void apply_condition(EngineState& state, const Subject& subject, const Condition& condition,
                     Instant now, Effects& effects);
void close_alert_for_rule_change(EngineState& state, const std::string& alert, Instant now,
                                 Effects& effects);
// Ladder and reminders that are due now.
void tell_on_time(EngineState& state, Instant now, Effects& effects);

// tick.cc: what the passing of the plan's time brings.
void tick(EngineState& state, const Tick& event, Effects& effects);
void note_unchanged(EngineState& state, const FetchUnchanged& event, Effects& effects);
void note_failure(EngineState& state, const FeedFailed& event, Effects& effects);

// people.cc
void act(EngineState& state, const PersonActed& event, Effects& effects);

// reload.cc: state is keyed by stable ids and kept.
void replace_plan(EngineState& state, const PlanReplaced& event, Effects& effects);
// Closes the alerts of rules and subjects that the configuration no longer has.
void close_unruled(EngineState& state, Instant now, Effects& effects);
void restore_state(EngineState& state, const Restored& restored, Instant now);

// advice.cc: forecast and natural limits of one series, from the cache where nothing changed.
std::shared_ptr<const IndicatorAdvice> advice_of(const EngineState& state, SeriesIndex series);

// snapshot.cc
std::shared_ptr<const Snapshot> make_snapshot(const EngineState& state, Instant now);

}  // namespace planwatch

#pragma once

#include <map>

#include "rules/engine/event.h"
#include "rules/engine/state.h"
#include "rules/notify/decide.h"

namespace planwatch {

// The engine's steps, one file each. Every one takes the state, changes it, and adds what is to be
// done to `effects`.
using Effects = std::vector<Effect>;

// Places of rejected cells that a notice names; the rest is counted.
inline constexpr std::size_t most_places_named = 5;
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
// Later figures are judged again too: whether they fall or jump depends on the earlier ones, and a
// year to date on its months.
void mark_with_successors(EngineState& state, SeriesIndex series, unsigned slot, bool revised);
// The latest report of a task is the one with the latest day; a person's statement always counts.
void take_task_report(EngineState& state, const TaskReport& report, bool by_person);

// sum_areas.cc: sums what changed up the tree of areas, and marks what is compared with an area
// whose figure changed. Before judging.
void sum_areas(EngineState& state);

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
// After an event of one feed: that feed alone, unless the day has changed or a person has acted
// since all were looked at. Tasks likewise, where something about them may have changed.
void evaluate_feed(EngineState& state, const FeedId& feed, Instant now, Effects& effects);
void evaluate_changed_tasks(EngineState& state, Instant now, Effects& effects);
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
// The day on which one period first had a figure; a later correction makes no report late.
std::optional<Date> known_on(const CurrentFigure& figure);

// quality_cases.cc: every finding of a figure that is doubted or held back is a case of its own.
// Looks for what is odd about the figure that a slot holds; before the slot is judged.
void note_findings(EngineState& state, SeriesIndex series, unsigned slot);
void evaluate_quality(EngineState& state, Instant now, Effects& effects);
// A feed's cases of a rule that are open at once; more wait until one ends.
inline constexpr std::size_t most_cases_per_feed = 50;
// Steps the cases of one feed rule: those wanted that are not open begin, those open that are not
// wanted end. All their keys begin with `prefix`.
struct Case;
void step_cases(EngineState& state, const std::string& prefix,
                const std::map<std::string, Case>& wanted, Instant now, Effects& effects);
const RuleId& quality_rule(const EngineState& state);
// feed:indicator:period:finding
std::string quality_subject_text(const FeedId& feed, const IndicatorId& indicator,
                                 const Period& period, QualityFinding finding);
// Feed that delivers the indicator; null: none that runs.
const FeedSpec* feed_of(const EngineState& state, IndicatorIndex indicator);

// quarantine_steps.cc: figures that are held back at arrival, and what becomes of them.
// Whether the figure was dealt with: held back, or known as held back or discarded already.
struct Arrival {
  const ObservationsArrived& event;
  std::int64_t delivery = 0;
};
enum class HoldBack { accept, held, known };
HoldBack hold_back(EngineState& state, const Observation& figure, const Arrival& arrival,
                   std::vector<QuarantineRow>& rows);
// An accepted figure takes the place of those that wait for the same period.
void settle_waiting(EngineState& state, const Observation& figure, Instant received,
                    std::vector<QuarantineRow>& rows);
void release_figure(EngineState& state, const PersonActed& event, const ReleaseFigure& action,
                    Effects& effects);
void discard_figure(EngineState& state, const PersonActed& event, const DiscardFigure& action,
                    Effects& effects);
// The day on which the figure was handed in, were it released from quarantine later or not.
std::optional<Date> handed_in_on(const EngineState& state, const CurrentFigure& figure);

// alerts.cc: one condition into the life cycle, the ledger and the decision to tell.
struct Subject {
  AlertKey key;
  UnitId unit;
  std::optional<Date> deadline;
  bool urgent = false;
};
struct Case {
  Subject subject;
  Condition condition;
};
void apply_condition(EngineState& state, const Subject& subject, const Condition& condition,
                     Instant now, Effects& effects);
void close_alert_for_rule_change(EngineState& state, const std::string& alert, Instant now,
                                 Effects& effects);
void close_alert_by_person(EngineState& state, const std::string& alert, const std::string& why,
                           Instant now, Effects& effects);
// tell.cc: renders what was decided about one alert and gives it to the round that it goes out in;
// the alert remembers who was told. `before`: its level before the change.
void tell(EngineState& state, Alert& alert, const std::vector<NoticeDecision>& decisions,
          Light before, Instant now, Effects& effects);
// Ladder and reminders that are due now.
void tell_on_time(EngineState& state, Instant now, Effects& effects);

// rounds.cc: the end of every event. News whose round closes by `now` is sent, one message for each
// receiver, role and unit; what waits longer is persisted.
void close_rounds(EngineState& state, Instant now, Effects& effects);

// delivery.cc: what does not arrive goes to the receiver's fallback, and the receiver that refuses
// it is an alert of its own until it takes something again.
void note_refused(EngineState& state, const NoticeRefused& event, Effects& effects);
void note_delivered(EngineState& state, const NoticeDelivered& event, Effects& effects);
const RuleId& delivery_rule();
// Whom to tell of an alert about a receiver: never that receiver, its fallback instead.
std::vector<NoticeDecision> pass_over_failing(const EngineState& state, const Alert& alert,
                                              std::vector<NoticeDecision> decisions);
const Receiver* find_receiver(const EngineState& state, const ReceiverId& id);
// What it reads; Chinese where it is not configured any more.
Lang lang_of(const EngineState& state, const ReceiverId& receiver);

// tick.cc: what the passing of the plan's time brings.
void tick(EngineState& state, const Tick& event, Effects& effects);

// fetching.cc: which feeds are fetched when, see fetch_queue.h and circuit.h.
void start_due_fetches(EngineState& state, Instant now, Effects& effects);
// After an event that may have made room.
void start_next_fetches(EngineState& state, Instant now, Effects& effects);
// A feed in flight is fetched again at the tick after its end: what came may have come too late.
void fetch_touched(EngineState& state, const FeedTouched& event, Effects& effects);
void note_unchanged(EngineState& state, const FetchUnchanged& event, Effects& effects);
void note_failure(EngineState& state, const FeedFailed& event, Effects& effects);
void note_slow(EngineState& state, const FetchSlow& event);
// The fetch is over, however it ended; the feed's row is not persisted here.
void end_of_fetch(EngineState& state, FeedRuntime& feed);
// After a success: polled as usual from here on.
void close_circuit(const EngineState& state, FeedRuntime& feed);
// Lets open circuits try whose report is due today.
void try_those_due(EngineState& state, Date today, Instant now);
void retry_feed(EngineState& state, const PersonActed& event, const RetryFeed& action,
                Effects& effects);
// A fetch that is on its way goes on over a reload.
void carry_over_fetches(EngineState& to, const FeedRuntime& from, FeedRuntime& feed);

// people.cc
void act(EngineState& state, const PersonActed& event, Effects& effects);
// What was done goes into the store; what cannot be done is a log line that begins with
// `action_refused` and says why.
void record(const PersonActed& event, std::string action, std::string subject, std::string text,
            Effects& effects);
void refuse(const PersonActed& event, const std::string& subject, const std::string& why,
            Effects& effects);

// closing.cc: the end of a plan's year. A closed plan fetches, judges and tells nothing more; its
// ledger stays open to be closed by hand.
// Closes the plan when its last report is in (and `close_after` working days have passed since),
// unless a person opened it again: then a person closes it.
void close_when_complete(EngineState& state, Instant now, Effects& effects);
void close_plan(EngineState& state, Instant now, const std::string& person,
                const std::string& reason, Effects& effects);
void reopen_plan(EngineState& state, Instant now, const std::string& person,
                 const std::string& reason, Effects& effects);

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

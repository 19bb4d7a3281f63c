#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/engine/engine.h"

namespace planwatch {

// What is known of the past, as the store keeps it: every version, in the order of its receipt.
struct RehearsalInput {
  std::shared_ptr<const Configuration> configuration;  // the indices of the rows are of this one
  FeedSelection feeds = FeedSelection::real;
  std::vector<ObservationRow> observations;
  std::vector<TaskReportRow> task_reports;
  bool from_store = false;           // the figures passed the checks of quarantine once
  std::vector<PersonActed> actions;  // in order of time
  // Feeds that were never reached: nothing is known of their reports. All others count as reached
  // from the first day on; that one was down meanwhile is no part of a rehearsal.
  std::vector<FeedId> unreached;
};

struct RehearsalSpan {
  Date from;                     // changes before it are not told, but lead to what is told
  Instant until{};               // the plan's clock ends here
  std::optional<Date> known_by;  // only versions known by that day take part
};

// One light that changed: the light of the subject as it is shown (`period` is then its latest
// one), or that of an earlier period which was judged late or anew.
struct LightChange {
  Instant at{};
  SubjectKind subject = SubjectKind::indicator;  // indicator or task
  IndicatorIndex indicator;
  AreaIndex area;
  int task = 0;
  std::optional<Period> period;  // empty: no figure yet, and for tasks
  bool earlier_period = false;   // not the latest: what is shown as the light now does not move
  Light from = Light::grey;
  Light to = Light::grey;
  Reason reason = Reason::none;
  bool correction = false;  // the figure of a period that was judged before is another one now
  // The figure and what was made of it; of indicators with a figure.
  std::optional<PeriodStatus> judged;
};

enum class AlertEvent { fired, worsened, eased, resolved, closed, acknowledged, promised };
std::string_view name_of(AlertEvent event, Lang lang);

struct AlertChange {
  Instant at{};
  AlertEvent event = AlertEvent::fired;
  bool correction = false;   // brought by the revision of an earlier figure
  Light from = Light::grey;  // grey: no alert
  Light to = Light::grey;
  Alert alert;  // as it is after the change
};

// A figure that was not taken in, with the reason in the words of the feed's contact.
struct RejectedFigure {
  Instant at{};
  std::string what;  // indicator and period
  std::string reason;
};

struct Rehearsal {
  std::vector<LightChange> lights;
  std::vector<AlertChange> alerts;
  std::vector<Notice> notices;  // what was told, each alert's news for itself; never sent
  std::vector<RejectedFigure> rejected;
  std::shared_ptr<const Snapshot> end;  // as of the span's end
  std::size_t events = 0;               // handed to the engine
};

// Lives the plan's year again from its first day to the span's end: every version arrives on the
// day it was known, several on one day in the order of their receipt, and the clock ticks at every
// day's beginning and at the beginning of every stretch of working hours, so that deadlines, ladder
// and reminders come as they would. Judged by Engine itself. Pure; nothing is sent or kept.
Rehearsal rehearse(const RehearsalInput& input, const RehearsalSpan& span);

}  // namespace planwatch

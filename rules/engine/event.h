#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "rules/alert/silence.h"
#include "rules/engine/feed_memory.h"
#include "rules/model/configuration.h"
#include "rules/model/observation.h"
#include "rules/model/result.h"
#include "rules/notify/notice.h"

namespace planwatch {

// Everything that can happen. `at` is the plan's clock.

struct ObservationsArrived {
  Instant at;
  FeedId feed;
  std::shared_ptr<const Configuration> extracted_with;  // indices are of this configuration
  Extracted extracted;
  // More bodies of this fetch follow at once. Nothing is judged before the last one: a backlog of
  // months must not fire and resolve its way through the year.
  bool more_to_come = false;
  // The figures were accepted once, as they came or by a person: nothing is held back again.
  bool accepted_before = false;
  bool fetch_failed = false;  // another body of the same fetch could not be read: still in trouble
  // What the transport remembers from now on, with the last body of a fetch of which nothing
  // failed; empty: what it remembered before.
  std::optional<FeedMemory> memory{};
};
// The feed was reached and holds nothing that was not delivered before.
struct FetchUnchanged {
  Instant at;
  FeedId feed;
  std::optional<FeedMemory> memory{};  // as above; kept where `fetched_with` still runs
  std::shared_ptr<const Configuration> fetched_with{};
};
struct FeedFailed {
  Instant at;
  FeedId feed;
  Error error;
  std::string error_en{};  // the same for readers of English; empty: it has none
};
// The feed's fetch takes long on the machine's clock: others need not wait for its end.
struct FetchSlow {
  Instant at;
  FeedId feed;
};
// Something new lies where the feed reads: it is fetched at once instead of at its next poll.
struct FeedTouched {
  Instant at;
  FeedId feed;
};
struct Tick {
  Instant at;
};
struct Acknowledge {
  std::string alert;
};
struct Promise {
  std::string alert;
  Date until;
  std::string text;
};
struct CloseLedger {
  std::int64_t number = 0;
  std::string remark;
};
// 进展与佐证 of an alert that is being worked on; goes into its ledger row.
struct AddProgress {
  std::string alert;
  std::string text;
  std::string evidence;  // a document's name or address; may be empty
};
// 暂停: no reminders and no escalation of one alert until that day, inclusive.
struct SuspendAlert {
  std::string alert;
  Date until;
  std::string reason;
};
struct ResumeAlert {
  std::string alert;
};
struct AddSilence {
  SilenceMatch match;
  Date until;
  std::string reason;
};
struct EndSilence {
  std::int64_t id = 0;
};
struct ProgressTask {
  TaskReport report;
};
// The plan's year is over: judged no more, with a final verdict per indicator.
struct ClosePlan {
  std::string reason;
};
// Takes a closing back, so that a figure that was corrected late can be taken in.
struct ReopenPlan {
  std::string reason;
};
// A feed that failed or was quarantined is fetched at once, whatever its circuit says.
struct RetryFeed {
  FeedId feed;
};
// What becomes of a figure in quarantine; both need a reason.
struct ReleaseFigure {
  std::int64_t id = 0;
  std::string reason;
};
struct DiscardFigure {
  std::int64_t id = 0;
  std::string reason;
};
using PersonAction = std::variant<Acknowledge, Promise, CloseLedger, ProgressTask, ReleaseFigure,
                                  DiscardFigure, ClosePlan, ReopenPlan, AddProgress, SuspendAlert,
                                  ResumeAlert, AddSilence, EndSilence, RetryFeed>;
// Who acts, as far as the shell could establish it. The engine checks the action against it.
struct Actor {
  std::string person;
  AccessRole role = AccessRole::supervisor;
  UnitId unit;       // of a `unit`: whose alerts it may act on
  std::string link;  // the id of the signed link that was used, empty otherwise; counts once
};
struct PersonActed {
  Instant at;
  std::string person;
  PersonAction action;
  AccessRole role = AccessRole::supervisor;
  UnitId unit{};
  std::string link{};
};
struct PlanReplaced {
  Instant at;
  std::shared_ptr<const Configuration> configuration;
};
struct NoticeDelivered {
  Instant at;
  NoticeKey key;
};
// Refused for good or given up; `notice` is what did not arrive, for the fallback receiver.
struct NoticeRefused {
  Instant at;
  NoticeKey key;
  std::string answer;
  std::shared_ptr<const Notice> notice{};
};

using Event = std::variant<ObservationsArrived, FetchUnchanged, FeedFailed, Tick, PersonActed,
                           PlanReplaced, NoticeDelivered, NoticeRefused, FetchSlow, FeedTouched>;

}  // namespace planwatch

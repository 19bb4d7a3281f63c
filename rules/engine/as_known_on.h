#pragma once

#include <memory>

#include "rules/engine/engine.h"
#include "rules/engine/rows.h"

namespace planwatch {

// Bitemporal questions: what was known on a day, judged on that day. Pure.

// The day on which a version of a figure was known: the report date that it states, else the day on
// which it was received.
Date known_since(const Observation& observation, Instant received);

// What the store would have held at the end of `day`: versions of figures known by then, and task
// reports received by then (a task table states the day it is about, not the day it was handed in).
// Alerts, ledger and notices are kept in their present state only, so they are left out; of the
// feeds there stays that they were looked at.
Restored as_known_on(Restored restored, Date day);

// The last instant of a day in the plan's place: "now" of such a question.
Instant end_of_day(Date day);

// The plan as it stood at the end of `day`: figures, lights, deadlines, reports due, and the alert
// levels that follow. Judged by the running configuration; earlier ones are not kept.
std::shared_ptr<const Snapshot> snapshot_as_known_on(
    std::shared_ptr<const Configuration> configuration, FeedSelection feeds, Restored restored,
    Date day);

// The day asked for, "2025-07-10". Errors (invalid) say what to do: no day at all, or one after
// `today`, of which nothing can be known yet.
Result<Date> parse_known_day(const std::string& text, Date today, Lang lang);

}  // namespace planwatch

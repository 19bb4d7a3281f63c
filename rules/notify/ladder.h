#pragma once

#include <optional>

#include "rules/alert/alert.h"
#include "rules/model/calendar.h"
#include "rules/model/routing.h"

namespace planwatch {

// An acknowledgement without a promise within this many working days counts as none.
inline constexpr int promise_within_workdays = 5;

// The day on which a step of the ladder is due; empty while what it waits for has not begun (no
// deadline, or acknowledged with a promise).
std::optional<Date> step_due(const Alert& alert, const LadderStep& step, const Calendar& calendar);

// The receivers that reach a role on this route.
const std::vector<ReceiverId>& receivers_of(const Route& route, Role role);

// The first instant at or after `from` in working hours.
Instant next_working_instant(const WorkingHours& hours, const Calendar& calendar, Instant from);

}  // namespace planwatch

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

// Steps are taken one by one, in whatever order they fall due: a passed deadline does not take the
// step of a missing acknowledgement away. At most 31 steps.
bool is_taken(const Alert& alert, int step);
void take_step(Alert& alert, int step);
// 0 when none was taken.
int highest_step(const Alert& alert);
// Steps of this kind may be taken once more: a new promise has a deadline of its own.
void ask_again_after(Alert& alert, const Route& route, StepAfter after);

// The receivers that reach a role on this route.
const std::vector<ReceiverId>& receivers_of(const Route& route, Role role);

// The first instant at or after `from` in working hours.
Instant next_working_instant(const WorkingHours& hours, const Calendar& calendar, Instant from);

}  // namespace planwatch

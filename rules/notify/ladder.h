#pragma once

#include <optional>

#include "rules/alert/alert.h"
#include "rules/model/calendar.h"
#include "rules/model/routing.h"
#include "rules/notify/notice.h"

namespace planwatch {

// An acknowledgement without a promise within this many working days counts as none.
inline constexpr int promise_within_workdays = 5;

// The day on which a step of the ladder is due; empty while what it waits for has not begun (no
// deadline, or acknowledged with a promise). An acknowledgement never brings a step forward: what
// was due later without one stays due then.
std::optional<Date> step_due(const Alert& alert, const LadderStep& step, const Calendar& calendar);

// Steps are taken one by one, in whatever order they fall due: a passed deadline does not take the
// step of a missing acknowledgement away. At most 31 steps.
bool is_taken(const Alert& alert, int step);
void take_step(Alert& alert, int step);
// What was decided of it did not go out: it falls due once more.
void give_back_step(Alert& alert, int step);
// 0 when none was taken.
int highest_step(const Alert& alert);
// A step that reminds the contact of a deadline is a reminder, every other one an escalation.
NoticeKind kind_of_step(const LadderStep& step);
// The first step that was not taken; empty: all were, or the first notice is yet to come.
std::optional<int> lowest_untaken_step(const Alert& alert, const Route& route);
// Steps of this kind may be taken once more: a new promise has a deadline of its own, a worse light
// asks again.
void ask_again_after(Alert& alert, const Route& route, StepAfter after);

// The receivers that reach a role on this route.
const std::vector<ReceiverId>& receivers_of(const Route& route, Role role);

// The first instant at or after `from` in working hours.
Instant next_working_instant(const WorkingHours& hours, const Calendar& calendar, Instant from);

}  // namespace planwatch

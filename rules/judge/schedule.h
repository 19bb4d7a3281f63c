#pragma once

#include <optional>

#include "rules/model/calendar.h"
#include "rules/model/plan.h"
#include "rules/model/rational.h"

namespace planwatch {

// The share of a target that is expected by the end of `period_end`, 0..1, never falling
// (序时进度). The schedule runs from 1 January of the deadline's
// year to the deadline; at and after the deadline it is 1. Empty before the first point of a table,
// for absolute points and for ScheduleKind::none.
std::optional<Rational> expected_share(const ScheduleSpec& schedule, const Calendar& calendar,
                                       Date period_end, Date deadline);

// Whether the figure is compared with the target itself at every period: all kinds of levels, and
// progress that has no schedule or nowhere to go (start at or beyond the target). Where the target
// changes in mid-year, all of them stand on the same side of `start` (the loader checks).
bool is_judged_as_level(const Indicator& indicator);

// What is expected in the indicator's own measure at `period_end`: start + share x (target -
// start) with the target valid then, for counts the progress rounded down to whole units; the
// ramp's floor for ratio_ramped; the target itself for levels and, for all kinds, at the deadline.
// Empty: nothing is expected yet.
std::optional<Rational> expected_value(const Indicator& indicator, const Calendar& calendar,
                                       Date period_end, Date deadline);

}  // namespace planwatch

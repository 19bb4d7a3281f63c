#pragma once

#include <optional>

#include "rules/model/calendar.h"
#include "rules/model/plan.h"
#include "rules/model/rational.h"

namespace planwatch {

// The share of a target that is expected by the end of `period_end`, 0..1, never falling
// (序时进度, section 5 of the domain's rules). The schedule runs from 1 January of the deadline's
// year to the deadline; at and after the deadline it is 1. Empty before the first point of a table,
// for absolute points and for ScheduleKind::none.
std::optional<Rational> expected_share(const ScheduleSpec& schedule, const Calendar& calendar,
                                       Date period_end, Date deadline);

// What is expected in the indicator's own measure at `period_end`: start + share x (target -
// start), rounded down to whole units for counts; the ramp's floor for ratio_ramped; the target
// itself for levels and, for all kinds, at the deadline. Empty: nothing is expected yet.
std::optional<Rational> expected_value(const Indicator& indicator, const Calendar& calendar,
                                       Date period_end, Date deadline);

}  // namespace planwatch

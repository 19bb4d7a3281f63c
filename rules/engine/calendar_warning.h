#pragma once

#include <optional>

#include "rules/engine/effect.h"
#include "rules/model/calendar.h"

namespace planwatch {

// From 1 November on, while the next year's working days are not confirmed, and in a year whose own
// are not: which year, what follows and what to do. Pure; the engine says it once a day.
std::optional<Report> warn_unconfirmed_calendar(const Calendar& calendar, Date today);

}  // namespace planwatch

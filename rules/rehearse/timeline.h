#pragma once

#include <map>
#include <vector>

#include "rules/rehearse/rehearse.h"

namespace planwatch {

// The events of a rehearsal by the day on which they happen, each day's in order. What was known
// before `first` happens on `first`; what was known after `last` or after the span's `known_by`
// does not happen. The instants of deliveries are those of `arrival` on their day.
struct TimelineBounds {
  Date first;
  Date last;
  std::optional<Date> known_by;
  TimeOfDay arrival{};
};
std::map<Date, std::vector<Event>> make_timeline(const RehearsalInput& input,
                                                 const TimelineBounds& bounds);

}  // namespace planwatch

#pragma once

#include <map>
#include <vector>

#include "rules/rehearse/rehearse.h"

namespace planwatch {

// The events of a rehearsal by the day on which they happen, each day's in order. What was known
// before `first` happens on `first`; what was known after `until` or after the span's `known_by`
// does not happen. Deliveries arrive at `arrival` on their day, on the last one no later than
// `until`.
struct TimelineBounds {
  Date first;
  Instant until{};
  std::optional<Date> known_by;
  TimeOfDay arrival{};
};
std::map<Date, std::vector<Event>> make_timeline(const RehearsalInput& input,
                                                 const TimelineBounds& bounds);

}  // namespace planwatch

#pragma once

#include <span>

#include "rules/model/light.h"
#include "rules/model/observation.h"
#include "rules/model/plan.h"

namespace planwatch {

// The figure of an area made of those of the areas right below it, or why none is made.
struct AreaSum {
  Observation observation;        // has neither value nor parts when it was refused
  Reason refused = Reason::none;  // areas_missing, areas_without_parts
};

// What one area below contributes: its figure, null without one, or why it has none itself.
struct AreaPart {
  const Observation* figure = nullptr;
  Reason refused = Reason::none;
};

// Sums numerators and denominators; for cumulative figures, stocks and cadences the values. Never
// averages percentages or means, never passes a part off as the whole: one missing part, or one
// that cannot be added, and there is no sum. A provisional part makes a provisional sum; the report
// date is the latest one, where all parts state theirs.
// Precondition: not all parts are without a figure; those with one are of one period.
AreaSum sum_of_areas(const Indicator& indicator, std::span<const AreaPart> parts);

}  // namespace planwatch

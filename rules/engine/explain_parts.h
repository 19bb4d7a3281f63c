#pragma once

#include <string>
#include <vector>

#include "rules/engine/snapshot.h"

namespace planwatch {

// Lines of an explanation that have a file of their own. Pure.

// The gap with the numbers in place, by what the rule compares with.
std::string formula_text(const Snapshot& snapshot, const IndicatorStatus& status, Lang lang);
// The bands with what their axis is; empty where the rule names none.
std::string bands_text(const Configuration& configuration, const Rule& rule, Lang lang);
// For a figure that is the sum of the areas below: each area's part, or that it is missing.
std::vector<std::string> area_lines(const Snapshot& snapshot, const IndicatorStatus& status,
                                    Lang lang);

}  // namespace planwatch

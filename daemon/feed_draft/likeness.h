#pragma once

#include <string_view>
#include <vector>

#include "rules/model/plan.h"

namespace planwatch {

// How alike a header and an indicator's name are, from 0 to 1. Both are brought to half width and
// lose spaces, what stands in brackets (units) and the slashes between levels of a header; 1: the
// same then. Otherwise twice the pairs of neighbouring characters that they share, over all of
// their pairs (Dice): word order and small insertions cost little, another subject much.
double likeness(std::string_view header, std::string_view name);
inline constexpr double likely = 0.5;  // at least this: worth proposing, to be looked at

struct NameMatch {
  IndicatorIndex indicator;
  double likeness = 0;
};
// The plan's indicators for a header, the best first, at most three, none below `likely`. The whole
// header counts or its last level, whichever is more alike; an id that is the header counts as 1.
std::vector<NameMatch> match_indicators(std::string_view header, const Plan& plan);

}  // namespace planwatch

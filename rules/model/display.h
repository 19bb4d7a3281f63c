#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/model/light.h"
#include "rules/model/plan.h"
#include "rules/model/rational.h"
#include "rules/model/rule.h"

namespace planwatch {

// How people read figures; the only place that rounds for them, half away from zero. Ratios are
// percent with one digit after the point (52.3%), counts are as they are with their measure
// (1280人次; English has the number alone), days have at most one digit (75天, 76.4天), amounts at
// most two.
//
// Where the rounded text would contradict the verdict against `limit` (97.96 % of at least 98 %
// shown as 98.0 % and still red) it gets as many more digits as it takes: 97.96%.
std::string display_value(const Indicator& indicator, const Rational& value,
                          const std::optional<Rational>& limit, Lang lang);
std::string display_value(const Indicator& indicator, Decimal value, std::optional<Decimal> limit,
                          Lang lang);
// Against several limits at once: the period's target and what was expected of it.
std::string display_value(const Indicator& indicator, const Rational& value,
                          const std::vector<Rational>& limits, Lang lang);

// The target with its direction, all its digits: ≥98%, ≤75天, ≥2800人次.
std::string display_target(const Indicator& indicator, Lang lang);
std::string display_target(const Indicator& indicator, Decimal target, Lang lang);

// What is expected at a period's end, without direction: 48.8%, 1866人次.
std::string display_expected(const Indicator& indicator, Decimal expected, Lang lang);

// The size of a gap without its sign: 12.7个百分点, or for days the part of the target, 6.7%.
// Compared with the area above, counts and amounts are in percent of its figure. Never shown as a
// whole number when it is not: bands meet at whole points, and a gap of 9.96 that is not yet yellow
// must not read 10.0.
std::string display_gap(const Indicator& indicator, Decimal gap, Lang lang,
                        Compare compare = Compare::schedule);

}  // namespace planwatch

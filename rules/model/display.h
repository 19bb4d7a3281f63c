#pragma once

#include <optional>
#include <string>

#include "rules/model/light.h"
#include "rules/model/plan.h"
#include "rules/model/rational.h"

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

// The target with its direction, all its digits: ≥98%, ≤75天, ≥2800人次.
std::string display_target(const Indicator& indicator, Lang lang);

// What is expected at a period's end, without direction: 48.8%, 1866人次.
std::string display_expected(const Indicator& indicator, Decimal expected, Lang lang);

// The size of a gap without its sign: 12.7个百分点, or for days the part of the target, 6.7%. Never
// shown as 0.0 when it is not.
std::string display_gap(const Indicator& indicator, Decimal gap, Lang lang);

}  // namespace planwatch

#pragma once

#include <span>

#include "rules/model/observation.h"
#include "rules/model/quality_rule.h"

namespace planwatch {

// What a figure is compared with. Figures of the same series and area, none of them null.
struct QualityContext {
  // Earlier periods in order, the newest last; earlier years may be among them.
  std::span<const Observation* const> earlier;
  // Of the counterpart that delivers single months (Indicator::monthly): this year's in order, up
  // to the figure's own month.
  std::span<const Observation* const> months;
};
inline constexpr std::size_t most_earlier_figures = 36;  // the newest of them are looked at

// Everything that is odd about the figure, those that are switched off left out. Exact, pure, no
// allocation. Which of them count how much is the rule's table.
FindingSet check_quality(const QualityRule& rule, const Indicator& indicator,
                         const Observation& figure, const QualityContext& context = {});

// Whether two figures say the same: value, numerator, denominator and 初步数 alike.
bool same_figure(const Observation& a, const Observation& b);

}  // namespace planwatch

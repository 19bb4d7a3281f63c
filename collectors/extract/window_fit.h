#pragma once

#include <string>
#include <variant>

#include "collectors/extract/value.h"
#include "rules/model/feed_spec.h"

namespace planwatch {

// The period that a figure belongs to, or why its window (口径) is another than the indicator's.
// A figure in another window is refused, never compared:
//   ytd      a span from January (1-6月 is June's figure) or a month
//   month    a month; 1-2月 where the feed reports January with February
//   quarter  a quarter, or its months as a span
//   instant  any period: the state at its last month's end
//   rolling  a month
std::variant<Period, NotAValue> fit_window(const PeriodReading& reading, const Indicator& indicator,
                                           const ReportDue& due);

}  // namespace planwatch

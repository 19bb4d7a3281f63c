#pragma once

#include "rules/model/decimal.h"
#include "rules/model/light.h"
#include "rules/model/period.h"

namespace planwatch {

// 判定 of one (rule, indicator, area, period). Small and without strings: kept by the hundred
// thousand. `expected` and `gap` are rounded to 9 digits for showing; the light was judged on the
// exact numbers.
struct Assessment {
  Light light = Light::grey;
  Light shown = Light::grey;  // in the history: yellow for a red that was made good later
  Reason reason = Reason::no_data;
  DataState data = DataState::none;
  bool final_period = false;  // the period that ends on the deadline
  bool recovered = false;     // good by at least the rule's recovery margin
  bool has_expected = false;
  bool has_gap = false;
  Decimal value;     // as judged: numerator / denominator rounded to 9 digits where parts are there
  Decimal expected;  // own measure; the figure of the area above where that is compared with
  // Positive is worse. Percentage points for ratios and progress, (value - target) / target for
  // days. Compared with the area above: percentage points for ratios, else percent of its figure,
  // and for days the part of it.
  Decimal gap;

  friend bool operator==(const Assessment&, const Assessment&) = default;
};

}  // namespace planwatch

#pragma once

#include <cstdint>
#include <optional>

#include "rules/model/plan.h"

namespace planwatch::demo {

// What a department would find in its books at the end of a period.
struct SampleFigure {
  Decimal value;  // in the indicator's measure; of a ratio rounded to four digits
  // Ratios only; amounts of money in yuan.
  std::optional<Decimal> numerator;
  std::optional<Decimal> denominator;
};

// The truth behind the samples: year to date (or the quarter's, or the stock at the end) for the
// plan's year and the year before, which goes alike but worse. Not of this world: every number is
// made up.
class TruthModel {
 public:
  TruthModel(int plan_year, std::uint64_t seed) : plan_year_(plan_year), seed_(seed) {}
  // Precondition: the period lies in the plan's year or in the one before.
  SampleFigure figure(const Indicator& indicator, const Period& period) const;

 private:
  int plan_year_;
  std::uint64_t seed_;
};

}  // namespace planwatch::demo

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/export/limits.h"
#include "rules/model/configuration.h"

namespace planwatch {

// Expressions over the plain facts that /metrics shows: value, numerator, denominator and period's
// end. Text, several lines, without a final line feed.
//
// Exactness. A figure is exposed as the double nearest to the exact quotient, written with 16
// digits; a limit is written likewise. Rounding never turns an order around, so a figure on the
// limit equals it, and one off it compares truly unless the two differ by less than one part in
// 10^15. Where numerator and denominator are there they are multiplied crosswise too, and that
// decides on the limit: whole numbers below 2^53 are compared without any rounding.

// A quoted string of PromQL.
std::string promql_text(const std::string& text);
// A number of PromQL; for limits in the form of the exposition.
std::string promql_number(const Rational& number);

// What the expressions of one indicator need to know.
struct IndicatorFacts {
  std::string selector;      // {indicator="x",plan="p"}
  unsigned first_month = 1;  // the earliest month at whose end a period can end
  bool higher_is_better = true;
  bool has_parts = false;  // a rate or an average: numerator and denominator may be there
  std::optional<Decimal> min_denominator;
};
IndicatorFacts facts_of(const Plan& plan, const Indicator& indicator);
std::string metric_of(const IndicatorFacts& facts, const char* name);  // name with the selector

// The latest figure is so bad; one line a stretch of months, joined by `or`. Empty without runs.
std::string bad_latest(const IndicatorFacts& facts, const std::vector<WorseRun>& runs);
// Figures of single periods that are so bad (label period stays).
std::string bad_periods(const IndicatorFacts& facts, int year, const std::vector<WorseRun>& runs);
// Of the periods that could be judged the last one is so bad (label period stays): for a latest
// figure that cannot be judged.
std::string bad_last_known(const IndicatorFacts& facts, int year,
                           const std::vector<WorseRun>& runs);

// Every line moved to the right.
std::string indented(const std::string& text, std::size_t blanks);

}  // namespace planwatch

#pragma once

#include <array>
#include <optional>

#include "rules/forecast/methods.h"
#include "rules/forecast/series_to_date.h"

namespace planwatch {

enum class ForecastBasis {
  run_rate,  // no whole year before: the months so far, carried on
  history,   // the methods, blended
  complete,  // month 12: the total itself
};

struct MethodShare {
  double total = 0;   // the year's total by this method
  double weight = 0;  // in the blend; all weights sum to 1
  double error = 0;   // mean relative error at this month of earlier years; 0 without any
};

// The distribution of the year's total: advice, never a light's ground. Relative errors follow
// Student's t around the median.
struct YearEndForecast {
  ForecastBasis basis = ForecastBasis::run_rate;
  unsigned month = 0;
  std::size_t years = 0;       // whole years of history
  std::size_t own_errors = 0;  // earlier years in which the blend was tried
  double so_far = 0;
  double median = 0;
  double low = 0;  // 80 % of the distribution lie within low .. high
  double high = 0;
  double scale = 0;    // relative to the median
  double freedom = 1;  // degrees of the t distribution
  std::array<MethodShare, forecast_method_count> methods{};
};

// The median is the blend of the methods. A method weighs the more the smaller its relative errors
// at the same month of this series' earlier years were, each of those made from the figures up to
// that month alone. The scale comes from the blend's own such errors, shrunk towards what is common
// at this month. Precondition: figures are not negative, month 1 .. 12.
YearEndForecast forecast_year_end(const SeriesToDate& series);

// P(total >= target). What is reached already is certain.
double probability_at_least(const YearEndForecast& forecast, double target);
// P(total <= limit). What is passed already cannot be kept.
double probability_at_most(const YearEndForecast& forecast, double limit);
// What each month that is left must bring on average to reach the target; 0: reached, or no month
// is left. Under an upper limit: what each may bring at most.
double required_rate(const YearEndForecast& forecast, double target);

}  // namespace planwatch

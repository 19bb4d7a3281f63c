#include "rules/forecast/year_end.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "rules/forecast/student_t.h"

namespace planwatch {

namespace {

constexpr double largest_error = 0.5;  // relative: one broken year does not silence a method
constexpr double years_lent = 2;       // each method's record begins with two average years
constexpr std::size_t years_tried = 10;

struct Record {
  MethodTotals errors{};  // sums of relative errors
  std::size_t years = 0;
};

void note(Record& record, const MethodTotals& totals, double actual) {
  for (std::size_t m = 0; m < totals.size(); ++m) {
    const double error = actual > 0 ? std::fabs(totals[m] - actual) / actual : largest_error;
    record.errors[m] += std::min(error, largest_error);
  }
  ++record.years;
}

// Weights fall with the square of the error. The run rate takes no part.
MethodTotals weights_of(const Record& record) {
  constexpr std::size_t first = 1;
  const auto years = static_cast<double>(record.years);
  double mean = 0;
  for (std::size_t m = first; m < forecast_method_count; ++m) mean += record.errors[m];
  mean /= forecast_method_count - first;
  MethodTotals weights{};
  double sum = 0;
  for (std::size_t m = first; m < forecast_method_count; ++m) {
    const double lent = record.years > 0 ? years_lent * mean / years : 0;
    const double error = (record.errors[m] + lent + 1e-9) / (years + years_lent);
    weights[m] = 1 / (error * error);
    sum += weights[m];
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

double blend(const MethodTotals& totals, const MethodTotals& weights) {
  double sum = 0;
  for (std::size_t m = 0; m < totals.size(); ++m) sum += totals[m] * weights[m];
  return sum;
}

// What is common at the end of each month, from public monthly series, as the scale of a t
// distribution; index month - 1.
using ScaleByMonth = std::array<double, 11>;
constexpr ScaleByMonth common_scale{0.066, 0.061, 0.054, 0.047, 0.038, 0.031,
                                    0.026, 0.021, 0.016, 0.010, 0.0062};
// The run rate knows no season: about twice what it misses by on those series.
constexpr ScaleByMonth run_rate_scale{0.25,  0.16, 0.12, 0.11,  0.10, 0.09,
                                      0.075, 0.06, 0.05, 0.035, 0.02};
constexpr double common_years = 1.5;  // what is common counts as so many of the series' own years
constexpr double scale_of_mean = 1.065;  // of a mean absolute error
constexpr double largest_own_error = 1;
constexpr double largest_freedom = 30;
constexpr double inside = 0.8;  // of the distribution lies within low .. high

struct OwnErrors {
  double sum = 0;  // of absolute relative errors of the blend
  std::size_t years = 0;
};

void note(OwnErrors& own, double forecast, double actual) {
  const double error = forecast > 0 ? std::fabs(actual / forecast - 1) : actual > 0 ? 1 : 0;
  own.sum += std::min(error, largest_own_error);
  ++own.years;
}

// What is common comes from large series; n things still to come miss by about the root of n too.
double common_for(const SeriesToDate& series, const YearEndForecast& f,
                  const ScaleByMonth& scales) {
  const double common = scales[series.month - 1];
  if (!series.of_counts || f.median <= 0) return common;
  return std::hypot(common, std::sqrt(std::max(0.0, f.median - f.so_far)) / f.median);
}

double freedom_for(std::size_t own_years) {
  return std::min(common_years + static_cast<double>(own_years), largest_freedom);
}

// From the median to either end of the interval, in scales. Looked up: there are few, and finding
// one takes longer than all else of a forecast.
double reach_for(std::size_t own_years) {
  static const auto reaches = [] {
    std::array<double, years_tried + 1> all{};
    for (std::size_t y = 0; y < all.size(); ++y) {
      all.at(y) = student_t_quantile((1 + inside) / 2, freedom_for(y));
    }
    return all;
  }();
  return reaches.at(std::min(own_years, years_tried));
}

void set_spread(YearEndForecast& f, const OwnErrors& own, double common) {
  const auto years = static_cast<double>(own.years);
  f.own_errors = own.years;
  f.freedom = freedom_for(own.years);
  f.scale = (common_years * common + scale_of_mean * own.sum) / (common_years + years);
  const double reach = reach_for(own.years) * f.scale;
  f.low = std::max(f.so_far, f.median * (1 - reach));
  f.high = std::max(f.low, f.median * (1 + reach));
}

// The blend of each earlier year, weighed by the record of the years before it, against what came.
void try_earlier_years(const SeriesToDate& series, Record& record, OwnErrors& own) {
  const std::size_t years = series.years();
  for (std::size_t y = years > years_tried ? years - years_tried : 1; y < years; ++y) {
    const MethodTotals totals = forecast_by_methods(series.as_of_year(y));
    const double actual = sum_of(series.figures.subspan(y * 12, 12));
    note(own, blend(totals, weights_of(record)), actual);
    note(record, totals, actual);
  }
}

void blend_methods(const SeriesToDate& series, YearEndForecast& f) {
  Record record;
  OwnErrors own;
  try_earlier_years(series, record, own);
  const MethodTotals totals = forecast_by_methods(series);
  const MethodTotals weights = weights_of(record);
  for (std::size_t m = 0; m < forecast_method_count; ++m) {
    const double tried = record.years > 0 ? static_cast<double>(record.years) : 1;
    f.methods[m] = {totals[m], weights[m], record.errors[m] / tried};
  }
  f.median = std::max(f.so_far, blend(totals, weights));
  set_spread(f, own, common_for(series, f, common_scale));
}

// P(total < x) where x lies above what is reached.
double share_below(const YearEndForecast& f, double x) {
  const double width = f.median * f.scale;
  if (width <= 0) return x > f.median ? 1 : 0;
  return student_t_below((x - f.median) / width, f.freedom);
}

}  // namespace

YearEndForecast forecast_year_end(const SeriesToDate& series) {
  YearEndForecast f;
  f.month = series.month;
  f.years = series.years();
  f.so_far = year_to_date(series);
  if (series.month == 12) {
    f.basis = ForecastBasis::complete;
    f.median = f.low = f.high = f.so_far;
  } else if (f.years == 0) {
    f.basis = ForecastBasis::run_rate;
    f.median = forecast_by_run_rate(series);
    f.methods[static_cast<std::size_t>(ForecastMethod::run_rate)] = {f.median, 1, 0};
    set_spread(f, {}, common_for(series, f, run_rate_scale));
  } else {
    f.basis = ForecastBasis::history;
    blend_methods(series, f);
  }
  return f;
}

double probability_at_least(const YearEndForecast& forecast, double target) {
  if (target <= forecast.so_far) return 1;
  if (forecast.basis == ForecastBasis::complete) return 0;
  return 1 - share_below(forecast, target);
}

double probability_at_most(const YearEndForecast& forecast, double limit) {
  if (limit < forecast.so_far) return 0;
  if (forecast.basis == ForecastBasis::complete) return 1;
  return share_below(forecast, limit);
}

double required_rate(const YearEndForecast& forecast, double target) {
  if (forecast.month >= 12) return 0;
  return std::max(0.0, target - forecast.so_far) / (12 - forecast.month);
}

}  // namespace planwatch

#include "rules/forecast/methods.h"

#include <cmath>

#include "rules/forecast/seasonal_index.h"
#include "rules/forecast/smoothing.h"

namespace planwatch {

namespace {

constexpr double year_decay = 0.7;
constexpr std::size_t years_read = 8;

double last_years_rest(const SeriesToDate& series) {
  return sum_of(series.year_before(1).last(series.months_left()));
}

// What is left / (the last `width` months + what is left), in earlier years, turned to this one.
double rest_by_shares(const SeriesToDate& series, std::size_t width) {
  const std::size_t n = series.size();
  double share = 0;
  double weights = 0;
  double weight = 1;
  for (std::size_t back = 1; back <= years_read && 12 * back + width <= n; ++back) {
    const std::size_t end = n - 12 * back;
    const double seen = sum_of(series.figures.subspan(end - width, width));
    const double rest = sum_of(series.figures.subspan(end, series.months_left()));
    if (seen + rest > 0) {
      share += weight * seen / (seen + rest);
      weights += weight;
    }
    weight *= year_decay;
  }
  if (share <= 0) return last_years_rest(series);
  share /= weights;
  return sum_of(series.figures.last(width)) * (1 - share) / share;
}

// Last year's rest, moved by the mean monthly difference of the last months from last year's same.
double rest_by_rise(const SeriesToDate& series, std::size_t width) {
  const std::size_t n = series.size();
  const double rest = last_years_rest(series);
  if (n < width + 12) return rest;
  const double now = sum_of(series.figures.last(width));
  const double then = sum_of(series.figures.subspan(n - width - 12, width));
  const double rise = (now - then) / static_cast<double>(width);
  return std::max(0.0, rest + rise * static_cast<double>(series.months_left()));
}

struct MethodName {
  std::string_view zh;
  std::string_view en;
};
constexpr std::array<MethodName, forecast_method_count> method_names{{
    {"按月均推算", "run rate"},
    {"历年进度占比", "seasonal shares"},
    {"近三月占比", "shares of the last three months"},
    {"去年余期加近半年增量", "last year's rest and the half-year's rise"},
    {"去年余期加近三月增量", "last year's rest and the quarter's rise"},
    {"季节加水平", "level with season"},
    {"季节加渐缓趋势", "damped trend with season"},
    {"季节加趋势", "trend with season"},
}};

}  // namespace

std::string_view name_of(ForecastMethod method, Lang lang) {
  const MethodName& name = method_names[static_cast<std::size_t>(method)];
  return lang == Lang::zh ? name.zh : name.en;
}

double forecast_by_run_rate(const SeriesToDate& series) {
  return year_to_date(series) * 12 / series.month;
}

MethodTotals forecast_by_methods(const SeriesToDate& series) {
  const double so_far = year_to_date(series);
  const SeasonalIndices season = seasonal_indices(series.figures);
  const auto smoothed = [&](Trend trend) {
    return so_far + forecast_rest_by_smoothing(series, season, trend);
  };
  MethodTotals totals{};
  const auto at = [&totals](ForecastMethod m) -> double& {
    return totals[static_cast<std::size_t>(m)];
  };
  at(ForecastMethod::run_rate) = forecast_by_run_rate(series);
  at(ForecastMethod::seasonal_shares) = so_far + rest_by_shares(series, series.month);
  at(ForecastMethod::recent_shares) = so_far + rest_by_shares(series, 3);
  at(ForecastMethod::rise_of_half) = so_far + rest_by_rise(series, 6);
  at(ForecastMethod::rise_of_quarter) = so_far + rest_by_rise(series, 3);
  at(ForecastMethod::level) = smoothed(Trend::none);
  at(ForecastMethod::damped_trend) = smoothed(Trend::damped);
  at(ForecastMethod::trend) = smoothed(Trend::full);
  return totals;
}

}  // namespace planwatch

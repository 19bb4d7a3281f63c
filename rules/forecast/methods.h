#pragma once

#include <array>
#include <string_view>

#include "rules/forecast/series_to_date.h"
#include "rules/model/light.h"

namespace planwatch {

// Ways to forecast the year's total. All but the run rate need one whole year before.
enum class ForecastMethod {
  run_rate,         // year to date x 12 / months; only where there is no history
  seasonal_shares,  // year to date / its share of the year, recent years counting more
  recent_shares,    // the same from the last three months: what followed them in earlier years
  rise_of_half,     // last year's rest + what the last six months rose by, a month
  rise_of_quarter,  // the same from the last three months
  level,            // exponential smoothing without a trend, with the season
  damped_trend,     // with a trend that fades
  trend,            // with a trend
};
inline constexpr std::size_t forecast_method_count = 8;

std::string_view name_of(ForecastMethod method, Lang lang);

// The year's total by each method, index by ForecastMethod; never under the year to date.
using MethodTotals = std::array<double, forecast_method_count>;

// Precondition: series.years() >= 1, series.month < 12.
MethodTotals forecast_by_methods(const SeriesToDate& series);
double forecast_by_run_rate(const SeriesToDate& series);

}  // namespace planwatch

#pragma once

#include "rules/forecast/seasonal_index.h"
#include "rules/forecast/series_to_date.h"

namespace planwatch {

// Exponential smoothing of the figures without their season (Gardner 1985): a level alone, a level
// with a trend, or with a trend that is damped.
enum class Trend { none, damped, full };

// Sum of the months that are left: the mean over a grid of smoothing constants, those counting more
// that predicted this series' own months better, each from the months before it. Of the last eight
// years; recent errors count more.
double forecast_rest_by_smoothing(const SeriesToDate& series, const SeasonalIndices& season,
                                  Trend trend);

}  // namespace planwatch

#pragma once

#include <array>
#include <span>

namespace planwatch {

// Index by calendar month (0: January), mean 1, none under 0.02.
using SeasonalIndices = std::array<double, 12>;

// Classical decomposition: the ratio of a figure to the centred mean of the 12 months around it,
// averaged by calendar month. A year counts 0.72 times the one after it; from four years on, ratios
// far from their weighted median are drawn in. With less than two years: the last 12 months
// against their mean; with less than one: all 1. `figures` begin in January.
SeasonalIndices seasonal_indices(std::span<const double> figures);

}  // namespace planwatch

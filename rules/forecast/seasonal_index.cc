#include "rules/forecast/seasonal_index.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "rules/forecast/series_to_date.h"

namespace planwatch {

namespace {

constexpr double year_decay = 0.72;
constexpr double share_of_one = 0.05;     // draws every index a little towards 1
constexpr double spread_allowed = 1.5;    // of the mean deviation from the median
constexpr std::size_t years_to_trim = 4;  // fewer ratios do not say which of them is the odd one
constexpr double smallest = 0.02;

struct Ratio {
  double value;
  double weight;
};

// The value at which half of the weight is reached.
double weighted_median(std::vector<Ratio> ratios) {
  std::sort(ratios.begin(), ratios.end(),
            [](const Ratio& a, const Ratio& b) { return a.value < b.value; });
  double total = 0;
  for (const Ratio& one : ratios) total += one.weight;
  double reached = 0;
  for (const Ratio& one : ratios) {
    reached += one.weight;
    if (reached >= total / 2) return one.value;
  }
  return ratios.back().value;
}

void draw_in(std::vector<Ratio>& ratios) {
  const double median = weighted_median(ratios);
  double deviation = 0;
  double total = 0;
  for (const Ratio& one : ratios) {
    deviation += one.weight * std::fabs(one.value - median);
    total += one.weight;
  }
  const double reach = spread_allowed * deviation / total;
  for (Ratio& one : ratios) one.value = std::clamp(one.value, median - reach, median + reach);
}

double index_of(std::vector<Ratio>& ratios) {
  if (ratios.size() >= years_to_trim) draw_in(ratios);
  double sum = 0;
  double weight = 0;
  for (const Ratio& one : ratios) {
    sum += one.weight * one.value;
    weight += one.weight;
  }
  if (weight <= 0) return 1;
  return share_of_one + (1 - share_of_one) * sum / weight;
}

SeasonalIndices from_last_year(std::span<const double> figures) {
  SeasonalIndices indices;
  indices.fill(1);
  if (figures.size() < 12) return indices;
  const double mean = sum_of(figures.last(12)) / 12;
  if (mean <= 0) return indices;
  for (std::size_t t = figures.size() - 12; t < figures.size(); ++t) {
    indices[t % 12] = std::max(figures[t] / mean, smallest);
  }
  return indices;
}

}  // namespace

SeasonalIndices seasonal_indices(std::span<const double> figures) {
  const std::size_t n = figures.size();
  if (n < 24) return from_last_year(figures);
  std::array<std::vector<Ratio>, 12> ratios;
  for (std::size_t t = 6; t + 6 < n; ++t) {
    const double around =
        (sum_of(figures.subspan(t - 6, 12)) + sum_of(figures.subspan(t - 5, 12))) / 24;
    if (around <= 0) continue;
    const std::size_t years_ago = (n - 1 - t) / 12;
    ratios[t % 12].push_back(
        {figures[t] / around, std::pow(year_decay, static_cast<double>(years_ago))});
  }
  SeasonalIndices indices;
  double total = 0;
  for (std::size_t month = 0; month < 12; ++month) {
    indices[month] = index_of(ratios[month]);
    total += indices[month];
  }
  for (double& index : indices) index = std::max(index * 12 / total, smallest);
  return indices;
}

}  // namespace planwatch

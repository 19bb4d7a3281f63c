#include "rules/forecast/smoothing.h"

#include <cmath>
#include <limits>
#include <vector>

namespace planwatch {

namespace {

constexpr std::size_t months_read = 96;
constexpr double error_decay = 0.99;  // a month
// Constants weigh by (least error / their error) to this power: a mild likelihood, so that no
// single choice, right by chance, speaks alone.
constexpr double likelihood = 5;
constexpr double tiny = 1e-12;
// A month whose index is lower says little about the level: its own error is blown up by it.
constexpr double low_season = 0.5;
constexpr double farthest = 2;  // the level may at most double or halve in what is left

struct Constants {
  double level;
  double trend;
  double damping;
};

struct Smoothed {
  double level = 0;
  double trend = 0;
  double error = 0;
};

std::vector<Constants> candidates(Trend trend) {
  std::vector<Constants> all;
  if (trend == Trend::none) {
    for (double a : {0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0}) all.push_back({a, 0, 1});
    return all;
  }
  const std::vector<double> dampings =
      trend == Trend::full ? std::vector<double>{1} : std::vector<double>{0.8, 0.9, 0.97};
  for (double damping : dampings) {
    for (double a : {0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.95}) {
      for (double b : {0.02, 0.08, 0.2}) all.push_back({a, b, damping});
    }
  }
  return all;
}

struct Deseasonalised {
  std::vector<double> values;
  std::vector<double> weights;  // of the squared error of each
  std::vector<double> trust;    // how far a value moves the level: less in a month of low season
};

// Errors are weighed against the level of their time, so that a small past is heard beside a large
// present.
Deseasonalised deseasonalise(const SeriesToDate& series, const SeasonalIndices& season) {
  Deseasonalised d;
  const std::size_t n = series.size();
  const std::size_t first = n > months_read ? (n - months_read) / 12 * 12 : 0;
  double sum = 0;
  for (std::size_t t = first; t < n; ++t) {
    d.values.push_back(series.figures[t] / season[t % 12]);
    d.trust.push_back(std::min(1.0, season[t % 12] / low_season));
    sum += d.values.back();
  }
  const double floor = 0.05 * sum / static_cast<double>(d.values.size()) + 1e-12;
  double level = d.values.front();
  double decay = std::pow(error_decay, static_cast<double>(d.values.size() - 1));
  for (std::size_t t = 0; t < d.values.size(); ++t) {
    level += 0.1 * d.trust[t] * (d.values[t] - level);
    const double scale = std::max(level, floor) / d.trust[t];
    d.weights.push_back(decay / (scale * scale));
    decay /= error_decay;
  }
  return d;
}

Smoothed start_of(const std::vector<double>& values, bool with_trend) {
  const std::span<const double> all(values);
  const std::size_t first = std::min<std::size_t>(values.size(), 12);
  Smoothed s;
  s.level = sum_of(all.first(first)) / static_cast<double>(first);
  if (with_trend && values.size() >= 24) {
    s.trend = (sum_of(all.subspan(12, 12)) / 12 - s.level) / 12;
    s.level -= 6.5 * s.trend;
  }
  return s;
}

Smoothed smooth(const Deseasonalised& d, const Constants& c, Smoothed s) {
  const std::size_t warm_up = d.values.size() >= 24 ? 12 : 0;
  for (std::size_t t = 0; t < d.values.size(); ++t) {
    const double predicted = s.level + c.damping * s.trend;
    const double error = d.values[t] - predicted;
    if (t >= warm_up) s.error += d.weights[t] * error * error;
    const double gain = c.level * d.trust[t] * error;
    s.level = predicted + gain;
    s.trend = c.damping * s.trend + c.trend * gain;
  }
  return s;
}

// The months that are left, from the level and trend reached.
double rest_of(const SeriesToDate& series, const SeasonalIndices& season, const Smoothed& s,
               double damping) {
  const double level = std::max(0.0, s.level);
  double rest = 0;
  double damped = 1;
  double steps = 0;
  for (std::size_t k = 0; k < series.months_left(); ++k) {
    damped *= damping;
    steps += damped;
    const double value = std::clamp(level + steps * s.trend, level / farthest, level * farthest);
    rest += value * season[(series.size() + k) % 12];
  }
  return rest;
}

}  // namespace

double forecast_rest_by_smoothing(const SeriesToDate& series, const SeasonalIndices& season,
                                  Trend trend) {
  const Deseasonalised d = deseasonalise(series, season);
  const Smoothed start = start_of(d.values, trend != Trend::none);
  const std::vector<Constants> all = candidates(trend);
  std::vector<Smoothed> tried;
  double least = std::numeric_limits<double>::infinity();
  for (const Constants& c : all) {
    tried.push_back(smooth(d, c, start));
    least = std::min(least, tried.back().error);
  }
  double sum = 0;
  double weights = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double weight = std::pow((least + tiny) / (tried[i].error + tiny), likelihood);
    sum += weight * rest_of(series, season, tried[i], all[i].damping);
    weights += weight;
  }
  return sum / weights;
}

}  // namespace planwatch

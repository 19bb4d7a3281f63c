#include "rules/forecast/xmr.h"

#include <array>
#include <cmath>

namespace planwatch {

namespace {

constexpr double range_to_limit = 2.66;  // 3 / d2, d2 = 1.128 for ranges of two
constexpr std::size_t run_length = 7;
constexpr double outer_third = 2.0 / 3;

// Where a point lies between mean (0) and limit (1, below the mean -1).
std::vector<double> scaled(std::span<const double> values, double mean, double reach) {
  std::vector<double> places;
  places.reserve(values.size());
  for (const double value : values) places.push_back((value - mean) / reach);
  return places;
}

// Whether the last `count` points up to `last` all satisfy one condition.
template <typename Holds>
bool all_of_last(std::size_t last, std::size_t count, Holds holds) {
  if (last + 1 < count) return false;
  for (std::size_t i = last + 1 - count; i <= last; ++i) {
    if (!holds(i)) return false;
  }
  return true;
}

bool run_on_one_side(const std::vector<double>& at, std::size_t last) {
  return all_of_last(last, run_length, [&](std::size_t i) { return at[i] > 0; }) ||
         all_of_last(last, run_length, [&](std::size_t i) { return at[i] < 0; });
}

// Seven points are six steps in one direction.
bool trend(const std::vector<double>& at, std::size_t last) {
  if (last + 1 < run_length) return false;
  return all_of_last(last, run_length - 1, [&](std::size_t i) { return at[i] > at[i - 1]; }) ||
         all_of_last(last, run_length - 1, [&](std::size_t i) { return at[i] < at[i - 1]; });
}

bool two_of_three(const std::vector<double>& at, std::size_t last) {
  if (last < 2) return false;
  for (const double side : {1.0, -1.0}) {
    if (side * at[last] <= outer_third) continue;  // the newest point completes the signal
    int far = 0;
    for (std::size_t i = last - 2; i <= last; ++i) far += side * at[i] > outer_third ? 1 : 0;
    if (far >= 2) return true;
  }
  return false;
}

void find_signals(const std::vector<double>& at, std::vector<XmrFinding>& findings) {
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (std::fabs(at[i]) > 1) findings.push_back({XmrSignal::outside_limits, i});
    if (run_on_one_side(at, i)) findings.push_back({XmrSignal::seven_on_one_side, i});
    if (trend(at, i)) findings.push_back({XmrSignal::seven_in_a_trend, i});
    if (two_of_three(at, i)) findings.push_back({XmrSignal::two_of_three_far_out, i});
  }
}

}  // namespace

std::string_view name_of(XmrSignal signal, Lang lang) {
  struct Names {
    std::string_view zh;
    std::string_view en;
  };
  constexpr std::array<Names, 4> names{
      {{"超出界限", "outside the limits"},
       {"连续七点在均值同侧", "seven on one side of the mean"},
       {"连续七点同向", "seven in a trend"},
       {"三点中两点在外三分之一", "two of three in the outer third"}}};
  const Names& name = names[static_cast<std::size_t>(signal)];
  return lang == Lang::zh ? name.zh : name.en;
}

std::optional<XmrLimits> xmr_limits(std::span<const double> values) {
  if (values.size() < xmr_points_needed) return std::nullopt;
  XmrLimits x;
  x.points = values.size();
  double ranges = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    x.mean += values[i];
    if (i > 0) ranges += std::fabs(values[i] - values[i - 1]);
  }
  x.mean /= static_cast<double>(values.size());
  const double reach = range_to_limit * ranges / static_cast<double>(values.size() - 1);
  x.lower = x.mean - reach;
  x.upper = x.mean + reach;
  if (reach > 0) find_signals(scaled(values, x.mean, reach), x.findings);
  return x;
}

}  // namespace planwatch

#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "rules/model/light.h"

namespace planwatch {

// Natural process limits of single values (XmR chart; Wheeler, Understanding Variation): mean
// +/- 2.66 x mean moving range. They say what the process does by itself; a target is no part of
// it.
enum class XmrSignal {
  outside_limits,        // one point beyond a limit
  seven_on_one_side,     // of the mean
  seven_in_a_trend,      // each above, or each below, the one before
  two_of_three_far_out,  // in the outer third between mean and the same limit
};
std::string_view name_of(XmrSignal signal, Lang lang);

struct XmrFinding {
  XmrSignal signal;
  std::size_t last = 0;  // position of the point that completes it
};

struct XmrLimits {
  std::size_t points = 0;
  double mean = 0;
  double lower = 0;
  double upper = 0;
  std::vector<XmrFinding> findings;  // in order of `last`, then of the signal

  bool signals_at(std::size_t point) const {
    for (const XmrFinding& one : findings) {
      if (one.last == point) return true;
    }
    return false;
  }
};

inline constexpr std::size_t xmr_points_needed = 12;

// `values` in order of their periods; empty with fewer than 12. Values that never move have limits
// of no width and no signal.
std::optional<XmrLimits> xmr_limits(std::span<const double> values);

}  // namespace planwatch

#pragma once

#include <array>
#include <cstdint>

#include "rules/model/decimal.h"

namespace planwatch {

inline constexpr std::array<std::int64_t, 19> powers_of_ten = [] {
  std::array<std::int64_t, 19> powers{};
  std::int64_t power = 1;
  for (auto& entry : powers) {
    entry = power;
    power = entry < 1'000'000'000'000'000'000 ? entry * 10 : entry;
  }
  return powers;
}();

// 10^n for 0 <= n <= 36, the widest that decimals need when they are brought to one scale.
constexpr int128_t power_of_ten(int n) {
  if (n <= Decimal::max_scale) return powers_of_ten[static_cast<std::size_t>(n)];
  return static_cast<int128_t>(powers_of_ten[Decimal::max_scale]) *
         powers_of_ten[static_cast<std::size_t>(n - Decimal::max_scale)];
}

// numerator / denominator rounded half away from zero; denominator > 0.
constexpr int128_t divide_half_away(int128_t numerator, int128_t denominator) {
  int128_t quotient = numerator / denominator;
  int128_t rest = numerator % denominator;
  if (rest < 0) rest = -rest;
  // rest >= denominator - rest is 2 * rest >= denominator without the overflow.
  if (rest >= denominator - rest) quotient += numerator < 0 ? -1 : 1;
  return quotient;
}

}  // namespace planwatch

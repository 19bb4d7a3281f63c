#include <limits>

#include "rules/model/powers_of_ten.h"
#include "rules/model/rational.h"

namespace planwatch {
namespace {

constexpr std::int64_t nine_digits = 1'000'000'000;
constexpr std::int64_t small_limit = std::numeric_limits<std::int64_t>::max() / nine_digits;

Decimal saturated(int128_t mantissa, int scale) {
  const int128_t limit = Decimal::max_mantissa;
  if (mantissa > limit) mantissa = limit;
  if (mantissa < -limit) mantissa = -limit;
  return Decimal::of(static_cast<std::int64_t>(mantissa), scale);
}

// The usual case, without a 128-bit division: up to nine digits of a fraction of small numbers.
std::int64_t round_small(std::int64_t num, std::int64_t den, std::int64_t power) {
  const std::int64_t whole = num / den;
  const std::int64_t scaled_rest = (num % den) * power;
  std::int64_t fraction = scaled_rest / den;
  std::int64_t rest = scaled_rest % den;
  if (rest < 0) rest = -rest;
  if (rest >= den - rest) fraction += num < 0 ? -1 : 1;
  return whole * power + fraction;
}

}  // namespace

Decimal Rational::rounded(int scale) const {
  if (scale <= 9 && den <= small_limit && num <= small_limit && num >= -small_limit) {
    const std::int64_t power = powers_of_ten[static_cast<std::size_t>(scale)];
    const auto small_num = static_cast<std::int64_t>(num);
    return saturated(round_small(small_num, static_cast<std::int64_t>(den), power), scale);
  }
  const int128_t whole = num / den;
  const int128_t limit = Decimal::max_mantissa;
  if (whole > limit || whole < -limit) return saturated(whole, scale);
  // Digit by digit: rest < den, and den * 10 still fits.
  int128_t mantissa = whole;
  int128_t rest = num % den;
  for (int digit = 0; digit < scale; ++digit) {
    rest *= 10;
    mantissa = mantissa * 10 + rest / den;
    rest %= den;
  }
  const int128_t rest_size = rest < 0 ? -rest : rest;
  if (rest_size >= den - rest_size) mantissa += num < 0 ? -1 : 1;
  return saturated(mantissa, scale);
}

}  // namespace planwatch

#include <limits>

#include "rules/model/powers_of_ten.h"
#include "rules/model/rational.h"

namespace planwatch {
namespace {

constexpr std::int64_t nine_digits = 1'000'000'000;
constexpr std::int64_t small_limit = std::numeric_limits<std::int64_t>::max() / nine_digits;

int128_t magnitude(int128_t n) {
  return n < 0 ? -n : n;
}

// The most digits that are sure to fit beside this whole part.
int scale_beside(int128_t whole, int scale) {
  while (scale > 0 && magnitude(whole) >= power_of_ten(Decimal::max_scale - scale)) --scale;
  return scale;
}

// The last carry may need one digit more; that digit is a zero.
Decimal fitted(int128_t mantissa, int scale) {
  const int128_t limit = Decimal::max_mantissa;
  if (scale > 0 && magnitude(mantissa) > limit) {
    mantissa /= 10;
    --scale;
  }
  if (mantissa > limit) mantissa = limit;
  if (mantissa < -limit) mantissa = -limit;
  return Decimal::of(static_cast<std::int64_t>(mantissa), scale);
}

struct Parts {
  int128_t whole;
  int128_t rest;
  int128_t den;
};

// Keeps rest * 10 within 127 bits. A denominator that long loses bits far behind the last digit
// that a Decimal can show.
Parts split(Rational r) {
  const int128_t limit = power_of_ten(36) * 10;
  if (r.den > limit) r = r.reduced();
  int128_t rest = r.num % r.den;
  int128_t den = r.den;
  while (den > limit) {
    rest /= 2;
    den /= 2;
  }
  return {r.num / r.den, rest, den};
}

Decimal round_wide(const Rational& r, int scale) {
  auto [mantissa, rest, den] = split(r);
  scale = scale_beside(mantissa, scale);
  if (scale <= 9 && den < power_of_ten(28)) {
    const int128_t power = power_of_ten(scale);
    return fitted(mantissa * power + divide_half_away(rest * power, den), scale);
  }
  for (int digit = 0; digit < scale; ++digit) {
    rest *= 10;
    mantissa = mantissa * 10 + rest / den;
    rest %= den;
  }
  if (magnitude(rest) >= den - magnitude(rest)) mantissa += r.num < 0 ? -1 : 1;
  return fitted(mantissa, scale);
}

bool is_small(const Rational& r) {
  return r.den <= small_limit && r.num == static_cast<std::int64_t>(r.num);
}

}  // namespace

Decimal Rational::rounded(int scale) const {
  if (scale > 9 || !is_small(*this)) return round_wide(*this, scale);
  // The usual case, without a 128-bit division.
  const auto small_num = static_cast<std::int64_t>(num);
  const auto small_den = static_cast<std::int64_t>(den);
  const std::int64_t whole = small_num / small_den;
  if (whole >= nine_digits || whole <= -nine_digits) return round_wide(*this, scale);
  const std::int64_t power = powers_of_ten[static_cast<std::size_t>(scale)];
  const std::int64_t scaled_rest = (small_num % small_den) * power;
  std::int64_t mantissa = whole * power + scaled_rest / small_den;
  const std::int64_t rest = scaled_rest % small_den;
  const std::int64_t rest_size = rest < 0 ? -rest : rest;
  if (rest_size >= small_den - rest_size) mantissa += small_num < 0 ? -1 : 1;
  return fitted(mantissa, scale);
}

}  // namespace planwatch

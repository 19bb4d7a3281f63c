#pragma once

#include <compare>

#include "rules/model/decimal.h"

namespace planwatch {

// An exact fraction num / den, den > 0, not reduced. What judging calculates with: ratios are
// compared by cross multiplication (256-bit products, so no overflow can bend a light).
// Limits: num and den of values built from Decimals stay below 10^36.
struct Rational {
  int128_t num = 0;
  int128_t den = 1;

  static Rational of(Decimal d);
  // Precondition: denominator is not zero.
  static Rational of(Decimal numerator, Decimal denominator);
  static constexpr Rational of(std::int64_t num, std::int64_t den) { return {num, den}; }

  // Half away from zero, at `scale` digits after the point; at fewer where 18 digits do not
  // suffice for so many. Saturates at Decimal's limits.
  Decimal rounded(int scale) const;
  double to_double() const { return static_cast<double>(num) / static_cast<double>(den); }
  Rational reduced() const;

  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    if (!fits_64_bits(a) || !fits_64_bits(b)) return compare_wide(a, b);
    const int128_t left = a.num * b.den;
    const int128_t right = b.num * a.den;
    if (left == right) return std::strong_ordering::equal;
    return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  friend bool operator==(const Rational& a, const Rational& b) {
    return (a <=> b) == std::strong_ordering::equal;
  }
  // Results are reduced where the plain products would not fit 127 bits; they abort (assert) when
  // even the reduced ones do not, which intake limits exclude.
  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator-(const Rational& a, const Rational& b);
  friend Rational operator*(const Rational& a, const Rational& b);
  // Precondition: b is not zero.
  friend Rational operator/(const Rational& a, const Rational& b);

  // Nearly all figures; their cross products fit 127 bits.
  friend constexpr bool fits_64_bits(const Rational& r) {
    return r.num == static_cast<std::int64_t>(r.num) && r.den == static_cast<std::int64_t>(r.den);
  }

 private:
  static std::strong_ordering compare_wide(const Rational& a, const Rational& b);
};

// Rounded down to a whole number (towards minus infinity), as expected counts are.
Rational floor(const Rational& r);

}  // namespace planwatch

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace planwatch {

__extension__ typedef __int128 int128_t;

// An exact decimal number: mantissa * 10^-scale, |mantissa| < 10^18, 0 <= scale <= 18.
// The scale is kept as written ("0.90" stays "0.90"), but comparison is by value (0.9 == 0.90).
// Ratios are 0..1 (0.985, never 98.5); percent exists only in parsing and rendering.
// Never a binary floating point number: `>= 98 %` is met at exactly 98 %.
class Decimal {
 public:
  static constexpr int max_scale = 18;
  static constexpr std::int64_t max_mantissa = 999'999'999'999'999'999;

  constexpr Decimal() = default;
  constexpr Decimal(std::int64_t whole) : mantissa_(whole) {}
  // Precondition: |mantissa| <= max_mantissa and 0 <= scale <= max_scale.
  static constexpr Decimal of(std::int64_t mantissa, int scale) {
    Decimal d;
    d.mantissa_ = mantissa;
    d.scale_ = scale;
    return d;
  }

  // Plain ASCII: optional sign, digits, optional point and digits. No exponent, no spaces, no
  // thousands separators. Empty when malformed or when it would need more than 18 digits.
  static std::optional<Decimal> parse(std::string_view text);

  constexpr std::int64_t mantissa() const { return mantissa_; }
  constexpr int scale() const { return scale_; }
  constexpr bool is_zero() const { return mantissa_ == 0; }
  constexpr bool is_negative() const { return mantissa_ < 0; }

  // As written: all digits of the scale. "0.90", "-3", "72".
  std::string to_string() const;
  // For metrics and for drawing only; never judge on it.
  double to_double() const;
  // Exact, or empty when the result does not fit.
  static std::optional<Decimal> add(Decimal a, Decimal b);
  static std::optional<Decimal> subtract(Decimal a, Decimal b);
  // Moves the decimal point: shifted(-2) turns 98.5 into 0.985. Empty when it does not fit.
  std::optional<Decimal> shifted(int powers_of_ten) const;
  // Rounds half away from zero to `scale` digits after the point; the one rounding of displays.
  Decimal rounded(int scale) const;

  friend std::strong_ordering operator<=>(Decimal a, Decimal b);
  friend bool operator==(Decimal a, Decimal b) { return (a <=> b) == std::strong_ordering::equal; }

 private:
  std::int64_t mantissa_ = 0;
  std::int32_t scale_ = 0;
};

}  // namespace planwatch

#include "rules/model/decimal.h"

#include "rules/model/powers_of_ten.h"

namespace planwatch {
namespace {

bool fits(int128_t mantissa) {
  return mantissa >= -static_cast<int128_t>(Decimal::max_mantissa) &&
         mantissa <= static_cast<int128_t>(Decimal::max_mantissa);
}

// Takes zeros off the end until mantissa and scale fit; empty when digits would be lost.
std::optional<Decimal> fitted(int128_t mantissa, int scale) {
  while (scale > 0 && mantissa % 10 == 0 && (!fits(mantissa) || scale > Decimal::max_scale)) {
    mantissa /= 10;
    --scale;
  }
  if (!fits(mantissa) || scale > Decimal::max_scale) return std::nullopt;
  return Decimal::of(static_cast<std::int64_t>(mantissa), scale);
}

int128_t scaled_to(Decimal d, int scale) {
  return static_cast<int128_t>(d.mantissa()) * power_of_ten(scale - d.scale());
}

}  // namespace

double Decimal::to_double() const {
  return static_cast<double>(mantissa_) /
         static_cast<double>(powers_of_ten[static_cast<std::size_t>(scale_)]);
}

std::optional<Decimal> Decimal::add(Decimal a, Decimal b) {
  const int scale = a.scale_ > b.scale_ ? a.scale_ : b.scale_;
  return fitted(scaled_to(a, scale) + scaled_to(b, scale), scale);
}

std::optional<Decimal> Decimal::subtract(Decimal a, Decimal b) {
  return add(a, Decimal::of(-b.mantissa_, b.scale_));
}

std::optional<Decimal> Decimal::shifted(int powers_of_ten_up) const {
  if (mantissa_ == 0) return Decimal{};
  if (powers_of_ten_up < -2 * max_scale || powers_of_ten_up > 2 * max_scale) return std::nullopt;
  const int scale = scale_ - powers_of_ten_up;
  if (scale >= 0) return fitted(mantissa_, scale);
  if (-scale > max_scale) return std::nullopt;
  return fitted(static_cast<int128_t>(mantissa_) * power_of_ten(-scale), 0);
}

Decimal Decimal::rounded(int scale) const {
  if (scale >= scale_) {
    if (scale > max_scale) return *this;
    const int128_t padded = scaled_to(*this, scale);
    return fits(padded) ? Decimal::of(static_cast<std::int64_t>(padded), scale) : *this;
  }
  const int128_t quotient = divide_half_away(mantissa_, power_of_ten(scale_ - scale));
  return Decimal::of(static_cast<std::int64_t>(quotient), scale);
}

std::strong_ordering operator<=>(Decimal a, Decimal b) {
  if (a.scale_ == b.scale_) return a.mantissa_ <=> b.mantissa_;
  const int scale = a.scale_ > b.scale_ ? a.scale_ : b.scale_;
  const int128_t left = scaled_to(a, scale);
  const int128_t right = scaled_to(b, scale);
  if (left == right) return std::strong_ordering::equal;
  return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace planwatch

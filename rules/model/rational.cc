#include "rules/model/rational.h"

#include <cassert>

#include "rules/model/checked.h"
#include "rules/model/powers_of_ten.h"

namespace planwatch {
namespace {

int128_t magnitude(int128_t n) {
  return n < 0 ? -n : n;
}

int128_t greatest_common_divisor(int128_t a, int128_t b) {
  a = magnitude(a);
  b = magnitude(b);
  while (b != 0) {
    const int128_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

bool multiply_fits(int128_t a, int128_t b, int128_t& product) {
  return !__builtin_mul_overflow(a, b, &product);
}

// Products of 64-bit numbers, added, stay below 2^127.
bool sum_surely_fits(const Rational& a, const Rational& b) {
  constexpr int128_t limit = int128_t{1} << 62;
  const auto small = [](const Rational& r) { return r.num < limit && r.num > -limit; };
  return small(a) && small(b) && a.den < limit && b.den < limit;
}

std::optional<Rational> add_directly(const Rational& a, const Rational& b) {
  if (sum_surely_fits(a, b)) {
    if (a.den == b.den) return Rational{a.num + b.num, a.den};
    return Rational{a.num * b.den + b.num * a.den, a.den * b.den};
  }
  Rational sum;
  if (a.den == b.den) {
    if (__builtin_add_overflow(a.num, b.num, &sum.num)) return std::nullopt;
    sum.den = a.den;
    return sum;
  }
  int128_t left = 0;
  int128_t right = 0;
  if (!multiply_fits(a.num, b.den, left) || !multiply_fits(b.num, a.den, right) ||
      !multiply_fits(a.den, b.den, sum.den) || __builtin_add_overflow(left, right, &sum.num)) {
    return std::nullopt;
  }
  return sum;
}

}  // namespace

Rational Rational::of(Decimal d) {
  return {d.mantissa(), power_of_ten(d.scale())};
}

Rational Rational::of(Decimal numerator, Decimal denominator) {
  assert(!denominator.is_zero());
  int128_t num = numerator.mantissa();
  int128_t den = denominator.mantissa();
  const int difference = denominator.scale() - numerator.scale();
  if (difference > 0) num *= power_of_ten(difference);
  if (difference < 0) den *= power_of_ten(-difference);
  return den < 0 ? Rational{-num, -den} : Rational{num, den};
}

Rational Rational::reduced() const {
  const int128_t divisor = greatest_common_divisor(num, den);
  return divisor > 1 ? Rational{num / divisor, den / divisor} : *this;
}

std::optional<Rational> checked_add(const Rational& a, const Rational& b) {
  if (auto sum = add_directly(a, b)) return sum;
  const Rational x = a.reduced();
  const Rational y = b.reduced();
  const int128_t common = greatest_common_divisor(x.den, y.den);
  Rational sum;
  int128_t left = 0;
  int128_t right = 0;
  if (!multiply_fits(x.num, y.den / common, left) || !multiply_fits(y.num, x.den / common, right) ||
      __builtin_add_overflow(left, right, &sum.num) ||
      !multiply_fits(x.den, y.den / common, sum.den)) {
    return std::nullopt;
  }
  return sum;
}

std::optional<Rational> checked_subtract(const Rational& a, const Rational& b) {
  return checked_add(a, Rational{-b.num, b.den});
}

std::optional<Rational> checked_multiply(const Rational& a, const Rational& b) {
  if (fits_64_bits(a) && fits_64_bits(b)) return Rational{a.num * b.num, a.den * b.den};
  Rational product;
  if (multiply_fits(a.num, b.num, product.num) && multiply_fits(a.den, b.den, product.den)) {
    return product;
  }
  const Rational x = Rational{a.num, b.den}.reduced();
  const Rational y = Rational{b.num, a.den}.reduced();
  if (multiply_fits(x.num, y.num, product.num) && multiply_fits(x.den, y.den, product.den)) {
    return product;
  }
  return std::nullopt;
}

Rational operator+(const Rational& a, const Rational& b) {
  const auto sum = checked_add(a, b);
  assert(sum);
  return *sum;
}

Rational operator-(const Rational& a, const Rational& b) {
  return a + Rational{-b.num, b.den};
}

Rational operator*(const Rational& a, const Rational& b) {
  const auto product = checked_multiply(a, b);
  assert(product);
  return *product;
}

Rational operator/(const Rational& a, const Rational& b) {
  assert(b.num != 0);
  return a * (b.num < 0 ? Rational{-b.den, -b.num} : Rational{b.den, b.num});
}

Rational floor(const Rational& r) {
  const int128_t quotient = r.num / r.den;
  return {r.num % r.den < 0 ? quotient - 1 : quotient, 1};
}

}  // namespace planwatch

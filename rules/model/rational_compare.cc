#include "rules/model/rational.h"

namespace planwatch {
namespace {

__extension__ typedef unsigned __int128 uint128_t;

struct Wide {
  uint128_t high;
  uint128_t low;
};

// Schoolbook product of two 128-bit numbers by their 64-bit halves.
Wide multiply_wide(uint128_t a, uint128_t b) {
  const uint128_t mask = ~std::uint64_t{0};
  const uint128_t low = (a & mask) * (b & mask);
  const uint128_t cross_a = (a >> 64) * (b & mask);
  const uint128_t cross_b = (a & mask) * (b >> 64);
  const uint128_t middle = (low >> 64) + (cross_a & mask) + (cross_b & mask);
  const uint128_t high = (a >> 64) * (b >> 64) + (cross_a >> 64) + (cross_b >> 64) + (middle >> 64);
  return {high, (middle << 64) | (low & mask)};
}

uint128_t magnitude(int128_t n) {
  return n < 0 ? -static_cast<uint128_t>(n) : static_cast<uint128_t>(n);
}

template <class Number>
std::strong_ordering order(Number a, Number b) {
  if (a == b) return std::strong_ordering::equal;
  return a < b ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace

std::strong_ordering Rational::compare_wide(const Rational& a, const Rational& b) {
  const bool a_negative = a.num < 0;
  if (a_negative != (b.num < 0)) {
    return a_negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  const Wide left = multiply_wide(magnitude(a.num), magnitude(b.den));
  const Wide right = multiply_wide(magnitude(b.num), magnitude(a.den));
  const auto by_size =
      left.high == right.high ? order(left.low, right.low) : order(left.high, right.high);
  return a_negative ? 0 <=> by_size : by_size;
}

}  // namespace planwatch

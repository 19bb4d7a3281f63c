#include <algorithm>
#include <vector>

#include "rules/model/powers_of_ten.h"
#include "rules/model/rational.h"
#include "tests/rules/judge_support.h"
#include "tests/rules/model_seed.h"

namespace planwatch {
namespace {

using testing_judge::calendar;

// A plain big integer as the judge of the clever comparison: digits of base 10^9, lowest first.
using Big = std::vector<std::int64_t>;
constexpr std::int64_t base = 1'000'000'000;

Big big_of(int128_t n) {
  Big digits;
  for (; n > 0; n /= base) digits.push_back(static_cast<std::int64_t>(n % base));
  return digits;
}

Big times(const Big& a, const Big& b) {
  Big product(a.size() + b.size(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::int64_t carry = 0;
    for (std::size_t j = 0; j < b.size() || carry != 0; ++j) {
      const std::int64_t sum = product[i + j] + carry + (j < b.size() ? a[i] * b[j] : 0);
      product[i + j] = sum % base;
      carry = sum / base;
    }
  }
  while (!product.empty() && product.back() == 0) product.pop_back();
  return product;
}

int compare(const Big& a, const Big& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  for (std::size_t i = a.size(); i-- > 0;) {
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return 0;
}

int sign_of(std::strong_ordering order) {
  return order < 0 ? -1 : (order > 0 ? 1 : 0);
}

// 0 .. 10^36, of every length, so that small and wide paths meet.
int128_t some_number(bool positive) {
  const auto high = *rc::gen::inRange<std::int64_t>(0, Decimal::max_mantissa);
  const auto low = *rc::gen::inRange<std::int64_t>(0, Decimal::max_mantissa);
  const auto digits = *rc::gen::inRange(0, 37);
  const int128_t wide = static_cast<int128_t>(high) * power_of_ten(18) + low;
  return wide % power_of_ten(digits) + (positive ? 1 : 0);
}

RC_GTEST_PROP(ModelProperties, RationalsCompareLikeBigIntegers, ()) {
  const Rational a{some_number(false), some_number(true)};
  // Now and then a neighbour of the first, where rounding would lie.
  const bool neighbour = *rc::gen::arbitrary<bool>();
  const Rational b =
      neighbour ? Rational{a.num + 1, a.den + 1} : Rational{some_number(false), some_number(true)};
  const int expected =
      compare(times(big_of(a.num), big_of(b.den)), times(big_of(b.num), big_of(a.den)));
  RC_ASSERT(sign_of(a <=> b) == expected);
  RC_ASSERT(sign_of(b <=> a) == -expected);
  RC_ASSERT(sign_of(Rational{-a.num, a.den} <=> Rational{-b.num, b.den}) == -expected);
}

RC_GTEST_PROP(ModelProperties, FractionsOfTheSameValueAreEqualHoweverLong, ()) {
  const auto part = rc::gen::inRange<std::int64_t>(1, Decimal::max_mantissa);
  const int128_t num = *part, den = *part, one = *part, other = *part;
  RC_ASSERT((Rational{num * one, den * one} == Rational{num * other, den * other}));
  RC_ASSERT((Rational{num * one + 1, den * one} > Rational{num * other, den * other}));
  RC_ASSERT((Rational{-num * one - 1, den * one} < Rational{-num * other, den * other}));
}

Decimal some_decimal() {
  const auto mantissa = *rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000);
  return Decimal::of(mantissa, *rc::gen::inRange(0, 7));
}

RC_GTEST_PROP(ModelProperties, DecimalsSurviveTheirText, ()) {
  const Decimal d = some_decimal();
  const auto again = Decimal::parse(d.to_string());
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->mantissa() == d.mantissa());
  RC_ASSERT(again->scale() == d.scale());
}

RC_GTEST_PROP(ModelProperties, DecimalsAddLikeFractions, ()) {
  const Decimal a = some_decimal();
  const Decimal b = some_decimal();
  RC_ASSERT(Rational::of(Decimal::add(a, b).value()) == Rational::of(a) + Rational::of(b));
  RC_ASSERT(Decimal::subtract(Decimal::add(a, b).value(), b) == a);
  RC_ASSERT((a < b) == (Rational::of(a) < Rational::of(b)));
}

RC_GTEST_PROP(ModelProperties, RoundingIsNeverOffByMoreThanHalfAUnit, ()) {
  const Decimal number = some_decimal();
  const auto denominator = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000'000);
  const int scale = *rc::gen::inRange(0, 7);
  const Rational exact = Rational::of(number, Decimal(denominator));
  const Rational error = exact - Rational::of(exact.rounded(scale));
  const Rational half = Rational::of(Decimal::of(5, scale + 1));
  RC_ASSERT((error <= half && error >= Rational{-half.num, half.den}));
}

RC_GTEST_PROP(ModelProperties, AddingAndCountingWorkingDaysAreInverse, ()) {
  const Date from = make_date(2025, 1, 1) + std::chrono::days(*rc::gen::inRange(0, 900));
  const int n = *rc::gen::inRange(-300, 301);
  const Date to = calendar().add_workdays(from, n);
  RC_ASSERT(calendar().workdays_between(from, to) == n);
  if (n != 0) RC_ASSERT(calendar().is_working_day(to));
}

RC_GTEST_PROP(ModelProperties, InstantsSurviveTheirText, ()) {
  const auto seconds = *rc::gen::inRange<std::int64_t>(0, 4'000'000'000);
  const Instant instant{std::chrono::seconds(seconds)};
  RC_ASSERT(parse_instant(to_string_local(instant)) == instant);
  RC_ASSERT(instant_at(local_date(instant), local_time_of_day(instant)) ==
            std::chrono::floor<std::chrono::minutes>(instant));
}

}  // namespace
}  // namespace planwatch

#include "gtest/gtest.h"

#include "rules/model/checked.h"
#include "rules/model/powers_of_ten.h"

namespace planwatch {
namespace {

Decimal dec(const char* text) {
  return Decimal::parse(text).value();
}

TEST(ModelRational, IsTheFractionOfTwoFigures) {
  EXPECT_EQ(Rational::of(dec("98"), dec("100")), Rational::of(dec("0.98")));
  EXPECT_EQ(Rational::of(dec("1.5"), dec("0.03")), Rational::of(50, 1));
  EXPECT_EQ(Rational::of(dec("1"), dec("-4")), Rational::of(-1, 4));
  EXPECT_GT(Rational::of(dec("1"), dec("-4")).den, 0);
  EXPECT_EQ(Rational::of(dec("0.000000000000000001"), dec("999999999999999999")).num, 1);
}

TEST(ModelRational, ComparesExactlyWhereDoublesCannot) {
  // 49/50 is met by exactly 98 %; one case in 10^17 less is not.
  EXPECT_GE(Rational::of(49, 50), Rational::of(dec("0.98")));
  EXPECT_LT(Rational::of(dec("97999999999999999"), dec("100000000000000000")),
            Rational::of(dec("0.98")));
  EXPECT_LT(Rational::of(1, 3), Rational::of(dec("0.333333333333333334")));
  EXPECT_GT(Rational::of(1, 3), Rational::of(dec("0.333333333333333333")));
  EXPECT_LT(Rational::of(-1, 3), Rational::of(dec("-0.333333333333333333")));
}

TEST(ModelRational, ComparesNumbersWhoseProductsNeed256Bits) {
  const int128_t huge = power_of_ten(36) - 1;
  const Rational a{huge, huge - 1};
  const Rational b{huge - 1, huge - 2};
  EXPECT_LT(a, b);
  EXPECT_GT(b, a);
  EXPECT_EQ(a, a);
  EXPECT_GT((Rational{-huge, huge - 1}), (Rational{-(huge - 1), huge - 2}));
  EXPECT_LT((Rational{-huge, 1}), (Rational{1, huge}));
}

TEST(ModelRational, CalculatesExactly) {
  const Rational third = Rational::of(1, 3);
  const Rational sixth = Rational::of(1, 6);
  EXPECT_EQ(third + sixth, Rational::of(1, 2));
  EXPECT_EQ(third - sixth, sixth);
  EXPECT_EQ(third * sixth, Rational::of(1, 18));
  EXPECT_EQ(third / sixth, Rational::of(2, 1));
  EXPECT_EQ(third / Rational::of(-2, 1), Rational::of(-1, 6));
  EXPECT_EQ(Rational::of(dec("0.1")) + Rational::of(dec("0.2")), Rational::of(dec("0.3")));
}

TEST(ModelRational, ReducesWherePlainProductsWouldNotFit) {
  const int128_t big = power_of_ten(30);
  const Rational a{big, 3 * big};
  const Rational b{big, 6 * big};
  EXPECT_EQ(a + b, Rational::of(1, 2));
  EXPECT_EQ(a * b, Rational::of(1, 18));
  EXPECT_EQ((Rational{big, 7}) * (Rational{7, big}), Rational::of(1, 1));
}

TEST(ModelRational, SaysWhenEvenTheReducedResultDoesNotFit) {
  const Rational a{power_of_ten(36) - 1, 7};
  const Rational b{power_of_ten(36) - 3, 11};
  EXPECT_FALSE(checked_multiply(a, b));
  EXPECT_TRUE(checked_add(a, b));
  EXPECT_FALSE(checked_subtract(Rational{1, power_of_ten(36) - 1}, Rational{1, power_of_ten(35)}));
}

TEST(ModelRational, RoundsHalfAwayFromZero) {
  struct Row {
    Rational number;
    int scale;
    const char* rounded;
  };
  const Row rows[] = {
      {Rational::of(2, 3), 9, "0.666666667"},
      {Rational::of(-2, 3), 9, "-0.666666667"},
      {Rational::of(1, 8), 2, "0.13"},
      {Rational::of(-1, 8), 2, "-0.13"},
      {Rational::of(1999, 2000), 2, "1.00"},
      {Rational::of(59, 248), 12, "0.237903225806"},
      {Rational::of(10'000'000'000'000, 7), 3, "1428571428571.429"},
      {Rational{power_of_ten(36) - 1, power_of_ten(35)}, 3, "10.000"},
      {Rational{-power_of_ten(35), 3 * power_of_ten(35)}, 12, "-0.333333333333"},
  };
  for (const auto& row : rows) EXPECT_EQ(row.number.rounded(row.scale).to_string(), row.rounded);
}

TEST(ModelRational, GivesUpDigitsBeforeSize) {
  EXPECT_EQ(Rational::of(5'000'000'000, 1).rounded(9), Decimal(5'000'000'000));
  EXPECT_EQ(Rational::of(999'999'999'999'999'999, 1).rounded(9).to_string(), "999999999999999999");
  EXPECT_EQ((Rational{power_of_ten(30), 1}).rounded(2), Decimal(Decimal::max_mantissa));
  EXPECT_EQ((Rational{-power_of_ten(30), 1}).rounded(2), Decimal(-Decimal::max_mantissa));
  EXPECT_EQ(Rational::of(999'999'999'999'999'999, 1'000'000'000).rounded(8).to_string(),
            "1000000000.00000000");
}

TEST(ModelRational, FloorsTowardsMinusInfinity) {
  EXPECT_EQ(floor(Rational::of(7, 2)), Rational::of(3, 1));
  EXPECT_EQ(floor(Rational::of(-7, 2)), Rational::of(-4, 1));
  EXPECT_EQ(floor(Rational::of(8, 2)), Rational::of(4, 1));
  EXPECT_EQ(floor(Rational::of(-8, 2)), Rational::of(-4, 1));
}

}  // namespace
}  // namespace planwatch

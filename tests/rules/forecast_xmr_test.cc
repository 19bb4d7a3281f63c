#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "rules/forecast/xmr.h"
#include "tests/rules/model_seed.h"

namespace planwatch {
namespace {

using Values = std::vector<double>;

std::string signals_of(const XmrLimits& x) {
  std::string text;
  for (const XmrFinding& one : x.findings) {
    text += std::string(text.empty() ? "" : ", ") + std::to_string(one.last + 1) + " " +
            std::string(name_of(one.signal, Lang::en));
  }
  return text;
}

// Twelve points that go up and down by 2 around 10: mean range 2, limits 10 +/- 5.32.
Values quiet() {
  return {9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11};
}

TEST(ForecastXmr, LimitsAreTheMeanAnd266MeanMovingRanges) {
  const auto x = xmr_limits(quiet());
  ASSERT_TRUE(x);
  EXPECT_EQ(x->points, 12u);
  EXPECT_DOUBLE_EQ(x->mean, 10);
  EXPECT_NEAR(x->lower, 10 - 5.32, 1e-12);
  EXPECT_NEAR(x->upper, 10 + 5.32, 1e-12);
  EXPECT_EQ(signals_of(*x), "");
}

TEST(ForecastXmr, ElevenPointsAreTooFew) {
  Values eleven = quiet();
  eleven.pop_back();
  EXPECT_FALSE(xmr_limits(eleven));
}

TEST(ForecastXmr, WhatNeverMovesHasNoSignal) {
  const auto x = xmr_limits(Values(20, 0.98));
  ASSERT_TRUE(x);
  EXPECT_DOUBLE_EQ(x->lower, x->upper);
  EXPECT_TRUE(x->findings.empty());
}

TEST(ForecastXmr, EachSignalAtThePointThatCompletesIt) {
  struct Case {
    const char* what;
    Values values;
    const char* signals;
  };
  const Case cases[] = {
      {"one point far out", {9, 14, 9, 14, 9, 14, 9, 14, 9, 14, 9, 40}, "12 outside the limits"},
      {"six on one side are none", {9, 12, 8, 12, 8, 12, 8, 11, 12, 11, 12, 11, 8}, ""},
      {"seven on one side",
       {9, 12, 8, 12, 8, 11, 8, 12, 11, 12, 11, 12, 11, 12},
       "14 seven on one side of the mean"},
      {"seven in a trend, six steps",
       {10, 12, 7, 7.5, 8, 8.5, 9, 9.5, 10, 8, 12, 8},
       "9 seven in a trend"},
  };
  for (const Case& c : cases) {
    const auto x = xmr_limits(c.values);
    ASSERT_TRUE(x) << c.what;
    EXPECT_EQ(signals_of(*x), c.signals) << c.what << " " << x->lower << " " << x->upper;
  }
}

// Limits 10 +/- 2.66 x range; two of three beyond two thirds of the way.
TEST(ForecastXmr, TwoOfThreeInTheOuterThird) {
  const Values values{10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 13.3, 11, 13.3, 10};
  const auto x = xmr_limits(values);
  ASSERT_TRUE(x);
  EXPECT_GT((13.3 - x->mean) / (x->upper - x->mean), 2.0 / 3);
  EXPECT_LT(13.3, x->upper);
  EXPECT_EQ(signals_of(*x), "18 two of three in the outer third");
  EXPECT_TRUE(x->signals_at(17));
  EXPECT_FALSE(x->signals_at(18));
}

RC_GTEST_PROP(ForecastXmrProperties, TurnedUpsideDownTheSignalsAreTheSame, ()) {
  const auto whole = *rc::gen::container<std::vector<int>>(30, rc::gen::inRange(0, 200));
  const Values up(whole.begin(), whole.end());
  Values down;
  for (const double value : up) down.push_back(-value);
  const auto a = xmr_limits(up);
  const auto b = xmr_limits(down);
  RC_ASSERT(a && b);
  RC_ASSERT(a->lower <= a->mean && a->mean <= a->upper);
  RC_ASSERT(signals_of(*a) == signals_of(*b));
}

}  // namespace
}  // namespace planwatch

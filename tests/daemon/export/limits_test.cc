#include "daemon/export/limits.h"

#include "gtest/gtest.h"

#include "tests/daemon/export/export_fixture.h"

namespace planwatch::exporting {
namespace {

WorseByMonth worse(const char* indicator, Light light) {
  const auto c = wide_configuration(1);
  const auto index = *c->plan.find_indicator(IndicatorId{indicator});
  return worse_by_month(compile_judge_plan(*c, RuleIndex{0}, index), light);
}

struct Expected {
  const char* indicator;
  Light light;
  unsigned month;
  Rational limit;
  bool limit_is_bad;
};

// Worse than the limit is at least so bad; on it, only where the last column says so.
const Expected table[] = {
    // 2800 by months: half of it at the end of June; 10 and 30 points are 280 and 840.
    {trainings, Light::yellow, 6, Rational::of(1120, 1), true},
    {trainings, Light::red, 6, Rational::of(560, 1), false},
    {trainings, Light::red, 12, Rational::of(2800, 1), false},
    {trainings, Light::yellow, 12, Rational::of(2800, 1), false},
    {closing_rate, Light::yellow, 6, Rational::of(98, 100), false},
    {closing_rate, Light::red, 6, Rational::of(95, 100), false},
    {closing_rate, Light::red, 12, Rational::of(98, 100), false},
    {termination_rate, Light::yellow, 1, Rational::of(18, 100), false},
    {termination_rate, Light::red, 1, Rational::of(21, 100), false},
    {closing_days, Light::red, 11, Rational::of(83, 1), false},
    {ramped_rate, Light::yellow, 8, Rational::of(30, 100), false},
    {ramped_rate, Light::yellow, 9, Rational::of(55, 100), false},
    // 50 is to become 10: at the end of June 30, and four more are 10 points.
    {complaints, Light::yellow, 6, Rational::of(34, 1), true},
    {complaints, Light::red, 6, Rational::of(42, 1), false},
    {visits, Light::red, 3, Rational::of(1, 1), false},
};

TEST(Limits, AreThoseThatTheDaemonJudgesBy) {
  for (const Expected& row : table) {
    const WorseThan one = worse(row.indicator, row.light)[row.month - 1];
    const auto what = std::string(row.indicator) + " month " + std::to_string(row.month);
    EXPECT_EQ(one.when, WorseThan::When::beyond) << what;
    EXPECT_EQ(one.limit, row.limit) << what;
    EXPECT_EQ(one.limit_is_bad, row.limit_is_bad) << what;
  }
}

TEST(Limits, BeforeTheFirstPointOfARampNothingIsBad) {
  EXPECT_EQ(worse(ramped_rate, Light::yellow)[4].when, WorseThan::When::never);
}

TEST(Limits, NeighbouringMonthsWithOneLimitAreOneRun) {
  const auto runs = runs_of(worse(ramped_rate, Light::yellow));
  ASSERT_EQ(runs.size(), 3u);
  EXPECT_EQ(runs[0].first, 6u);
  EXPECT_EQ(runs[0].last, 8u);
  EXPECT_EQ(runs[2].first, 12u);
  EXPECT_EQ(runs_of(worse(visits, Light::red), 3).size(), 1u);
}

}  // namespace
}  // namespace planwatch::exporting

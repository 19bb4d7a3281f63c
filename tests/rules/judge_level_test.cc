#include "tests/rules/judge_support.h"

namespace planwatch {
namespace {

using namespace testing_judge;

struct Row {
  const char* what;
  Observation figure;
  Light light;
  Reason reason;
  const char* gap;
};

void expect_rows(const Indicator& indicator, const std::vector<Row>& rows) {
  const JudgePlan plan = compiled(indicator);
  for (const auto& row : rows) {
    const Assessment a = judge_period(plan, row.figure);
    EXPECT_EQ(name_of(a.light, Lang::en), name_of(row.light, Lang::en)) << row.what;
    EXPECT_EQ(name_of(a.reason, Lang::en), name_of(row.reason, Lang::en)) << row.what;
    EXPECT_EQ(a.gap, dec(row.gap)) << row.what << ": " << a.gap.to_string();
  }
}

TEST(JudgeLevel, ARatioIsMetAtExactlyItsTarget) {
  expect_rows(
      ratio("0.98"),
      {{"exactly 98 %", parts_in(3, "49", "50"), Light::green, Reason::met, "0"},
       {"exactly 98 %, stated", value_in(3, "0.98"), Light::green, Reason::met, "0"},
       {"97.96 %, shown as 98.0 %", value_in(3, "0.9796"), Light::yellow, Reason::missed_narrowly,
        "0.04"},
       {"yellow to the very edge", parts_in(3, "93", "100"), Light::yellow, Reason::missed_narrowly,
        "5"},
       {"one case beyond", parts_in(3, "92999", "100000"), Light::red, Reason::missed, "5.001"},
       {"all", parts_in(3, "7", "7"), Light::green, Reason::met, "-2"}});
}

TEST(JudgeLevel, NumeratorAndDenominatorGoBeforeTheStatedPercentage) {
  Observation figure = parts_in(3, "9799", "10000");
  figure.has_value = true;
  figure.value = dec("0.98");
  const Assessment a = judge_period(compiled(ratio("0.98")), figure);
  EXPECT_EQ(a.light, Light::yellow);
  EXPECT_EQ(a.value, dec("0.9799"));
}

TEST(JudgeLevel, ThirdsAreJudgedUnrounded) {
  const JudgePlan plan = compiled(ratio("0.666666667"));
  const Assessment a = judge_period(plan, parts_in(3, "2", "3"));
  EXPECT_EQ(a.value, dec("0.666666667"));  // shown; the exact value is below
  EXPECT_EQ(a.light, Light::yellow);
}

TEST(JudgeLevel, LowerIsBetterForBoundsAndDurations) {
  expect_rows(upper_bound("0.18"),
              {{"at the bound", value_in(3, "0.18"), Light::green, Reason::met, "0"},
               {"narrowly", value_in(3, "0.2"), Light::yellow, Reason::missed_narrowly, "2"},
               {"beyond", value_in(3, "0.2001"), Light::red, Reason::missed, "2.01"},
               {"none", value_in(3, "0"), Light::green, Reason::met, "-18"}});
  expect_rows(
      duration("75"),
      {{"75 days", value_in(3, "75"), Light::green, Reason::met, "0"},
       {"80 days", value_in(3, "80"), Light::yellow, Reason::missed_narrowly, "0.066666667"},
       {"a mean of 80.01", parts_in(3, "8001", "100"), Light::red, Reason::missed, "0.0668"},
       {"60 days", value_in(3, "60"), Light::green, Reason::met, "-0.2"}});
}

TEST(JudgeLevel, ARampIsAFloorThatHoldsUntilTheNext) {
  expect_rows(
      closing_rate(),
      {{"18 % in March", parts_in(3, "18", "100"), Light::green, Reason::on_schedule, "0"},
       {"holds in May", parts_in(5, "18", "100"), Light::green, Reason::on_schedule, "0"},
       {"55 % in June", parts_in(6, "55", "100"), Light::green, Reason::on_schedule, "0"},
       {"50 % in June", parts_in(6, "50", "100"), Light::yellow, Reason::missed_narrowly, "5"},
       {"49.9 % in June", parts_in(6, "499", "1000"), Light::red, Reason::missed, "5.1"},
       {"98 % in June", parts_in(6, "98", "100"), Light::green, Reason::met, "-43"},
       {"before the ramp", parts_in(2, "1", "100"), Light::green, Reason::no_expectation_yet, "0"},
       {"97.9 % in December", parts_in(12, "979", "1000"), Light::red, Reason::not_met_at_deadline,
        "0.1"}});
}

TEST(JudgeLevel, TheDeadlineHasNoYellow) {
  expect_rows(ratio("0.98"),
              {{"December", value_in(12, "0.979"), Light::red, Reason::not_met_at_deadline, "0.1"},
               {"December met", value_in(12, "0.98"), Light::green, Reason::met, "0"}});
}

TEST(JudgeLevel, ACadenceIsJudgedInItsOwnPeriod) {
  const JudgePlan plan = compiled(cadence("1"));
  const auto quarter = [&](unsigned q, int visits) {
    return judge_period(plan, value_in(Period::quarter(2025, q), Decimal(visits)));
  };
  EXPECT_EQ(quarter(1, 1).light, Light::green);
  EXPECT_EQ(quarter(2, 3).reason, Reason::met);
  EXPECT_EQ(quarter(2, 0).light, Light::red);
  EXPECT_EQ(quarter(2, 0).reason, Reason::no_event_in_period);
  EXPECT_EQ(quarter(4, 0).reason, Reason::no_event_in_period);
  EXPECT_FALSE(quarter(2, 0).has_gap);
}

TEST(JudgeLevel, WithoutBusinessThereIsNoLight) {
  const Assessment a = judge_period(compiled(ratio("0.98")), parts_in(3, "0", "0"));
  EXPECT_EQ(a.light, Light::grey);
  EXPECT_EQ(a.reason, Reason::no_business);
  EXPECT_EQ(a.data, DataState::no_business);
  EXPECT_FALSE(a.has_gap);
}

TEST(JudgeLevel, ASmallSampleIsGreyAndItsValueShown) {
  Indicator bankruptcies = ratio("0.85");
  bankruptcies.min_denominator = dec("5");
  const JudgePlan plan = compiled(bankruptcies);
  const Assessment a = judge_period(plan, parts_in(3, "1", "4"));
  EXPECT_EQ(a.light, Light::grey);
  EXPECT_EQ(a.reason, Reason::small_sample);
  EXPECT_EQ(a.data, DataState::small_sample);
  EXPECT_EQ(a.value, dec("0.25"));
  EXPECT_EQ(judge_period(plan, parts_in(3, "1", "5")).light, Light::red);
}

TEST(JudgeLevel, NoFigureIsNoDataAndAProvisionalOneIsMarked) {
  Observation none;
  none.period = Period::month(2025, 3);
  const JudgePlan plan = compiled(ratio("0.98"));
  EXPECT_EQ(judge_period(plan, none).light, Light::grey);
  EXPECT_EQ(judge_period(plan, none).reason, Reason::no_data);
  Observation early = value_in(3, "0.99");
  early.provisional = true;
  EXPECT_EQ(judge_period(plan, early).light, Light::green);
  EXPECT_EQ(judge_period(plan, early).data, DataState::provisional);
}

TEST(JudgeLevel, MeetsTargetIsInclusiveAndUnknownWithoutAFigure) {
  const JudgePlan plan = compiled(upper_bound("0.18"));
  EXPECT_EQ(meets_target(plan, value_in(3, "0.18")), true);
  EXPECT_EQ(meets_target(plan, value_in(3, "0.1801")), false);
  EXPECT_EQ(meets_target(plan, parts_in(3, "0", "0")), std::nullopt);
  EXPECT_EQ(meets_target(plan, Observation{}), std::nullopt);
  EXPECT_EQ(exact_value(parts_in(3, "1", "3")), Rational::of(1, 3));
}

}  // namespace
}  // namespace planwatch

#include "tests/rules/judge_support.h"

namespace planwatch {
namespace {

using namespace testing_judge;

struct Row {
  const char* what;
  unsigned month;
  const char* value;
  Light light;
  Reason reason;
  const char* gap;
};

void expect_rows(const Indicator& indicator, const std::vector<Row>& rows) {
  const JudgePlan plan = compiled(indicator);
  for (const auto& row : rows) {
    const Assessment a = judge_period(plan, value_in(row.month, row.value));
    EXPECT_EQ(name_of(a.light, Lang::en), name_of(row.light, Lang::en)) << row.what;
    EXPECT_EQ(name_of(a.reason, Lang::en), name_of(row.reason, Lang::en)) << row.what;
    EXPECT_TRUE(a.has_gap) << row.what;
    EXPECT_EQ(a.gap, dec(row.gap)) << row.what << ": " << a.gap.to_string();
    EXPECT_EQ(a.shown, a.light) << row.what;
  }
}

TEST(JudgeProgress, ColoursByTheGapToTheSchedule) {
  expect_rows(cumulative("1000"),
              {{"ahead", 6, "600", Light::green, Reason::on_schedule, "-10"},
               {"gap exactly 0", 6, "500", Light::green, Reason::on_schedule, "0"},
               {"gap just above 0", 6, "499", Light::attention, Reason::behind_schedule, "0.1"},
               {"gap just below 10", 6, "401", Light::attention, Reason::behind_schedule, "9.9"},
               {"gap exactly 10", 6, "400", Light::yellow, Reason::behind_schedule, "10"},
               {"gap exactly 30", 6, "200", Light::yellow, Reason::behind_schedule, "30"},
               {"gap just above 30", 6, "199", Light::red, Reason::behind_schedule, "30.1"},
               {"nothing done", 6, "0", Light::red, Reason::behind_schedule, "50"},
               {"done early", 6, "1000", Light::green, Reason::met, "-50"}});
}

TEST(JudgeProgress, BoundariesAreExactInTenths) {
  Indicator money = cumulative("0.3");
  money.measure = Measure::amount;
  money.schedule.kind = ScheduleKind::table;
  money.schedule.points = {{4, dec("0.1")}, {8, dec("0.2")}, {12, dec("1")}};
  // 0.1 x 0.3 and 0.2 x 0.3 have no exact binary form; gaps of exactly 0 and 10 have to be met.
  expect_rows(money, {{"0 points", 4, "0.03", Light::green, Reason::on_schedule, "0"},
                      {"10 points", 8, "0.03", Light::yellow, Reason::behind_schedule, "10"},
                      {"under 10", 8, "0.030000000000000001", Light::attention,
                       Reason::behind_schedule, "10"}});
}

TEST(JudgeProgress, AFractionOfAUnitIsNotExpected) {
  // 70 events: 5.83 by January, so 5 are enough.
  expect_rows(cumulative("70"),
              {{"five of 5.83", 1, "5", Light::green, Reason::on_schedule, "0"},
               {"four", 1, "4", Light::attention, Reason::behind_schedule, "1.428571429"}});
}

TEST(JudgeProgress, AStockCountsFromItsStart) {
  expect_rows(stock("60", "110"),
              {{"on the way", 6, "85", Light::green, Reason::on_schedule, "0"},
               {"ten points behind", 6, "80", Light::yellow, Reason::behind_schedule, "10"},
               {"below its start", 6, "55", Light::red, Reason::behind_schedule, "60"}});
}

TEST(JudgeProgress, AStockThatIsToShrinkRunsTheOtherWay) {
  Indicator shrinking = stock("100", "0");
  shrinking.better = Better::lower;
  expect_rows(shrinking,
              {{"on the way", 6, "50", Light::green, Reason::on_schedule, "0"},
               {"ten points behind", 6, "60", Light::yellow, Reason::behind_schedule, "10"},
               {"far behind", 6, "81", Light::red, Reason::behind_schedule, "31"},
               {"there", 6, "0", Light::green, Reason::met, "-50"}});
}

TEST(JudgeProgress, AStockThatStartsAtItsTargetIsALevel) {
  expect_rows(stock("75", "72"),
              {{"kept", 1, "72", Light::green, Reason::met, "0"},
               {"narrowly", 1, "69", Light::yellow, Reason::missed_narrowly, "4.166666667"},
               {"lost", 1, "68", Light::red, Reason::missed, "5.555555556"}});
}

TEST(JudgeProgress, TheDeadlineHasNoBands) {
  expect_rows(cumulative("1000"),
              {{"met", 12, "1000", Light::green, Reason::met, "0"},
               {"one short", 12, "999", Light::red, Reason::not_met_at_deadline, "0.1"}});
  expect_rows(cumulative("90", 9),
              {{"before it", 8, "75", Light::attention, Reason::behind_schedule, "5.555555556"},
               {"at it", 9, "89", Light::red, Reason::not_met_at_deadline, "1.111111111"},
               {"after it", 10, "89", Light::red, Reason::not_met_at_deadline, "1.111111111"},
               {"made good", 11, "90", Light::green, Reason::met, "0"}});
}

TEST(JudgeProgress, KnowsItsFinalPeriodAndWhatWasExpected) {
  const JudgePlan plan = compiled(cumulative("90", 9));
  EXPECT_FALSE(judge_period(plan, value_in(8, "80")).final_period);
  EXPECT_TRUE(judge_period(plan, value_in(9, "80")).final_period);
  EXPECT_TRUE(judge_period(plan, value_in(12, "80")).final_period);
  EXPECT_EQ(judge_period(plan, value_in(3, "30")).expected, dec("30"));
  EXPECT_EQ(judge_period(plan, value_in(12, "30")).expected, dec("90"));
  EXPECT_TRUE(judge_period(plan, value_in(Period::quarter(2025, 3), dec("90"))).final_period);
}

TEST(JudgeProgress, NothingIsExpectedBeforeTheFirstPoint) {
  Indicator inspections = cumulative("2", 9);
  inspections.schedule.kind = ScheduleKind::steps;
  inspections.schedule.absolute = true;
  inspections.schedule.points = {{6, dec("1")}, {9, dec("2")}};
  const JudgePlan plan = compiled(inspections);
  const Assessment march = judge_period(plan, value_in(3, "0"));
  EXPECT_EQ(march.light, Light::green);
  EXPECT_EQ(march.reason, Reason::no_expectation_yet);
  EXPECT_FALSE(march.has_expected);
  EXPECT_FALSE(march.has_gap);
  EXPECT_EQ(judge_period(plan, value_in(6, "0")).light, Light::red);
  EXPECT_EQ(judge_period(plan, value_in(6, "1")).light, Light::green);
}

TEST(JudgeProgress, ExtremeFiguresAreJudgedAndNeverEndTheProcess) {
  const JudgePlan plan = compiled(cumulative("2800"));
  EXPECT_EQ(judge_period(plan, value_in(5, "999999999999999999")).light, Light::green);
  EXPECT_EQ(judge_period(plan, value_in(5, "-999999999999999999")).light, Light::red);
  EXPECT_EQ(judge_period(plan, value_in(5, "0.000000000000000001")).light, Light::red);
  const auto parts = parts_in(5, "999999999999999999", "0.999999999999999989");
  EXPECT_EQ(judge_period(plan, parts).light, Light::green);
}

}  // namespace
}  // namespace planwatch

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
    EXPECT_EQ(a.gap, dec(row.gap)) << row.what << ": " << a.gap.to_string();
  }
}

TEST(JudgeTargets, ALevelIsComparedWithTheTargetValidAtThePeriodsEnd) {
  expect_rows(stricter_from_july(ratio("0.98"), "0.95"),
              {{"95 % in June", 6, "0.95", Light::green, Reason::met, "0"},
               {"just below it", 6, "0.949", Light::yellow, Reason::missed_narrowly, "0.1"},
               {"95 % in July", 7, "0.95", Light::yellow, Reason::missed_narrowly, "3"},
               {"98 % in July", 7, "0.98", Light::green, Reason::met, "0"},
               {"95 % at the deadline", 12, "0.95", Light::red, Reason::not_met_at_deadline, "3"}});
}

TEST(JudgeTargets, ProgressIsMeasuredOnTheWayToThePeriodsTarget) {
  // 1000 until June, 2000 from July on: one point is 10 trainings, then 20.
  expect_rows(
      stricter_from_july(cumulative("2000"), "1000"),
      {{"half of 1000", 6, "500", Light::green, Reason::on_schedule, "0"},
       {"exactly 10 of June's points", 6, "400", Light::yellow, Reason::behind_schedule, "10"},
       {"on the way to 2000", 8, "1333", Light::green, Reason::on_schedule, "0"},
       {"exactly 10 of July's points", 9, "1300", Light::yellow, Reason::behind_schedule, "10"},
       {"June's target is not the year's", 12, "1000", Light::red, Reason::not_met_at_deadline,
        "50"}});
}

TEST(JudgeTargets, AStockMayBeToldToShrinkFurther) {
  Indicator backlog = stock("1000", "200");
  backlog.better = Better::lower;
  expect_rows(stricter_from_july(backlog, "600"),
              {{"half way to 600", 6, "800", Light::green, Reason::on_schedule, "0"},
               {"two thirds of the way to 200", 8, "467", Light::green, Reason::on_schedule, "0"},
               {"600 is not 200", 12, "600", Light::red, Reason::not_met_at_deadline, "50"}});
}

TEST(JudgeTargets, TheFinalVerdictTakesTheDeadlinesTarget) {
  Indicator early = cumulative("90", 9);
  early.targets = {{dec("60"), 1, 4}, {dec("90"), 5, 9}, {dec("120"), 10, 12}};
  EXPECT_EQ(early.target_at(4), dec("60"));
  EXPECT_EQ(early.target_at(5), dec("90"));
  EXPECT_EQ(early.target_at(12), dec("90")) << "after the deadline nothing changes any more";
  const JudgePlan plan = compiled(early);
  EXPECT_EQ(judge_period(plan, value_in(9, "90")).light, Light::green);
  EXPECT_EQ(judge_period(plan, value_in(9, "89")).light, Light::red);
  EXPECT_EQ(judge_period(plan, value_in(11, "90")).light, Light::green);
  EXPECT_EQ(meets_target(plan, value_in(3, "60")), false) << "unfinished: 90 are due";
}

TEST(JudgeTargets, AQuarterTakesTheTargetOfItsLastMonth) {
  const Indicator visits = stricter_from_july(cadence("2"), "1");
  const JudgePlan plan = compiled(visits);
  const auto quarter = [&](unsigned q) {
    return judge_period(plan, value_in(Period::quarter(2025, q), dec("1"))).light;
  };
  EXPECT_EQ(quarter(2), Light::green);
  EXPECT_EQ(quarter(3), Light::red);
}

}  // namespace
}  // namespace planwatch

#include "rules/judge/schedule.h"
#include "tests/rules/judge_support.h"

namespace planwatch {
namespace {

using namespace testing_judge;

std::optional<Rational> share(ScheduleKind kind, const char* at, const char* deadline) {
  ScheduleSpec schedule;
  schedule.kind = kind;
  return expected_share(schedule, calendar(), day(at), day(deadline));
}

TEST(JudgeSchedule, SharesOfTheYearByEachKind) {
  struct Row {
    const char* at;
    Rational days, months, workdays;
  };
  const Row rows[] = {
      {"2025-03-31", Rational::of(90, 365), Rational::of(1, 4), Rational::of(59, 248)},
      {"2025-06-30", Rational::of(181, 365), Rational::of(1, 2), Rational::of(120, 248)},
      {"2025-09-30", Rational::of(273, 365), Rational::of(3, 4), Rational::of(187, 248)},
      {"2025-10-31", Rational::of(304, 365), Rational::of(10, 12), Rational::of(205, 248)},
      {"2025-11-30", Rational::of(334, 365), Rational::of(11, 12), Rational::of(225, 248)},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(share(ScheduleKind::days, row.at, "2025-12-31"), row.days) << row.at;
    EXPECT_EQ(share(ScheduleKind::months, row.at, "2025-12-31"), row.months) << row.at;
    EXPECT_EQ(share(ScheduleKind::workdays, row.at, "2025-12-31"), row.workdays) << row.at;
  }
}

TEST(JudgeSchedule, DaysAsPercentToFourDigits) {
  const std::pair<const char*, const char*> rows[] = {{"2025-03-31", "24.6575"},
                                                      {"2025-06-30", "49.5890"},
                                                      {"2025-09-30", "74.7945"},
                                                      {"2025-10-31", "83.2877"},
                                                      {"2025-11-30", "91.5068"}};
  for (const auto& [at, percent] : rows) {
    const auto days = *share(ScheduleKind::days, at, "2025-12-31") * Rational::of(100, 1);
    EXPECT_EQ(days.rounded(4).to_string(), percent);
  }
}

TEST(JudgeSchedule, WorkingDaysOf2026) {
  const std::pair<const char*, int> rows[] = {{"2026-03-31", 59},
                                              {"2026-06-30", 120},
                                              {"2026-09-30", 186},
                                              {"2026-10-31", 204},
                                              {"2026-11-30", 225}};
  for (const auto& [at, days] : rows) {
    EXPECT_EQ(share(ScheduleKind::workdays, at, "2026-12-31"), Rational::of(days, 248)) << at;
  }
}

TEST(JudgeSchedule, RunsToTheDeadlineAndEndsThere) {
  EXPECT_EQ(share(ScheduleKind::months, "2025-06-30", "2025-09-30"), Rational::of(6, 9));
  EXPECT_EQ(share(ScheduleKind::days, "2025-03-31", "2025-09-30"), Rational::of(90, 273));
  EXPECT_EQ(share(ScheduleKind::workdays, "2025-06-30", "2025-09-30"), Rational::of(120, 187));
  for (auto kind : {ScheduleKind::days, ScheduleKind::months, ScheduleKind::workdays}) {
    EXPECT_EQ(share(kind, "2025-09-30", "2025-09-30"), Rational::of(1, 1));
    EXPECT_EQ(share(kind, "2025-12-31", "2025-09-30"), Rational::of(1, 1));
    EXPECT_EQ(share(kind, "2024-12-31", "2025-09-30"), Rational::of(0, 1));
  }
}

TEST(JudgeSchedule, OnlyCompletedMonthsCount) {
  EXPECT_EQ(share(ScheduleKind::months, "2025-06-29", "2025-12-31"), Rational::of(5, 12));
}

TEST(JudgeSchedule, TablesHoldBetweenTheirPoints) {
  ScheduleSpec table;
  table.kind = ScheduleKind::table;
  table.points = {{3, dec("0.2")}, {6, dec("0.5")}, {12, dec("1")}};
  const auto at = [&](unsigned month) {
    return expected_share(table, calendar(), last_day_of_month(2025, month), day("2025-12-31"));
  };
  EXPECT_EQ(at(2), std::nullopt);
  EXPECT_EQ(at(3), Rational::of(2, 10));
  EXPECT_EQ(at(5), Rational::of(2, 10));
  EXPECT_EQ(at(6), Rational::of(5, 10));
  EXPECT_EQ(at(11), Rational::of(5, 10));
  EXPECT_EQ(at(12), Rational::of(1, 1));
  table.absolute = true;
  EXPECT_EQ(at(6), std::nullopt);
  table.kind = ScheduleKind::none;
  table.absolute = false;
  EXPECT_EQ(at(6), std::nullopt);
}

std::optional<Rational> expected(const Indicator& indicator, unsigned month) {
  return expected_value(indicator, calendar(), last_day_of_month(2025, month),
                        last_day_of_month(2025, indicator.due_month));
}

TEST(JudgeSchedule, ExpectedCountsAreRoundedDownToWholeUnits) {
  EXPECT_EQ(expected(cumulative("2800"), 5), Rational::of(1166, 1));  // 1166.67
  EXPECT_EQ(expected(cumulative("2800"), 6), Rational::of(1400, 1));
  EXPECT_EQ(expected(stock("60", "72"), 5), Rational::of(65, 1));
  EXPECT_EQ(expected(stock("60", "72"), 12), Rational::of(72, 1));
  Indicator amount = cumulative("2800");
  amount.measure = Measure::amount;
  EXPECT_EQ(expected(amount, 5), Rational::of(std::int64_t{2800} * 5, 12));
}

TEST(JudgeSchedule, AStockThatIsToShrinkIsExpectedNoFractionEarly) {
  Indicator shrinking = stock("100", "80");
  shrinking.better = Better::lower;
  EXPECT_EQ(expected(shrinking, 5), Rational::of(92, 1));  // 91.67
}

TEST(JudgeSchedule, WholeUnitsByStepsForSmallCounts) {
  Indicator inspections = cumulative("2", 9);
  inspections.schedule.kind = ScheduleKind::steps;
  inspections.schedule.absolute = true;
  inspections.schedule.points = {{6, dec("1")}, {9, dec("2")}};
  EXPECT_EQ(expected(inspections, 3), std::nullopt);
  EXPECT_EQ(expected(inspections, 6), Rational::of(1, 1));
  EXPECT_EQ(expected(inspections, 8), Rational::of(1, 1));
  EXPECT_EQ(expected(inspections, 9), Rational::of(2, 1));
}

TEST(JudgeSchedule, LevelsExpectTheTargetAndRampsTheirFloor) {
  EXPECT_EQ(expected(ratio("0.9"), 1), Rational::of(9, 10));
  EXPECT_EQ(expected(duration("75"), 1), Rational::of(75, 1));
  EXPECT_EQ(expected(cadence("1"), 3), Rational::of(1, 1));
  EXPECT_EQ(expected(stock("75", "72"), 1), Rational::of(72, 1));
  EXPECT_EQ(expected(closing_rate(), 2), std::nullopt);
  EXPECT_EQ(expected(closing_rate(), 4), Rational::of(18, 100));
  EXPECT_EQ(expected(closing_rate(), 12), Rational::of(98, 100));
}

TEST(JudgeSchedule, WhatHasNoWayToGoIsALevel) {
  EXPECT_FALSE(is_judged_as_level(cumulative("2800")));
  EXPECT_FALSE(is_judged_as_level(stock("60", "72")));
  EXPECT_TRUE(is_judged_as_level(stock("72", "72")));
  EXPECT_TRUE(is_judged_as_level(stock("73", "72")));
  EXPECT_TRUE(is_judged_as_level(ratio("0.9")));
  Indicator at_most = cumulative("10");
  at_most.better = Better::lower;
  EXPECT_TRUE(is_judged_as_level(at_most));
  Indicator flat = cumulative("10");
  flat.schedule.kind = ScheduleKind::none;
  EXPECT_TRUE(is_judged_as_level(flat));
}

}  // namespace
}  // namespace planwatch

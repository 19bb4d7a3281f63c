#include "tests/rules/judge_support.h"

namespace planwatch {
namespace {

using namespace testing_judge;

struct AreaRow {
  const char* what;
  Indicator indicator;
  const char* own;
  const char* above;
  Light light;
  Reason reason;
  const char* gap;
};

TEST(JudgeCompare, WithTheAreaAbove) {
  const AreaRow rows[] = {
      {"level", ratio("0.98"), "0.92", "0.92", Light::green, Reason::level_with_area_above, "0"},
      {"better", ratio("0.98"), "0.95", "0.92", Light::green, Reason::level_with_area_above, "-3"},
      {"met, but behind", ratio("0.9"), "0.92", "0.93", Light::yellow, Reason::behind_area_above,
       "1"},
      {"exactly 3 points", ratio("0.98"), "0.89", "0.92", Light::yellow, Reason::behind_area_above,
       "3"},
      {"beyond", ratio("0.98"), "0.88999", "0.92", Light::red, Reason::behind_area_above, "3.001"},
      {"tenths: 0.3 - 0.27", ratio("0.98"), "0.27", "0.3", Light::yellow, Reason::behind_area_above,
       "3"},
      {"lower is better", upper_bound("0.18"), "0.13", "0.1", Light::yellow,
       Reason::behind_area_above, "3"},
      {"lower, better", upper_bound("0.18"), "0.09", "0.1", Light::green,
       Reason::level_with_area_above, "-1"},
      {"days: 3 % of 50", duration("75"), "51.5", "50", Light::yellow, Reason::behind_area_above,
       "0.03"},
      {"days: beyond", duration("75"), "51.51", "50", Light::red, Reason::behind_area_above,
       "0.0302"},
      {"counts: 3 % of 200", stock("60", "110"), "194", "200", Light::yellow,
       Reason::behind_area_above, "3"},
      {"counts: beyond", stock("60", "110"), "193", "200", Light::red, Reason::behind_area_above,
       "3.5"},
  };
  for (const AreaRow& row : rows) {
    const JudgePlan plan = compiled_by(bands_by_area(), row.indicator);
    const Observation above = value_in(5, row.above);
    const Assessment a = judge_period(plan, value_in(5, row.own), &above);
    EXPECT_EQ(name_of(a.light, Lang::en), name_of(row.light, Lang::en)) << row.what;
    EXPECT_EQ(name_of(a.reason, Lang::en), name_of(row.reason, Lang::en)) << row.what;
    EXPECT_EQ(a.gap, dec(row.gap)) << row.what << ": " << a.gap.to_string();
    EXPECT_EQ(a.expected, dec(row.above)) << row.what;
  }
}

TEST(JudgeCompare, PartsOfBothAreComparedExactly) {
  const JudgePlan plan = compiled_by(bands_by_area(), ratio("0.98"));
  const Observation third = parts_in(5, "1", "3");
  EXPECT_EQ(judge_period(plan, parts_in(5, "1000000", "3000000"), &third).light, Light::green);
  EXPECT_EQ(judge_period(plan, parts_in(5, "999999", "3000000"), &third).light, Light::yellow);
}

TEST(JudgeCompare, WithNothingAboveItIsGreyAndSaysSo) {
  const JudgePlan plan = compiled_by(bands_by_area(), ratio("0.98"));
  const Observation no_business = parts_in(5, "0", "0");
  const Observation nought = value_in(5, "0");
  const JudgePlan counts = compiled_by(bands_by_area(), stock("60", "110"));
  for (const Assessment& a : {judge_period(plan, value_in(5, "0.9")),
                              judge_period(plan, value_in(5, "0.9"), &no_business),
                              judge_period(counts, value_in(5, "70"), &nought)}) {
    EXPECT_EQ(a.light, Light::grey);
    EXPECT_EQ(a.reason, Reason::no_area_above);
    EXPECT_FALSE(a.has_gap);
  }
}

TEST(JudgeCompare, TheDeadlineIsJudgedByTheTargetWhateverTheComparison) {
  const Observation above = value_in(12, "0.5");
  const JudgePlan area = compiled_by(bands_by_area(), ratio("0.98"));
  EXPECT_EQ(judge_period(area, value_in(12, "0.97"), &above).reason, Reason::not_met_at_deadline);
  EXPECT_EQ(judge_period(area, value_in(12, "0.98"), &above).light, Light::green);
  const JudgePlan days = compiled_by(bands_by_days(), cumulative("1000"));
  EXPECT_EQ(judge_period(days, value_in(12, "999")).reason, Reason::not_met_at_deadline);
  EXPECT_EQ(judge_period(days, value_in(12, "1000")).light, Light::green);
}

TEST(JudgeCompare, ACadenceIsItsOwnPeriodsAlone) {
  const JudgePlan plan = compiled_by(bands_by_area(), cadence("1"));
  const auto visit = value_in(Period::quarter(2025, 1), dec("0"));
  EXPECT_EQ(judge_period(plan, visit).reason, Reason::no_event_in_period);
}

struct DayRow {
  const char* what;
  unsigned due;
  unsigned month;
  const char* value;
  Light light;
  Reason reason;
};

TEST(JudgeCompare, ByTheDaysThatAreLeftAtThePeriodsEnd) {
  const DayRow rows[] = {
      {"31 days: over 30", 12, 11, "0", Light::green, Reason::by_days_left},
      {"exactly 30 days", 9, 8, "0", Light::yellow, Reason::by_days_left},
      {"met early", 9, 8, "1000", Light::green, Reason::met},
      {"far away", 12, 1, "0", Light::green, Reason::by_days_left},
      {"at the deadline", 9, 9, "999", Light::red, Reason::not_met_at_deadline},
  };
  for (const DayRow& row : rows) {
    const JudgePlan plan = compiled_by(bands_by_days(), cumulative("1000", row.due));
    const Assessment a = judge_period(plan, value_in(row.month, row.value));
    EXPECT_EQ(name_of(a.light, Lang::en), name_of(row.light, Lang::en)) << row.what;
    EXPECT_EQ(name_of(a.reason, Lang::en), name_of(row.reason, Lang::en)) << row.what;
  }
  // October 2025 has 18 working days: with working days the end of September is yellow already.
  const JudgePlan working = compiled_by(bands_by_days(true), cumulative("1000", 10));
  EXPECT_EQ(judge_period(working, value_in(9, "0")).light, Light::yellow);
  EXPECT_EQ(
      judge_period(compiled_by(bands_by_days(), cumulative("1000", 10)), value_in(9, "0")).light,
      Light::green);
}

TEST(JudgeCompare, ByTheDaysThatAreLeftToday) {
  const JudgePlan plan = compiled_by(bands_by_days(), cumulative("1000"));
  struct Row {
    const char* today;
    bool unfinished;
    Light light;
    Reason reason;
  };
  const Row rows[] = {
      {"2025-11-30", true, Light::green, Reason::by_days_left},   // 31 left
      {"2025-12-01", true, Light::yellow, Reason::by_days_left},  // 30
      {"2025-12-21", true, Light::yellow, Reason::by_days_left},  // 10
      {"2025-12-22", true, Light::red, Reason::by_days_left},     // 9
      {"2025-12-31", true, Light::red, Reason::by_days_left},
      {"2025-12-31", false, Light::grey, Reason::none},
      {"2026-01-06", true, Light::red, Reason::overdue},
  };
  for (const Row& row : rows) {
    DeadlineView view;
    view.today = day(row.today);
    view.deadline = day("2025-12-31");
    view.final_report_due = day("2026-01-05");
    view.unfinished = row.unfinished;
    view.by_days = &plan;
    const DeadlineLight light = judge_deadline(view, calendar());
    EXPECT_EQ(name_of(light.light, Lang::en), name_of(row.light, Lang::en)) << row.today;
    EXPECT_EQ(light.reason, row.reason) << row.today;
  }
}

TEST(JudgeCompare, ATaskThatNobodyClosedIsLitByTheDays) {
  Task task;
  task.due_month = 12;
  const Bands bands = bands_by_days();
  TaskReport report;
  const auto at = [&](TaskState state, const char* today, const char* closed_by = "") {
    report.state = state;
    report.closed_by = closed_by;
    return judge_milestone(task, &report, TaskRule{}, 2025, calendar(), day(today), &bands);
  };
  EXPECT_EQ(at(TaskState::in_progress, "2025-11-30").reason, Reason::in_progress);
  EXPECT_EQ(at(TaskState::in_progress, "2025-12-01").light, Light::yellow);
  EXPECT_EQ(at(TaskState::in_progress, "2025-12-22").light, Light::red);
  EXPECT_EQ(at(TaskState::done, "2025-12-22").reason, Reason::by_days_left);
  EXPECT_EQ(at(TaskState::done, "2025-12-22", "王某").light, Light::green);
  EXPECT_EQ(at(TaskState::not_started, "2025-11-01").reason, Reason::not_started_long);
  EXPECT_EQ(at(TaskState::in_progress, "2026-01-01").reason, Reason::overdue);
  EXPECT_EQ(
      judge_milestone(task, nullptr, TaskRule{}, 2025, calendar(), day("2025-06-01"), &bands).light,
      Light::grey);
}

TEST(JudgeCompare, RecoveryAsksForTheMarginInPoints) {
  Rule rule = default_rule();
  rule.recover_margin = dec("2");
  const JudgePlan plan = compiled_by(bands_by_area(), ratio("0.98"), rule);
  const Observation above = value_in(5, "0.90");
  EXPECT_FALSE(judge_period(plan, value_in(5, "0.91"), &above).recovered);
  EXPECT_TRUE(judge_period(plan, value_in(5, "0.92"), &above).recovered);
  const Observation best = value_in(5, "1");
  EXPECT_TRUE(judge_period(plan, value_in(5, "1"), &best).recovered);
}

}  // namespace
}  // namespace planwatch

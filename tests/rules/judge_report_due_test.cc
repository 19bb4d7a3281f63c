#include <algorithm>

#include "rules/judge/report_due.h"
#include "tests/rules/judge_support.h"

namespace planwatch {
namespace {

using namespace testing_judge;

ReportDue monthly_by_day(unsigned d) {
  ReportDue due;
  due.day = d;
  return due;
}

TEST(JudgeReportDue, Day5RollsToTheNextWorkday) {
  const char* due_days[2][12] = {{"01-06", "02-05", "03-05", "04-07", "05-06", "06-05", "07-07",
                                  "08-05", "09-05", "10-09", "11-05", "12-05"},
                                 {"01-05", "02-05", "03-05", "04-07", "05-06", "06-05", "07-06",
                                  "08-05", "09-07", "10-08", "11-05", "12-07"}};
  for (int year : {2025, 2026}) {
    for (unsigned month = 1; month <= 12; ++month) {
      const Period before =
          month == 1 ? Period::month(year - 1, 12) : Period::month(year, month - 1);
      EXPECT_EQ(to_string(report_due_date(monthly_by_day(5), before, calendar())),
                std::to_string(year) + "-" + due_days[year - 2025][month - 1]);
    }
  }
}

TEST(JudgeReportDue, OtherRolls) {
  ReportDue due = monthly_by_day(5);
  const auto on = [&](unsigned month) {
    return to_string(report_due_date(due, Period::month(2025, month), calendar()));
  };
  due.roll = Roll::none;
  EXPECT_EQ(on(9), "2025-10-05");
  EXPECT_EQ(on(6), "2025-07-05");
  due.roll = Roll::holiday_only;
  EXPECT_EQ(on(9), "2025-10-09");
  EXPECT_EQ(on(6), "2025-07-05");  // a Saturday, but no public holiday
  EXPECT_EQ(on(4), "2025-05-06");
}

TEST(JudgeReportDue, NthWorkdayAndDaysThatAMonthDoesNotHave) {
  ReportDue due;
  due.workday = 3;
  EXPECT_EQ(to_string(report_due_date(due, Period::month(2025, 9), calendar())), "2025-10-11");
  EXPECT_EQ(to_string(report_due_date(due, Period::month(2024, 12), calendar())), "2025-01-06");
  due = monthly_by_day(31);
  due.roll = Roll::none;
  EXPECT_EQ(to_string(report_due_date(due, Period::month(2025, 5), calendar())), "2025-06-30");
}

TEST(JudgeReportDue, GraceIsInWorkingDays) {
  ReportDue due = monthly_by_day(5);
  due.grace_workdays = 2;
  EXPECT_EQ(to_string(report_late_after(due, Period::month(2025, 9), calendar())), "2025-10-11");
  due.grace_workdays = 0;
  EXPECT_EQ(to_string(report_late_after(due, Period::month(2025, 9), calendar())), "2025-10-09");
}

TEST(JudgeReportDue, PeriodsOfAYear) {
  ReportDue due;
  EXPECT_EQ(report_periods(due, 2025).size(), 12U);
  due.january_with_february = true;
  EXPECT_EQ(report_periods(due, 2025).size(), 11U);
  EXPECT_EQ(report_periods(due, 2025).front(), Period::month(2025, 2));
  due.frequency = Frequency::quarter;
  EXPECT_EQ(report_periods(due, 2025).size(), 4U);
  EXPECT_EQ(report_periods(due, 2025).back(), Period::quarter(2025, 4));
  due.frequency = Frequency::half;
  EXPECT_EQ(report_periods(due, 2025), (std::vector{Period::half(2025, 1), Period::half(2025, 2)}));
  due.frequency = Frequency::year;
  EXPECT_EQ(report_periods(due, 2025), std::vector{Period::full_year(2025)});
}

struct DueRow {
  const char* what;
  Frequency frequency;
  std::optional<unsigned> day;
  std::optional<int> workday;
  int grace;
  Period period;
  const char* due;
  const char* late_after;
};
const DueRow due_table[] = {
    {"quarter, in the month after",
     Frequency::quarter,
     10,
     {},
     0,
     Period::quarter(2025, 1),
     "2025-04-10",
     "2025-04-10"},
    {"quarter, rolled over May Day's make-up Sunday",
     Frequency::quarter,
     6,
     {},
     0,
     Period::quarter(2025, 3),
     "2025-10-09",
     "2025-10-09"},
    {"half, with grace",
     Frequency::half,
     5,
     {},
     3,
     Period::half(2025, 1),
     "2025-07-07",
     "2025-07-10"},
    {"half, in the next year",
     Frequency::half,
     20,
     {},
     0,
     Period::half(2025, 2),
     "2026-01-20",
     "2026-01-20"},
    {"year", Frequency::year, 15, {}, 5, Period::full_year(2025), "2026-01-15", "2026-01-22"},
    {"third working day of a month that begins with a holiday",
     Frequency::month,
     {},
     3,
     0,
     Period::month(2025, 9),
     "2025-10-11",
     "2025-10-11"},
    {"third working day, make-up Sunday among them",
     Frequency::month,
     {},
     3,
     2,
     Period::month(2025, 12),
     "2026-01-06",
     "2026-01-08"},
    {"first working day of the year",
     Frequency::year,
     {},
     1,
     0,
     Period::full_year(2025),
     "2026-01-04",
     "2026-01-04"},
};

TEST(JudgeReportDue, EveryFrequencyByDayAndByWorkingDay) {
  for (const DueRow& row : due_table) {
    ReportDue due;
    due.frequency = row.frequency;
    due.day = row.day;
    due.workday = row.workday;
    due.grace_workdays = row.grace;
    EXPECT_EQ(to_string(report_due_date(due, row.period, calendar())), row.due) << row.what;
    EXPECT_EQ(to_string(report_late_after(due, row.period, calendar())), row.late_after)
        << row.what;
  }
}

TEST(JudgeReportDue, SkippedPeriodsAreNotAskedFor) {
  ReportDue due;
  due.skip = {1, 7};
  const auto months = report_periods(due, 2025);
  EXPECT_EQ(months.size(), 10U);
  EXPECT_EQ(months.front(), Period::month(2025, 2));
  EXPECT_EQ(std::count(months.begin(), months.end(), Period::month(2025, 7)), 0);
  due.january_with_february = true;
  due.skip = {7};
  EXPECT_EQ(report_periods(due, 2025).size(), 10U);
  due = {};
  due.frequency = Frequency::quarter;
  due.skip = {3};
  EXPECT_EQ(report_periods(due, 2025).front(), Period::quarter(2025, 2));
}

DataState state_on(const ReportDue& due, const Period& period, const char* today) {
  return judge_report(due, {period, {}, false}, calendar(), 3, day(today)).state;
}

TEST(JudgeReport, GoesFromNotYetDueToMissing) {
  // September's report: due 9 October, two days of grace to the 11th, the next due 5 November.
  ReportDue due = monthly_by_day(5);
  due.grace_workdays = 2;
  const Period september = Period::month(2025, 9);
  const std::pair<const char*, DataState> rows[] = {
      {"2025-09-30", DataState::not_yet_due}, {"2025-10-01", DataState::due_soon},
      {"2025-10-09", DataState::due_soon},    {"2025-10-11", DataState::due_soon},
      {"2025-10-12", DataState::late},        {"2025-11-05", DataState::late},
      {"2025-11-06", DataState::missing},
  };
  for (const auto& [today, state] : rows) {
    EXPECT_EQ(name_of(state_on(due, september, today), Lang::en), name_of(state, Lang::en))
        << today;
  }
}

TEST(JudgeReport, TheDaysOfAYearAreThoseOfItsReports) {
  ReportDue by_workday;
  by_workday.workday = 4;
  by_workday.grace_workdays = 3;
  ReportDue together = monthly_by_day(5);
  together.january_with_february = true;
  together.skip = {7, 12};
  ReportDue quarterly = monthly_by_day(31);
  quarterly.frequency = Frequency::quarter;
  for (const ReportDue& due : {monthly_by_day(10), by_workday, together, quarterly}) {
    const auto periods = report_periods(due, 2025);
    const auto days = report_days_of_year(due, 2025, calendar());
    ASSERT_EQ(days.size(), periods.size());
    for (std::size_t i = 0; i < days.size(); ++i) {
      const Period next =
          i + 1 < periods.size() ? periods[i + 1] : report_periods(due, 2026).front();
      EXPECT_EQ(days[i].period, periods[i]);
      EXPECT_EQ(days[i].due, report_due_date(due, periods[i], calendar()));
      EXPECT_EQ(days[i].late_after, report_late_after(due, periods[i], calendar()));
      EXPECT_EQ(days[i].next_due, report_due_date(due, next, calendar()));
    }
  }
}

TEST(JudgeReport, IsAwaitedUntilItIsDueSoon) {
  const ReportDue due = monthly_by_day(15);
  EXPECT_EQ(state_on(due, Period::month(2025, 6), "2025-07-01"), DataState::awaited);
  EXPECT_EQ(state_on(due, Period::month(2025, 6), "2025-07-09"), DataState::awaited);
  EXPECT_EQ(state_on(due, Period::month(2025, 6), "2025-07-10"), DataState::due_soon);
}

TEST(JudgeReport, JanuaryWithFebruaryIsMissingOnlyAfterMarchsDueDay) {
  ReportDue due = monthly_by_day(5);
  due.january_with_february = true;
  EXPECT_EQ(state_on(due, Period::month(2024, 12), "2025-03-05"), DataState::late);
  EXPECT_EQ(state_on(due, Period::month(2024, 12), "2025-03-06"), DataState::missing);
  EXPECT_EQ(state_on(due, Period::month(2025, 2), "2025-04-07"), DataState::late);
  EXPECT_EQ(state_on(due, Period::month(2025, 2), "2025-04-08"), DataState::missing);
}

TEST(JudgeReport, BeforeASkippedPeriodOneIsMissingOnlyAfterTheNextThatIsAskedFor) {
  ReportDue due = monthly_by_day(5);
  due.skip = {7};
  EXPECT_EQ(state_on(due, Period::month(2025, 6), "2025-08-06"), DataState::late);
  EXPECT_EQ(state_on(due, Period::month(2025, 6), "2025-09-05"), DataState::late);
  EXPECT_EQ(state_on(due, Period::month(2025, 6), "2025-09-06"), DataState::missing);
}

TEST(JudgeReport, YearlyReportsAreMissingAYearLater) {
  ReportDue due = monthly_by_day(10);
  due.frequency = Frequency::year;
  EXPECT_EQ(state_on(due, Period::full_year(2024), "2026-01-12"), DataState::late);
  EXPECT_EQ(state_on(due, Period::full_year(2024), "2026-01-13"), DataState::missing);
}

TEST(JudgeReport, ReportedCorrectedAndLate) {
  const ReportDue due = monthly_by_day(5);
  ReportView view{Period::month(2025, 9), day("2025-10-09"), false};
  auto status = judge_report(due, view, calendar(), 3, day("2025-12-01"));
  EXPECT_EQ(status.state, DataState::reported);
  EXPECT_FALSE(status.came_late);
  EXPECT_EQ(status.due, day("2025-10-09"));
  view.reported_on = day("2025-10-10");
  view.corrected = true;
  status = judge_report(due, view, calendar(), 3, day("2025-12-01"));
  EXPECT_EQ(status.state, DataState::corrected);
  EXPECT_TRUE(status.came_late);
}

TEST(JudgeReport, SaysWhenTheCalendarIsNotConfirmed) {
  const ReportDue due = monthly_by_day(5);
  const ReportView december{Period::month(2026, 12), {}, false};
  EXPECT_TRUE(judge_report(due, december, calendar(), 3, day("2026-12-01")).unconfirmed_calendar);
  const ReportView november{Period::month(2026, 11), {}, false};
  EXPECT_FALSE(judge_report(due, november, calendar(), 3, day("2026-12-01")).unconfirmed_calendar);
}

}  // namespace
}  // namespace planwatch

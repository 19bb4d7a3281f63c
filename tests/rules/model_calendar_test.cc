#include "tests/rules/judge_support.h"

namespace planwatch {
namespace {

using testing_judge::calendar;
using testing_judge::day;

struct Addition {
  const char* start;
  int n;
  const char* result;
};
const Addition additions[] = {
    {"2025-01-24", 5, "2025-02-07"},  // make-up Sunday 01-26, Spring Festival
    {"2025-01-27", 1, "2025-02-05"}, {"2025-04-25", 5, "2025-05-06"},  // make-up Sunday 04-27
    {"2025-04-30", 5, "2025-05-12"}, {"2025-09-26", 5, "2025-10-10"},  // make-up Sunday, 8 days off
    {"2025-09-30", 1, "2025-10-09"}, {"2026-02-13", 5, "2026-02-27"},  // make-up Saturday 02-14
    {"2026-04-30", 5, "2026-05-11"},                                   // make-up Saturday 05-09
    {"2026-09-18", 5, "2026-09-24"},                                   // make-up Sunday 09-20
    {"2026-09-24", 1, "2026-09-28"}, {"2026-09-30", 1, "2026-10-08"},
};

TEST(ModelCalendar, AddsWorkingDaysWithoutCountingTheStart) {
  for (const auto& row : additions) {
    EXPECT_EQ(to_string(calendar().add_workdays(day(row.start), row.n)), row.result) << row.start;
    EXPECT_EQ(calendar().workdays_between(day(row.start), day(row.result)), row.n) << row.start;
  }
}

TEST(ModelCalendar, CountsBackwards) {
  EXPECT_EQ(calendar().add_workdays(day("2025-10-09"), -1), day("2025-09-30"));
  EXPECT_EQ(calendar().workdays_between(day("2025-10-09"), day("2025-09-30")), -1);
  EXPECT_EQ(calendar().add_workdays(day("2025-10-05"), -2), day("2025-09-29"));
  EXPECT_EQ(calendar().add_workdays(day("2025-10-05"), 0), day("2025-10-05"));
}

TEST(ModelCalendar, WorkingDaysOfEveryMonth) {
  const int by_month[2][12] = {{19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23},
                               {21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23}};
  for (int year : {2025, 2026}) {
    for (unsigned month = 1; month <= 12; ++month) {
      const Date eve = make_date(year, month, 1) - std::chrono::days(1);
      EXPECT_EQ(calendar().workdays_between(eve, last_day_of_month(year, month)),
                by_month[year - 2025][month - 1])
          << year << '-' << month;
    }
  }
}

TEST(ModelCalendar, CumulatesTo248) {
  const int by_quarter[2][4] = {{59, 120, 187, 248}, {59, 120, 186, 248}};
  for (int year : {2025, 2026}) {
    for (unsigned q = 1; q <= 4; ++q) {
      EXPECT_EQ(
          calendar().workdays_between(make_date(year - 1, 12, 31), last_day_of_month(year, q * 3)),
          by_quarter[year - 2025][q - 1]);
    }
  }
}

TEST(ModelCalendar, MakeUpDaysOverrideWeekendsAndOffDays) {
  EXPECT_TRUE(calendar().is_working_day(day("2025-01-26")));
  EXPECT_FALSE(calendar().is_working_day(day("2025-01-25")));
  EXPECT_FALSE(calendar().is_working_day(day("2025-10-08")));
  CalendarYear contradictory{2025, true, "", {{day("2025-05-01"), day("2025-05-05")}}, {}};
  contradictory.work = {day("2025-05-02")};
  EXPECT_TRUE(Calendar({contradictory}).is_working_day(day("2025-05-02")));
}

TEST(ModelCalendar, HolidaysIncludeTheWeekendsInsideThem) {
  EXPECT_TRUE(calendar().is_public_holiday(day("2025-10-04")));
  EXPECT_FALSE(calendar().is_public_holiday(day("2025-10-11")));
  EXPECT_FALSE(calendar().is_public_holiday(day("2025-10-18")));
  EXPECT_FALSE(calendar().is_public_holiday(day("2027-01-01")));
}

TEST(ModelCalendar, FindsWorkingDaysOfAMonth) {
  EXPECT_EQ(calendar().nth_workday_of_month(2025, 10, 1), day("2025-10-09"));
  EXPECT_EQ(calendar().nth_workday_of_month(2025, 10, 3), day("2025-10-11"));
  EXPECT_EQ(calendar().next_workday_or_same(day("2025-10-01")), day("2025-10-09"));
  EXPECT_EQ(calendar().next_workday_or_same(day("2025-10-11")), day("2025-10-11"));
}

TEST(ModelCalendar, AYearWithoutAConfirmedFileIsMondayToFriday) {
  EXPECT_TRUE(calendar().confirmed(2025));
  EXPECT_FALSE(calendar().confirmed(2027));
  EXPECT_TRUE(calendar().is_working_day(day("2027-01-01")));
  EXPECT_FALSE(calendar().is_working_day(day("2027-01-02")));
  CalendarYear draft = testing_judge::year_2025();
  draft.confirmed = false;
  EXPECT_FALSE(Calendar({draft}).confirmed(2025));
  EXPECT_TRUE(Calendar({draft}).is_working_day(day("2025-10-01")));
}

TEST(ModelCalendar, AnEmptyFileCountsAsUnconfirmed) {
  EXPECT_FALSE(Calendar({CalendarYear{2027, true, "holiday-cn", {}, {}}}).confirmed(2027));
}

TEST(ModelCalendar, CrossesFromAConfirmedIntoAnUnconfirmedYear) {
  EXPECT_EQ(calendar().add_workdays(day("2026-12-31"), 1), day("2027-01-01"));
  EXPECT_EQ(calendar().workdays_between(day("2026-12-30"), day("2027-01-04")), 3);
}

}  // namespace
}  // namespace planwatch

#include "rules/model/calendar_day.h"
#include "tests/rules/judge_support.h"
#include "tests/rules/model_seed.h"

namespace planwatch {
namespace {

using testing_judge::calendar;
using testing_judge::day;

struct DayRow {
  const char* date;
  DayKind kind;
  bool confirmed;
  const char* stretch;  // first day off of its holiday; empty: none
};
const DayRow day_table[] = {
    {"2025-01-24", DayKind::workday, true, ""},
    {"2025-01-25", DayKind::weekend, true, ""},
    {"2025-01-26", DayKind::make_up, true, ""},
    {"2025-01-28", DayKind::holiday, true, "2025-01-28"},
    {"2025-02-01", DayKind::holiday, true, "2025-01-28"},  // a Saturday inside the holiday
    {"2025-02-04", DayKind::holiday, true, "2025-01-28"},
    {"2025-02-05", DayKind::workday, true, ""},
    {"2025-02-08", DayKind::make_up, true, ""},
    {"2026-01-04", DayKind::make_up, true, ""},
    {"2026-09-25", DayKind::holiday, true, "2026-09-25"},
    {"2027-01-01", DayKind::workday, false, ""},  // nobody has said yet that it is off
    {"2027-01-02", DayKind::weekend, false, ""},
};

TEST(ModelCalendarDay, SaysWhatADayIsAndWhetherThatIsConfirmed) {
  for (const DayRow& row : day_table) {
    const CalendarDay found = describe_day(calendar(), day(row.date));
    EXPECT_EQ(static_cast<int>(found.kind), static_cast<int>(row.kind)) << row.date;
    EXPECT_EQ(found.confirmed, row.confirmed) << row.date;
    EXPECT_EQ(found.is_working(), calendar().is_working_day(day(row.date))) << row.date;
    if (found.kind == DayKind::holiday) {
      EXPECT_EQ(to_string(found.stretch.first), row.stretch);
    }
  }
}

TEST(ModelCalendarDay, NamesTheHolidayWhereTheFileDoes) {
  CalendarYear year = testing_judge::year_2025();
  year.off[1].name = "春节";
  const Calendar named({year});
  EXPECT_EQ(describe_day(named, day("2025-02-01")).holiday, "春节");
  EXPECT_EQ(describe_day(named, day("2025-01-01")).holiday, "");
  EXPECT_EQ(describe_day(named, day("2025-02-08")).holiday, "");
}

TEST(ModelCalendarDay, ADraftOfAYearGivesNoHolidays) {
  CalendarYear draft = testing_judge::year_2025();
  draft.confirmed = false;
  const CalendarDay found = describe_day(Calendar({draft}), day("2025-10-01"));
  EXPECT_EQ(found.kind, DayKind::workday);
  EXPECT_FALSE(found.confirmed);
}

TEST(ModelCalendarDay, AStretchIsConfirmedWhenAllItsYearsAre) {
  EXPECT_TRUE(confirmed_between(calendar(), day("2025-12-31"), day("2026-01-05")));
  EXPECT_FALSE(confirmed_between(calendar(), day("2026-12-31"), day("2027-01-01")));
  EXPECT_FALSE(confirmed_between(calendar(), day("2027-01-01"), day("2026-12-31")));
  EXPECT_FALSE(confirmed_between(calendar(), day("2024-12-31"), day("2025-12-31")));
}

TEST(ModelCalendarDay, CountingDoesNotLookAtTheDayItStartsFrom) {
  EXPECT_TRUE(confirmed_counting(calendar(), day("2024-12-31"), day("2025-12-31")));
  EXPECT_FALSE(confirmed_counting(calendar(), day("2025-12-31"), day("2024-12-31")));
  EXPECT_TRUE(confirmed_counting(calendar(), day("2027-01-01"), day("2026-12-31")));
  EXPECT_FALSE(confirmed_counting(calendar(), day("2026-12-31"), day("2027-01-01")));
  EXPECT_FALSE(confirmed_counting(calendar(), day("2027-01-01"), day("2027-01-01")));
}

RC_GTEST_PROP(ModelCalendarDay, CountingAndAddingWorkingDaysAreInverseUpToTheNextWorkingDay, ()) {
  const Date from = make_date(2025, 1, 1) + std::chrono::days(*rc::gen::inRange(0, 900));
  const Date to = make_date(2025, 1, 1) + std::chrono::days(*rc::gen::inRange(0, 900));
  const int n = calendar().workdays_between(from, to);
  const Date back = calendar().add_workdays(from, n);
  if (n != 0 && calendar().is_working_day(to)) RC_ASSERT(back == to);
  RC_ASSERT(calendar().workdays_between(from, back) == n);
}

}  // namespace
}  // namespace planwatch

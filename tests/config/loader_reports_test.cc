#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "rules/model/calendar_day.h"
#include "tests/config/bad_input.h"
#include "tests/config/config_folder.h"

namespace planwatch {
namespace {

constexpr const char* due = "due: {frequency: month, day: 5}";

struct SkipRow {
  const char* what;
  const char* due;
  const char* message;  // part of the error; empty: fine
};
const SkipRow skip_table[] = {
    {"a month", "due: {frequency: month, day: 5, skip: [1]}", ""},
    {"a quarter by its last month", "due: {frequency: quarter, day: 5, skip: [3]}", ""},
    {"a month inside a quarter", "due: {frequency: quarter, day: 5, skip: [2]}",
     "没有以 2 月结束的报送期"},
    {"twice the same", "due: {frequency: month, day: 5, skip: [1, 1]}", "没有以 1 月结束的报送期"},
    {"January that comes with February anyway",
     "due: {frequency: month, day: 5, january_with_february: true, skip: [1]}",
     "没有以 1 月结束的报送期"},
    {"no such month", "due: {frequency: month, day: 5, skip: [13]}", "13 超出范围"},
    {"everything", "due: {frequency: year, day: 5, skip: [12]}", "所有报送期都免报了"},
    {"the month of a deadline", "due: {frequency: month, day: 5, skip: [12]}", "12 月的报送免了"},
};

TEST(LoaderReports, SkippedPeriodsAreThoseThatWouldBeAskedForAndNoDeadlinesOwn) {
  for (const SkipRow& row : skip_table) {
    ConfigFolder folder;
    folder.replace("feeds.yaml", due, row.due);
    const LoadResult result = folder.load();
    std::string errors;
    for (const Diagnostic& one : result.diagnostics) {
      if (one.severity == Diagnostic::Severity::error) errors += to_text(one, Lang::zh) + "\n";
    }
    if (*row.message == '\0') {
      EXPECT_EQ(errors, "") << row.what;
    } else {
      EXPECT_THAT(errors, testing::HasSubstr(row.message)) << row.what;
      EXPECT_THAT(errors, testing::HasSubstr("feeds.yaml:7:")) << row.what;
    }
  }
}

TEST(LoaderReports, TheSkippedMonthsReachTheFeed) {
  ConfigFolder folder;
  folder.replace("feeds.yaml", due, "due: {frequency: month, day: 5, skip: [1, 7]}");
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  EXPECT_EQ(result.configuration->feeds.at(0).due.skip, (std::vector<unsigned>{1, 7}));
}

TEST(LoaderReports, AHolidayMayCarryItsName) {
  ConfigFolder folder;
  folder.replace("calendar/2025.yaml", "2025-01-28..2025-02-04", "2025-01-28..2025-02-04 春节");
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  const CalendarDay day = describe_day(result.configuration->calendar, make_date(2025, 2, 1));
  EXPECT_EQ(day.holiday, "春节");
  EXPECT_EQ(to_string(day.stretch.last), "2025-02-04");
}

TEST(LoaderReports, ANameDoesNotHideABadDay) {
  ConfigFolder folder;
  folder.replace("calendar/2025.yaml", "2025-01-28..2025-02-04", "2025-02-30 春节");
  EXPECT_THAT(all_texts(folder.load()), testing::HasSubstr("2025-02-30 不是日期"));
}

}  // namespace
}  // namespace planwatch

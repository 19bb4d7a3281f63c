#include "gtest/gtest.h"

#include "rules/model/date.h"

namespace planwatch {
namespace {

using namespace std::chrono_literals;

TEST(ModelDate, ReadsAndWritesOneForm) {
  EXPECT_EQ(to_string(make_date(2025, 6, 30)), "2025-06-30");
  EXPECT_EQ(parse_date("2025-06-30"), make_date(2025, 6, 30));
  EXPECT_EQ(parse_date("2024-02-29"), make_date(2024, 2, 29));
}

TEST(ModelDate, RefusesDaysThatDoNotExistAndOtherForms) {
  for (const char* text : {"", "2025-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "2025-6-30",
                           "2025/06/30", "20250630", "2025-06-30 ", " 2025-06-30", "2025-06-3O"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(ModelDate, MonthsEndOnTheirLastDay) {
  EXPECT_EQ(last_day_of_month(2025, 2), make_date(2025, 2, 28));
  EXPECT_EQ(last_day_of_month(2024, 2), make_date(2024, 2, 29));
  EXPECT_EQ(last_day_of_month(2025, 12), make_date(2025, 12, 31));
}

TEST(ModelDate, TheDayInChinaBeginsAt16HoursUtc) {
  const Instant before = parse_instant("2025-06-30T15:59:59.999Z").value();
  EXPECT_EQ(to_string(local_date(before)), "2025-06-30");
  EXPECT_EQ(to_string(local_date(before + 1ms)), "2025-07-01");
  EXPECT_EQ(local_time_of_day(before), TimeOfDay(23h + 59min));
  EXPECT_EQ(local_time_of_day(before + 1ms), TimeOfDay(0));
}

TEST(ModelDate, InstantsAreWrittenInLocalTime) {
  const Instant nine = instant_at(make_date(2025, 10, 20), TimeOfDay(9h));
  EXPECT_EQ(to_string_local(nine), "2025-10-20T09:00:00+08:00");
  EXPECT_EQ(parse_instant("2025-10-20T09:00:00+08:00"), nine);
  EXPECT_EQ(parse_instant("2025-10-20T01:00:00Z"), nine);
  EXPECT_EQ(parse_instant("2025-10-19T20:30:00-04:30"), nine);
  EXPECT_EQ(parse_instant("2025-10-20T01:00:00.25Z"), nine + 250ms);
  EXPECT_EQ(parse_instant("2025-10-20T01:00:00.1239Z"), nine + 123ms);
}

TEST(ModelDate, InstantsBefore1970KeepTheirDay) {
  const Instant early = parse_instant("1969-12-31T12:00:00Z").value();
  EXPECT_EQ(to_string_local(early), "1969-12-31T20:00:00+08:00");
}

TEST(ModelDate, RefusesInstantsWithoutOffsetOrWithImpossibleTimes) {
  for (const char* text :
       {"2025-10-20T09:00:00", "2025-10-20 09:00:00Z", "2025-10-20T24:00:00Z",
        "2025-10-20T09:60:00Z", "2025-10-20T09:00:60Z", "2025-10-20T09:00Z",
        "2025-10-20T09:00:00.Z", "2025-10-20T09:00:00+0800", "2025-10-20T09:00:00Zx"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

}  // namespace
}  // namespace planwatch

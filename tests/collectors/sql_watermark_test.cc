#include "collectors/fetch/sql_watermark.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace planwatch {
namespace {

using testing::HasSubstr;

SqlSource source_of(std::chrono::hours overlap, const std::string& initial = "start") {
  SqlSource source;
  source.query = "SELECT t FROM x WHERE t >= :since";
  source.watermark = Watermark{"t", overlap, initial};
  return source;
}

TEST(SqlWatermark, SinceIsTheGreatestValueLessTheOverlap) {
  struct {
    const char* seen;
    int hours;
    const char* since;
  } const cases[] = {
      {"", 24, "start"},
      {"2025-06-30", 24, "2025-06-29"},
      {"2025-03-01", 25, "2025-02-27"},
      {"2025-06-30 10:00:00", 24 * 35, "2025-05-26 10:00:00"},
      {"2025-01-01 00:30:00", 1, "2024-12-31 23:30:00"},
      {"2025-06-30T10:00:00", 2, "2025-06-30T08:00:00"},
      {"2025-06-30 10:00:00.123456+08", 24, "2025-06-29 10:00:00.123456+08"},
      {"20250630", 24, "20250629"},
      {"20250301000000", 1, "20250228230000"},
      {"4711", 24, "4711"},
      {"99999999", 24, "99999999"},
      {"-5", 24, "-5"},
  };
  for (const auto& one : cases) {
    const SqlSource source = source_of(std::chrono::hours(one.hours));
    const auto since = since_of(source, memory_of_watermark(source, one.seen));
    ASSERT_TRUE(since) << one.seen;
    EXPECT_EQ(*since, one.since) << one.seen;
  }
}

TEST(SqlWatermark, AnotherQueryOrColumnCountsAnew) {
  const SqlSource source = source_of(std::chrono::hours(0));
  const FetchMemory memory = memory_of_watermark(source, "2025-06-30");
  EXPECT_EQ(remembered_watermark(source, memory), "2025-06-30");
  SqlSource other = source;
  other.query += " AND 1 = 1";
  EXPECT_EQ(remembered_watermark(other, memory), "");
  other = source;
  other.watermark->column = "u";
  EXPECT_EQ(remembered_watermark(other, memory), "");
}

TEST(SqlWatermark, WithoutAStartNothingIsRead) {
  const auto since = since_of(source_of(std::chrono::hours(1), ""), {});
  ASSERT_FALSE(since);
  EXPECT_THAT(since.error().message, HasSubstr("initial"));
}

TEST(SqlWatermark, TheGreatestIsKept) {
  struct {
    const char* before;
    std::vector<const char*> values;
    const char* greatest;
  } const cases[] = {
      {"", {"2025-06-01", "2025-06-30", "2025-06-15"}, "2025-06-30"},
      {"2025-07-01", {"2025-06-30"}, "2025-07-01"},
      {"", {"9", "10", "-3"}, "10"},
      {"", {"-3", "-10"}, "-3"},
      {"", {"9223372036854775808", "9223372036854775807"}, "9223372036854775808"},
      {"", {"2025-06-30 10:00:00", "2025-06-30 10:00:00.5"}, "2025-06-30 10:00:00.5"},
      {"", {"20250630", "20250701"}, "20250701"},
      {"", {"2025-06-30 10:00:00", "2099-01-01 00:00:00"}, "2025-06-30 10:00:00"},
      {"", {"2099-01-01"}, ""},
      {"", {"2025-07-02"}, "2025-07-02"},
      {"", {"2025-07-03"}, ""},
  };
  for (const auto& one : cases) {
    WatermarkSeen seen(one.before, make_date(2025, 7, 2));
    for (const char* value : one.values) EXPECT_EQ(seen.see(value), std::nullopt) << value;
    EXPECT_EQ(seen.greatest(), one.greatest) << one.values.front();
  }
}

TEST(SqlWatermark, WhatCannotBeComparedIsRefused) {
  for (const char* value : {"", "abc", "2025/06/30", "30.06.2025", "2025-02-30", "1.5", "infinity",
                            "2025-06-30 25:00:00", "2025-06-30 1", "2025-06-30 10:00:00; DROP"}) {
    WatermarkSeen seen("", std::nullopt);
    EXPECT_NE(seen.see(value), std::nullopt) << value;
  }
  WatermarkSeen mixed("", std::nullopt);
  EXPECT_EQ(mixed.see("2025-06-30"), std::nullopt);
  const auto fault = mixed.see("17");
  ASSERT_TRUE(fault);
  EXPECT_THAT(*fault, HasSubstr("比不出先后"));
}

TEST(SqlWatermark, WholeNumbersThatFitAreBoundAsNumbers) {
  EXPECT_EQ(whole_number("42"), 42);
  EXPECT_EQ(whole_number("-1"), -1);
  EXPECT_EQ(whole_number("9223372036854775808"), std::nullopt);
  EXPECT_EQ(whole_number("4 "), std::nullopt);
  EXPECT_EQ(whole_number("2025-06-30"), std::nullopt);
}

}  // namespace
}  // namespace planwatch

#include "gtest/gtest.h"

#include "rules/model/period.h"

namespace planwatch {
namespace {

struct Row {
  Period period;
  const char* text;
  const char* chinese;
  const char* last_day;
};
const Row rows[] = {
    {Period::month(2025, 6), "2025-06", "2025年6月", "2025-06-30"},
    {Period::month(2024, 2), "2024-02", "2024年2月", "2024-02-29"},
    {Period::quarter(2025, 1), "2025-Q1", "2025年第一季度", "2025-03-31"},
    {Period::quarter(2025, 2), "2025-Q2", "2025年第二季度", "2025-06-30"},
    {Period::quarter(2025, 4), "2025-Q4", "2025年第四季度", "2025-12-31"},
    {Period::half(2025, 1), "2025-H1", "2025年上半年", "2025-06-30"},
    {Period::half(2025, 2), "2025-H2", "2025年下半年", "2025-12-31"},
    {Period::full_year(2025), "2025", "2025年全年", "2025-12-31"},
    {Period::span(2025, 1, 2), "2025-01..2025-02", "2025年1-2月", "2025-02-28"},
    {Period::span(2025, 2, 4), "2025-02..2025-04", "2025年2-4月", "2025-04-30"},
};

TEST(ModelPeriod, HasOneTextInEachLanguage) {
  for (const auto& row : rows) {
    EXPECT_EQ(to_string(row.period), row.text);
    EXPECT_EQ(to_chinese(row.period), row.chinese);
    EXPECT_EQ(parse_period(row.text), row.period) << row.text;
    EXPECT_EQ(to_string(row.period.last_day()), row.last_day);
  }
}

TEST(ModelPeriod, RefusesOtherTexts) {
  for (const char* text :
       {"", "2025-13", "2025-00", "2025-6", "2025-Q5", "2025-Q0", "2025-H3", "2025-q1", "25-06",
        "2025-04..2025-06", "2025-01..2025-12", "2025-03..2025-03", "2025-04..2025-02",
        "2024-12..2025-02", "2025-01--2025-02", "2025年6月", "2025_Q1"}) {
    EXPECT_FALSE(parse_period(text)) << text;
  }
}

TEST(ModelPeriod, IsOrderedByItsEnd) {
  EXPECT_LT(Period::month(2025, 1), Period::month(2025, 2));
  EXPECT_LT(Period::month(2025, 2), Period::quarter(2025, 1));
  EXPECT_LT(Period::quarter(2025, 1), Period::month(2025, 3));
  EXPECT_LT(Period::full_year(2025), Period::month(2025, 12));
  EXPECT_LT(Period::month(2025, 12), Period::month(2026, 1));
}

TEST(ModelPeriod, FirstDayAndMonths) {
  EXPECT_EQ(Period::quarter(2025, 3).first_day(), make_date(2025, 7, 1));
  EXPECT_EQ(Period::span(2025, 1, 2).months(), 2U);
}

}  // namespace
}  // namespace planwatch

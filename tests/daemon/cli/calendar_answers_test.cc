#include "daemon/cli/calendar_answers.h"

#include "gtest/gtest.h"

namespace planwatch {
namespace {

Date day(const char* text) {
  const auto parsed = parse_date(text);
  EXPECT_TRUE(parsed) << text;
  return *parsed;
}

// 2025 as the State Council announced it, as far as the rows below need it.
Calendar calendar_2025() {
  CalendarYear year;
  year.year = 2025;
  year.confirmed = true;
  year.off = {{day("2025-01-01"), day("2025-01-01"), "元旦"},
              {day("2025-10-01"), day("2025-10-08"), "国庆节、中秋节"}};
  year.work = {day("2025-09-28"), day("2025-10-11")};
  return Calendar({year});
}

struct LineRow {
  const char* date;
  const char* zh;
  const char* en;
};
const LineRow day_lines[] = {
    {"2025-09-30", "2025-09-30 周二：工作日，本月第 23 个工作日，下一个工作日 2025-10-09 周四",
     "2025-09-30 Tue: working day, working day 23 of the month, next working day 2025-10-09 Thu"},
    {"2025-10-01",
     "2025-10-01 周三：放假（国庆节、中秋节 2025-10-01..2025-10-08），下一个工作日 "
     "2025-10-09 周四",
     "2025-10-01 Wed: public holiday (国庆节、中秋节 2025-10-01..2025-10-08), next working day "
     "2025-10-09 Thu"},
    {"2025-01-01", "2025-01-01 周三：放假（元旦 2025-01-01），下一个工作日 2025-01-02 周四",
     "2025-01-01 Wed: public holiday (元旦 2025-01-01), next working day 2025-01-02 Thu"},
    {"2025-10-11", "2025-10-11 周六：调休上班，本月第 3 个工作日，下一个工作日 2025-10-13 周一",
     "2025-10-11 Sat: make-up working day, working day 3 of the month, next working day "
     "2025-10-13 Mon"},
    {"2025-10-12", "2025-10-12 周日：周末，下一个工作日 2025-10-13 周一",
     "2025-10-12 Sun: weekend, next working day 2025-10-13 Mon"},
};

TEST(CalendarAnswers, OneDay) {
  for (const LineRow& row : day_lines) {
    EXPECT_EQ(day_line(calendar_2025(), day(row.date), Lang::zh), row.zh);
    EXPECT_EQ(day_line(calendar_2025(), day(row.date), Lang::en), row.en);
  }
}

TEST(CalendarAnswers, TheMonthAroundIt) {
  EXPECT_EQ(month_grid(calendar_2025(), day("2025-10-11"), Lang::zh),
            "2025年10月：18 个工作日\n"
            "周一  周二  周三  周四  周五    周六  周日\n"
            "             1休   2休   3休     4休   5休\n"
            " 6休   7休   8休     9    10  [11班]    12\n"
            "  13    14    15    16    17      18    19\n"
            "  20    21    22    23    24      25    26\n"
            "  27    28    29    30    31\n");
}

TEST(CalendarAnswers, AddingAndCounting) {
  EXPECT_EQ(add_line(calendar_2025(), day("2025-09-26"), 5, Lang::zh),
            "2025-09-26 + 5 个工作日 = 2025-10-10 周五");
  EXPECT_EQ(add_line(calendar_2025(), day("2025-10-10"), -5, Lang::en),
            "2025-10-10 - 5 working days = 2025-09-26 Fri");
  EXPECT_EQ(between_line(calendar_2025(), day("2025-09-30"), day("2025-10-11"), Lang::zh),
            "2025-09-30 之后至 2025-10-11（含）：3 个工作日");
  EXPECT_EQ(render(add_table(calendar_2025(), day("2025-09-26"), 5, Lang::zh), OutputFormat::csv),
            "from,workdays,result,weekday,confirmed\r\n2025-09-26,5,2025-10-10,周五,已确认\r\n");
}

TEST(CalendarAnswers, EveryAnswerThatRestsOnAnUnknownYearSaysSo) {
  const Calendar calendar = calendar_2025();
  const auto unconfirmed = [](const std::string& text) {
    return text.find("未确认") != std::string::npos;
  };
  EXPECT_TRUE(unconfirmed(day_line(calendar, day("2026-01-01"), Lang::zh)));
  EXPECT_TRUE(unconfirmed(day_line(calendar, day("2025-12-31"), Lang::zh)))
      << "its next working day is in 2026";
  EXPECT_TRUE(unconfirmed(month_grid(calendar, day("2026-01-01"), Lang::zh)));
  EXPECT_TRUE(unconfirmed(add_line(calendar, day("2025-12-31"), 1, Lang::zh)));
  EXPECT_TRUE(unconfirmed(between_line(calendar, day("2025-12-30"), day("2026-01-05"), Lang::zh)));
  for (const OutputTable& table :
       {add_table(calendar, day("2025-12-31"), 1, Lang::zh),
        between_table(calendar, day("2025-12-30"), day("2026-01-05"), Lang::zh),
        day_table(calendar, day("2026-01-01"), day("2026-01-01"), Lang::zh),
        year_table(calendar, 2026, Lang::zh)}) {
    for (const auto& row : table.rows) EXPECT_EQ(row.back(), "未确认");
  }
}

TEST(CalendarAnswers, TheReportsOfAYearAndWhenEachIsDue) {
  FeedSpec feed;
  feed.id = FeedId{"court"};
  feed.due.frequency = Frequency::quarter;
  feed.due.day = 5;
  feed.due.grace_workdays = 1;
  const OutputTable table = due_table(calendar_2025(), feed, 2025, Lang::zh);
  EXPECT_EQ(render(table, OutputFormat::csv),
            "feed,period,due,weekday,late_after,confirmed\r\n"
            "court,2025-Q1,2025-04-07,周一,2025-04-08,已确认\r\n"
            "court,2025-Q2,2025-07-07,周一,2025-07-08,已确认\r\n"
            "court,2025-Q3,2025-10-09,周四,2025-10-10,已确认\r\n"
            "court,2025-Q4,2026-01-05,周一,2026-01-06,未确认\r\n");
}

TEST(CalendarAnswers, AYearByMonths) {
  const OutputTable table = year_table(calendar_2025(), 2025, Lang::zh);
  ASSERT_EQ(table.rows.size(), 12u);
  EXPECT_EQ(table.rows[9], (std::vector<std::string>{"2025-10", "18", "213", "已确认"}));
}

}  // namespace
}  // namespace planwatch

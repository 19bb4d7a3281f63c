#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/extract/name_period.h"
#include "collectors/extract/value.h"
#include "tests/collectors/extract_support.h"

namespace planwatch {
namespace {

using namespace extract_testing;
using testing::HasSubstr;

// "2025-06", "2025-H1 ytd", "refused".
std::string period_of(const Cell& cell, int default_year = 0) {
  const auto reading = read_period(cell, default_year);
  if (std::holds_alternative<NotAValue>(reading)) return "refused";
  const auto& read = std::get<PeriodReading>(reading);
  return to_string(read.period) + (read.year_to_date ? " ytd" : "");
}
std::string date_of(const Cell& cell, int default_year = 0) {
  const auto reading = read_date(cell, default_year);
  return std::holds_alternative<NotAValue>(reading) ? "refused"
                                                    : to_string(std::get<Date>(reading));
}

struct Row {
  const char* text;
  const char* period;
};

TEST(ReadPeriod, Months) {
  const std::vector<Row> rows = {
      {"2025年6月", "2025-06"},    {"2025年06月", "2025-06"},     {"2025/6", "2025-06"},
      {"2025-06", "2025-06"},      {"2025-6", "2025-06"},         {"2025.06", "2025-06"},
      {"2025.6", "2025-06"},       {"2025.1", "2025-01"},         {"2025.10", "2025-10"},
      {"202506", "2025-06"},       {"二〇二五年六月", "2025-06"}, {"二零二五年十二月", "2025-12"},
      {"2025 年 6 月", "2025-06"}, {"２０２５年６月", "2025-06"}, {"2025年6月份", "2025-06"},
      {"2025年度6月", "2025-06"},  {"2025年6月底", "2025-06"},    {"'2025-06", "2025-06"},
      {" 2025年10月 ", "2025-10"}, {"2025年十月", "2025-10"},     {"2025年十一月", "2025-11"}};
  for (const Row& row : rows) EXPECT_EQ(period_of(text(row.text)), row.period) << row.text;
}

TEST(ReadPeriod, Spans) {
  const std::vector<Row> rows = {{"2025年1-6月", "2025-H1 ytd"},
                                 {"2025年1—6月", "2025-H1 ytd"},
                                 {"2025年1～6月", "2025-H1 ytd"},
                                 {"2025年1至6月", "2025-H1 ytd"},
                                 {"2025年1月-6月", "2025-H1 ytd"},
                                 {"2025年一至六月", "2025-H1 ytd"},
                                 {"2025年1-2月", "2025-01..2025-02 ytd"},
                                 {"2025年4-6月", "2025-Q2"},
                                 {"2025年一季度", "2025-Q1 ytd"},
                                 {"2025年第二季度", "2025-Q2"},
                                 {"2025年2季度", "2025-Q2"},
                                 {"2025Q2", "2025-Q2"},
                                 {"2025-Q2", "2025-Q2"},
                                 {"2025年Q4", "2025-Q4"},
                                 {"2025年上半年", "2025-H1 ytd"},
                                 {"2025年下半年", "2025-H2"},
                                 {"2025-H2", "2025-H2"},
                                 {"2025年前三季度", "2025-01..2025-09 ytd"},
                                 {"2025年前5个月", "2025-01..2025-05 ytd"},
                                 {"2025年全年", "2025 ytd"},
                                 {"2025年", "2025 ytd"},
                                 {"2025年度", "2025 ytd"},
                                 {"2025", "2025 ytd"},
                                 {"2025-01..2025-02", "2025-01..2025-02 ytd"},
                                 {"2025.01-2025.06", "2025-H1 ytd"},
                                 {"截至2025年6月底", "2025-H1 ytd"},
                                 {"截至2025年6月30日", "2025-H1 ytd"},
                                 {"截止2025年6月", "2025-H1 ytd"},
                                 {"2025年6月累计", "2025-H1 ytd"}};
  for (const Row& row : rows) EXPECT_EQ(period_of(text(row.text)), row.period) << row.text;
}

TEST(ReadPeriod, TheYearMayStandElsewhere) {
  const std::vector<Row> rows = {{"6月", "2025-06"},
                                 {"六月", "2025-06"},
                                 {"1—6月", "2025-H1 ytd"},
                                 {"1～6月", "2025-H1 ytd"},
                                 {"1-2月", "2025-01..2025-02 ytd"},
                                 {"一季度", "2025-Q1 ytd"},
                                 {"第二季度", "2025-Q2"},
                                 {"上半年", "2025-H1 ytd"},
                                 {"前三季度", "2025-01..2025-09 ytd"},
                                 {"全年", "2025 ytd"},
                                 {"截至6月底", "2025-H1 ytd"},
                                 {"Q3", "2025-Q3"},
                                 {"6月份", "2025-06"}};
  for (const Row& row : rows) {
    EXPECT_EQ(period_of(text(row.text), 2025), row.period) << row.text;
    EXPECT_EQ(period_of(text(row.text), 0), "refused") << row.text << " without any year";
  }
  EXPECT_EQ(period_of(text("2024年6月"), 2025), "2024-06") << "what is written counts";
}

TEST(ReadPeriod, WhatIsAmbiguousIsRefused) {
  EXPECT_EQ(period_of(number("2025.1")), "refused") << "may have been 2025.10";
  EXPECT_EQ(period_of(number("2025.11")), "2025-11");
  EXPECT_EQ(period_of(number("2025.6")), "2025-06");
  EXPECT_EQ(period_of(number("202506")), "2025-06");
  for (const char* value :
       {"1-6", "2025年1-6", "6", "2025年13月", "2025年0月", "2025年6-1月", "第五季度", "2025Q5",
        "2025年6月上旬", "今年", "", "2025-06-03", "2025年6月3日", "1025年6月", "截至2025年6月25日",
        "2025-06月报", "2025年6月30", "一审", "2025年2月30日"}) {
    EXPECT_EQ(period_of(text(value), 2025), "refused") << value;
  }
}

// A spreadsheet turns 1-6 into 6 January; months entered as dates stand on their first or last day.
TEST(ReadPeriod, DateCells) {
  EXPECT_EQ(period_of(date("2025-06-01")), "2025-06");
  EXPECT_EQ(period_of(date("2025-06-30")), "2025-06");
  EXPECT_EQ(period_of(date("2024-02-29")), "2024-02");
  EXPECT_EQ(period_of(date("2025-01-06")), "refused");
  EXPECT_EQ(period_of(date("2024-02-28")), "refused");
  EXPECT_EQ(period_of(text("2025-06-30")), "2025-06");
}

TEST(ReadPeriod, OtherCellsAreRefused) {
  EXPECT_EQ(period_of(empty(), 2025), "refused");
  EXPECT_EQ(period_of(percent("0.5"), 2025), "refused");
  EXPECT_EQ(period_of({CellType::error, false, "#REF!"}, 2025), "refused");
}

TEST(ReadPeriod, RefusalsSayHowToWriteIt) {
  for (const Cell& cell : {text("6月"), text("六月上旬"), number("2025.1"), date("2025-01-06")}) {
    const auto reading = read_period(cell, 0);
    EXPECT_THAT(std::get<NotAValue>(reading).reason, HasSubstr("请")) << cell.text;
  }
}

TEST(ReadDate, Forms) {
  const std::vector<Row> rows = {{"2025-06-03", "2025-06-03"},
                                 {"2025/6/3", "2025-06-03"},
                                 {"2025.6.3", "2025-06-03"},
                                 {"2025年6月3日", "2025-06-03"},
                                 {"2025年06月03日", "2025-06-03"},
                                 {"二〇二五年六月三日", "2025-06-03"},
                                 {"二〇二五年十二月三十一日", "2025-12-31"},
                                 {"20250603", "2025-06-03"},
                                 {"2025-06-03 10:20:30", "2025-06-03"},
                                 {"2025-06-03T10:20:30.500+08:00", "2025-06-03"},
                                 {"2025年6月3日 9:05", "2025-06-03"},
                                 {"２０２５－０６－０３", "2025-06-03"}};
  for (const Row& row : rows) EXPECT_EQ(date_of(text(row.text)), row.period) << row.text;
  EXPECT_EQ(date_of(text("6月3日"), 2025), "2025-06-03");
  EXPECT_EQ(date_of(date("2025-06-03")), "2025-06-03");
  EXPECT_EQ(date_of(number("20250603")), "2025-06-03");
}

TEST(ReadDate, Refused) {
  for (const char* value : {"", "6月3日", "2025年6月", "2025-13-01", "2025-02-29", "45811", "6-3",
                            "2025-06-03Z", "2025-06-03T22:00:00Z", "截至2025年6月30日", "昨天"}) {
    EXPECT_EQ(date_of(text(value)), "refused") << value;
  }
  EXPECT_EQ(date_of(number("45811")), "refused") << "serial numbers come as date cells";
  EXPECT_EQ(date_of(empty()), "refused");
}

// "2025-06", "year 2025", "several", "nothing".
std::string said_by(const NamePeriod& said) {
  if (said.several) return "several";
  if (said.period) return to_string(said.period->period);
  return said.year == 0 ? "nothing" : "year " + std::to_string(said.year);
}

TEST(PeriodOfSource, FileNamesAndUrls) {
  const std::vector<Row> rows = {
      {"incoming/区法院_202506.xlsx", "2025-06"},
      {"区法院2025年6月.xlsx", "2025-06"},
      {"区法院2025年6月（更正）.xlsx", "2025-06"},
      {"区法院_202506(1).xlsx", "2025-06"},
      {"区法院_202506最终版.csv", "2025-06"},
      {"区法院2025年1-6月.xlsx", "2025-H1"},
      {"走访_2025Q2.csv", "2025-Q2"},
      {"走访2025年第二季度.csv", "2025-Q2"},
      {"court_2025-06.csv", "2025-06"},
      {"区法院_20250705.xlsx", "nothing"},
      {"court_2025-07-05.csv", "nothing"},
      {"court_20250705103000.csv", "nothing"},
      {"区法院2025年度.xlsx", "year 2025"},
      {"区法院_2025.xlsx", "year 2025"},
      {"2025年1-12月.xlsx", "2025"},
      {"区法院_202506_202507.xlsx", "several"},
      {"202412/区法院.xlsx", "nothing"},
      {"区法院6月.xlsx", "nothing"},
      {"http://data.example/api/rates?month=2025-06&size=100", "2025-06"},
      {"http://host202506/api", "nothing"},
      {"http://host202506", "nothing"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(said_by(period_of_source(row.text)), row.period) << row.text;
}

TEST(PeriodOfSource, TitleAndNameMustAgree) {
  const NamePeriod june = period_of_name("2025年6月执行情况表");
  const NamePeriod july = period_of_name("区法院_202507");
  const NamePeriod nothing = period_of_name("执行情况表");
  EXPECT_EQ(said_by(combined(june, nothing)), "2025-06");
  EXPECT_EQ(said_by(combined(nothing, june)), "2025-06");
  EXPECT_EQ(said_by(combined(june, july)), "several");
  EXPECT_EQ(combined(june, july).year, 2025);
  EXPECT_EQ(combined(june, period_of_name("2026年度")).year, 0) << "two years say none";
}

}  // namespace
}  // namespace planwatch

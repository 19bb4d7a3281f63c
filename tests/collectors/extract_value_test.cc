#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/extract/value.h"
#include "tests/collectors/extract_support.h"

namespace planwatch {
namespace {

using namespace extract_testing;
using testing::HasSubstr;

// How a reading is written in the tables below: "0.985", "0.985 provisional", "missing",
// "refused".
std::string reading_of(const Cell& cell, const ValueContext& context) {
  const ValueReading reading = read_value(cell, context);
  if (std::holds_alternative<MissingValue>(reading)) return "missing";
  if (std::holds_alternative<NotAValue>(reading)) return "refused";
  const auto& read = std::get<ReadValue>(reading);
  return read.value.to_string() + (read.provisional ? " provisional" : "");
}

struct Row {
  const char* text;
  const char* reading;
};
void expect_texts(const std::vector<Row>& rows, const ValueContext& context) {
  for (const Row& row : rows) {
    EXPECT_EQ(reading_of(text(row.text), context), row.reading) << "“" << row.text << "”";
  }
}

TEST(ReadValue, MissingMarkersAreNeverZero) {
  for (const char* marker :
       {"",   " ",    "\u3000", "—",   "——",  "―",    "－", "-",  "--",  "/",  "／",  "\\",
        "无", "暂无", "未统计", "N/A", "n/a", "#N/A", "…",  "……", " — ", "'—", "\r\n"}) {
    EXPECT_EQ(reading_of(text(marker), {Measure::count}), "missing") << marker;
    EXPECT_EQ(reading_of(text(marker), {Measure::ratio}), "missing") << marker;
  }
  EXPECT_EQ(reading_of(empty(), {Measure::count}), "missing");
}

TEST(ReadValue, ZeroIsAValue) {
  expect_texts({{"0", "0"}, {"0.00", "0.00"}, {"０", "0"}}, {Measure::count});
  EXPECT_EQ(reading_of(text("0%"), {Measure::ratio}), "0");
}

TEST(ReadValue, NoneMeansZeroOnlyWhereTheMappingSaysSo) {
  ValueContext context{Measure::count};
  EXPECT_EQ(reading_of(text("无"), context), "missing");
  context.none_is_zero = true;
  EXPECT_EQ(reading_of(text("无"), context), "0");
  EXPECT_EQ(reading_of(text(" 无 "), context), "0");
  EXPECT_EQ(reading_of(text("暂无"), context), "missing") << "not counted yet";
  context.measure = Measure::ratio;
  EXPECT_EQ(reading_of(text("无"), context), "missing") << "no ratio is none";
}

TEST(ReadValue, Counts) {
  expect_texts({{"70", "70"},
                {" 70 ", "70"},
                {"\u300070", "70"},
                {"７０", "70"},
                {"－３", "-3"},
                {"+3", "3"},
                {"12.50", "12.50"},
                {"１２．５", "12.5"},
                {"'70", "70"},
                {"70场次", "70"},
                {"72 家", "72"},
                {"1000人次", "1000"},
                {"20列", "20"},
                {"2次", "2"},
                {"33件", "33"},
                {"1.2万", "12000"},
                {"1.2万人次", "12000"},
                {"3千", "3000"},
                {"999999999999999999", "999999999999999999"}},
               {Measure::count});
}

TEST(ReadValue, ThousandsInThrees) {
  expect_texts({{"1,234", "1234"},
                {"1，234", "1234"},
                {"1 234", "1234"},
                {"1\u3000234", "1234"},
                {"1,234,567.8", "1234567.8"},
                {"1,234件", "1234"},
                {"12,34", "refused"},
                {"1,234,56", "refused"},
                {"1234,567", "refused"},
                {"1,234 567", "refused"},
                {"1 23", "refused"},
                {"1.234,5", "refused"}},
               {Measure::count});
}

TEST(ReadValue, ProvisionalMarks) {
  expect_texts({{"98*", "98 provisional"},
                {"98＊", "98 provisional"},
                {"98（初步）", "98 provisional"},
                {"98(预计)", "98 provisional"},
                {"98 （初步）*", "98 provisional"},
                {"98件*", "98 provisional"},
                {"—*", "missing"},
                {"'98", "98"}},
               {Measure::count});
}

TEST(ReadValue, WhatIsNoValueIsRefused) {
  const std::vector<Row> rows = {{"约98%", "refused"},       {"98%以上", "refused"},
                                 {"95-98%", "refused"},      {"95～98%", "refused"},
                                 {"95%—98%", "refused"},     {"3/4", "refused"},
                                 {"72/51/113", "refused"},   {"同比增长3.2个百分点", "refused"},
                                 {"3.2个百分点", "refused"}, {"98.5百分点", "refused"},
                                 {"①98", "refused"},         {"½", "refused"},
                                 {"Ⅲ", "refused"},           {"98㎡", "refused"},
                                 {"完成", "refused"},        {"98.5.1", "refused"},
                                 {"1e5", "refused"},         {"--5", "refused"},
                                 {"5-", "refused"},          {"近100%", "refused"},
                                 {"98%左右", "refused"},     {"1234567890123456789", "refused"}};
  expect_texts(rows, {Measure::count});
  expect_texts(rows, {Measure::ratio, CellUnit::percent});
}

TEST(ReadValue, EveryRefusalSaysWhatToDo) {
  for (const char* value : {"约98%", "95-98%", "3/4", "同比增长3.2", "3.2个百分点", "完成", "12,34",
                            "98.5", "1234567890123456789"}) {
    const ValueReading reading = read_value(text(value), {Measure::ratio});
    ASSERT_TRUE(std::holds_alternative<NotAValue>(reading)) << value;
    EXPECT_THAT(std::get<NotAValue>(reading).reason, HasSubstr("：")) << value;
  }
}

TEST(ReadValue, PercentText) {
  expect_texts({{"98.5%", "0.985"},
                {"98.5％", "0.985"},
                {"９８．５％", "0.985"},
                {"98.5 %", "0.985"},
                {"100%", "1.00"},
                {"1.0%", "0.010"},
                {"120%", "1.20"},
                {"3.5‰", "0.0035"},
                {"98.5%*", "0.985 provisional"}},
               {Measure::ratio});
}

// 1.0 may be 1 % or 100 %: the size of a number never says its unit.
TEST(ReadValue, ARatioWithoutAUnitIsRefused) {
  for (const char* value : {"98.5", "0.985", "1.0", "1", "0"}) {
    EXPECT_EQ(reading_of(text(value), {Measure::ratio}), "refused") << value;
    EXPECT_EQ(reading_of(number(value), {Measure::ratio}), "refused") << value;
  }
  const ValueReading reading = read_value(text("98.5"), {Measure::ratio});
  EXPECT_THAT(std::get<NotAValue>(reading).reason, HasSubstr("98.5%"));
  EXPECT_THAT(std::get<NotAValue>(reading).reason, HasSubstr("unit"));
}

TEST(ReadValue, TheHeaderMaySayPercent) {
  for (const char* header :
       {"执行到位率(%)", "执行到位率（%）", "执行到位率（％）", "执行到位率%", "执行到位率/%",
        "执行到位率（单位：%）", "执行到位率 ( % )", "执行情况（万元）/到位率（%）"}) {
    const ValueContext context{Measure::ratio, CellUnit::automatic, header};
    EXPECT_EQ(reading_of(text("98.5"), context), "0.985") << header;
    EXPECT_EQ(reading_of(number("98.5"), context), "0.985") << header;
    EXPECT_EQ(reading_of(text("98.5%"), context), "0.985") << header;
    EXPECT_EQ(reading_of(percent("0.985"), context), "0.985") << header;
    EXPECT_EQ(reading_of(number("0.985"), context), "0.00985") << header << ": not by size";
  }
}

TEST(ReadValue, TheMappingMaySayTheUnit) {
  EXPECT_EQ(reading_of(number("98.5"), {Measure::ratio, CellUnit::percent}), "0.985");
  EXPECT_EQ(reading_of(number("9.85"), {Measure::ratio, CellUnit::per_mille}), "0.00985");
  EXPECT_EQ(reading_of(number("0.985"), {Measure::ratio, CellUnit::plain}), "0.985");
  EXPECT_EQ(reading_of(number("1"), {Measure::ratio, CellUnit::plain}), "1");
  EXPECT_EQ(reading_of(number("1.2"), {Measure::amount, CellUnit::ten_thousand}), "12000");
  EXPECT_EQ(reading_of(number("1.2"), {Measure::amount, CellUnit::hundred_million}), "120000000");
}

TEST(ReadValue, PercentCellsHoldTheFraction) {
  EXPECT_EQ(reading_of(percent("0.985"), {Measure::ratio}), "0.985");
  EXPECT_EQ(reading_of(percent("0.985"), {Measure::ratio, CellUnit::plain}), "0.985");
  EXPECT_EQ(reading_of(percent("0.985"), {Measure::ratio, CellUnit::percent}), "0.985");
  EXPECT_EQ(reading_of(percent("0.985"), {Measure::ratio, CellUnit::per_mille}), "refused");
  EXPECT_EQ(reading_of(percent("0.985"), {Measure::count}), "refused");
}

TEST(ReadValue, AmountsAreInYuan) {
  expect_texts({{"120", "120"},
                {"120元", "120"},
                {"1.2千元", "1200"},
                {"1.2万元", "12000"},
                {"1.2亿元", "120000000"},
                {"1.2万", "12000"},
                {"1,234.5万元", "12345000"},
                {"3件", "refused"}},
               {Measure::amount});
  for (const char* header :
       {"合同金额（万元）", "合同金额(单位:万元)", "合同金额万元", "合同金额（万元）/中小企业"}) {
    const ValueContext context{Measure::amount, CellUnit::automatic, header};
    EXPECT_EQ(reading_of(number("1.2"), context), "12000") << header;
    EXPECT_EQ(reading_of(text("1.2万元"), context), "12000") << header;
    EXPECT_EQ(reading_of(text("1.2万"), context), "12000") << header;
    EXPECT_EQ(reading_of(text("1.2亿元"), context), "refused") << header;
    EXPECT_EQ(reading_of(text("1.2元"), context), "refused") << header;
  }
  EXPECT_EQ(reading_of(number("3"), {Measure::count, CellUnit::automatic, "500万元以上项目数"}),
            "3");
}

TEST(ReadValue, ConflictsBetweenUnitsAreRefused) {
  EXPECT_EQ(reading_of(text("98.5%"), {Measure::ratio, CellUnit::plain}), "refused");
  EXPECT_EQ(reading_of(text("98.5%"), {Measure::ratio, CellUnit::per_mille}), "refused");
  EXPECT_EQ(reading_of(number("98.5"), {Measure::ratio, CellUnit::plain, "到位率（%）"}),
            "refused");
  EXPECT_EQ(reading_of(number("1"), {Measure::amount, CellUnit::ten_thousand, "金额（亿元）"}),
            "refused");
  EXPECT_EQ(reading_of(number("1"), {Measure::amount, CellUnit::automatic, "金额（元）（万元）"}),
            "refused");
  EXPECT_EQ(reading_of(text("98%"), {Measure::count}), "refused");
  EXPECT_EQ(reading_of(text("98件"), {Measure::ratio}), "refused");
  EXPECT_EQ(reading_of(text("98万"), {Measure::ratio}), "refused");
  const ValueContext context{Measure::amount, CellUnit::automatic, "金额（万元）"};
  const auto reading = read_value(text("1.2亿元"), context);
  EXPECT_THAT(std::get<NotAValue>(reading).reason, HasSubstr("万元"));
  EXPECT_THAT(std::get<NotAValue>(reading).reason, HasSubstr("亿元"));
}

TEST(ReadValue, DaysAndWorkingDaysAreNotTheSame) {
  EXPECT_EQ(reading_of(text("75天"), {Measure::days}), "75");
  EXPECT_EQ(reading_of(text("75.5"), {Measure::days}), "75.5");
  EXPECT_EQ(reading_of(text("75个工作日"), {Measure::days}), "refused");
  EXPECT_EQ(reading_of(text("5个工作日"), {Measure::working_days}), "5");
  EXPECT_EQ(reading_of(text("5 工作日"), {Measure::working_days}), "5");
  EXPECT_EQ(reading_of(text("5天"), {Measure::working_days}), "refused");
  EXPECT_EQ(reading_of(number("5"), {Measure::working_days, CellUnit::automatic, "用时（工作日）"}),
            "5");
  EXPECT_EQ(reading_of(number("5"), {Measure::working_days, CellUnit::automatic, "用时（天）"}),
            "refused");
}

TEST(ReadValue, NumberCells) {
  EXPECT_EQ(reading_of(number("123456.789"), {Measure::count}), "123456.789");
  EXPECT_EQ(reading_of(number("-5"), {Measure::count}), "-5");
  EXPECT_EQ(reading_of(number("1.2E5"), {Measure::count}), "120000");
  EXPECT_EQ(reading_of(number("12e-1"), {Measure::count}), "1.2");
  EXPECT_EQ(reading_of(number("1e99"), {Measure::count}), "refused");
  EXPECT_EQ(reading_of(number("1234567890123456789"), {Measure::count}), "refused");
}

TEST(ReadValue, CellsThatCannotBeAFigure) {
  EXPECT_EQ(reading_of(date("2025-03-04"), {Measure::count}), "refused") << "3/4 turned a date";
  EXPECT_EQ(reading_of({CellType::boolean, false, "TRUE"}, {Measure::count}), "refused");
  EXPECT_EQ(reading_of({CellType::error, false, "#DIV/0!"}, {Measure::count}), "refused");
  EXPECT_EQ(reading_of({CellType::error, false, "#REF!"}, {Measure::count}), "refused");
  EXPECT_EQ(reading_of({CellType::error, false, ""}, {Measure::count}), "refused");
  EXPECT_EQ(reading_of({CellType::error, false, "#N/A"}, {Measure::count}), "missing");
}

}  // namespace
}  // namespace planwatch

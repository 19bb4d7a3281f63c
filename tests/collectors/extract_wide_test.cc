#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/extract/extract.h"
#include "collectors/extract/wide_header.h"
#include "tests/collectors/extract_support.h"

namespace planwatch {
namespace {

using namespace extract_testing;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ValueColumns any_indicator() {
  ValueColumns values;
  values.value = "*";
  return values;
}
// Indicators in rows: their names stand in the column 指标.
FeedSpec rows_feed() {
  ObservationMapping mapping;
  mapping.periods_across = true;
  mapping.indicator_column = "指标";
  mapping.values = {any_indicator()};
  return feed(mapping);
}
FeedSpec columns_feed(std::vector<ValueColumns> values) {
  ObservationMapping mapping;
  mapping.periods_across = true;
  mapping.values = std::move(values);
  return feed(mapping);
}
FeedSpec with_area(FeedSpec spec) {
  std::get<ObservationMapping>(spec.mapping).area = "地区";
  return spec;
}

TEST(ExtractWide, WhatAHeaderSays) {
  struct Case {
    const char* header;
    const char* period;  // empty: none
    const char* rest;
    bool year_to_date;
  };
  for (const Case& c : {Case{"1月", "2025-01", "", false},
                        {"结案率/1月", "2025-01", "结案率", false},
                        {"1月/结案率", "2025-01", "结案率", false},
                        {"12月（%）", "2025-12", "", false},
                        {"六月份", "2025-06", "", false},
                        {"2024年/3月/结案率", "2024-03", "结案率", false},
                        {"2024年3月", "2024-03", "", false},
                        {"202406", "2024-06", "", false},
                        {"2025/6", "2025-06", "", false},
                        {"结案率/2025-06-01", "2025-06", "结案率", false},
                        {"1-6月", "2025-H1", "", true},
                        {"结案率/1—6月", "2025-H1", "结案率", true},
                        {"6月累计", "2025-H1", "", true},
                        {"6月当月", "2025-06", "", false},
                        {"第二季度", "2025-Q2", "", false},
                        {"一季度", "2025-Q1", "", true},
                        {"2025年", "2025", "", true},
                        {"1月/2月", "", "", false},
                        {"2024年/2025年1月", "", "", false},
                        {"指标", "", "", false},
                        {"1月目标", "", "", false},
                        {"合计", "", "", false},
                        {"", "", "", false}}) {
    SCOPED_TRACE(c.header);
    const std::vector<std::string> names = {c.header};
    const auto columns = wide_columns(names, 2025);
    ASSERT_EQ(columns.size(), *c.period == '\0' ? 0U : 1U);
    if (columns.empty()) continue;
    EXPECT_EQ(to_string(columns[0].period.period), c.period);
    EXPECT_EQ(columns[0].rest, c.rest);
    EXPECT_EQ(columns[0].period.year_to_date, c.year_to_date);
  }
}

TEST(ExtractWide, IndicatorsInRowsMonthsAcross) {
  const auto out = run(
      rows_feed(),
      sheet({texts({"2025年区法院主要指标"}), texts({"指标", "1月", "2月", "3月", "12月", "备注"}),
             texts({"民商事案件执行到位率", "45%", "", "52.3%", "", "x"}),
             texts({"补贴性职业技能培训人次", "10", "0", "—", "", ""}),
             texts({"合计", "1", "2", "3", "", ""}), texts({"没有的指标", "1", "", "", "", ""})}));
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out), ElementsAre("recovery 2025-01 0.45", "recovery 2025-03 0.523",
                                       "training 2025-01 10", "training 2025-02 0"))
      << "an empty month to come is missing, a 0 is a figure";
  EXPECT_THAT(refused(*out), ElementsAre("Sheet1!A6 没有的指标"));
  EXPECT_EQ(out->observations[1].place.column, 4);
  EXPECT_EQ(out->observations[1].place.row, 3U);
}

TEST(ExtractWide, WhereTheYearComesFrom) {
  const auto rows = [](const char* title) {
    return std::vector<std::vector<Cell>>{texts({title}), texts({"指标", "5月", "6月"}),
                                          texts({"recovery", "45%", "46%"})};
  };
  const auto of_title = run(rows_feed(), sheet(rows("2025年度主要指标完成情况")));
  ASSERT_TRUE(of_title) << of_title.error().message;
  EXPECT_THAT(shown(*of_title), ElementsAre("recovery 2025-05 0.45", "recovery 2025-06 0.46"));
  const auto of_file = run(rows_feed(), sheet(rows("主要指标")), "in/区法院2024年.xlsx");
  ASSERT_TRUE(of_file) << of_file.error().message;
  EXPECT_THAT(shown(*of_file), ElementsAre("recovery 2024-05 0.45", "recovery 2024-06 0.46"));
  const auto of_sheet = run(rows_feed(), sheet(rows("主要指标"), "2025年"));
  ASSERT_TRUE(of_sheet) << of_sheet.error().message;
  const auto nowhere = run(rows_feed(), sheet(rows("主要指标")));
  ASSERT_FALSE(nowhere);
  EXPECT_THAT(nowhere.error().message, HasSubstr("没有写年份"));
  const auto two = run(rows_feed(), sheet(rows("2024年主要指标")), "in/区法院2025年.xlsx");
  ASSERT_FALSE(two) << "the title and the file's name do not agree";
}

TEST(ExtractWide, JoinedHeadersOfBothOrders) {
  const std::vector<ValueColumns> values = {value_of("recovery", "到位率"),
                                            value_of("training", "培训人次")};
  const auto indicator_first = run(
      with_area(columns_feed(values)),
      sheet(
          {texts({"2025年情况"}),
           {merged("地区"), text("到位率"), merged("到位率"), text("培训人次"), merged("培训人次")},
           {merged("地区"), text("1月"), text("2月"), text("1月"), text("2月")},
           texts({"甘州区", "45%", "46%", "10", "20"}),
           texts({"张掖市", "50%", "", "", "约30"})}));
  ASSERT_TRUE(indicator_first) << indicator_first.error().message;
  EXPECT_THAT(shown(*indicator_first),
              ElementsAre("recovery 2025-01 0.45", "recovery 2025-02 0.46", "training 2025-01 10",
                          "training 2025-02 20", "recovery 2025-01 0.50"));
  EXPECT_EQ(indicator_first->observations.back().area.value, 1U);
  EXPECT_THAT(refused(*indicator_first), ElementsAre("Sheet1!E5 约30"));

  const auto month_first =
      sheet({texts({"2025年情况"}),
             {text("地区"), text("1月"), merged("1月"), text("2月"), merged("2月")},
             {merged("地区"), text("到位率（%）"), text("培训人次"), text("到位率（%）"),
              text("培训人次")},
             texts({"甘州区", "45", "10", "46", "20"})});
  ASSERT_FALSE(run(with_area(columns_feed(values)), month_first))
      << "到位率（%） is not 到位率: the mapping has to say it in full";
  const auto in_full =
      run(with_area(columns_feed({value_of("recovery", "到位率（%）"), values[1]})), month_first);
  ASSERT_TRUE(in_full) << in_full.error().message;
  EXPECT_THAT(shown(*in_full), ElementsAre("recovery 2025-01 0.45", "recovery 2025-02 0.46",
                                           "training 2025-01 10", "training 2025-02 20"));
}

TEST(ExtractWide, NumeratorsAndDenominatorsAcross) {
  const auto out = run(columns_feed({parts_of("recovery", "结案数", "受理数")}),
                       sheet({texts({"结案数/1月", "受理数/1月", "结案数/2月", "受理数/2月"}),
                              texts({"52", "100", "60", ""})}),
                       "区法院2025年.xlsx");
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out), ElementsAre("recovery 2025-01 52/100"));
  ASSERT_THAT(refused(*out), ElementsAre("Sheet1!C2 60"));
  EXPECT_THAT(out->rejected[0].reason, HasSubstr("没有分母"));
}

TEST(ExtractWide, YearsMonthsAndQuartersByTheIndicatorsWindow) {
  const auto out =
      run(rows_feed(), sheet({{text("指标"), text("2025年"), merged("2025年"), merged("2025年"),
                               merged("2025年"), merged("2025年"), merged("2025年")},
                              {merged("指标"), text("1月"), text("2月"), text("3月"),
                               text("一季度"), text("二季度"), text("合计")},
                              texts({"monthly", "1", "2", "3", "6", "", "6"}),
                              texts({"visits", "1", "2", "3", "6", "7", "13"}),
                              texts({"enterprises", "10", "11", "12", "12", "13", ""})}));
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out),
              ElementsAre("monthly 2025-01 1", "monthly 2025-02 2", "monthly 2025-03 3",
                          "visits 2025-Q1 6", "visits 2025-Q2 7", "enterprises 2025-01 10",
                          "enterprises 2025-02 11", "enterprises 2025-03 12"));
  EXPECT_THAT(out->rejected, IsEmpty());
  EXPECT_THAT(out->notes, testing::Contains(HasSubstr("合计")));
  EXPECT_THAT(out->notes, testing::Contains(HasSubstr("各季度的列")));
}

// A single month beside spans from January is no year-to-date figure: it would be judged as one.
TEST(ExtractWide, SpansFromJanuaryBeatTheMonthsBesideThem) {
  const auto out = run(rows_feed(),
                       sheet({texts({"指标", "1月", "2月", "1-2月", "3月", "1-3月"}),
                              texts({"training", "10", "5", "15", "7", "22"}),
                              texts({"monthly", "10", "5", "15", "7", "22"})}),
                       "2025年.xlsx");
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out),
              ElementsAre("training 2025-01 10", "training 2025-02 15", "training 2025-03 22",
                          "monthly 2025-01 10", "monthly 2025-02 5", "monthly 2025-03 7"));
  EXPECT_THAT(out->notes, testing::Contains(HasSubstr("当期列未读")));
}

TEST(ExtractWide, TheRunningTotalOfTheYearIsNotDecember) {
  const auto out = run(rows_feed(),
                       sheet({texts({"指标", "1月", "2月", "全年", "全年累计"}),
                              texts({"training", "10", "15", "15", "15"})}),
                       "2025年.xlsx");
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out), ElementsAre("training 2025-01 10", "training 2025-02 15"));
  EXPECT_THAT(out->notes, testing::Contains(HasSubstr("“全年”")));
  EXPECT_THAT(out->notes, testing::Contains(HasSubstr("“全年累计”")));
  const auto years = run(
      rows_feed(), sheet({texts({"指标", "2023年", "2024年"}), texts({"training", "100", "150"})}));
  ASSERT_TRUE(years) << years.error().message;
  EXPECT_THAT(shown(*years), ElementsAre("training 2023-12 100", "training 2024-12 150"))
      << "years across are periods";
}

TEST(ExtractWide, WhatIsRefusedWhole) {
  struct Case {
    std::vector<std::vector<Cell>> rows;
    const char* says;
  };
  for (const Case& c :
       {Case{{texts({"指标", "1月", "2025年1月"}), texts({"training", "1", "1"})}, "同一期"},
        {{texts({"指标", "1月", "1月"}), texts({"training", "1", "2"})}, "同一期"},
        {{{text("指标"), number("2025.1")}, texts({"training", "1"})}, "10 月"},
        {{texts({"指标", "数值"}), texts({"training", "1"})}, "各期的列"},
        {{texts({"项目", "1月"}), texts({"training", "1"})}, "“指标”"}}) {
    SCOPED_TRACE(c.says);
    const auto out = run(rows_feed(), sheet(c.rows), "2025年.xlsx");
    ASSERT_FALSE(out);
    EXPECT_THAT(out.error().message, HasSubstr(c.says));
  }
  const auto decided = run(rows_feed(), sheet({{text("指标"), number("2025.1"), number("2025.2")},
                                               texts({"training", "1", "2"})}));
  ASSERT_TRUE(decided) << "the neighbour says January: " << decided.error().message;
  EXPECT_THAT(shown(*decided), ElementsAre("training 2025-01 1", "training 2025-02 2"));
}

TEST(ExtractWide, TheSamePeriodInTwoRowsIsRefusedUnlessEqual) {
  const auto out = run(rows_feed(),
                       sheet({texts({"指标", "1月", "2月"}), texts({"training", "10", "15"}),
                              texts({"补贴性职业技能培训人次", "10", "16"})}),
                       "2025年.xlsx");
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out), ElementsAre("training 2025-01 10"));
  EXPECT_THAT(refused(*out), ElementsAre("Sheet1!C2 15", "Sheet1!C3 16"));
}

TEST(ExtractWide, ObjectsWithPeriodsAsKeys) {
  FeedSpec spec = rows_feed();
  std::get<ObservationMapping>(spec.mapping).indicator_column = "/name";
  const auto out =
      run(spec, json({"/name", "/2025-01", "/2025-02"}, {texts({"training", "10", "15"})}));
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out), ElementsAre("training 2025-01 10", "training 2025-02 15"));
}

}  // namespace
}  // namespace planwatch

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/extract/extract.h"
#include "tests/collectors/extract_support.h"

namespace planwatch {
namespace {

using namespace extract_testing;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(ExtractObservations, ValuesAndParts) {
  const auto out = run(feed_of({value_of("training", "培训人次"),
                                parts_of("recovery", "到位金额（万元）", "申请金额（万元）")}),
                       sheet({texts({"月份", "培训人次", "到位金额（万元）", "申请金额（万元）"}),
                              texts({"2025年5月", "1,200", "52.3", "100"}),
                              texts({"2025年1-6月", "1400*", "70", "110"})}));
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out),
              ElementsAre("training 2025-05 1200", "recovery 2025-05 523000/1000000",
                          "training 2025-06 1400 provisional", "recovery 2025-06 700000/1100000"));
  EXPECT_THAT(out->rejected, IsEmpty());
  const Observation& first = out->observations.at(0);
  EXPECT_EQ(first.window, Window::ytd);
  EXPECT_FALSE(first.has_report_date);
  EXPECT_EQ(first.place.sheet, 1);
  EXPECT_EQ(first.place.row, 2U);
  EXPECT_EQ(first.place.column, 2);
  EXPECT_THAT(out->delivery.sheets, ElementsAre("Sheet1"));
  EXPECT_EQ(out->delivery.source, "incoming/区法院.xlsx");
}

TEST(ExtractObservations, WhatIsNotUnderstoodIsRefusedWithItsPlace) {
  const auto out =
      run(feed_of({value_of("recovery", "到位率"), value_of("training", "培训人次")}),
          sheet({texts({"月份", "到位率", "培训人次"}), texts({"2025年5月", "约98%", "1200"}),
                 texts({"2025年6月", "98%", "12,00"}), texts({"6月上旬", "97%", "1300"}),
                 texts({"2025年7月", "—", ""})}));
  ASSERT_TRUE(out);
  EXPECT_THAT(shown(*out), ElementsAre("training 2025-05 1200", "recovery 2025-06 0.98"));
  EXPECT_THAT(refused(*out),
              ElementsAre("Sheet1!B2 约98%", "Sheet1!C3 12,00", "Sheet1!A4 6月上旬"));
  for (const RejectedRow& row : out->rejected) EXPECT_THAT(row.reason, HasSubstr("请"));
  EXPECT_EQ(out->rejected[0].place.column, 2);
  EXPECT_EQ(out->rejected[0].place.row, 2U);
}

TEST(ExtractObservations, AFigureWithAFaultyPartIsRefusedWhole) {
  ValueColumns all = parts_of("recovery", "分子", "分母");
  all.value = "到位率";
  const auto out =
      run(feed_of({all}),
          csv({texts({"月份", "到位率", "分子", "分母"}), texts({"2025年3月", "98%", "98", "100"}),
               texts({"2025年4月", "98%", "约98", "100"}), texts({"2025年5月", "", "98", ""}),
               texts({"2025年6月", "98%", "98", ""}), texts({"2025年7月", "", "0", "0"}),
               texts({"2025年8月", "", "", "100"})}));
  ASSERT_TRUE(out);
  EXPECT_THAT(shown(*out), ElementsAre("recovery 2025-03 0.98 98/100", "recovery 2025-06 0.98",
                                       "recovery 2025-07 0/0"));
  EXPECT_THAT(refused(*out), ElementsAre("第3行第3列 约98", "第4行第3列 98", "第7行第4列 100"));
  EXPECT_THAT(out->rejected[1].reason, HasSubstr("没有分母"));
  EXPECT_THAT(out->rejected[2].reason, HasSubstr("没有分子"));
  EXPECT_EQ(out->observations[0].place.sheet, 0) << "a CSV has no sheets";
  EXPECT_THAT(out->delivery.sheets, IsEmpty());
}

TEST(ExtractObservations, UnitsOfTheWholeTableReachTheFiguresThatCanHaveThem) {
  const auto out =
      run(feed_of({value_of("training", "培训人次"), value_of("recovery", "到位率（%）"),
                   parts_of("recovery", "到位", "申请")}),
          sheet({texts({"单位：万元", "", "", "", ""}),
                 texts({"月份", "培训人次", "到位率（%）", "到位", "申请"}),
                 texts({"2025年6月", "120", "", "52.3", "100"}),
                 texts({"2025年7月", "130", "60", "", ""})}));
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out), ElementsAre("training 2025-06 120", "recovery 2025-06 523000/1000000",
                                       "training 2025-07 130", "recovery 2025-07 0.60"));
}

TEST(ExtractObservations, UnitsFromAnUpperHeaderAndFromAUnitsRow) {
  const auto out =
      run(feed_of({value_of("recovery", "到位率"), value_of("closing_days", "平均用时")}),
          sheet({{text("月份"), text("执行（%）"), text("审判")},
                 {merged("月份"), text("到位率"), text("平均用时")},
                 {merged("月份"), empty(), text("天")},
                 texts({"2025年6月", "52.3", "74.5"})}));
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(shown(*out), ElementsAre("recovery 2025-06 0.523", "closing_days 2025-06 74.5"));
}

TEST(ExtractObservations, TotalsNotesAndRepeatedHeadersAreSaidNotRead) {
  const auto out =
      run(feed_of({value_of("training", "培训人次")}),
          sheet({texts({"月份", "培训人次"}), texts({"2025年5月", "100"}), texts({"小 计", "100"}),
                 texts({"月份", "培训人次"}), texts({"2025年6月", "200"}), texts({"合计", "300"}),
                 texts({"", ""}), texts({"注：含线上", ""}), texts({"说明：略", ""}),
                 texts({"填表人：张三", "审核人：李四"}), texts({"单位（盖章）", "2"})}));
  ASSERT_TRUE(out);
  EXPECT_THAT(shown(*out), ElementsAre("training 2025-05 100", "training 2025-06 200"));
  EXPECT_THAT(out->rejected, IsEmpty());
  EXPECT_THAT(out->notes, ElementsAre("工作表“Sheet1”：跳过合计、小计 2 行：第 3、6 行",
                                      "工作表“Sheet1”：跳过说明和签章 4 行：第 8、9、10、11 行",
                                      "工作表“Sheet1”：跳过重复的表头 1 行：第 4 行"));
}

TEST(ExtractObservations, HiddenRowsAndSheetsAreReadAndSaid) {
  Table table = sheet({texts({"月份", "培训人次"}), texts({"2025年6月", "200"})});
  table.rows[1].hidden = true;
  table.hidden = true;
  const auto out = run(feed_of({value_of("training", "培训人次")}), table);
  ASSERT_TRUE(out);
  EXPECT_THAT(shown(*out), ElementsAre("training 2025-06 200"));
  EXPECT_THAT(out->notes,
              ElementsAre(HasSubstr("隐藏的工作表"), HasSubstr("隐藏的行 1 行：第 2 行")));
}

TEST(ExtractObservations, MergedKeysCountMergedFiguresDoNot) {
  FeedSpec spec = feed_of({value_of("training", "培训人次")});
  std::get<ObservationMapping>(spec.mapping).area = "地区";
  const auto out = run(spec, sheet({texts({"月份", "地区", "培训人次"}),
                                    {text("2025年6月"), text("甘州区"), text("200")},
                                    {merged("2025年6月"), text("张掖市"), merged("200")},
                                    {merged("2025年6月"), text("张掖市"), merged("—")}}));
  ASSERT_TRUE(out);
  EXPECT_THAT(shown(*out), ElementsAre("training 2025-06 200"));
  EXPECT_THAT(refused(*out), ElementsAre("Sheet1!C3 200"));
  EXPECT_THAT(out->rejected[0].reason, HasSubstr("合并"));
}

TEST(ExtractObservations, AreasByCodeOrName) {
  FeedSpec spec = feed_of({value_of("training", "培训人次")});
  std::get<ObservationMapping>(spec.mapping).area = "地区";
  const auto out =
      run(spec, csv({texts({"月份", "地区", "培训人次"}), texts({"2025年6月", "620702", "1"}),
                     texts({"2025年6月", "张 掖市", "2"}), texts({"2025年6月", "临泽县", "3"})}));
  ASSERT_TRUE(out);
  ASSERT_THAT(out->observations, SizeIs(2));
  EXPECT_EQ(out->observations[0].area.value, 0U);
  EXPECT_EQ(out->observations[1].area.value, 1U);
  EXPECT_THAT(refused(*out), ElementsAre("第4行第2列 临泽县"));
}

TEST(ExtractObservations, LongFormByIdNameOrMappedName) {
  ObservationMapping mapping;
  mapping.period = "月份";
  mapping.indicator_column = "指标";
  mapping.indicator_names = {{"到位率", IndicatorId("recovery")}};
  mapping.values.push_back({});
  mapping.values[0].value = "数值";
  const auto out =
      run(feed(mapping),
          csv({texts({"月份", "指标", "数值"}), texts({"2025年6月", "training", "1200"}),
               texts({"2025年6月", "高新技术企业 数量", "70家"}),
               texts({"2025年6月", "到位率", "52.3%"}), texts({"2025年6月", "不认识的指标", "1"}),
               texts({"2025年6月", "又一个", ""})}));
  ASSERT_TRUE(out);
  EXPECT_THAT(shown(*out), ElementsAre("training 2025-06 1200", "enterprises 2025-06 70",
                                       "recovery 2025-06 0.523"));
  EXPECT_THAT(refused(*out), ElementsAre("第5行第2列 不认识的指标"));
}

TEST(ExtractObservations, ReportDates) {
  FeedSpec spec = feed_of({value_of("training", "培训人次")});
  std::get<ObservationMapping>(spec.mapping).report_date = "填报日期";
  const auto out = run(
      spec, csv({texts({"月份", "培训人次", "填报日期"}), texts({"2025年5月", "1", "2025年6月3日"}),
                 texts({"2025年6月", "2", ""}), texts({"2025年7月", "3", "昨天"})}));
  ASSERT_TRUE(out);
  ASSERT_THAT(out->observations, SizeIs(2));
  EXPECT_TRUE(out->observations[0].has_report_date);
  EXPECT_EQ(to_string(out->observations[0].report_date), "2025-06-03");
  EXPECT_FALSE(out->observations[1].has_report_date);
  EXPECT_THAT(refused(*out), ElementsAre("第4行第3列 昨天")) << "an undated revision has no rank";
}

TEST(ExtractObservations, OneFigureTwiceIsKeptOnceTwoFiguresAreBothRefused) {
  const auto out = run(feed_of({value_of("training", "培训人次")}),
                       csv({texts({"月份", "培训人次"}), texts({"2025年5月", "100"}),
                            texts({"2025年5月", "100.0"}), texts({"2025年6月", "200"}),
                            texts({"2025年1-6月", "210"}), texts({"2025年6月", "200"})}));
  ASSERT_TRUE(out);
  EXPECT_THAT(shown(*out), ElementsAre("training 2025-05 100"));
  EXPECT_THAT(refused(*out), ElementsAre("第4行第2列 200", "第5行第2列 210", "第6行第2列 200"));
}

TEST(ExtractObservations, FiguresOfDifferentReportDatesAreRevisions) {
  FeedSpec spec = feed_of({value_of("training", "培训人次")});
  std::get<ObservationMapping>(spec.mapping).report_date = "填报日期";
  const auto out = run(
      spec, csv({texts({"月份", "培训人次", "填报日期"}), texts({"2025年5月", "100", "2025-06-03"}),
                 texts({"2025年5月", "110", "2025-06-20"})}));
  ASSERT_TRUE(out);
  EXPECT_THAT(shown(*out), ElementsAre("training 2025-05 100", "training 2025-05 110"));
}

TEST(ExtractObservations, JsonRows) {
  ObservationMapping mapping;
  mapping.period = "/month";
  mapping.values = {parts_of("recovery", "/done", "/all")};
  mapping.values[0].value = "/rate";
  const auto out =
      run(feed(mapping),
          json({"/month", "/done", "/all"}, {{text("2025-05"), number("52"), number("100")},
                                             {number("202506"), text("约52"), number("100")}}),
          "http://data.example/rates?page=1");
  ASSERT_TRUE(out) << out.error().message << " a key that no row has is a null";
  EXPECT_THAT(shown(*out), ElementsAre("recovery 2025-05 52/100"));
  EXPECT_THAT(refused(*out), ElementsAre("/data/list/1/done 约52"));
  EXPECT_EQ(out->observations[0].place.row, 1U);
  EXPECT_EQ(out->observations[0].place.column, 0);
  EXPECT_EQ(out->observations[0].place.sheet, 0);
}

TEST(ExtractObservations, AnEmptyJsonAnswerIsNoError) {
  ObservationMapping mapping;
  mapping.period = "/month";
  mapping.values = {value_of("training", "/n")};
  const auto out = run(feed(mapping), json({}, {}), "http://data.example/rates");
  ASSERT_TRUE(out) << out.error().message;
  EXPECT_THAT(out->observations, IsEmpty());
  EXPECT_THAT(out->notes, ElementsAre(HasSubstr("没有数据行")));
}

TEST(ExtractObservations, NoHeaderIsAnErrorThatNamesTheSource) {
  const auto out = run(feed_of({value_of("training", "培训人次")}),
                       csv({texts({"<html>", ""}), texts({"登录", ""})}), "a/区法院.csv");
  ASSERT_FALSE(out);
  EXPECT_THAT(out.error().message, HasSubstr("区法院.csv"));
  EXPECT_THAT(out.error().message, HasSubstr("“培训人次”"));
  const auto nothing = run(feed_of({value_of("training", "培训人次")}), csv({}), "a/区法院.csv");
  EXPECT_FALSE(nothing);
}

TEST(ExtractObservations, LongTextsAreCutAtACharacter) {
  std::string long_text = "约";
  for (int i = 0; i < 100; ++i) long_text += "数";
  const auto out = run(feed_of({value_of("training", "培训人次")}),
                       csv({texts({"月份", "培训人次"}), {text("2025年6月"), text(long_text)}}));
  ASSERT_TRUE(out);
  ASSERT_THAT(out->rejected, SizeIs(1));
  EXPECT_EQ(out->rejected[0].text.size(), 198U) << "66 characters of 3 bytes";
  EXPECT_TRUE(long_text.starts_with(out->rejected[0].text));
}

}  // namespace
}  // namespace planwatch

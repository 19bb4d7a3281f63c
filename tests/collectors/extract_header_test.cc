#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/extract/header.h"
#include "tests/collectors/extract_support.h"

namespace planwatch {
namespace {

using namespace extract_testing;
using testing::ElementsAre;
using testing::HasSubstr;

std::optional<std::size_t> column_called(const std::vector<std::string>& names,
                                         const char* wanted) {
  return find_column(names, wanted).column;
}

TEST(FindColumn, ExactThenComparedThenByItsLastLevels) {
  const std::vector<std::string> names = {"月份", "金额/中小企业", "金额/总额", " 到位 率（%）",
                                          "件数"};
  EXPECT_EQ(column_called(names, "月份"), 0U);
  EXPECT_EQ(column_called(names, "金额/中小企业"), 1U);
  EXPECT_EQ(column_called(names, "中小企业"), 1U) << "last level, only one";
  EXPECT_EQ(column_called(names, "到位率(%)"), 3U) << "spaces and full width";
  EXPECT_EQ(column_called(names, "件 数"), 4U);
  EXPECT_EQ(column_called(names, "额"), std::nullopt) << "a piece of a level is none";
}

TEST(FindColumn, TwoOfTheNameAreNone) {
  const std::vector<std::string> names = {"本年/件数", "上年/件数", "率", "率"};
  EXPECT_TRUE(find_column(names, "件数").ambiguous);
  EXPECT_TRUE(find_column(names, "率").ambiguous);
  EXPECT_EQ(column_called(names, "件数"), std::nullopt);
  EXPECT_EQ(column_called(names, "上年/件数"), 1U);
}

TEST(FindColumn, JsonColumnsWithOrWithoutTheirSlash) {
  const std::vector<std::string> names = {"/period", "/invoice/issued"};
  EXPECT_EQ(column_called(names, "/period"), 0U);
  EXPECT_EQ(column_called(names, "period"), 0U);
  EXPECT_EQ(column_called(names, "/invoice/issued"), 1U);
  EXPECT_EQ(column_called(names, "invoice/issued"), 1U);
}

TEST(FindHeader, FirstRow) {
  const Table table = csv({texts({"月份", "到位率"}), texts({"6月", "98%"})});
  const auto header = find_header(table, {"月份", "到位率"}, 0);
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_EQ(header->data_begin, 1U);
  EXPECT_THAT(header->names, ElementsAre("月份", "到位率"));
  EXPECT_TRUE(header->above.empty());
}

TEST(FindHeader, TitleUnitAndBlankRowsAreAbove) {
  const Table table =
      sheet({{text("甘州区2025年6月政府采购情况表"), merged("甘州区2025年6月政府采购情况表")},
             {empty(), empty()},
             {text("填报单位：区财政局"), text("填报日期：2025年7月3日")},
             {empty(), text("单位：万元")},
             texts({"月份", "合同金额"}),
             texts({"6月", "120"})});
  const auto header = find_header(table, {"月份", "合同金额"}, 0);
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_EQ(header->data_begin, 5U);
  EXPECT_EQ(header->unit, "万元");
  EXPECT_THAT(header->above, ElementsAre("甘州区2025年6月政府采购情况表", "填报单位：区财政局",
                                         "填报日期：2025年7月3日", "单位：万元"));
}

TEST(FindHeader, AUnitRowOfSeveralUnitsSaysNothing) {
  const Table table =
      sheet({texts({"单位：件、%", ""}), texts({"月份", "数"}), texts({"6月", "120"})});
  const auto header = find_header(table, {"月份", "数"}, 0);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->unit, "");
  EXPECT_EQ(header->data_begin, 2U);
}

TEST(FindHeader, MergedLevelsAreJoined) {
  const Table table = sheet({
      {text("月份"), text("合同金额（万元）"), merged("合同金额（万元）"), text("备注")},
      {merged("月份"), text("中小企业"), text("总额"), merged("备注")},
      texts({"6月", "90", "100", ""}),
  });
  const auto header = find_header(table, {"月份", "合同金额（万元）/中小企业", "总额"}, 0);
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_THAT(header->names,
              ElementsAre("月份", "合同金额（万元）/中小企业", "合同金额（万元）/总额", "备注"));
  EXPECT_EQ(header->data_begin, 2U);
}

TEST(FindHeader, ThreeLevels) {
  const Table table = sheet({
      {text("月份"), text("审判"), merged("审判")},
      {merged("月份"), text("民事"), merged("民事")},
      {merged("月份"), text("收案"), text("结案")},
      texts({"6月", "90", "88"}),
  });
  const auto header = find_header(table, {"月份", "审判/民事/结案"}, 0);
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_EQ(header->data_begin, 3U);
  EXPECT_EQ(find_column(header->names, "民事/收案").column, 1U);
}

TEST(FindHeader, RowsThatOnlyContinueAMergedHeaderAreNoData) {
  const Table table = sheet({
      {text("月份"), text("到位率"), text("案件"), merged("案件")},
      {merged("月份"), merged("到位率"), text("收案"), text("结案")},
      texts({"6月", "98%", "5", "4"}),
  });
  const auto header = find_header(table, {"月份", "到位率"}, 0);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->data_begin, 2U);
}

TEST(FindHeader, ARowOfUnitsBelowTheNames) {
  const Table table = sheet({{text("月份"), text("到位率"), text("收案")},
                             {merged("月份"), text("（%）"), text("件")},
                             texts({"6月", "98", "5"})});
  const auto header = find_header(table, {"月份", "到位率"}, 0);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->data_begin, 2U);
  EXPECT_THAT(header->units, ElementsAre("", "（%）", "件"));
}

TEST(FindHeader, ATableOfOneColumn) {
  const auto header = find_header(csv({texts({"培训人次"}), texts({"120"})}), {"培训人次"}, 0);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->data_begin, 1U);
}

TEST(FindHeader, AGivenNumberOfLevelsIsKept) {
  const Table table =
      csv({texts({"月份", "到位率"}), texts({"说明行", "指标口径"}), texts({"6月", "98%"})});
  const auto header = find_header(table, {"月份/说明行", "到位率/指标口径"}, 2);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->data_begin, 2U);
  EXPECT_FALSE(find_header(table, {"月份/说明行"}, 1));
}

TEST(FindHeader, TheErrorNamesWhatIsMissingAndWhatIsThere) {
  const Table table =
      sheet({texts({"2025年6月报表", ""}), texts({"月份", "执行到位比例"}), texts({"6月", "98%"})});
  const auto header = find_header(table, {"月份", "执行到位率"}, 0);
  ASSERT_FALSE(header);
  EXPECT_EQ(header.error().code, ErrorCode::invalid);
  EXPECT_FALSE(header.error().transient);
  EXPECT_THAT(header.error().message, HasSubstr("第 2 行"));
  EXPECT_THAT(header.error().message, HasSubstr("“执行到位率”"));
  EXPECT_THAT(header.error().message, HasSubstr("“执行到位比例”"));
  EXPECT_THAT(header.error().message, HasSubstr("请"));
}

TEST(FindHeader, TheErrorSaysWhichNameIsNotUnique) {
  const Table table = csv({texts({"月份", "件数", "件数"}), texts({"6月", "1", "2"})});
  const auto header = find_header(table, {"月份", "件数"}, 0);
  ASSERT_FALSE(header);
  EXPECT_THAT(header.error().message, HasSubstr("不止一列叫 “件数”"));
}

TEST(FindHeader, JsonHasItsColumns) {
  const Table table = json({"/month", "/rate"}, {texts({"202506", "98%"})});
  const auto header = find_header(table, {"month", "/rate"}, 0);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->data_begin, 0U);
  const auto missing = find_header(table, {"/ratio"}, 0);
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("“/ratio”"));
  EXPECT_THAT(missing.error().message, HasSubstr("“/rate”"));
}

}  // namespace
}  // namespace planwatch

#include <gtest/gtest.h>

#include "collectors/decode/table.h"
#include "daemon/demo/csv_writer.h"
#include "daemon/demo/json_tree.h"
#include "daemon/demo/report_cells.h"
#include "daemon/demo/xlsx_writer.h"
#include "tests/daemon/demo/sample_world.h"

namespace planwatch::demo {
namespace {

using Kind = SampleCell::Kind;

TEST(CsvWriter, QuotesWhatNeedsIt) {
  const SampleTable table{"",
                          {"a", "b;c"},
                          {{{Kind::text, "x\"y"}, {Kind::number, "1.50"}},
                           {{Kind::empty, ""}, {Kind::text, "two\nlines"}}}};
  EXPECT_EQ(to_csv(table, ';'), "a;\"b;c\"\r\n\"x\"\"y\";1.50\r\n;\"two\nlines\"\r\n");
  EXPECT_EQ(to_csv(table, ','), "a,b;c\r\n\"x\"\"y\",1.50\r\n,\"two\nlines\"\r\n");
}

TEST(CsvWriter, ATitleFillsItsLine) {
  const SampleTable table{"标题", {"a", "b", "c"}, {}};
  EXPECT_EQ(to_csv(table, ','), "标题,,\r\na,b,c\r\n");
}

TEST(CsvWriter, PercentCellsAreWrittenAsTheyAreShown) {
  const SampleTable table{"", {"a"}, {{{Kind::percent, "0.6680"}}}};
  EXPECT_EQ(to_csv(table, ','), "a\r\n66.80%\r\n");
}

TEST(JsonTree, MakesObjectsOnTheWay) {
  JsonTree tree;
  tree.set("/data/total", "2");
  tree.set("/data/list", "[1,2]");
  tree.set("/code", R"("200")");
  EXPECT_EQ(tree.to_text(), R"({"data":{"total":2,"list":[1,2]},"code":"200"})");
}

struct ValueCase {
  const char* value;
  const char* column;
  CellUnit unit;
  FeedStyle::Ratio style;
  Kind kind;
  const char* text;
};

TEST(ReportCells, RatiosSayThatTheyArePercentOrWhatTheyAre) {
  using Ratio = FeedStyle::Ratio;
  const ValueCase cases[] = {
      {"0.6680", "占比", CellUnit::automatic, Ratio::percent_cell, Kind::percent, "0.6680"},
      {"0.6680", "占比", CellUnit::automatic, Ratio::percent_text, Kind::text, "66.80%"},
      {"0.6680", "占比", CellUnit::automatic, Ratio::plain, Kind::text, "66.80%"},
      {"0.6680", "占比", CellUnit::plain, Ratio::plain, Kind::number, "0.6680"},
      {"0.6680", "占比（%）", CellUnit::automatic, Ratio::plain, Kind::number, "66.80"},
      {"0.6680", "占比", CellUnit::percent, Ratio::percent_cell, Kind::number, "66.80"},
      {"0.6680", "占比", CellUnit::per_mille, Ratio::plain, Kind::number, "668.0"}};
  for (const ValueCase& one : cases) {
    FeedStyle style;
    style.ratio = one.style;
    const SampleCell cell =
        value_cell(*Decimal::parse(one.value), one.column, one.unit, true, style);
    EXPECT_EQ(cell.kind, one.kind) << one.column;
    EXPECT_EQ(cell.text, one.text) << one.column;
  }
}

TEST(ReportCells, MoneyGoesInTenThousandsWithItsHundredths) {
  FeedStyle style;
  EXPECT_EQ(part_cell(1234567800, "金额（万元）", CellUnit::automatic, style).text, "123456.78");
  EXPECT_EQ(part_cell(1234567800, "金额", CellUnit::ten_thousand, style).text, "123456.78");
  EXPECT_EQ(part_cell(12, "件数", CellUnit::automatic, style).text, "12");
  style.thousands = true;
  EXPECT_EQ(part_cell(1234567800, "金额（万元）", CellUnit::automatic, style).text, "123,456.78");
  EXPECT_EQ(part_cell(999, "件数", CellUnit::automatic, style).text, "999");
}

TEST(ReportCells, PeriodsAndDatesInADepartmentsWriting) {
  FeedStyle style;
  const Period september = Period::month(2025, 9);
  EXPECT_EQ(period_cell(september, style).text, "2025年9月");
  EXPECT_EQ(period_cell(Period::quarter(2025, 3), style).text, "2025年第三季度");
  EXPECT_EQ(date_cell(make_date(2025, 10, 9), style).kind, Kind::text);
  style.spans = style.dates = true;
  EXPECT_EQ(period_cell(september, style).text, "2025年1-9月");
  EXPECT_EQ(period_cell(Period::month(2025, 1), style).text, "2025年1月");
  EXPECT_EQ(date_cell(make_date(2025, 10, 9), style).kind, Kind::date);
}

class XlsxWriter : public ::testing::Test {
 protected:
  Document written(bool inline_strings) const {
    const std::string path = folder_.path() + "/table.xlsx";
    const SampleTable table{"表名（样例数据）",
                            {"统计期", "调解/成功数", "调解/结束数", "占比", "填报日期"},
                            {{{Kind::text, "2025年9月"},
                              {Kind::number, "12"},
                              {Kind::empty, ""},
                              {Kind::percent, "0.6680"},
                              {Kind::date, "2025-10-09"}}}};
    EXPECT_TRUE(write_xlsx(table, {inline_strings, demo_start()}, path).has_value());
    auto document = decode(bytes_of(path), XlsxFormat{}, FeedLimits{});
    EXPECT_TRUE(document.has_value()) << (document ? "" : document.error().message);
    return document.value_or(Document{});
  }
  TempFolder folder_{"xlsx"};
};

TEST_F(XlsxWriter, HeadersAreMergedAndCellsAreTyped) {
  const Document document = written(false);
  ASSERT_EQ(document.tables.size(), 1u);
  const Table& table = document.tables.front();
  EXPECT_EQ(table.name, sample_mark);
  ASSERT_EQ(table.rows.size(), 4u);  // title, two header levels, one row
  EXPECT_EQ(table.rows[0].cells.at(0).text, "表名（样例数据）");
  EXPECT_EQ(table.rows[1].cells.at(1).text, "调解");
  EXPECT_EQ(table.rows[1].cells.at(2).text, "调解");
  EXPECT_TRUE(table.rows[1].cells.at(2).merged);
  EXPECT_EQ(table.rows[2].cells.at(2).text, "结束数");
  EXPECT_EQ(table.rows[2].cells.at(0).text, "统计期");
  EXPECT_TRUE(table.rows[2].cells.at(0).merged);
  const auto& row = table.rows[3].cells;
  EXPECT_EQ(row.at(1).type, CellType::number);
  EXPECT_EQ(row.at(2).type, CellType::empty);
  EXPECT_EQ(row.at(3).type, CellType::percent);
  EXPECT_EQ(row.at(3).text, "0.668");
  EXPECT_EQ(row.at(4).type, CellType::date);
  EXPECT_EQ(row.at(4).text, "2025-10-09");
}

TEST_F(XlsxWriter, InlineTextsReadTheSame) {
  const Document shared = written(false);
  const Document inlined = written(true);
  ASSERT_EQ(inlined.tables.size(), 1u);
  ASSERT_EQ(inlined.tables[0].rows.size(), shared.tables[0].rows.size());
  EXPECT_EQ(inlined.tables[0].rows[3].cells.at(0).text, "2025年9月");
}

TEST_F(XlsxWriter, SaysWhichFileItCouldNotWrite) {
  const auto written = write_xlsx({"", {"a"}, {}}, {}, folder_.path() + "/none/table.xlsx");
  ASSERT_FALSE(written.has_value());
  EXPECT_NE(written.error().message.find("none/table.xlsx"), std::string::npos);
}

}  // namespace
}  // namespace planwatch::demo

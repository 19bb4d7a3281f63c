#include "daemon/cli/output.h"

#include <string>

#include "gtest/gtest.h"

namespace planwatch {
namespace {

struct WidthRow {
  const char* text;
  std::size_t width;
};
const WidthRow width_table[] = {
    {"", 0},     {"abc", 3}, {"区法院", 6}, {"≥98%", 4}, {"（98%）", 7},
    {"“红”", 4}, {"é", 1},   {"𠮷", 2},     {"９", 2},
};

TEST(DisplayWidth, CountsChineseCharactersTwice) {
  for (const WidthRow& row : width_table) EXPECT_EQ(display_width(row.text), row.width) << row.text;
}

OutputTable lights() {
  OutputTable table;
  table.columns = {{"unit", "单位", false}, {"value", "值", true}, {"id", "", false}};
  table.rows = {{"区法院", "9.5", "court"}, {"hr", "", "hr"}};
  return table;
}

TEST(RenderTable, AlignsByDisplayWidthAndNumbersToTheRight) {
  EXPECT_EQ(render(lights(), OutputFormat::table),
            "单位     值\n"
            "区法院  9.5\n"
            "hr\n");
}

TEST(RenderTable, WithoutRowsTheHeadStays) {
  OutputTable table = lights();
  table.rows.clear();
  EXPECT_EQ(render(table, OutputFormat::table), "单位  值\n");
}

TEST(RenderCsv, HasAllColumnsByNameAndCrlf) {
  EXPECT_EQ(render(lights(), OutputFormat::csv), "unit,value,id\r\n区法院,9.5,court\r\nhr,,hr\r\n");
}

struct QuoteRow {
  const char* cell;
  const char* csv;
};
const QuoteRow quote_table[] = {
    {"plain", "plain"},
    {"a,b", "\"a,b\""},
    {"say \"so\"", "\"say \"\"so\"\"\""},
    {"two\nlines", "\"two\nlines\""},
    {"cr\rlf", "\"cr\rlf\""},
    {"中，文", "中，文"},
};

TEST(RenderCsv, QuotesWhatWouldBeMisread) {
  for (const QuoteRow& row : quote_table) {
    OutputTable table;
    table.columns = {{"c", "c", false}};
    table.rows = {{row.cell}};
    EXPECT_EQ(render(table, OutputFormat::csv), std::string("c\r\n") + row.csv + "\r\n");
  }
}

TEST(RenderJson, NumbersAreNumbersAndMissingOnesNull) {
  EXPECT_EQ(render(lights(), OutputFormat::json),
            "[\n  {\"unit\": \"区法院\", \"value\": 9.5, \"id\": \"court\"},\n"
            "  {\"unit\": \"hr\", \"value\": null, \"id\": \"hr\"}\n]\n");
}

TEST(RenderJson, WithoutRowsIsAnEmptyArray) {
  OutputTable table = lights();
  table.rows.clear();
  EXPECT_EQ(render(table, OutputFormat::json), "[\n]\n");
}

}  // namespace
}  // namespace planwatch

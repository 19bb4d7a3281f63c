#include <fmt/format.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/collectors/decode_support.h"

namespace planwatch {
namespace {

using decode_test::edit_part;
using decode_test::error_of;
using decode_test::lines_of;
using decode_test::ods;
using decode_test::ods_of;
using decode_test::ods_parts;
using decode_test::Parts;
using decode_test::replace_part;
using decode_test::zip_of;
using testing::AllOf;
using testing::HasSubstr;

using Lines = std::vector<std::string>;

std::string row(const std::string& cells) {
  return "<table:table-row>" + cells + "</table:table-row>";
}
std::string text(const std::string& value) {
  return "<table:table-cell office:value-type=\"string\"><text:p>" + value +
         "</text:p></table:table-cell>";
}
std::string number(const std::string& value, const std::string& more = "") {
  return fmt::format(
      R"(<table:table-cell office:value-type="float" office:value="{}"{}><text:p>shown</text:p></table:table-cell>)",
      value, more);
}

struct CellCase {
  const char* name;
  std::string cell;
  std::string read;  // with its type; "" means the row is left out
};
void PrintTo(const CellCase& c, std::ostream* os) {
  *os << c.name;
}

class OdsCells : public testing::TestWithParam<CellCase> {};

TEST_P(OdsCells, ReadAs) {
  const auto document = ods(ods_of(row(GetParam().cell)));
  const Lines expected = GetParam().read.empty() ? Lines{} : Lines{"1: " + GetParam().read};
  EXPECT_EQ(lines_of(document, true), expected);
}

INSTANTIATE_TEST_SUITE_P(
    Types, OdsCells,
    testing::Values(
        CellCase{"float_by_value", number("98.5"), "number:98.5"},
        CellCase{"float_keeps_every_digit", number("123456789012345678.5"),
                 "number:123456789012345678.5"},
        CellCase{"float_with_exponent", number("1E-4"), "number:0.0001"},
        CellCase{"float_of_xml_schema", number("+.5"), "number:0.5"},
        CellCase{
            "percentage",
            R"(<table:table-cell office:value-type="percentage" office:value="0.985"><text:p>98.50%</text:p></table:table-cell>)",
            "percent:0.985"},
        CellCase{
            "currency",
            R"(<table:table-cell office:value-type="currency" office:currency="CNY" office:value="1234.5"><text:p>￥1,234.50</text:p></table:table-cell>)",
            "number:1234.5"},
        CellCase{
            "date",
            R"(<table:table-cell office:value-type="date" office:date-value="2025-06-03"><text:p>6月3日</text:p></table:table-cell>)",
            "date:2025-06-03"},
        CellCase{
            "date_with_time",
            R"(<table:table-cell office:value-type="date" office:date-value="2025-06-03T12:30:00"/>)",
            "date:2025-06-03"},
        CellCase{"no_day_is_text",
                 R"(<table:table-cell office:value-type="date" office:date-value="2025-02-30"/>)",
                 "text:2025-02-30"},
        CellCase{"time_is_a_part_of_a_day",
                 R"(<table:table-cell office:value-type="time" office:time-value="PT12H30M00S"/>)",
                 "number:0.520833333333333"},
        CellCase{"long_time",
                 R"(<table:table-cell office:value-type="time" office:time-value="-P1DT36H"/>)",
                 "number:-2.5"},
        CellCase{
            "boolean",
            R"(<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>真</text:p></table:table-cell>)",
            "boolean:true"},
        CellCase{"string", text("甘州区"), "text:甘州区"},
        CellCase{
            "string_value_wins",
            R"(<table:table-cell office:value-type="string" office:string-value="原值"><text:p>显示</text:p></table:table-cell>)",
            "text:原值"},
        CellCase{"empty_string", text(""), ""}, CellCase{"empty", "<table:table-cell/>", ""},
        CellCase{"untyped_text", "<table:table-cell><text:p>a</text:p></table:table-cell>",
                 "text:a"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Texts, OdsCells,
    testing::Values(
        CellCase{"paragraphs",
                 "<table:table-cell office:value-type=\"string\"><text:p>首行</text:p>"
                 "<text:p/><text:p>三行</text:p></table:table-cell>",
                 "text:首行\n\n三行"},
        CellCase{"blanks_tabs_breaks",
                 text("<text:s text:c=\"2\"/>a<text:s/><text:tab/>b<text:line-break/>c"),
                 "text:  a \tb\nc"},
        CellCase{"spans_and_links", text("甘<text:span>州<text:a>区</text:a></text:span>法院"),
                 "text:甘州区法院"},
        CellCase{"white_space_collapses", text("\n  a \t b\n"), "text:a b"},
        CellCase{"comments_and_guides_are_no_text",
                 "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>批注"
                 "</text:p></office:annotation><text:p>案<text:ruby><text:ruby-base>件"
                 "</text:ruby-base><text:ruby-text>jian</text:ruby-text></text:ruby></text:p>"
                 "</table:table-cell>",
                 "text:案件"},
        CellCase{"references", text("a&lt;b&amp;&#x4E2D;"), "text:a<b&中"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Formulas, OdsCells,
    testing::Values(
        CellCase{"by_stored_value", number("12", " table:formula=\"of:=SUM([.A1:.A2])\""),
                 "number:12"},
        CellCase{"without_stored_value", "<table:table-cell table:formula=\"of:=SUM([.A1])\"/>",
                 "error:=SUM([.A1])"},
        CellCase{
            "error_by_type",
            R"(<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>)",
            "error:#DIV/0!"},
        CellCase{
            "error_as_older_programs_write_it",
            R"(<table:table-cell table:formula="of:=[.Z1]" office:value-type="float" office:value="0"><text:p>#REF!</text:p></table:table-cell>)",
            "error:#REF!"},
        CellCase{
            "error_code",
            R"(<table:table-cell table:formula="of:=X" office:value-type="float" office:value="0"><text:p>Err:508</text:p></table:table-cell>)",
            "error:Err:508"},
        CellCase{"a_typed_text_is_none", text("#N/A"), "text:#N/A"}),
    [](const auto& test) { return test.param.name; });

// ---- rows and columns ----

TEST(OdsSheet, RepeatedEmptiesCostNothing) {
  FeedLimits limits;
  limits.rows = 3;
  limits.columns = 5;
  const std::string body =
      row("<table:table-cell table:number-columns-repeated=\"3\"/>" + number("1") +
          "<table:table-cell table:number-columns-repeated=\"16380\"/>") +
      "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell "
      "table:number-columns-repeated=\"16384\"/></table:table-row>" +
      row(number("2")) +
      "<table:table-row table:number-rows-repeated=\"48574\"><table:table-cell "
      "table:number-columns-repeated=\"16384\"/></table:table-row>";
  EXPECT_EQ(lines_of(ods(ods_of(body), "", limits)), (Lines{"1: |||1", "1000002: 2"}));
}

TEST(OdsSheet, RepeatedValuesAreCopied) {
  const std::string body = "<table:table-row table:number-rows-repeated=\"2\">" +
                           number("7", " table:number-columns-repeated=\"3\"") + text("x") +
                           "</table:table-row>" + row(text("y"));
  EXPECT_EQ(lines_of(ods(ods_of(body))), (Lines{"1: 7|7|7|x", "2: 7|7|7|x", "3: y"}));
}

TEST(OdsSheet, MergedCellsAreFilledAndMarked) {
  const std::string body =
      row("<table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\" "
          "table:number-rows-spanned=\"2\"><text:p>题</text:p></table:table-cell>"
          "<table:covered-table-cell/>" +
          text("a")) +
      row("<table:covered-table-cell table:number-columns-repeated=\"2\"/>" + text("b"));
  EXPECT_EQ(lines_of(ods(ods_of(body))), (Lines{"1: 题|~题|a", "2: ~题|~题|b"}));
}

TEST(OdsSheet, HiddenRowsAreFlagged) {
  const std::string body =
      row(text("a")) + "<table:table-row table:visibility=\"collapse\">" + text("b") +
      "</table:table-row>" + "<table:table-row table:visibility=\"filter\">" + text("c") +
      "</table:table-row>" + "<table:table-row-group table:display=\"false\">" + row(text("d")) +
      "</table:table-row-group><table:table-header-rows>" + row(text("e")) +
      "</table:table-header-rows>";
  EXPECT_EQ(lines_of(ods(ods_of(body))), (Lines{"1: a", "!2: b", "!3: c", "!4: d", "5: e"}));
}

// ---- sheets ----

const std::string second = "<table:table table:name=\"表二\" table:style-name=\"hidden\">" +
                           row(text("藏")) + "</table:table><table:table table:name=\"表三\">" +
                           row(text("三")) + "</table:table>";

TEST(OdsSheets, FirstVisibleOneOrByName) {
  const std::string bytes = ods_of(row(text("一")), second);
  EXPECT_EQ(lines_of(ods(bytes)), Lines{"1: 一"});
  EXPECT_EQ(lines_of(ods(bytes, "表三")), Lines{"1: 三"});
  const auto hidden = ods(bytes, "表二");
  EXPECT_EQ(lines_of(hidden), Lines{"1: 藏"});
  EXPECT_TRUE(hidden->tables.front().hidden);
  Parts parts = ods_parts(row(text("一")), second);
  edit_part(parts, "content.xml", "table:style-name=\"shown\"", "table:style-name=\"hidden\"");
  EXPECT_EQ(lines_of(ods(zip_of(parts))), Lines{"1: 三"});
}

TEST(OdsSheets, UnknownOneNamesThoseThereAre) {
  EXPECT_THAT(error_of(ods(ods_of("", second), "七月")),
              AllOf(HasSubstr("“七月”"), HasSubstr("表一、表二（隐藏）、表三")));
}

TEST(OdsSheets, TablesInsideCellsAndOldVersionsAreNone) {
  const std::string inner = "<table:table-cell><table:table table:name=\"内\">" + row(text("x")) +
                            "</table:table></table:table-cell>" + text("a");
  EXPECT_EQ(lines_of(ods(ods_of(row(inner)))), Lines{"1: |a"});
  EXPECT_THAT(error_of(ods(ods_of(""), "内")), HasSubstr("有的是：表一；"));
}

// ---- the package ----

TEST(OdsPackage, BackslashesAndOddCaseInPartNames) {
  Parts parts = ods_parts(row(text("a")));
  for (auto& [name, bytes] : parts) {
    if (name == "content.xml") name = ".\\Content.XML";
    if (name == "META-INF/manifest.xml") name = "meta-inf\\MANIFEST.xml";
  }
  EXPECT_EQ(lines_of(ods(zip_of(parts))), Lines{"1: a"});
}

TEST(OdsPackage, PasswordIsRefusedWithWhatToDo) {
  Parts parts = ods_parts("");
  replace_part(parts, "content.xml", "\x01\x02garbage");
  replace_part(parts, "META-INF/manifest.xml",
               "<m:manifest xmlns:m=\"m\"><m:file-entry m:full-path=\"content.xml\">"
               "<m:encryption-data/></m:file-entry></m:manifest>");
  EXPECT_THAT(error_of(ods(zip_of(parts))), AllOf(HasSubstr("密码"), HasSubstr("重新报送")));
  EXPECT_THAT(error_of(ods(zip_of({{"encrypted-package", "x"}}))), HasSubstr("密码"));
}

TEST(OdsPackage, OtherFilesAreNamed) {
  Parts parts = ods_parts("");
  replace_part(parts, "mimetype", "application/vnd.oasis.opendocument.text");
  EXPECT_THAT(error_of(ods(zip_of(parts))), AllOf(HasSubstr("不是表格"), HasSubstr("text")));
  replace_part(parts, "mimetype", "application/vnd.oasis.opendocument.spr\xE5");
  EXPECT_THAT(error_of(ods(zip_of(parts))), HasSubstr("类型不明"));
  EXPECT_THAT(error_of(ods(decode_test::workbook_of(""))), HasSubstr("xlsx"));
  EXPECT_THAT(error_of(ods("a,b\n1,2\n")), HasSubstr("不是 ODS"));
  EXPECT_THAT(error_of(ods("<html><body>登录")), HasSubstr("网页"));
}

// ---- made to crash or exhaust a reader ----

TEST(HostileOds, FilledRepeatsEndAtTheLimits) {
  const std::string body = "<table:table-row table:number-rows-repeated=\"1048576\">" +
                           number("1", " table:number-columns-repeated=\"16384\"") +
                           "</table:table-row>";
  EXPECT_THAT(error_of(ods(ods_of(body))), HasSubstr("columns = 2000"));
  FeedLimits wide;
  wide.columns = 20'000;
  EXPECT_THAT(error_of(ods(ods_of(body), "", wide)), HasSubstr("inflated_bytes"));
  const std::string tall = "<table:table-row table:number-rows-repeated=\"1048576\">" +
                           number("1") + "</table:table-row>";
  EXPECT_THAT(error_of(ods(ods_of(tall))), HasSubstr("rows = 1000000"));
}

TEST(HostileOds, RepeatsBeyondTheSheetAreDamage) {
  const std::string body =
      row("<table:table-cell table:number-columns-repeated=\"99999999999\"/>" + number("1"));
  EXPECT_THAT(error_of(ods(ods_of(body))), AllOf(HasSubstr("表一"), HasSubstr("超出范围")));
  const std::string rows =
      "<table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell/>"
      "</table:table-row>" +
      row(number("1"));
  EXPECT_THAT(error_of(ods(ods_of(rows))), HasSubstr("超出范围"));
}

TEST(HostileOds, BlanksByNumberEnd) {
  EXPECT_THAT(error_of(ods(ods_of(row(text("<text:s text:c=\"999999999999999999999\"/>"))))),
              HasSubstr("太长的文字"));
  EXPECT_THAT(error_of(ods(ods_of(row(text("<text:s text:c=\"900000000\"/>"))))),
              HasSubstr("太长的文字"));
}

TEST(HostileOds, MergesOverTheWholeSheetEnd) {
  std::string body;
  for (int i = 0; i < 200; ++i) {
    body +=
        row("<table:table-cell office:value-type=\"string\" "
            "table:number-columns-spanned=\"16384\" table:number-rows-spanned=\"1048576\">"
            "<text:p>" +
            std::string(10'000, 'x') + "</text:p></table:table-cell>" + text("y"));
  }
  FeedLimits limits;
  limits.inflated_bytes = 64u << 20;
  EXPECT_THAT(error_of(ods(ods_of(body), "", limits)), HasSubstr("inflated_bytes = 64MiB"));
}

TEST(HostileOds, BombDepthLaughsAndCuts) {
  std::string many;
  for (int i = 0; i < 2'000'000; ++i) many += "<table:table-row/>";
  EXPECT_THAT(error_of(ods(ods_of(many))), HasSubstr("炸弹"));
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<table:table-row-group>";
  EXPECT_THAT(error_of(ods(ods_of(deep))), HasSubstr("嵌套超过"));
  Parts laughs = ods_parts("");
  edit_part(laughs, "content.xml", "?>", "?><!DOCTYPE l [<!ENTITY a \"ha\">]>");
  EXPECT_THAT(error_of(ods(zip_of(laughs))), HasSubstr("DOCTYPE"));
  const std::string whole = ods_of(row(text("a")));
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    EXPECT_NE(error_of(ods(whole.substr(0, size))), "") << size;
  }
}

TEST(HostileOds, ValuesThatDoNotFitTheirTypeAreDamage) {
  EXPECT_THAT(error_of(ods(ods_of(row(number("1,5"))))),
              AllOf(HasSubstr("单元格 A1"), HasSubstr("类型不符")));
  EXPECT_THAT(error_of(ods(ods_of(row("<table:table-cell office:value-type=\"matrix\"/>")))),
              HasSubstr("类型不符"));
}

}  // namespace
}  // namespace planwatch

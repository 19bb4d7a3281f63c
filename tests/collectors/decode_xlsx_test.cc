#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/decoders.h"
#include "tests/collectors/decode_support.h"

namespace planwatch {
namespace {

using decode_test::error_of;
using decode_test::lines_of;
using decode_test::sheet_of;
using decode_test::workbook_of;
using decode_test::xlsx;
using testing::AllOf;
using testing::HasSubstr;

using Lines = std::vector<std::string>;

struct CellCase {
  const char* name;
  std::string cell;  // inside row 3, as written
  std::string read;  // with its type; "" means the row is left out
};
void PrintTo(const CellCase& c, std::ostream* os) {
  *os << c.name;
}

constexpr const char* shared =
    "<si><t>甘州区</t></si>"
    "<si><r><rPr><b/></rPr><t>案件</t></r><r><t xml:space=\"preserve\"> 结案率</t></r>"
    "<rPh sb=\"0\" eb=\"2\"><t>アンケン</t></rPh><phoneticPr fontId=\"1\"/></si>"
    "<si/>"
    "<si><t>a_x000D_b_x005F_x000D_c_x0001_</t></si>";

class XlsxCells : public testing::TestWithParam<CellCase> {};

TEST_P(XlsxCells, ReadAs) {
  const auto document = xlsx(sheet_of("<row r=\"3\">" + GetParam().cell + "</row>", shared));
  const Lines expected = GetParam().read.empty() ? Lines{} : Lines{"3: " + GetParam().read};
  EXPECT_EQ(lines_of(document, true), expected);
}

INSTANTIATE_TEST_SUITE_P(
    Types, XlsxCells,
    testing::Values(
        CellCase{"shared", R"(<c r="A3" t="s"><v>0</v></c>)", "text:甘州区"},
        CellCase{"shared_rich_text_without_phonetics", R"(<c r="A3" t="s"><v>1</v></c>)",
                 "text:案件 结案率"},
        CellCase{"shared_empty", R"(<c r="A3" t="s"><v>2</v></c>)", ""},
        CellCase{"shared_escapes", R"(<c r="A3" t="s"><v>3</v></c>)", "text:a\rb_x000D_c_x0001_"},
        CellCase{"inline", R"(<c r="A3" t="inlineStr"><is><t>临泽</t></is></c>)", "text:临泽"},
        CellCase{
            "inline_rich",
            R"(<c r="A3" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>)",
            "text:ab"},
        CellCase{"space_is_preserved",
                 R"(<c r="A3" t="inlineStr"><is><t xml:space="preserve">  a </t></is></c>)",
                 "text:  a "},
        CellCase{"references", R"(<c r="A3" t="str"><v>a&lt;b&amp;&#20013;&#x4E2D;&quot;</v></c>)",
                 "text:a<b&中中\""},
        CellCase{"cdata", R"(<c r="A3" t="str"><v>a<![CDATA[<&amp;>]]>b<!-- no -->c</v></c>)",
                 "text:a<&amp;>bc"},
        CellCase{"formula_with_text", R"(<c r="A3" t="str"><f>A1&amp;B1</f><v>甲乙</v></c>)",
                 "text:甲乙"},
        CellCase{"formula_with_empty_text", R"(<c r="A3" t="str"><f>""</f><v></v></c>)", ""},
        CellCase{"formula_with_number", R"(<c r="A3"><f>1+1</f><v>2</v></c>)", "number:2"},
        CellCase{"formula_without_cache", R"(<c r="A3"><f>SUM(A1:A2)</f></c>)",
                 "error:=SUM(A1:A2)"},
        CellCase{"formula_with_empty_cache", R"(<c r="A3"><f>A1</f><v/></c>)", "error:=A1"},
        CellCase{"shared_formula_without_cache", R"(<c r="A3"><f t="shared" si="0"/></c>)",
                 "error:="},
        CellCase{"boolean_true", R"(<c r="A3" t="b"><v>1</v></c>)", "boolean:true"},
        CellCase{"boolean_false", R"(<c r="A3" t="b"><v>0</v></c>)", "boolean:false"},
        CellCase{"error_value", R"(<c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c>)", "error:#DIV/0!"},
        CellCase{"iso_date", R"(<c r="A3" t="d"><v>2025-06-03T00:00:00</v></c>)",
                 "date:2025-06-03"},
        CellCase{"iso_date_alone", R"(<c r="A3" t="d"><v>2025-06-03</v></c>)", "date:2025-06-03"},
        CellCase{"iso_time_is_text", R"(<c r="A3" t="d"><v>T12:00:00</v></c>)", "text:T12:00:00"},
        CellCase{"number", R"(<c r="A3" t="n"><v>98.5</v></c>)", "number:98.5"},
        CellCase{"number_without_type", R"(<c r="A3"><v>72</v></c>)", "number:72"},
        CellCase{"binary_noise_is_gone", R"(<c r="A3"><v>0.30000000000000004</v></c>)",
                 "number:0.3"},
        CellCase{"exponent_becomes_plain", R"(<c r="A3"><v>1.5E-5</v></c>)", "number:0.000015"},
        CellCase{"fifteen_digits", R"(<c r="A3"><v>916207020000123456</v></c>)",
                 "number:916207020000123000"},
        CellCase{"blank", R"(<c r="A3" s="1"/>)", ""},
        CellCase{"own_percent_format", R"(<c r="A3" s="1"><v>0.985</v></c>)", "percent:0.985"},
        CellCase{"builtin_percent_format", R"(<c r="A3" s="2"><v>1</v></c>)", "percent:1"},
        CellCase{"date_format", R"(<c r="A3" s="3"><v>45811</v></c>)", "date:2025-06-03"},
        CellCase{"first_of_the_year", R"(<c r="A3" s="3"><v>45658</v></c>)", "date:2025-01-01"},
        CellCase{"time_of_day_is_cut", R"(<c r="A3" s="3"><v>45811.75</v></c>)", "date:2025-06-03"},
        CellCase{"year_and_month_format", R"(<c r="A3" s="4"><v>45811</v></c>)", "date:2025-06-03"},
        CellCase{"time_format_is_a_number", R"(<c r="A3" s="5"><v>0.5</v></c>)", "number:0.5"},
        CellCase{"zero_is_no_date", R"(<c r="A3" s="3"><v>0</v></c>)", "number:0"},
        CellCase{"unknown_style_is_a_number", R"(<c r="A3" s="99"><v>5</v></c>)", "number:5"},
        CellCase{"gap_before", R"(<c r="C3"><v>5</v></c>)", "empty:|empty:|number:5"},
        CellCase{"cells_without_address", R"(<c><v>1</v></c><c/><c><v>3</v></c>)",
                 "number:1|empty:|number:3"},
        CellCase{"unknown_children_are_passed_over",
                 R"(<c r="A3"><v>1</v><extLst><ext><v>9</v></ext></extLst></c><x/>)", "number:1"}),
    [](const auto& test) { return test.param.name; });

TEST(Xlsx, DatesOfThe1904System) {
  const std::string row = R"(<row r="1"><c r="A1" s="3"><v>44349</v></c></row>)";
  EXPECT_EQ(lines_of(xlsx(sheet_of(row, "", true)), true), Lines{"1: date:2025-06-03"});
  EXPECT_EQ(lines_of(xlsx(sheet_of(row)), true), Lines{"1: date:2021-06-02"});
}

TEST(Xlsx, RowsWithoutNumberFollowTheRowBefore) {
  EXPECT_EQ(lines_of(xlsx(sheet_of(R"(<row><c><v>1</v></c></row><row/><row><c><v>3</v></c></row>
      <row r="7"><c><v>7</v></c></row><row><c r="B8"><v>8</v></c></row>)"))),
            (Lines{"1: 1", "3: 3", "7: 7", "8: |8"}));
}

TEST(Xlsx, HiddenRowsAreReadAndFlagged) {
  EXPECT_EQ(lines_of(xlsx(sheet_of(R"(<row r="1" hidden="1"><c><v>1</v></c></row>
      <row r="2" hidden="0"><c><v>2</v></c></row>)"))),
            (Lines{"!1: 1", "2: 2"}));
}

TEST(Xlsx, AddressIsTheCells) {
  const auto document = xlsx(sheet_of(R"(<row r="7"><c r="C7"><v>1</v></c></row>)"));
  ASSERT_TRUE(document);
  const Table& table = document->tables[0];
  EXPECT_EQ(table.name, "Sheet1");
  EXPECT_EQ(address_of(table, table.rows[0].number, 3), "C7");
  EXPECT_EQ(address_of(table, 1, 28), "AB1");
  EXPECT_EQ(document->encoding, "");
}

struct MergeCase {
  const char* name;
  std::string rows;
  std::string merges;
  Lines lines;
};
void PrintTo(const MergeCase& c, std::ostream* os) {
  *os << c.name;
}

class XlsxMerges : public testing::TestWithParam<MergeCase> {};

TEST_P(XlsxMerges, FillFromTheTopLeft) {
  const MergeCase& c = GetParam();
  EXPECT_EQ(lines_of(xlsx(workbook_of("<sheetData>" + c.rows + "</sheetData><mergeCells>" +
                                      c.merges + "</mergeCells>"))),
            c.lines);
}

constexpr const char* two_levels =
    R"(<row r="1"><c r="A1" t="str"><v>单位</v></c><c r="B1" t="str"><v>案件</v></c></row>
<row r="2"><c r="B2" t="str"><v>受理</v></c><c r="C2" t="str"><v>办结</v></c></row>
<row r="3"><c r="A3" t="str"><v>法院</v></c><c r="B3"><v>5</v></c><c r="C3"><v>4</v></c></row>)";

INSTANTIATE_TEST_SUITE_P(
    All, XlsxMerges,
    testing::Values(MergeCase{"two_header_levels",
                              two_levels,
                              R"(<mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/>)",
                              {"1: 单位|案件|~案件", "2: ~单位|受理|办结", "3: 法院|5|4"}},
                    MergeCase{"block",
                              two_levels,
                              R"(<mergeCell ref="B1:C1"></mergeCell>)",
                              {"1: 单位|案件|~案件", "2: |受理|办结", "3: 法院|5|4"}},
                    MergeCase{"rows_that_are_not_written_come_into_being",
                              R"(<row r="1"><c><v>1</v></c></row><row r="4"><c><v>4</v></c></row>)",
                              R"(<mergeCell ref="A1:A3"/>)",
                              {"1: 1", "2: ~1", "3: ~1", "4: 4"}},
                    MergeCase{"cut_at_the_last_row_and_widest_row",
                              two_levels,
                              R"(<mergeCell ref="A3:XFD1048576"/>)",
                              {"1: 单位|案件", "2: |受理|办结", "3: 法院|5|4"}},
                    MergeCase{"whole_title_line",
                              two_levels,
                              R"(<mergeCell ref="B1:XFD1"/>)",
                              {"1: 单位|案件|~案件", "2: |受理|办结", "3: 法院|5|4"}},
                    MergeCase{"own_content_stays",
                              two_levels,
                              R"(<mergeCell ref="B2:C3"/>)",
                              {"1: 单位|案件", "2: |受理|办结", "3: 法院|5|4"}},
                    MergeCase{"nothing_in_the_top_left",
                              two_levels,
                              R"(<mergeCell ref="A2:A3"/>)",
                              {"1: 单位|案件", "2: |受理|办结", "3: 法院|5|4"}},
                    MergeCase{"area_outside_the_sheet",
                              two_levels,
                              R"(<mergeCell ref="Z90:Z99"/>)",
                              {"1: 单位|案件", "2: |受理|办结", "3: 法院|5|4"}}),
    [](const auto& test) { return test.param.name; });

struct DamageCase {
  const char* name;
  std::string body;
  std::vector<std::string> said;
};
void PrintTo(const DamageCase& c, std::ostream* os) {
  *os << c.name;
}

class XlsxDamage : public testing::TestWithParam<DamageCase> {};

TEST_P(XlsxDamage, IsAnErrorWithItsPlace) {
  const auto document = xlsx(workbook_of(GetParam().body));
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::corrupt) << document.error().message;
  EXPECT_THAT(document.error().message, AllOf(HasSubstr("工作簿损坏"), HasSubstr("另存为")));
  for (const std::string& part : GetParam().said) {
    EXPECT_THAT(document.error().message, HasSubstr(part));
  }
}

std::string in_row(const std::string& cells) {
  return "<sheetData><row r=\"3\">" + cells + "</row></sheetData>";
}

INSTANTIATE_TEST_SUITE_P(
    All, XlsxDamage,
    testing::Values(
        DamageCase{"shared_string_out_of_range", in_row(R"(<c r="B3" t="s"><v>7</v></c>)"), {"B3"}},
        DamageCase{"shared_string_no_number", in_row(R"(<c r="B3" t="s"><v>x</v></c>)"), {"B3"}},
        DamageCase{"number_that_is_none", in_row(R"(<c r="B3"><v>12abc</v></c>)"), {"B3"}},
        DamageCase{"infinity", in_row(R"(<c r="B3"><v>inf</v></c>)"), {"B3"}},
        DamageCase{"number_too_large", in_row(R"(<c r="B3"><v>1e999</v></c>)"), {"B3"}},
        DamageCase{"boolean_that_is_none", in_row(R"(<c r="B3" t="b"><v>2</v></c>)"), {"B3"}},
        DamageCase{"unknown_type", in_row(R"(<c r="B3" t="q"><v>2</v></c>)"), {"B3"}},
        DamageCase{"style_that_is_none", in_row(R"(<c r="B3" s="-1"><v>2</v></c>)"), {"B3"}},
        DamageCase{"cell_twice", in_row(R"(<c r="B3"/><c r="B3"/>)"), {"C3", "重复"}},
        DamageCase{"cell_of_another_row", in_row(R"(<c r="B4"/>)"), {"A3"}},
        DamageCase{"cell_beyond_the_last_column", in_row(R"(<c r="XFE3"/>)"), {"A3"}},
        DamageCase{"row_twice", R"(<sheetData><row r="2"/><row r="2"/></sheetData>)", {"行号"}},
        DamageCase{"row_zero", R"(<sheetData><row r="0"/></sheetData>)", {"行号"}},
        DamageCase{"row_beyond_the_last", R"(<sheetData><row r="1048577"/></sheetData>)", {"行号"}},
        DamageCase{"row_number_of_letters", R"(<sheetData><row r="x"/></sheetData>)", {"行号"}},
        DamageCase{"area_that_is_none",
                   R"(<sheetData/><mergeCells><mergeCell ref="B2:A1"/></mergeCells>)",
                   {"合并区域"}},
        DamageCase{"area_without_text", R"(<mergeCells><mergeCell/></mergeCells>)", {"合并区域"}},
        DamageCase{"tags_that_do_not_match", "<sheetData></sheetdata>", {"结束标签"}},
        DamageCase{"unknown_entity", in_row("<c><v>&bomb;</v></c>"), {"实体引用"}},
        DamageCase{"character_that_is_none", in_row("<c><v>&#0;</v></c>"), {"实体引用"}},
        DamageCase{"not_utf8", in_row("<c t=\"str\"><v>\xB8\xCA</v></c>"), {"UTF-8"}}),
    [](const auto& test) { return test.param.name; });

TEST(Xlsx, RowAndColumnLimits) {
  FeedLimits limits;
  limits.rows = 1;
  limits.columns = 2;
  const auto row = [](int number, const std::string& cells) {
    return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>";
  };
  const std::string full = R"(<c><v>1</v></c><c><v>2</v></c><c s="1"/>)";
  EXPECT_TRUE(xlsx(sheet_of(row(1, full) + row(2, "<c s=\"1\"/>")), "", limits));
  EXPECT_THAT(error_of(xlsx(sheet_of(row(1, full) + row(2, full)), "", limits)),
              HasSubstr("rows = 1"));
  EXPECT_THAT(error_of(xlsx(sheet_of(row(1, full + "<c><v>3</v></c>")), "", limits)),
              HasSubstr("columns = 2"));
}

}  // namespace
}  // namespace planwatch

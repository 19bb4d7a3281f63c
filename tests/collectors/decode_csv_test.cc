#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/csv.h"
#include "tests/collectors/decode_support.h"

namespace planwatch {
namespace {

using decode_test::csv;
using decode_test::error_of;
using decode_test::lines_of;
using testing::AllOf;
using testing::ElementsAreArray;
using testing::HasSubstr;

struct CsvCase {
  const char* name;
  std::string text;
  std::vector<std::string> lines;
};
void PrintTo(const CsvCase& c, std::ostream* os) {
  *os << c.name;
}

class CsvReads : public testing::TestWithParam<CsvCase> {};

TEST_P(CsvReads, ByTheLetter) {
  EXPECT_THAT(lines_of(csv(GetParam().text)), ElementsAreArray(GetParam().lines));
}

INSTANTIATE_TEST_SUITE_P(
    Rfc4180, CsvReads,
    testing::Values(
        CsvCase{"plain", "a,b\n1,2\n", {"1: a|b", "2: 1|2"}},
        CsvCase{"no_line_end_at_the_end", "a,b\n1,2", {"1: a|b", "2: 1|2"}},
        CsvCase{"crlf", "a,b\r\n1,2\r\n", {"1: a|b", "2: 1|2"}},
        CsvCase{"cr_alone", "a,b\r1,2\r", {"1: a|b", "2: 1|2"}},
        CsvCase{
            "mixed_line_ends", "a,b\r\n1,2\n3,4\r5,6", {"1: a|b", "2: 1|2", "3: 3|4", "4: 5|6"}},
        CsvCase{"separator_in_quotes", "a,b\n\"1,234\",2\n", {"1: a|b", "2: 1,234|2"}},
        CsvCase{"doubled_quotes", "a,b\n\"say \"\"no\"\"\",2\n", {"1: a|b", "2: say \"no\"|2"}},
        CsvCase{"line_break_in_quotes_keeps_physical_lines",
                "a,b\n\"x\ny\r\nz\",2\n3,4\n",
                {"1: a|b", "2: x\ny\r\nz|2", "5: 3|4"}},
        CsvCase{"quote_inside_plain_field", "a,b\n5\" pipe,2\n", {"1: a|b", "2: 5\" pipe|2"}},
        CsvCase{"formula_protection_stays", "a,b\n=\"001\",2\n", {"1: a|b", "2: =\"001\"|2"}},
        CsvCase{"empty_fields", "a,b,c\n,,\n1,\"\",3\n", {"1: a|b|c", "2: ||", "3: 1||3"}},
        CsvCase{"field_after_last_separator", "a,b\n1,\n", {"1: a|b", "2: 1|"}},
        CsvCase{"ragged_rows_stay_ragged", "题目\na,b\n1,2,3\n", {"1: 题目", "2: a|b", "3: 1|2|3"}},
        CsvCase{"blank_lines_are_counted_only", "a,b\n\n\n1,2\n\n", {"1: a|b", "4: 1|2"}},
        CsvCase{"spaces_are_kept", "a,b\n  1 ,2\n", {"1: a|b", "2:   1 |2"}},
        CsvCase{"space_after_closing_quote", "a,b\n\"1\" ,2\n", {"1: a|b", "2: 1|2"}},
        CsvCase{"dos_end_of_file", "a,b\n1,2\n\x1A", {"1: a|b", "2: 1|2"}},
        CsvCase{"header_in_brackets_is_no_json", "[单位],b\n1,2\n", {"1: [单位]|b", "2: 1|2"}}),
    [](const auto& test) { return test.param.name; });

struct SeparatorCase {
  const char* name;
  std::string text;
  char separator;
};
void PrintTo(const SeparatorCase& c, std::ostream* os) {
  *os << c.name;
}

class CsvSeparator : public testing::TestWithParam<SeparatorCase> {};

TEST_P(CsvSeparator, IsFoundOut) {
  EXPECT_EQ(detect_separator(GetParam().text), GetParam().separator);
}

INSTANTIATE_TEST_SUITE_P(
    Among, CsvSeparator,
    testing::Values(
        SeparatorCase{"comma", "a,b\n1,2\n", ','}, SeparatorCase{"semicolon", "a;b\n1;2\n", ';'},
        SeparatorCase{"tab", "a\tb\n1\t2\n", '\t'}, SeparatorCase{"bar", "a|b\n1|2\n", '|'},
        SeparatorCase{"commas_inside_quotes_do_not_count", "a;b\n\"1,2,3\";2\n\"4,5,6\";3\n", ';'},
        SeparatorCase{"decimal_commas_lose_to_the_header", "a;b\n1,5;2,5\n3,5;4,5\n", ';'},
        SeparatorCase{"title_line_before", "标题，2025年\n单位：件\na\tb\n1\t2\n", '\t'},
        SeparatorCase{"one_column", "a\n1\n", ','}, SeparatorCase{"nothing", "", ','}),
    [](const auto& test) { return test.param.name; });

TEST(Csv, DeclaredSeparatorIsNotGuessed) {
  EXPECT_EQ(lines_of(csv("a,b;c\n1,2;3\n", CsvFormat{Encoding::automatic, ';'})),
            (std::vector<std::string>{"1: a,b|c", "2: 1,2|3"}));
}

TEST(Csv, SeparatorLineOfExcelIsNoRow) {
  EXPECT_EQ(lines_of(csv("sep=;\r\na,1;b\r\n")), (std::vector<std::string>{"2: a,1|b"}));
}

TEST(Csv, CellsAreTextOrEmpty) {
  EXPECT_EQ(lines_of(csv("a,\"\",12\n"), true),
            (std::vector<std::string>{"1: text:a|empty:|text:12"}));
}

TEST(Csv, AddressIsLineAndColumn) {
  const auto document = csv("a,b,c\n\"x\n\n\n\n\",y,z\n1,2,3\n");
  ASSERT_TRUE(document);
  const Table& table = document->tables[0];
  EXPECT_EQ(table.rows[2].number, 7u);
  EXPECT_EQ(address_of(table, table.rows[2].number, 3), "第7行第3列");
}

TEST(Csv, UnterminatedQuoteNamesWhereItOpened) {
  EXPECT_THAT(error_of(csv("a,b\n1,2\n3,\"4\n5,6\n7,8\n")),
              AllOf(HasSubstr("第3行第2列"), HasSubstr("引号没有结束")));
}

TEST(Csv, TextAfterAClosingQuoteIsAnError) {
  EXPECT_THAT(error_of(csv("a,b\n\"1\"x,2\n")), AllOf(HasSubstr("第2行第1列"), HasSubstr("引号")));
}

TEST(Csv, TextAfterAClosingQuoteOverSeveralLinesNamesTheLineOfTheFault) {
  EXPECT_THAT(error_of(csv("a,b\n\"1\n2\"x,2\n")), HasSubstr("第3行第1列"));
}

TEST(Csv, RowLimitIsNamedWithItsValue) {
  FeedLimits limits;
  limits.rows = 2;
  EXPECT_TRUE(csv("a\n1\n", {}, limits));
  const auto document = csv("a\n1\n2\n", {}, limits);
  EXPECT_THAT(error_of(document), HasSubstr("rows = 2"));
  EXPECT_EQ(document.error().code, ErrorCode::too_large);
}

TEST(Csv, ColumnLimitIsNamedWithItsValue) {
  FeedLimits limits;
  limits.columns = 3;
  EXPECT_TRUE(csv("1,2,3\n", {}, limits));
  EXPECT_THAT(error_of(csv("1,2,3,4\n", {}, limits)), HasSubstr("columns = 3"));
}

TEST(Csv, MemoryLimitCountsCellsNotOnlyBytes) {
  FeedLimits limits;
  limits.inflated_bytes = 64ULL * 1024;
  std::string text;
  for (int i = 0; i < 1000; ++i) text += ",,,\n";
  EXPECT_THAT(error_of(csv(text, {}, limits)), HasSubstr("inflated_bytes = 64KiB"));
}

TEST(Csv, SizeLimitIsNamedWithItsValue) {
  FeedLimits limits;
  limits.bytes = 10;
  EXPECT_TRUE(csv("0123456789", {}, limits));
  EXPECT_THAT(error_of(csv("0123456789a", {}, limits)), HasSubstr("bytes = 10B"));
}

}  // namespace
}  // namespace planwatch

#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/xls_strings.h"
#include "tests/collectors/decode_support.h"
#include "tests/collectors/decode_xls_support.h"

namespace planwatch {
namespace {

using namespace decode_test;
using testing::AllOf;
using testing::HasSubstr;

using Lines = std::vector<std::string>;

struct CellCase {
  const char* name;
  std::string record;
  std::string read;  // with its type; "" means the row is left out
};
void PrintTo(const CellCase& c, std::ostream* os) {
  *os << c.name;
}

class XlsCells : public testing::TestWithParam<CellCase> {};

TEST_P(XlsCells, ReadAs) {
  const auto document = xls(xls_of(GetParam().record, {u"甘州区", u"", u"𠮷a"}));
  const Lines expected = GetParam().read.empty() ? Lines{} : Lines{"3: " + GetParam().read};
  EXPECT_EQ(lines_of(document, true), expected);
}

std::string result(unsigned kind, unsigned value) {
  return binary(kind, 1) + binary(0, 1) + binary(value, 1) + std::string(3, '\0') +
         binary(0xFFFF, 2);
}

INSTANTIATE_TEST_SUITE_P(
    Types, XlsCells,
    testing::Values(
        CellCase{"double", xls_number(2, 0, 98.5), "number:98.5"},
        CellCase{"fifteen_digits", xls_number(2, 0, 0.1 + 0.2), "number:0.3"},
        CellCase{"packed_whole", xls_packed(2, 0, 12u << 2 | 2), "number:12"},
        CellCase{"packed_negative", xls_packed(2, 0, static_cast<std::uint32_t>(-7) << 2 | 2),
                 "number:-7"},
        CellCase{"packed_hundredth", xls_packed(2, 0, 9850u << 2 | 3), "number:98.5"},
        CellCase{"packed_double", xls_packed(2, 0, 0x3FE00000), "number:0.5"},
        CellCase{
            "several_packed",
            record(0x00BD, binary(2, 2) + binary(0, 2) + binary(0, 2) + binary(1u << 2 | 2, 4) +
                               binary(1, 2) + binary(2u << 2 | 2, 4) + binary(1, 2)),
            "number:1|percent:2"},
        CellCase{"percent", xls_number(2, 0, 0.985, 1), "percent:0.985"},
        CellCase{"percent_builtin", xls_number(2, 0, 0.985, 2), "percent:0.985"},
        CellCase{"date", xls_number(2, 0, 45811, 3), "date:2025-06-03"},
        CellCase{"month_format_is_a_date", xls_number(2, 0, 45809.75, 4), "date:2025-06-01"},
        CellCase{"no_day_stays_a_number", xls_number(2, 0, -1, 3), "number:-1"},
        CellCase{"unknown_format", xls_number(2, 0, 1, 99), "number:1"},
        CellCase{"text", xls_text(2, 0, 0), "text:甘州区"},
        CellCase{"text_beyond_the_bmp", xls_text(2, 0, 2), "text:𠮷a"},
        CellCase{"empty_text", xls_text(2, 0, 1), ""},
        CellCase{"label",
                 record(0x0204, binary(2, 2) + binary(0, 4) + binary(2, 2) + binary(0, 1) + "ab"),
                 "text:ab"},
        CellCase{"boolean", xls_boolean(2, 0, true), "boolean:true"},
        CellCase{"error", xls_error(2, 0, 0x17), "error:#REF!"},
        CellCase{"error_not_available", xls_error(2, 0, 0x2A), "error:#N/A"},
        CellCase{"formula", xls_formula(2, 0, binary_double(0.5), 1), "percent:0.5"},
        CellCase{"formula_boolean", xls_formula(2, 0, result(1, 0)), "boolean:false"},
        CellCase{"formula_error", xls_formula(2, 0, result(2, 0x07)), "error:#DIV/0!"},
        CellCase{"formula_empty_text", xls_formula(2, 0, result(3, 0)), ""},
        CellCase{
            "formula_text",
            xls_formula(2, 0, result(0, 0)) +
                record(0x0207, binary(2, 2) + binary(1, 1) + binary(u'法', 2) + binary('x', 2)),
            "text:法x"},
        CellCase{"formula_text_in_two_pieces",
                 xls_formula(2, 0, result(0, 0)) +
                     record(0x0207, binary(3, 2) + binary(1, 1) + binary(u'法', 2)) +
                     record(0x003C, binary(0, 1) + "yz"),
                 "text:法yz"},
        CellCase{"blank", record(0x0201, binary(2, 2) + binary(0, 2) + binary(0, 2)), ""}),
    [](const auto& test) { return test.param.name; });

TEST(XlsSheet, RowsKeepTheirNumbersAndPlaces) {
  const std::string records = xls_number(6, 2, 7) + xls_number(0, 0, 1) + xls_number(0, 3, 4);
  EXPECT_EQ(lines_of(xls(xls_of(records))), (Lines{"1: 1|||4", "7: ||7"}));
}

TEST(XlsSheet, HiddenRowsAreFlaggedAndMergesFilled) {
  const std::string hidden =
      record(0x0208, binary(1, 2) + binary(0, 2) + binary(2, 2) + binary(0, 6) + binary(0x20, 4));
  const std::string merged =
      record(0x00E5, binary(1, 2) + binary(0, 2) + binary(1, 2) + binary(0, 2) + binary(0, 2));
  const std::string records =
      hidden + xls_number(0, 0, 1) + xls_number(0, 1, 2) + xls_number(1, 1, 3) + merged;
  EXPECT_EQ(lines_of(xls(xls_of(records))), (Lines{"1: 1|2", "!2: ~1|3"}));
}

TEST(XlsSheet, DatesOf1904) {
  XlsToWrite book;
  book.sheets = {{"Sheet1", xls_number(0, 0, 45811 - 1462, 3)}};
  book.date1904 = true;
  EXPECT_EQ(lines_of(xls(xls_of(book)), true), Lines{"1: date:2025-06-03"});
}

TEST(XlsSheet, ChartsInsideAreSkipped) {
  const std::string chart = record(0x0809, binary(0x0600, 2) + binary(0x20, 2)) +
                            xls_number(0, 0, 9) + record(0x000A, "");
  EXPECT_EQ(lines_of(xls(xls_of(xls_number(0, 0, 1) + chart + xls_number(1, 0, 2)))),
            (Lines{"1: 1", "2: 2"}));
}

TEST(XlsSheets, FirstVisibleOneOrByName) {
  XlsToWrite book;
  book.sheets = {{"macros", "", 0, 1},
                 {"hidden", xls_number(0, 0, 1), 1},
                 {"june", xls_text(0, 0, 0) + xls_number(0, 1, 2)},
                 {"secret", xls_text(0, 0, 1), 2}};
  book.texts = {u"六月", u"暗"};
  const std::string bytes = xls_of(book);
  EXPECT_EQ(lines_of(xls(bytes)), Lines{"1: 六月|2"});
  EXPECT_EQ(lines_of(xls(bytes, "secret")), Lines{"1: 暗"});
  const auto hidden = xls(bytes, "hidden");
  EXPECT_EQ(lines_of(hidden), Lines{"1: 1"});
  EXPECT_TRUE(hidden->tables.front().hidden);
  EXPECT_THAT(error_of(xls(bytes, "july")), HasSubstr("hidden（隐藏）、june、secret（隐藏）"));
}

std::vector<std::string> texts_in(const std::vector<std::string>& pieces) {
  const std::vector<std::string_view> views(pieces.begin(), pieces.end());
  const auto texts = read_xls_texts(views);
  if (!texts) return {"damaged"};
  std::vector<std::string> all;
  for (std::uint64_t i = 0; texts->at(i); ++i) all.emplace_back(*texts->at(i));
  return all;
}

TEST(XlsTexts, PlainWideWithFontsAndGuides) {
  const std::string head = binary(9, 4) + binary(4, 4);
  const std::string plain = binary(2, 2) + binary(0, 1) + "ab";
  const std::string fonts =
      binary(1, 2) + binary(9, 1) + binary(2, 2) + binary(u'甘', 2) + std::string(8, 'x');
  const std::string guide = binary(1, 2) + binary(4, 1) + binary(3, 4) + "c" + "xyz";
  const std::string empty = binary(0, 2) + binary(0, 1);
  EXPECT_EQ(texts_in({head + plain + fonts + guide + empty}), (Lines{"ab", "甘", "c", ""}));
  EXPECT_EQ(texts_in({}), Lines{});
}

TEST(XlsTexts, GoOnInTheNextRecordWithAWidthOfTheirOwn) {
  const std::string head = binary(2, 4) + binary(2, 4);
  const std::string first = binary(3, 2) + binary(1, 1) + binary(u'甘', 2);
  EXPECT_EQ(texts_in({head + first, binary(0, 1) + "bc" + binary(1, 2) + binary(0, 1) + "d"}),
            (Lines{"甘bc", "d"}));
  // Fonts behind a text may be cut as well, without that byte.
  const std::string fonts = binary(1, 2) + binary(8, 1) + binary(2, 2) + "a" + "1234";
  EXPECT_EQ(texts_in({head + fonts, "5678" + binary(1, 2) + binary(0, 1) + "b"}),
            (Lines{"a", "b"}));
}

TEST(XlsTexts, ThatAreCutOrClaimMoreAreDamaged) {
  const std::string head = binary(1, 4) + binary(1, 4);
  EXPECT_EQ(texts_in({"short"}), Lines{"damaged"});
  EXPECT_EQ(texts_in({head}), Lines{"damaged"});
  EXPECT_EQ(texts_in({head + binary(5, 2) + binary(0, 1) + "ab"}), Lines{"damaged"});
  EXPECT_EQ(texts_in({head + binary(1, 2) + binary(4, 1) + binary(0xFFFFFFFF, 4) + "a"}),
            Lines{"damaged"});
  EXPECT_EQ(texts_in({binary(1, 4) + binary(0xFFFFFFFF, 4)}), Lines{"damaged"});
}

// ---- refusals ----

TEST(XlsRefusal, PasswordVersionAndMacros) {
  XlsToWrite book;
  book.sheets = {{"Sheet1", ""}};
  book.more_globals = record(0x002F, std::string(6, '\0'));
  EXPECT_THAT(error_of(xls(xls_of(book))), AllOf(HasSubstr("密码"), HasSubstr("另存为 .xlsx")));
  book.more_globals.clear();
  book.version = 0x0500;
  EXPECT_THAT(error_of(xls(xls_of(book))), AllOf(HasSubstr("Excel 95"), HasSubstr(".xlsx")));
  book.version = 0x0600;
  book.sheets = {{"macros", "", 0, 1}, {"chart", "", 0, 2}};
  EXPECT_THAT(error_of(xls(xls_of(book))), AllOf(HasSubstr("只有宏或图表"), HasSubstr(".xlsx")));
}

TEST(XlsRefusal, OtherCompoundFilesAreNamed) {
  const std::string stream(5000, 'x');
  EXPECT_THAT(error_of(xls(compound_file(stream, "WordDocument"))), HasSubstr(".doc"));
  EXPECT_THAT(error_of(xls(compound_file(stream, "EncryptedPackage"))), HasSubstr("打开密码"));
  EXPECT_THAT(error_of(xls(compound_file(stream, "Book"))),
              AllOf(HasSubstr("Excel 95"), HasSubstr(".et"), HasSubstr(".xlsx")));
  EXPECT_THAT(error_of(xls("<html><table>")), HasSubstr("网页"));
  EXPECT_THAT(error_of(xls(workbook_of(""))), HasSubstr("xlsx"));
}

// ---- made to crash or exhaust a reader ----

TEST(HostileXls, CutAnywhereEndsInAnError) {
  const std::string records = xls_number(0, 0, 1) + xls_text(0, 1, 0) + xls_number(1, 0, 2);
  const std::string whole = xls_of(records, {u"甘州区"});
  for (std::size_t size = 0; size < whole.size() - 512; size += 97) {
    EXPECT_NE(error_of(xls(whole.substr(0, size))), "") << size;
  }
  XlsToWrite book;
  book.sheets = {{"Sheet1", records}};
  book.texts = {u"甘州区"};
  const std::string stream = xls_stream(book);
  for (std::size_t size = 1; size + 4 < stream.size();
       size += size < 3900 && size > 300 ? 211 : 3) {
    // Padding after the cut reads as records of type 0: their end is missing.
    EXPECT_NE(error_of(xls(compound_file(stream.substr(0, size)))), "") << size;
  }
}

TEST(HostileXls, ChainsInACircleEnd) {
  std::string bytes = xls_of(xls_number(0, 0, 1));
  // The first sector of the stream follows itself.
  bytes.replace(512 + 4 * 2, 4, binary(2, 4));
  EXPECT_NE(error_of(xls(bytes)), "");
  std::string directory = xls_of(xls_number(0, 0, 1));
  directory.replace(512 + 4, 4, binary(1, 4));
  EXPECT_LE(lines_of(xls(directory)).size(), 1u);
  std::string siblings = xls_of(xls_number(0, 0, 1));
  siblings.replace(1024 + 128 + 68, 8, binary(1, 4) + binary(1, 4));
  EXPECT_EQ(lines_of(xls(siblings)), Lines{"1: 1"});
}

TEST(HostileXls, ValuesThatAreNone) {
  EXPECT_THAT(error_of(xls(xls_of(xls_number(0, 0, std::numeric_limits<double>::infinity())))),
              HasSubstr("不是数"));
  EXPECT_THAT(error_of(xls(xls_of(xls_number(0, 0, 1) + xls_number(0, 0, 2)))),
              HasSubstr("写了两次"));
  EXPECT_THAT(error_of(xls(xls_of(xls_number(0, 300, 1)))), HasSubstr("超出范围"));
  EXPECT_THAT(error_of(xls(xls_of(record(0x0203, "short")))), HasSubstr("不对"));
  EXPECT_NE(error_of(xls(xls_of(xls_text(0, 0, 77), {u"a"}))), "");
  EXPECT_THAT(error_of(xls(xls_of(xls_formula(0, 0, result(0, 0))))), HasSubstr("没有写完"));
}

TEST(HostileXls, ClaimedSizesAreNotBelieved) {
  const std::string records = xls_dimensions(65'536, 256) + xls_text(0, 0, 0);
  EXPECT_EQ(lines_of(xls(xls_of(records, {u"a"}))), Lines{"1: a"});
}

TEST(HostileXls, LimitsOfRowsAndColumns) {
  FeedLimits limits;
  limits.rows = 1;
  EXPECT_THAT(error_of(xls(xls_of(xls_number(0, 0, 1) + xls_number(1, 0, 1)), "", limits)),
              HasSubstr("rows = 1"));
  limits = {};
  limits.columns = 2;
  EXPECT_THAT(error_of(xls(xls_of(xls_number(0, 2, 1)), "", limits)), HasSubstr("columns = 2"));
}

}  // namespace
}  // namespace planwatch

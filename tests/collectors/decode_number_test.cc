#include <limits>

#include "gtest/gtest.h"

#include "collectors/decode/cell_reference.h"
#include "collectors/decode/number_format.h"
#include "collectors/decode/number_text.h"

namespace planwatch {
namespace {

TEST(NumberText, FifteenDigitsInPlainNotation) {
  const std::vector<std::pair<double, std::string>> table{
      {0, "0"},
      {-0.0, "0"},
      {1, "1"},
      {-1.5, "-1.5"},
      {100, "100"},
      {0.985, "0.985"},
      {0.1 + 0.2, "0.3"},
      {1.1 * 1.1, "1.21"},
      {2.0 / 3, "0.666666666666667"},
      {1234567.891, "1234567.891"},
      {123456789012345, "123456789012345"},
      {1234567890123456789, "1234567890123460000"},
      {999999999999999.9, "1000000000000000"},
      {1e21, "1000000000000000000000"},
      {0.000015, "0.000015"},
      {-1e-10, "-0.0000000001"},
      {98.7, "98.7"},
  };
  for (const auto& [value, text] : table) EXPECT_EQ(number_text(value), text);
}

TEST(NumberText, OfExtremesHasNoExponent) {
  for (const double value : {std::numeric_limits<double>::max(), std::numeric_limits<double>::min(),
                             std::numeric_limits<double>::denorm_min()}) {
    const std::string text = number_text(value);
    EXPECT_EQ(text.find_first_not_of("0123456789."), std::string::npos) << text;
  }
}

TEST(ParseDouble, TakesNumbersOnly) {
  for (const char* text : {"1", "-1.5", "+2", " 3 ", "1E-5", "1e5", ".5", "5."}) {
    EXPECT_TRUE(parse_double(text)) << text;
  }
  for (const char* text : {"", " ", "abc", "1a", "1 2", "inf", "nan", "0x10", "1e999", "1,5"}) {
    EXPECT_FALSE(parse_double(text)) << text;
  }
}

TEST(SerialDates, BothSystems) {
  struct Row {
    double serial;
    bool date1904;
    const char* date;  // null: no day
  };
  for (const Row& row : {
           Row{45658, false, "2025-01-01"},
           Row{45811, false, "2025-06-03"},
           Row{46022, false, "2025-12-31"},
           Row{46023, false, "2026-01-01"},
           Row{45811.999, false, "2025-06-03"},
           Row{45811 - 1462, true, "2025-06-03"},
           Row{0, true, "1904-01-01"},
           Row{-1, true, nullptr},
           Row{61, false, "1900-03-01"},
           Row{60, false, nullptr},
           Row{59, false, "1900-02-28"},
           Row{1, false, "1900-01-01"},
           Row{0, false, nullptr},
           Row{-5, false, nullptr},
           Row{2958465, false, "9999-12-31"},
           Row{2958466, false, nullptr},
           Row{1e300, false, nullptr},
       }) {
    EXPECT_EQ(date_of_serial(row.serial, row.date1904).value_or("(none)"),
              row.date == nullptr ? "(none)" : row.date)
        << row.serial;
  }
}

TEST(NumberFormats, CodesOfWorkbooks) {
  const std::vector<std::pair<const char*, NumberKind>> table{
      {"General", NumberKind::number},
      {"G/通用格式", NumberKind::number},
      {"0.00", NumberKind::number},
      {"#,##0_);[Red](#,##0)", NumberKind::number},
      {"0.00E+00", NumberKind::number},
      {"##0.0E-0", NumberKind::number},
      {"@", NumberKind::number},
      {"0\"天\"", NumberKind::number},
      {"0\"days\"", NumberKind::number},
      {"0\\d", NumberKind::number},
      {"_-* #,##0.00_d", NumberKind::number},
      {"[DBNum1]General", NumberKind::number},
      {"h:mm", NumberKind::number},
      {"[h]:mm:ss", NumberKind::number},
      {"[mm]", NumberKind::number},
      {"h:mm AM/PM", NumberKind::number},
      {"上午/下午h\"时\"mm\"分\"", NumberKind::number},
      {"0%", NumberKind::percent},
      {"0.00%;[Red]-0.00%", NumberKind::percent},
      {"[=0]\"—\";0.0%", NumberKind::percent},
      {"0\"%\"", NumberKind::number},
      {"yyyy-mm-dd", NumberKind::date},
      {"yyyy/m/d h:mm", NumberKind::date},
      {"yyyy\"年\"m\"月\"", NumberKind::date},
      {"m\"月\"d\"日\"", NumberKind::date},
      {"m\"月\"", NumberKind::date},
      {"[$-804]aaaa", NumberKind::date},
      {"[DBNum1][$-804]yyyy\"年\"m\"月\"", NumberKind::date},
      {"e\"年\"m\"月\"", NumberKind::date},
      {"dd\\.mm\\.yyyy;@", NumberKind::date},
      {"YYYY-MM-DD", NumberKind::date},
      {"\"unterminated", NumberKind::number},
      {"[unterminated", NumberKind::number},
      {"", NumberKind::number},
      {"\\", NumberKind::number},
  };
  for (const auto& [code, kind] : table) EXPECT_EQ(kind_of_format_code(code), kind) << code;
}

TEST(NumberFormats, BuiltIn) {
  for (const unsigned id : {9u, 10u}) EXPECT_EQ(kind_of_builtin_format(id), NumberKind::percent);
  for (const unsigned id : {14u, 17u, 22u, 27u, 31u, 36u, 50u, 54u, 57u, 58u}) {
    EXPECT_EQ(kind_of_builtin_format(id), NumberKind::date) << id;
  }
  for (const unsigned id : {0u, 1u, 4u, 11u, 18u, 21u, 32u, 35u, 37u, 45u, 49u, 55u, 56u, 59u}) {
    EXPECT_EQ(kind_of_builtin_format(id), NumberKind::number) << id;
  }
}

TEST(CellReferences, AreReadAndWritten) {
  for (const auto& [column, letters] :
       std::vector<std::pair<std::uint32_t, const char*>>{{1, "A"},
                                                          {26, "Z"},
                                                          {27, "AA"},
                                                          {28, "AB"},
                                                          {702, "ZZ"},
                                                          {703, "AAA"},
                                                          {16384, "XFD"}}) {
    EXPECT_EQ(column_letters(column), letters);
    const auto parsed = parse_cell_reference(std::string(letters) + "7");
    ASSERT_TRUE(parsed) << letters;
    EXPECT_EQ(parsed->column, column);
    EXPECT_EQ(parsed->row, 7u);
  }
  EXPECT_TRUE(parse_cell_reference("$C$7"));
  EXPECT_TRUE(parse_cell_reference("xfd1048576"));
  for (const char* text : {"", "7", "C", "C0", "7C", "C7x", "XFE1", "A1048577", "AAAA1", "甲1",
                           "C-1", "A99999999999999999999"}) {
    EXPECT_FALSE(parse_cell_reference(text)) << text;
  }
  EXPECT_TRUE(parse_cell_area("A1:C2"));
  EXPECT_TRUE(parse_cell_area("A1"));
  for (const char* text : {"", "A1:", ":A1", "B1:A1", "A2:A1", "A1:B2:C3"}) {
    EXPECT_FALSE(parse_cell_area(text)) << text;
  }
}

}  // namespace
}  // namespace planwatch

#include "gtest/gtest.h"

#include "rules/model/decimal.h"

namespace planwatch {
namespace {

Decimal dec(const char* text) {
  return Decimal::parse(text).value();
}

TEST(ModelDecimal, IsWrittenAsItWasRead) {
  for (const char* text : {"0", "72", "-3", "0.90", "0.985", "-0.05", "100.00", "1234567.89",
                           "0.000000000000000001", "999999999999999999", "-0.5"}) {
    EXPECT_EQ(dec(text).to_string(), text);
  }
  EXPECT_EQ(dec("+7").to_string(), "7");
  EXPECT_EQ(dec("007.50").to_string(), "7.50");
}

TEST(ModelDecimal, RefusesWhatIsNotAPlainNumber) {
  for (const char* text :
       {"", "-", "+", ".", ".5", "5.", "1,234", "1e3", " 1", "1 ", "1.2.3", "--1", "+-1", "98%",
        "０.9", "nan", "0x10", "1000000000000000000", "0.0000000000000000001"}) {
    EXPECT_FALSE(Decimal::parse(text)) << text;
  }
}

TEST(ModelDecimal, ComparesByValueNotByWriting) {
  EXPECT_EQ(dec("0.9"), dec("0.90"));
  EXPECT_EQ(dec("-0.0"), dec("0"));
  EXPECT_LT(dec("0.97999"), dec("0.98"));
  EXPECT_GT(dec("-1.5"), dec("-1.51"));
  EXPECT_LT(dec("-1"), dec("0.000000000000000001"));
  EXPECT_GT(dec("999999999999999999"), dec("0.999999999999999999"));
}

TEST(ModelDecimal, TenthsAddUpExactly) {
  EXPECT_EQ(Decimal::add(dec("0.1"), dec("0.2")), dec("0.3"));
  EXPECT_EQ(Decimal::subtract(dec("0.3"), dec("0.1")), dec("0.2"));
  EXPECT_EQ(Decimal::subtract(dec("1"), dec("1.00"))->is_zero(), true);
}

TEST(ModelDecimal, SumsThatDoNotFitAreEmpty) {
  const Decimal largest(Decimal::max_mantissa);
  EXPECT_FALSE(Decimal::add(largest, Decimal(1)));
  EXPECT_FALSE(Decimal::add(largest, dec("0.1")));
  EXPECT_FALSE(Decimal::subtract(Decimal(-Decimal::max_mantissa), Decimal(1)));
  // Zeros at the end are given up before the result is.
  EXPECT_EQ(Decimal::add(largest, dec("0.00")), largest);
}

TEST(ModelDecimal, ShiftsBetweenPercentAndRatio) {
  EXPECT_EQ(dec("98.5").shifted(-2)->to_string(), "0.985");
  EXPECT_EQ(dec("0.985").shifted(2)->to_string(), "98.5");
  EXPECT_EQ(dec("1.2").shifted(4)->to_string(), "12000");
  EXPECT_EQ(dec("3").shifted(-3)->to_string(), "0.003");
  EXPECT_EQ(dec("100").shifted(-18)->to_string(), "0.000000000000000100");
  EXPECT_EQ(dec("0").shifted(40)->to_string(), "0");
  EXPECT_FALSE(dec("999999999999999999").shifted(1));
  EXPECT_FALSE(dec("0.000000000000000001").shifted(-1));
  EXPECT_FALSE(dec("1").shifted(100));
}

TEST(ModelDecimal, RoundsHalfAwayFromZero) {
  struct Row {
    const char* number;
    int scale;
    const char* rounded;
  };
  for (const auto& row : {Row{"97.95", 1, "98.0"}, Row{"97.94", 1, "97.9"}, Row{"0.5", 0, "1"},
                          Row{"-0.5", 0, "-1"}, Row{"2.5", 0, "3"}, Row{"-2.4", 0, "-2"},
                          Row{"98", 1, "98.0"}, Row{"9.995", 2, "10.00"}, Row{"0.04", 1, "0.0"}}) {
    EXPECT_EQ(dec(row.number).rounded(row.scale).to_string(), row.rounded) << row.number;
  }
  EXPECT_EQ(Decimal(Decimal::max_mantissa).rounded(3), Decimal(Decimal::max_mantissa));
}

TEST(ModelDecimal, GivesADoubleForDrawing) {
  EXPECT_DOUBLE_EQ(dec("0.985").to_double(), 0.985);
  EXPECT_DOUBLE_EQ(dec("-72").to_double(), -72.0);
}

}  // namespace
}  // namespace planwatch

// The short ways of records are the long ones, only shorter.

#include <gtest/gtest.h>
#include <map>

#include "collectors/records/plain_cells.h"
#include "collectors/records/text_memo.h"
#include "tests/collectors/decode_support.h"

namespace planwatch {
namespace {

using decode_test::XorShift;

void expect_as_parsed(const std::string& text) {
  const auto parsed = parse_date(text);
  const bool in_reach = parsed && year_of(*parsed) >= 2000 && year_of(*parsed) <= 2099;
  Date date;
  ASSERT_EQ(plain_date(text, date), in_reach) << text;
  if (in_reach) {
    ASSERT_EQ(to_string(date), text);
  }
}

TEST(RecordsCells, EveryDayOfTheCenturyIsRead) {
  for (Date day = make_date(1999, 12, 1); day < make_date(2100, 2, 1);
       day += std::chrono::days(1)) {
    expect_as_parsed(to_string(day));
  }
}

TEST(RecordsCells, NoOtherTextIsADate) {
  for (const char* text : {"", "2025-06-0", "2025-06-031", "2025/06/03", "2025-6-03 ", "2025-00-10",
                           "2025-13-01", "2025-06-00", "2025-06-31", "2025-02-29", "2025-12-32",
                           "2025-12-99", "20a5-06-03", "2025-06-0:", "2025-06-/1", "甘州区。"}) {
    expect_as_parsed(text);
  }
  // One or two bytes changed into any other ones.
  XorShift random(20'250'603);
  for (int round = 0; round < 200'000; ++round) {
    std::string text = "2025-06-03";
    text[random.below(10)] = static_cast<char>(random.below(256));
    if (round % 2 == 0) text[random.below(10)] = "0123456789-"[random.below(11)];
    expect_as_parsed(text);
  }
}

TEST(RecordsCells, PlainNumbersAreThoseOfDecimals) {
  XorShift random(7);
  int plain = 0;
  for (int round = 0; round < 100'000; ++round) {
    std::string text;
    for (std::size_t i = random.below(20); i > 0; --i) text += "01234567899..-"[random.below(14)];
    Decimal number;
    if (!plain_number(text, number)) continue;
    ++plain;
    const auto parsed = Decimal::parse(text);
    ASSERT_TRUE(parsed) << text;
    ASSERT_EQ(number.to_string(), parsed->to_string()) << text;
  }
  EXPECT_GT(plain, 1'000);
  Decimal number;
  for (const char* text : {"", ".5", "5.", "-5", "1.2.3", "1e3", "1,000", "1234567890123456789"}) {
    EXPECT_FALSE(plain_number(text, number)) << text;
  }
}

TEST(RecordsCells, AMemoForgetsButNeverMistakes) {
  TextMemo<int> memo;
  std::map<std::string, int> meant;
  XorShift random(99);
  int found = 0;
  for (int round = 0; round < 60'000; ++round) {
    // Few letters, so that many texts have the same ends, of all lengths around 4, 8, 16 and 48.
    std::string text;
    for (std::size_t i = random.below(4) == 0 ? random.below(52) : random.below(9); i > 0; --i) {
      text += "ab"[random.below(2)];
    }
    if (const int* known = memo.find(text)) {
      ASSERT_EQ(meant.count(text), 1U) << text;
      ASSERT_EQ(*known, meant[text]) << text;
      ++found;
    }
    if (round % 3 != 0) continue;
    memo.remember(text, round);
    if (!text.empty() && text.size() <= 48) meant[text] = round;
  }
  EXPECT_GT(found, 1'000);
  EXPECT_EQ(memo.find(""), nullptr);
  memo.remember(std::string(49, 'x'), 1);
  EXPECT_EQ(memo.find(std::string(49, 'x')), nullptr);
}

}  // namespace
}  // namespace planwatch

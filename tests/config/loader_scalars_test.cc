#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "config/loader/scalars.h"
#include "config/loader/suggest.h"
#include "config/loader/utf8.h"

namespace planwatch::loader {
namespace {

using std::chrono::milliseconds;

YamlNode scalar(const std::string& text, bool quoted = false) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.text = text;
  node.quoted = quoted;
  node.at = {"f.yaml", 1, 1};
  return node;
}

TEST(Decimals, AreReadAsWritten) {
  Diagnostics out;
  for (const char* text : {"0", "-3", "0.90", "12", "100.05", "-0.5", "0.010"}) {
    const auto value = read_decimal(scalar(text), "k", out);
    ASSERT_TRUE(value) << text;
    EXPECT_EQ(value->to_string(), text);
  }
  EXPECT_FALSE(out.has_errors());
}

TEST(Decimals, AreNeverGuessed) {
  for (const char* text : {"", "010", "-01", "00", "1e3", "0x10", "1_000", "1,000", "+5", ".5",
                           "5.", "90%", "９", " 1", "1 ", "一", ".inf", "1.2.3", "--1"}) {
    Diagnostics out;
    EXPECT_FALSE(read_decimal(scalar(text), "k", out)) << text;
    EXPECT_EQ(out.errors(), 1) << text;
  }
  Diagnostics out;
  EXPECT_FALSE(read_decimal(scalar("5", true), "k", out));
}

TEST(Booleans, AreTrueOrFalseOnly) {
  Diagnostics out;
  EXPECT_EQ(read_boolean(scalar("true"), "k", out), true);
  EXPECT_EQ(read_boolean(scalar("false"), "k", out), false);
  EXPECT_FALSE(out.has_errors());
  for (const char* text :
       {"yes", "no", "on", "off", "True", "FALSE", "y", "n", "1", "0", "~", "是"}) {
    EXPECT_FALSE(read_boolean(scalar(text), "k", out)) << text;
  }
  EXPECT_EQ(out.errors(), 12);
}

TEST(Durations, AreWholeNumbersWithAUnit) {
  Diagnostics out;
  EXPECT_EQ(read_duration(scalar("500ms"), "k", out), milliseconds(500));
  EXPECT_EQ(read_duration(scalar("2s"), "k", out), milliseconds(2'000));
  EXPECT_EQ(read_duration(scalar("10m"), "k", out), milliseconds(600'000));
  EXPECT_EQ(read_duration(scalar("4h"), "k", out), milliseconds(14'400'000));
  EXPECT_EQ(read_duration(scalar("1d"), "k", out), milliseconds(86'400'000));
  EXPECT_FALSE(out.has_errors());
  for (const char* text :
       {"5", "0s", "1.5h", "1 h", "h", "-1s", "1w", "01s", "9999999999s", "9999d"}) {
    EXPECT_FALSE(read_duration(scalar(text), "k", out)) << text;
  }
}

TEST(Sizes, AreWholeNumbersWithABinaryUnit) {
  Diagnostics out;
  EXPECT_EQ(read_size(scalar("512B"), "k", out), 512u);
  EXPECT_EQ(read_size(scalar("64KiB"), "k", out), 65'536u);
  EXPECT_EQ(read_size(scalar("16MiB"), "k", out), 16'777'216u);
  EXPECT_EQ(read_size(scalar("1GiB"), "k", out), 1'073'741'824u);
  EXPECT_FALSE(out.has_errors());
  for (const char* text : {"16", "16MB", "0B", "1.5GiB", "16 MiB", "9999999GiB"}) {
    EXPECT_FALSE(read_size(scalar(text), "k", out)) << text;
  }
}

TEST(Hours, AreAStretchWithinADay) {
  Diagnostics out;
  const auto hours = read_hours(scalar("09:00-12:00"), "k", out);
  ASSERT_TRUE(hours);
  EXPECT_EQ(hours->first, TimeOfDay(540));
  EXPECT_EQ(hours->second, TimeOfDay(720));
  EXPECT_EQ(read_hours(scalar("00:00-24:00"), "k", out)->second, TimeOfDay(1440));
  EXPECT_FALSE(out.has_errors());
  for (const char* text : {"9:00-12:00", "12:00-09:00", "09:00-09:00", "09:60-12:00", "09:00-24:01",
                           "09:00~12:00", "09：00-12：00", ""}) {
    EXPECT_FALSE(read_hours(scalar(text), "k", out)) << text;
  }
}

TEST(Ranges, AreOneDayOrAStretch) {
  Diagnostics out;
  const auto day = read_date_range(scalar("2025-01-01"), "k", out);
  ASSERT_TRUE(day);
  EXPECT_EQ(day->first, day->last);
  const auto stretch = read_date_range(scalar("2025-01-28..2025-02-04"), "k", out);
  ASSERT_TRUE(stretch);
  EXPECT_EQ(stretch->last, make_date(2025, 2, 4));
  EXPECT_FALSE(out.has_errors());
  for (const char* text : {"2025-1-1", "2025-02-30", "2025-01-01..", "01-01", "2025/01/01",
                           "2025-02-04..2025-01-28"}) {
    EXPECT_FALSE(read_date_range(scalar(text), "k", out)) << text;
  }
}

TEST(Suggestions, CountCharactersNotBytes) {
  EXPECT_EQ(edit_distance("区法院", "区法原"), 1u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("contcat", "contact"), 1u);  // neighbours swapped
  EXPECT_EQ(edit_distance("", "abc"), 3u);
}

TEST(Suggestions, NameWhatIsNear) {
  const std::vector<std::string> keys{"due_month", "planned_month", "departments"};
  EXPECT_EQ(nearest("due_mouth", keys), "due_month");
  EXPECT_EQ(nearest("dept", keys), "");
  EXPECT_EQ(nearest("depart", keys), "departments");
  EXPECT_EQ(nearest("zzz", keys), "");
  EXPECT_EQ(nearest("x", {"a"}), "");
  EXPECT_EQ(nearest("", keys), "");
}

TEST(Utf8, FindsTheFirstBadByte) {
  EXPECT_EQ(first_invalid_utf8("甘州 ok"), std::nullopt);
  EXPECT_EQ(first_invalid_utf8("a\xFF"), 1u);
  EXPECT_EQ(first_invalid_utf8("\xE4\xB8"), 0u);          // cut off
  EXPECT_EQ(first_invalid_utf8("\xC0\xAF"), 0u);          // overlong
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0u);      // surrogate
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0u);  // beyond U+10FFFF
  EXPECT_EQ(first_invalid_utf8(std::string_view("a\0b", 3)), 1u);
  EXPECT_EQ(first_invalid_utf8("𠀀"), std::nullopt);
}

}  // namespace
}  // namespace planwatch::loader

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/encoding.h"
#include "collectors/decode/utf8.h"
#include "tests/collectors/decode_support.h"

namespace planwatch {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

struct EncodingCase {
  const char* name;
  std::string bytes;
  Encoding declared;
  const char* detected;
  std::string text;
};
void PrintTo(const EncodingCase& c, std::ostream* os) {
  *os << c.name;
}

class Encodings : public testing::TestWithParam<EncodingCase> {};

TEST_P(Encodings, AreDetectedAndDecoded) {
  const EncodingCase& c = GetParam();
  const auto decoded = decode_text(c.bytes, c.declared);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->encoding, c.detected);
  EXPECT_EQ(decoded->text, c.text);
}

constexpr auto automatic = Encoding::automatic;

INSTANTIATE_TEST_SUITE_P(
    All, Encodings,
    testing::Values(
        EncodingCase{"ascii", "a,1", automatic, "ascii", "a,1"},
        EncodingCase{"utf8", "甘州区", automatic, "utf-8", "甘州区"},
        EncodingCase{"utf8_bom", "\xEF\xBB\xBF甘州区", automatic, "utf-8-bom", "甘州区"},
        EncodingCase{"bom_beats_declaration", "\xEF\xBB\xBF甘", Encoding::gb18030, "utf-8-bom",
                     "甘"},
        EncodingCase{"utf16le_bom", "\xFF\xFE\x18\x75,\0"s, automatic, "utf-16le", "甘,"},
        EncodingCase{"utf16be_bom", "\xFE\xFF\x75\x18\0,"s, automatic, "utf-16be", "甘,"},
        EncodingCase{"utf16le_declared", "\x18\x75"s, Encoding::utf16le, "utf-16le", "甘"},
        EncodingCase{"utf16be_declared", "\x75\x18"s, Encoding::utf16be, "utf-16be", "甘"},
        EncodingCase{"gbk", "\xB8\xCA\xD6\xDD\xC7\xF8", automatic, "gb18030", "甘州区"},
        EncodingCase{"gb18030_declared", "\xB8\xCA", Encoding::gb18030, "gb18030", "甘"},
        EncodingCase{"dash_A1AA", "\xA1\xAA", automatic, "gb18030", "—"},
        EncodingCase{"dot_A1A4", "\xA1\xA4", automatic, "gb18030", "·"},
        EncodingCase{"percent_A3A5", "98\xA3\xA5", automatic, "gb18030", "98％"},
        EncodingCase{"full_width_zero", "\xA3\xB0", automatic, "gb18030", "０"},
        EncodingCase{"full_width_point", "\xA3\xAE", automatic, "gb18030", "．"},
        EncodingCase{"full_width_comma", "\xA3\xAC", automatic, "gb18030", "，"},
        EncodingCase{"full_width_minus", "\xA3\xAD", automatic, "gb18030", "－"},
        EncodingCase{"wave_A1AB", "\xA1\xAB", automatic, "gb18030", "～"},
        EncodingCase{"per_mille", "\xA1\xEB", automatic, "gb18030", "‰"},
        EncodingCase{"ideographic_space", "\xA1\xA1", automatic, "gb18030", "　"},
        EncodingCase{"euro", "\xA2\xE3", automatic, "gb18030", "€"},
        EncodingCase{"four_bytes_U3400", "\x81\x39\xEE\x39", automatic, "gb18030", "㐀"},
        EncodingCase{"four_bytes_U20BB7", "\x95\x34\xB2\x35", automatic, "gb18030", "𠮷"}),
    [](const auto& test) { return test.param.name; });

struct BadEncodingCase {
  const char* name;
  std::string bytes;
  Encoding declared;
  std::vector<std::string> said;
};
void PrintTo(const BadEncodingCase& c, std::ostream* os) {
  *os << c.name;
}

class BadEncodings : public testing::TestWithParam<BadEncodingCase> {};

TEST_P(BadEncodings, AreRefusedWithTheirPlace) {
  const auto decoded = decode_text(GetParam().bytes, GetParam().declared);
  ASSERT_FALSE(decoded);
  for (const std::string& part : GetParam().said) {
    EXPECT_THAT(decoded.error().message, HasSubstr(part));
  }
  EXPECT_THAT(decoded.error().message, HasSubstr("CSV UTF-8"));
}

INSTANTIATE_TEST_SUITE_P(
    All, BadEncodings,
    testing::Values(
        // 0x80 alone is a euro sign in code page 936 only.
        BadEncodingCase{"neither",
                        "a\nb\x80\xFF",
                        automatic,
                        {"UTF-8（第2行，文件第4字节）", "GB18030/GBK（第2行，文件第4字节）"}},
        BadEncodingCase{"cut_gbk_character", "\xB8\xCA\xD6", automatic, {"GB18030", "文件第3字节"}},
        BadEncodingCase{
            "declared_utf8", "a,b\n\xB8\xCA", Encoding::utf8, {"UTF-8", "第2行，文件第5字节"}},
        BadEncodingCase{"bom_but_not_utf8", "\xEF\xBB\xBF\xB8\xCA", automatic, {"UTF-8"}},
        BadEncodingCase{"half_a_utf16_unit", "\xFF\xFE\x18\x75\x18", automatic, {"UTF-16LE"}},
        BadEncodingCase{"utf16_without_mark", "a\0,\0b\0"s, automatic, {"空字节", "UTF-16"}}),
    [](const auto& test) { return test.param.name; });

struct Utf8Case {
  const char* name;
  std::string bytes;
  std::size_t valid;
};
void PrintTo(const Utf8Case& c, std::ostream* os) {
  *os << c.name;
}

class Utf8 : public testing::TestWithParam<Utf8Case> {};

TEST_P(Utf8, IsValidUpTo) {
  EXPECT_EQ(valid_utf8_prefix(GetParam().bytes), GetParam().valid);
}

INSTANTIATE_TEST_SUITE_P(Boundaries, Utf8,
                         testing::Values(Utf8Case{"empty", "", 0}, Utf8Case{"ascii", "abc", 3},
                                         Utf8Case{"two_three_four", "é甘𠮷", 9},
                                         Utf8Case{"overlong_two", "a\xC0\xAF", 1},
                                         Utf8Case{"overlong_three", "a\xE0\x80\xAF", 1},
                                         Utf8Case{"overlong_four", "a\xF0\x80\x80\xAF", 1},
                                         Utf8Case{"surrogate", "a\xED\xA0\x80", 1},
                                         Utf8Case{"last_before_surrogates", "\xED\x9F\xBF", 3},
                                         Utf8Case{"last_of_all", "\xF4\x8F\xBF\xBF", 4},
                                         Utf8Case{"beyond_the_last", "\xF4\x90\x80\x80", 0},
                                         Utf8Case{"lone_continuation", "a\x80", 1},
                                         Utf8Case{"cut_off", "甘\xE7\x94", 3}),
                         [](const auto& test) { return test.param.name; });

TEST(Utf8Text, ShortenedCutsBetweenCharacters) {
  EXPECT_EQ(shortened("甘州区", 9), "甘州区");
  EXPECT_EQ(shortened("甘州区", 8), "甘州…");
}

TEST(CsvEncoding, IsReportedInTheDocument) {
  const auto document = decode_test::csv("\xB5\xA5\xCE\xBB,\xA3\xA5\n1,2\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->encoding, "gb18030");
  EXPECT_EQ(document->tables[0].rows[0].cells[0].text, "单位");
}

}  // namespace
}  // namespace planwatch

#include "collectors/decode/encode_text.h"

#include "gtest/gtest.h"

#include "collectors/decode/encoding.h"

namespace planwatch {
namespace {

TEST(EncodeText, IsTheWayBackOfDecodeText) {
  const std::string text = "甘州区，98.5％\r\n𠮷—€";
  for (const char* encoding : {"utf-8", "utf-8-bom", "gb18030", "utf-16le", "utf-16be"}) {
    SCOPED_TRACE(encoding);
    const auto bytes = encode_text(text, encoding);
    ASSERT_TRUE(bytes) << bytes.error().message;
    const auto back = decode_text(*bytes, Encoding::automatic);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->encoding, encoding);
    EXPECT_EQ(back->text, text);
  }
  EXPECT_EQ(encode_text("abc", "ascii").value(), "abc");
  EXPECT_EQ(encode_text("", "gb18030").value(), "");
  std::string large;
  for (int i = 0; i < 20'000; ++i) large += "甘";
  EXPECT_EQ(encode_text(large, "gb18030").value().size(), 40'000U);
}

struct EncodingCase {
  const char* utf8;
  const char* gb18030;
};

TEST(EncodeText, Gb18030HasTwoAndFourByteCharacters) {
  const EncodingCase cases[] = {
      {"A1", "A1"},      {"—", "\xA1\xAA"},          {"％", "\xA3\xA5"},
      {"‰", "\xA1\xEB"}, {"㐀", "\x81\x39\xEE\x39"}, {"𠮷", "\x95\x34\xB2\x35"}};
  for (const EncodingCase& one : cases) {
    const auto encoded = encode_text(one.utf8, "gb18030");
    ASSERT_TRUE(encoded.has_value()) << one.utf8;
    EXPECT_EQ(*encoded, one.gb18030) << one.utf8;
  }
}

TEST(EncodeText, RefusesWhatIsNotUtf8) {
  EXPECT_FALSE(encode_text("\xFF\xFE", "gb18030").has_value());
}

TEST(EncodeText, RefusesWhatItDoesNotKnow) {
  EXPECT_FALSE(encode_text("a", "latin-1"));
  EXPECT_FALSE(encode_text("\xC7\xF8", "gb18030")) << "no UTF-8";
}

}  // namespace
}  // namespace planwatch

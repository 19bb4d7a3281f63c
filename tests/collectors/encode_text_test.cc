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

TEST(EncodeText, RefusesWhatItDoesNotKnow) {
  EXPECT_FALSE(encode_text("a", "latin-1"));
  EXPECT_FALSE(encode_text("\xC7\xF8", "gb18030")) << "no UTF-8";
}

}  // namespace
}  // namespace planwatch

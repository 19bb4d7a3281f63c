#include "daemon/send/robots/shorten.h"

#include <boost/json.hpp>

#include "rules/model/utf8.h"
#include "tests/daemon/send/robots/support.h"

namespace planwatch::robots_test {
namespace {

std::size_t cost(const std::string& text, Counted counted) {
  return counted == Counted::raw ? text.size() : json_bytes(text);
}

TEST(JsonBytes, AreThoseOfTheSerializedString) {
  std::string controls;
  for (char c = 0; c < 0x20; ++c) controls += c;
  for (const std::string& text :
       {std::string(), std::string("区法院"), std::string(hostile_name), controls,
        std::string("a/b\\c\"\x7F\xE2\x80\xA8"), std::string("😀")}) {
    EXPECT_EQ(json_bytes(text) + 2, boost::json::serialize(boost::json::value(text)).size())
        << text;
  }
}

TEST(JsonBytes, ChineseCostsThreeBytesACharacter) {
  EXPECT_EQ(json_bytes("区法院"), 9U);
  EXPECT_EQ(json_bytes("【红灯】区法院 执行到位率 52.3%（目标 ≥65%，序时应达 65%）"), 81U);
}

TEST(Shorten, WhatFitsStaysAsItIs) {
  EXPECT_EQ(shorten("区法院", 9, Counted::raw), "区法院");
  EXPECT_EQ(shorten("", 0, Counted::raw), "");
  EXPECT_EQ(shorten("a\"b", 4, Counted::json), "a\"b");
}

TEST(Shorten, CutsBetweenCharactersAndEndsInDots) {
  EXPECT_EQ(shorten("区法院", 8, Counted::raw), "区…");
  EXPECT_EQ(shorten("区法院", 6, Counted::raw), "区…");
  EXPECT_EQ(shorten("区法院", 5, Counted::raw), "…");
  EXPECT_EQ(shorten("区法院", 2, Counted::raw), "");
  EXPECT_EQ(shorten("a\"bcdef", 6, Counted::json), "a\"…");
  EXPECT_EQ(shorten("a\"bcdef", 5, Counted::json), "a…");
}

TEST(Shorten, IsTheLongestThatFits) {
  const std::string texts[] = {many("区a法\"院\n", 60), many("x", 300), many("😀\\", 80)};
  for (const Counted counted : {Counted::raw, Counted::json}) {
    for (const std::string& text : texts) {
      for (std::size_t most = 3; most < cost(text, counted); ++most) {
        const std::string out = shorten(text, most, counted);
        ASSERT_LE(cost(out, counted), most);
        ASSERT_TRUE(is_utf8(out));
        ASSERT_TRUE(out.ends_with("…"));
        const std::string kept = out.substr(0, out.size() - 3);
        ASSERT_TRUE(text.starts_with(kept));
        std::size_t next = kept.size() + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) {
          ++next;
        }
        ASSERT_GT(cost(text.substr(0, next) + "…", counted), most) << "one more would fit";
      }
    }
  }
}

}  // namespace
}  // namespace planwatch::robots_test

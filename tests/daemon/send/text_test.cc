#include "daemon/send/text.h"

#include "gtest/gtest.h"

namespace planwatch::send_test {
namespace {

TEST(CleanUtf8, KeepsWhatIsValidAndReplacesTheRest) {
  struct Case {
    const char* name;
    std::string in, out;
  };
  const Case cases[] = {
      {"empty", "", ""},
      {"ascii", "abc", "abc"},
      {"chinese", "区法院", "区法院"},
      {"four bytes", "\xF0\x9F\x9A\xA8", "\xF0\x9F\x9A\xA8"},
      {"a GB18030 byte", "a\xC7z", "a\xEF\xBF\xBDz"},
      {"cut short", "\xE5\x8C", "\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"a lone continuation", "\x80", "\xEF\xBF\xBD"},
      {"overlong slash", "\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"overlong in three", "\xE0\x80\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"surrogate", "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"beyond the last", "\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
  };
  for (const Case& one : cases) EXPECT_EQ(clean_utf8(one.in), one.out) << one.name;
}

TEST(OneLine, HasNoControlCharactersAndEndsBetweenCharacters) {
  struct Case {
    const char* name;
    std::string in;
    std::size_t most;
    std::string out;
  };
  const Case cases[] = {
      {"short", "abc", 3, "abc"},
      {"line breaks", "a\r\nb\tc\x7F", 80, "a  b c "},
      {"cut", "abcdefgh", 6, "abc..."},
      {"cut between characters", "区法院区法院", 10, "区法..."},
      {"cut inside a character", "区法院区法院", 11, "区法..."},
      {"nothing fits", "区法院", 2, "..."},
  };
  for (const Case& one : cases) EXPECT_EQ(one_line(one.in, one.most), one.out) << one.name;
}

TEST(PercentEncoded, LeavesOnlyWhatAHeaderMayHold) {
  EXPECT_EQ(percent_encoded("ganzhou/lights#1/fired"), "ganzhou/lights#1/fired");
  EXPECT_EQ(percent_encoded("a b%c"), "a%20b%25c");
  EXPECT_EQ(percent_encoded("a\r\nX: 1"), "a%0D%0AX:%201");
  EXPECT_EQ(percent_encoded("区"), "%E5%8C%BA");
  const std::string any = "区法院 100%\r\n\x01\xFF";
  EXPECT_EQ(percent_decoded(percent_encoded(any)), any);
}

TEST(PercentDecoded, LeavesWhatIsMalformed) {
  EXPECT_EQ(percent_decoded("a%2Fb%2fc"), "a/b/c");
  EXPECT_EQ(percent_decoded("100%"), "100%");
  EXPECT_EQ(percent_decoded("%zz%4"), "%zz%4");
}

TEST(Without, HidesEveryOccurrenceLongerSecretsFirst) {
  EXPECT_EQ(without("a tok b tok", {"tok"}), "a <secret> b <secret>");
  EXPECT_EQ(without("tok123", {"tok", "tok123"}), "<secret>");
  EXPECT_EQ(without("nothing", {"", "absent"}), "nothing");
  EXPECT_EQ(without("secret", {"secret"}), "<secret>");
}

}  // namespace
}  // namespace planwatch::send_test

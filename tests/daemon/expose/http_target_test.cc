#include "daemon/expose/http_target.h"

#include <gtest/gtest.h>

namespace planwatch {
namespace {

// "path name=value name=value", or "refused".
std::string shown(std::string_view target) {
  const auto parsed = parse_target(target);
  if (!parsed) return "refused";
  std::string out = parsed->path;
  for (const auto& [name, value] : parsed->query) out += " " + name + "=" + value;
  return out;
}

TEST(ParseTarget, ReadsAsTheTableSays) {
  struct Row {
    std::string_view target;
    const char* shown;
  };
  const Row rows[] = {
      {"/", "/"},
      {"/metrics?", "/metrics"},
      {"/a%2Fb", "/a/b"},
      {"/a+b", "/a+b"},
      {"/?a=1&b=2&a=3", "/ a=1 b=2 a=3"},
      {"/?a=1+2%2B3", "/ a=1 2+3"},
      {"/?a&b=", "/ a= b="},
      {"/?&&a=1&", "/ a=1"},
      {"/?a=b=c", "/ a=b=c"},
      {"/?unit=%E5%8C%BA%e6%b3%95%E9%99%A2", "/ unit=区法院"},
      {"/?unit=区法院", "/ unit=区法院"},
      {"http://host:9720/a?b=1", "/a b=1"},
      {"http://host", "/"},
      {"/a#fragment", "/a"},
      {"", "refused"},
      {"metrics", "refused"},
      {"*", "refused"},
      {"ftp://host/", "refused"},
      {"/%", "refused"},
      {"/%4", "refused"},
      {"/%zz", "refused"},
      {"/?a=%", "refused"},
      {"/%00", "refused"},
      {"/%C7%F8", "refused"},
  };
  for (const auto& row : rows) EXPECT_EQ(shown(row.target), row.shown) << row.target;
}

TEST(Utf8, WellFormedTextsOnly) {
  for (const char* text :
       {"", "abc", "区法院", "\xF0\x9F\x94\xB4", "\xEF\xBF\xBD", "\xED\x9F\xBF"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
    EXPECT_EQ(clean_utf8(text), text);
  }
  struct Row {
    const char* what;
    const char* text;
    int replaced;
  };
  const Row rows[] = {{"GB18030", "\xC7\xF8", 2},
                      {"continuation alone", "\x80", 1},
                      {"overlong 2", "\xC0\xAF", 2},
                      {"overlong 3", "\xE0\x80\xAF", 3},
                      {"overlong 4", "\xF0\x80\x80\xAF", 4},
                      {"surrogate", "\xED\xA0\x80", 3},
                      {"beyond U+10FFFF", "\xF4\x90\x80\x80", 4},
                      {"cut short", "\xE5\x8C", 2},
                      {"no such lead", "\xFF", 1}};
  for (const auto& row : rows) {
    EXPECT_FALSE(is_utf8(row.text)) << row.what;
    EXPECT_EQ(clean_utf8(row.text).size(), static_cast<std::size_t>(3 * row.replaced)) << row.what;
    EXPECT_TRUE(is_utf8(clean_utf8(row.text))) << row.what;
  }
}

TEST(ParseForm, ReadsWhatBrowsersSend) {
  const auto form = parse_form("t=a.b-c_&text=%E5%8A%A0+%26%3D&empty=");
  ASSERT_TRUE(form);
  const std::vector<std::pair<std::string, std::string>> wanted = {
      {"t", "a.b-c_"}, {"text", "加 &="}, {"empty", ""}};
  EXPECT_EQ(*form, wanted);
}

TEST(ParseForm, RefusesWhatTheyDoNotSend) {
  for (const char* body : {"", "a", "a=1&", "&a=1", "a=1&&b=2", "a=%", "a=%4", "a=%zz", "a=%00",
                           "a=%ff", "%ff=a", "a=\xff"}) {
    EXPECT_FALSE(parse_form(body)) << body;
  }
}

}  // namespace
}  // namespace planwatch

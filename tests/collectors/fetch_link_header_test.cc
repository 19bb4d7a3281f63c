#include <gtest/gtest.h>

#include "collectors/fetch/link_header.h"
#include "collectors/fetch/url.h"

namespace planwatch {
namespace {

struct LinkRow {
  const char* header;
  std::optional<std::string> next;
};

// RFC 8288: parameters in any order, quoted or not, several relation types in one rel.
TEST(NextLink, AsTheRuleSays) {
  const std::vector<LinkRow> rows = {
      {R"(</list?page=2>; rel="next")", "/list?page=2"},
      {R"(</list?page=2>;rel=next)", "/list?page=2"},
      {R"(</list?page=2> ; REL = "NEXT")", "/list?page=2"},
      {R"(</1>; rel="first", </3>; rel="next", </9>; rel="last")", "/3"},
      {R"(</2>; title="a, b; rel=\"next\""; rel="prev", </4>; rel="next")", "/4"},
      {R"(</2>; rel="prefetch next")", "/2"},
      {R"(<https://h.example/a,b;c?x=<y>; rel="next")", "https://h.example/a,b;c?x=<y"},
      {R"(</2>; rel="nextpage")", std::nullopt},
      {R"(</2>; rel="prev"; rel="next")", std::nullopt},  // only the first rel counts
      {R"(</2>; rel="next"; anchor="/other")", std::nullopt},
      {R"(</2>)", std::nullopt},
      {R"(/2; rel="next")", std::nullopt},
      {R"(</2; rel="next")", std::nullopt},
      {R"(</2>; rel="next" rubbish, </3>; rel="next")", std::nullopt},
      {R"(</2>; rel="next)", "/2"},
      {R"(<>; rel="next")", ""},
      {"", std::nullopt},
      {",,, ,", std::nullopt}};
  for (const LinkRow& row : rows) EXPECT_EQ(next_link(row.header), row.next) << row.header;
}

TEST(Url, Parameters) {
  EXPECT_EQ(with_parameter("http://h/a", "page", "2"), "http://h/a?page=2");
  EXPECT_EQ(with_parameter("http://h/a?x=1", "page", "2"), "http://h/a?x=1&page=2");
  EXPECT_EQ(with_parameter("http://h/a?page=1&x=1", "page", "2"), "http://h/a?page=2&x=1");
  EXPECT_EQ(with_parameter("http://h/a?x=1&page=#top", "page", "2"), "http://h/a?x=1&page=2#top");
  EXPECT_EQ(with_parameter("http://h/a?subpage=1", "page", "2"), "http://h/a?subpage=1&page=2");
  EXPECT_EQ(with_parameter("http://h/a?", "page", "2"), "http://h/a?page=2");
  EXPECT_EQ(with_parameter("http://h/a#f?page=1", "page", "2"), "http://h/a?page=2#f?page=1");
  EXPECT_EQ(with_parameter("http://h/a", "c", "a+/=&中"), "http://h/a?c=a%2B%2F%3D%26%E4%B8%AD");
}

TEST(Url, References) {
  const std::string base = "https://data.example:8443/v1/list?page=1";
  EXPECT_EQ(resolved(base, "?page=2").value(), "https://data.example:8443/v1/list?page=2");
  EXPECT_EQ(resolved(base, "/v2?x").value(), "https://data.example:8443/v2?x");
  EXPECT_EQ(resolved(base, "more#f").value(), "https://data.example:8443/v1/more");
  EXPECT_EQ(resolved(base, "//evil.example/x").value(), "https://evil.example/x");
  EXPECT_FALSE(resolved(base, ""));
  EXPECT_FALSE(resolved(base, "http://[")) << "no URL";
}

TEST(Url, TheSameServerIsSchemeHostAndPort) {
  const std::string base = "https://data.example/list";
  EXPECT_TRUE(same_server(base, "https://data.example/other?x"));
  EXPECT_TRUE(same_server(base, "https://DATA.example:443/"));
  for (const char* other : {"http://data.example/list", "https://data.example:8443/list",
                            "https://evil.example/list", "https://data.example@evil.example/list",
                            "https://data.example.evil.example/", "rubbish"}) {
    EXPECT_FALSE(same_server(base, other)) << other;
  }
}

TEST(Url, Path) {
  EXPECT_EQ(path_of("https://h.example/sysapi/list?x=1"), "/sysapi/list");
  EXPECT_EQ(path_of("https://h.example"), "/");
}

}  // namespace
}  // namespace planwatch

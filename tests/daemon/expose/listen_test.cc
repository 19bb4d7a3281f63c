#include <gtest/gtest.h>

#include "daemon/expose/api.h"
#include "daemon/expose/http_server.h"

namespace planwatch {
namespace {

TEST(ParseListen, TakesAHostAndAPort) {
  struct Row {
    const char* text;
    const char* host;
    int port;
  };
  const Row rows[] = {{"127.0.0.1:9720", "127.0.0.1", 9720},
                      {"[::1]:9720", "::1", 9720},
                      {"localhost:0", "localhost", 0},
                      {"0.0.0.0:65535", "0.0.0.0", 65535},
                      {"[::]:80", "::", 80}};
  for (const auto& row : rows) {
    const auto parsed = parse_listen(row.text);
    ASSERT_TRUE(parsed) << row.text;
    EXPECT_EQ(parsed->first, row.host) << row.text;
    EXPECT_EQ(parsed->second, row.port) << row.text;
  }
}

TEST(ParseListen, RefusesTheRestAndSaysHowToWriteIt) {
  for (const char* text :
       {"", ":9720", "9720", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
        "127.0.0.1:97x", "127.0.0.1: 9720", "::1:9720", "[::1]", "a b:1", "http://x:1"}) {
    const auto parsed = parse_listen(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, ErrorCode::invalid) << text;
    EXPECT_NE(parsed.error().message.find("127.0.0.1:9720"), std::string::npos) << text;
  }
}

TEST(IsLoopback, KnowsTheLoopbackAddressesOnly) {
  for (const char* host : {"127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost",
                           "::ffff:127.0.0.1", "0:0:0:0:0:0:0:1"}) {
    EXPECT_TRUE(is_loopback(host)) << host;
  }
  for (const char* host : {"0.0.0.0", "::", "10.0.0.1", "128.0.0.1", "::2", "::ffff:10.0.0.1",
                           "fe80::1", "127.0.0.1.example.org", "localhost.example.org", ""}) {
    EXPECT_FALSE(is_loopback(host)) << host;
  }
}

ListenSpec listen_on(const char* host, bool certificate) {
  ListenSpec spec;
  spec.host = host;
  if (certificate) spec.certificate_file = spec.key_file = "x.pem";
  return spec;
}

TEST(CheckListen, AnythingButLoopbackNeedsTlsAndTokens) {
  struct Row {
    const char* host;
    bool certificate, token, allowed;
  };
  const Row rows[] = {{"127.0.0.1", false, false, true}, {"::1", true, true, true},
                      {"0.0.0.0", false, false, false},  {"0.0.0.0", true, false, false},
                      {"0.0.0.0", false, true, false},   {"0.0.0.0", true, true, true},
                      {"::", false, true, false},        {"10.1.2.3", true, true, true}};
  for (const auto& row : rows) {
    HttpSettings settings;
    if (row.token) settings.tokens.resize(1);
    const auto checked = check_listen(listen_on(row.host, row.certificate), settings);
    EXPECT_EQ(checked.has_value(), row.allowed) << row.host << row.certificate << row.token;
    if (!checked) {
      EXPECT_EQ(checked.error().code, ErrorCode::refused);
    }
  }
}

TEST(CheckListen, NamesWhatIsMissing) {
  const auto both = check_listen(listen_on("0.0.0.0", false), {});
  ASSERT_FALSE(both);
  EXPECT_NE(both.error().message.find("certificate_file"), std::string::npos);
  EXPECT_NE(both.error().message.find("http.tokens"), std::string::npos);
  const auto tokens = check_listen(listen_on("0.0.0.0", true), {});
  ASSERT_FALSE(tokens);
  EXPECT_EQ(tokens.error().message.find("certificate_file"), std::string::npos);
}

TEST(CheckListen, ACertificateNeedsItsKey) {
  ListenSpec spec;
  spec.certificate_file = "cert.pem";
  const auto checked = check_listen(spec, {});
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, ErrorCode::invalid);
}

TEST(ServerRequest, QueryValueIsTheFirstOfThatName) {
  ServerRequest request;
  request.query = {{"a", "1"}, {"b", "2"}, {"a", "3"}};
  ASSERT_NE(request.query_value("a"), nullptr);
  EXPECT_EQ(*request.query_value("a"), "1");
  EXPECT_EQ(request.query_value("c"), nullptr);
}

}  // namespace
}  // namespace planwatch

#include "tests/collectors/servers/web_nginx.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/read/read_body.h"
#include "tests/collectors/fetch_http_support.h"

namespace planwatch {
namespace {

using namespace fetch_testing;
using servers_testing::Nginx;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// Against the real server: what a stand-in of our own would let pass, it does not.
class NginxTest : public HttpFetchTest {
 protected:
  void SetUp() override { ASSERT_TRUE(nginx_.wait_ready()) << "nginx: " << nginx_.output(); }
  static FeedSpec at(const std::string& url) {
    FeedSpec made;
    made.id = FeedId("court");
    made.format = JsonFormat{"/data"};
    made.retries = 0;
    HttpSource source;
    source.url = url;
    made.transport = source;
    return made;
  }
  FeedSpec secured(const std::string& url, const TlsSettings& tls) const {
    FeedSpec made = at(url);
    http(made).tls = tls;
    return made;
  }

  Nginx nginx_;
};

struct TlsRow {
  const char* what;
  bool strict;  // the server wants a certificate
  const char *ca, *certificate, *key, *password;
  const char* said;  // nullptr: fetched
};

// A private root, a required certificate of our own, and everything that may be wrong with them.
TEST_F(NginxTest, TlsWithAPrivateRootAndClientCertificates) {
  const std::vector<TlsRow> rows = {
      {"private root", false, "ca.pem", "", "", "", nullptr},
      {"the system's roots do not know it", false, "", "", "", "", "不可信"},
      {"another authority", false, "other.pem", "", "", "", "不可信"},
      {"no such root file", false, "nowhere.pem", "", "", "", "ca_file"},
      {"a root file that is none", false, "users", "", "", "", "ca_file"},
      {"client certificate", true, "ca.pem", "client.pem", "client.key", "", nullptr},
      {"key with password", true, "ca.pem", "client.pem", "client_locked.key", "open sesame",
       nullptr},
      {"wrong password", true, "ca.pem", "client.pem", "client_locked.key", "geheim",
       "certificate"},
      {"key of another", true, "ca.pem", "client.pem", "stranger.key", "", "certificate"},
      {"no such key", true, "ca.pem", "client.pem", "nowhere.key", "", "certificate"},
      {"no certificate", true, "ca.pem", "", "", "", "客户端证书"},
      {"certificate of another authority", true, "ca.pem", "stranger.pem", "stranger.key", "",
       "客户端证书"}};
  const auto file = [this](const char* name) {
    return *name == '\0' ? std::string() : nginx_.file(name);
  };
  for (const TlsRow& row : rows) {
    const TlsSettings tls{file(row.ca), file(row.certificate), file(row.key), Secret(row.password)};
    const std::string url =
        row.strict ? nginx_.strict_url("/rates.json") : nginx_.tls_url("/rates.json");
    client_ = make_curl_client(loop_);  // a connection that is kept has shown its key already
    const auto bodies = fetch(secured(url, tls));
    EXPECT_EQ(bodies.has_value(), row.said == nullptr) << row.what;
    if (bodies || row.said == nullptr) continue;
    EXPECT_FALSE(bodies.error().transient) << row.what;
    EXPECT_THAT(bodies.error().message, AllOf(HasSubstr(row.said), Not(HasSubstr("geheim"))))
        << row.what;
  }
}

// A connection that was opened with a certificate or a root serves nobody who has another one.
TEST_F(NginxTest, KeptConnectionsAreNotShared) {
  const std::string root = nginx_.file("ca.pem");
  const TlsSettings ours{root, nginx_.file("client.pem"), nginx_.file("client.key"), {}};
  ASSERT_TRUE(fetch(secured(nginx_.strict_url("/rates.json"), ours)));
  EXPECT_FALSE(fetch(secured(nginx_.strict_url("/rates.json"), {root, "", "", {}})));
  ASSERT_TRUE(fetch(secured(nginx_.tls_url("/rates.json"), {root, "", "", {}})));
  EXPECT_FALSE(
      fetch(secured(nginx_.tls_url("/rates.json"), {nginx_.file("other.pem"), "", "", {}})));
  EXPECT_FALSE(fetch(at(nginx_.tls_url("/rates.json"))));
}

TEST_F(NginxTest, TlsOfAnotherHostAndFilesInTheConfigurationsFolder) {
  FeedSpec spec = secured(nginx_.tls_url("/rates.json"), {nginx_.file("ca.pem"), "", "", {}});
  std::string& url = http(spec).url;
  url.replace(url.find("127.0.0.1"), 9, "localhost");
  const auto refused = fetch(spec);
  ASSERT_FALSE(refused) << "the certificate is for 127.0.0.1";
  EXPECT_EQ(refused.error().code, ErrorCode::refused);
  FetchTools with_folder = tools();
  with_folder.base_folder = nginx_.file("");
  spec = secured(nginx_.tls_url("/rates.json"), {"ca.pem", "", "", {}});
  EXPECT_TRUE(fetch_all(*make_fetcher(with_folder), spec, {}));
}

// nginx writes its line when the request is over, which may be after the answer was read.
bool comes_to_say(const std::string& log, const char* words) {
  return wait_until([&] { return read_text(log).find(words) != std::string::npos; });
}

TEST_F(NginxTest, LoginsConditionsAndLinks) {
  FeedSpec spec = at(nginx_.url("/private/rates.json"));
  const auto stranger = fetch(spec);
  ASSERT_FALSE(stranger);
  EXPECT_EQ(stranger.error().code, ErrorCode::refused);
  EXPECT_THAT(stranger.error().message, HasSubstr("HTTP 401"));
  http(spec).basic = BasicLogin{"gz", Secret("open sesame")};
  http(spec).conditional = true;
  const auto first = fetch_with(spec, {});
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->bodies.at(0).bytes, R"({"data":[{"rate":0.85}]})");
  const auto second = fetch_with(spec, first->memory);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_THAT(second->bodies, IsEmpty());
  EXPECT_TRUE(comes_to_say(nginx_.file("access.log"), "\" 304 "));
  std::ofstream(nginx_.file("www/rates.json")) << R"({"data":[{"rate":0.86}]})";
  const auto third = fetch_with(spec, second->memory);
  ASSERT_TRUE(third);
  EXPECT_THAT(third->bodies, SizeIs(1)) << "a new document";

  spec = at(nginx_.url("/pages/1"));
  http(spec).paging = LinkPaging{};
  const auto pages = fetch(spec);
  ASSERT_TRUE(pages) << pages.error().message;
  EXPECT_THAT(*pages, SizeIs(2));
  http(spec).url = nginx_.url("/astray");
  const auto astray = fetch(spec);
  ASSERT_FALSE(astray);
  EXPECT_THAT(astray.error().message, HasSubstr("localhost"));
  EXPECT_TRUE(comes_to_say(nginx_.file("access.log"), "GET /pages/2"));
}

struct HostileRow {
  const char* path;
  ErrorCode code;
  const char* said;
};

TEST_F(NginxTest, HostileAnswers) {
  const std::vector<HostileRow> rows = {{"/bomb", ErrorCode::too_large, "1000000"},
                                        {"/trickle", ErrorCode::timeout, "超时"},
                                        {"/moved", ErrorCode::refused, "login.html"},
                                        {"/absent", ErrorCode::not_found, "404"}};
  for (const HostileRow& row : rows) {
    FeedSpec spec = at(nginx_.url(row.path));
    spec.limits.bytes = 1'000'000;
    spec.limits.total_timeout = std::chrono::milliseconds(300);
    const auto bodies = fetch(spec);
    ASSERT_FALSE(bodies) << row.path;
    EXPECT_EQ(bodies.error().code, row.code) << row.path << bodies.error().message;
    EXPECT_THAT(bodies.error().message, HasSubstr(row.said)) << row.path;
  }
  const auto packed = fetch(at(nginx_.url("/packed")));
  ASSERT_TRUE(packed);
  EXPECT_EQ(packed->at(0).bytes, R"({"data":[{"rate":0.85}]})") << "compression is accepted";
  FeedSpec login = at(nginx_.url("/login"));
  const auto page = fetch(login);
  ASSERT_TRUE(page);
  const auto read = read_body(page->at(0), login, {});
  ASSERT_FALSE(read) << "a login page with status 200 is no figure";
  EXPECT_THAT(read.error().message, HasSubstr("网页"));
}

}  // namespace
}  // namespace planwatch

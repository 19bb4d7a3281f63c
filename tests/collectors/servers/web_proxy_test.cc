#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/collectors/fetch_http_support.h"
#include "tests/collectors/servers/web_nginx.h"

namespace planwatch {
namespace {

using namespace fetch_testing;
using servers_testing::Nginx;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* inside = "inside.planwatch.test";  // a name that the proxy alone knows

// Debian's tinyproxy on a free loopback port. It keeps a log of every request; `rules` are further
// lines of its configuration.
class Tinyproxy {
 public:
  explicit Tinyproxy(const std::string& rules) {
    folder_.write("tinyproxy.conf", "Port " + std::to_string(port_) +
                                        "\nListen 127.0.0.1\nAllow 127.0.0.1\nTimeout 20\n"
                                        "MaxClients 50\nLogLevel Info\nLogFile \"" +
                                        folder_.file("log") + "\"\n" + rules);
    process_ = std::make_unique<Process>(
        std::vector<std::string>{"/usr/bin/tinyproxy", "-d", "-c", folder_.file("tinyproxy.conf")},
        folder_.file("output"));
  }
  bool wait_ready() {
    const bool said =
        wait_until([this] { return !process_->running() || knows("Accepting connections"); },
                   std::chrono::seconds(20));
    return said && process_->running();
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::string output() const { return process_->output() + read_text(folder_.file("log")); }
  bool knows(const std::string& words) const { return output().find(words) != std::string::npos; }
  void stop() { process_->stop(); }

 private:
  TestFolder folder_;
  int port_ = free_port();
  std::unique_ptr<Process> process_;
};

// A variable of the environment for the time of one case.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    setenv(name, value.c_str(), 1);
  }
  ~Variable() { unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

class ProxyTest : public HttpFetchTest {
 protected:
  void SetUp() override {
    for (const char* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                             "no_proxy", "NO_PROXY"}) {
      unsetenv(name);
    }
    ASSERT_TRUE(nginx_.wait_ready()) << "nginx: " << nginx_.output();
  }
  FeedSpec at(const std::string& url, const std::string& proxy) const {
    FeedSpec made;
    made.id = FeedId("court");
    made.format = JsonFormat{"/data"};
    made.retries = 0;
    HttpSource source;
    source.url = url;
    source.proxy = proxy;
    if (url.starts_with("https")) source.tls = TlsSettings{nginx_.file("ca.pem"), "", "", {}};
    made.transport = source;
    return made;
  }
  // By a client of its own: a tunnel that is kept has been let through already.
  Result<std::vector<FetchedBody>> fetch_anew(const FeedSpec& spec) {
    client_ = make_curl_client(loop_);
    return fetch(spec);
  }

  Nginx nginx_;
};

const std::string rates = R"({"data":[{"rate":0.85}]})";

TEST_F(ProxyTest, PlainAndByATunnel) {
  Tinyproxy proxy("upstream http 127.0.0.1:" + nginx_.port() + " \"" + inside + "\"\n");
  ASSERT_TRUE(proxy.wait_ready()) << proxy.output();
  const std::string by_name = std::string("http://") + inside + "/rates.json";
  for (const std::string& url :
       {nginx_.url("/rates.json"), nginx_.tls_url("/rates.json"), by_name}) {
    const auto bodies = fetch_anew(at(url, proxy.url()));
    ASSERT_TRUE(bodies) << url << ": " << bodies.error().message;
    EXPECT_EQ(bodies->at(0).bytes, rates) << url;
    EXPECT_EQ(bodies->at(0).source, url) << "the source is the server, not the proxy";
    const std::string asked =
        url.starts_with("https") ? "CONNECT " + url.substr(8, url.find('/', 8) - 8) : "GET " + url;
    EXPECT_TRUE(proxy.knows(asked)) << proxy.output();
  }
  // The certificate is checked through the tunnel all the same, and what lies behind it says no in
  // its own words.
  FeedSpec spec = at(nginx_.tls_url("/rates.json"), proxy.url());
  http(spec).tls->ca_file = nginx_.file("other.pem");
  const auto untrusted = fetch_anew(spec);
  ASSERT_FALSE(untrusted);
  EXPECT_THAT(untrusted.error().message, AllOf(HasSubstr("证书不可信"), Not(HasSubstr("代理"))));
  const auto missing = fetch_anew(at(nginx_.tls_url("/nowhere.json"), proxy.url()));
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, AllOf(HasSubstr("HTTP 404"), Not(HasSubstr("代理"))));
}

struct LoginRow {
  const char* what;
  const char *user, *password;
  bool fetched;
};

TEST_F(ProxyTest, ALoginRightAndWrong) {
  Tinyproxy proxy("BasicAuth gz open-sesame-7\n");
  ASSERT_TRUE(proxy.wait_ready()) << proxy.output();
  const LoginRow rows[] = {{"right", "gz", "open-sesame-7", true},
                           {"wrong password", "gz", "geheim-8", false},
                           {"another user", "liu", "open-sesame-7", false},
                           {"none", "", "", false}};
  for (const LoginRow& row : rows) {
    for (const std::string& url : {nginx_.url("/rates.json"), nginx_.tls_url("/rates.json")}) {
      FeedSpec spec = at(url, proxy.url());
      if (*row.user != '\0') http(spec).proxy_login = BasicLogin{row.user, Secret(row.password)};
      const auto bodies = fetch_anew(spec);
      ASSERT_EQ(bodies.has_value(), row.fetched) << row.what << " " << url;
      if (bodies) {
        EXPECT_THAT(bodies->at(0).source, Not(HasSubstr("open-sesame")));
        continue;
      }
      EXPECT_EQ(bodies.error().code, ErrorCode::refused) << row.what;
      EXPECT_FALSE(bodies.error().transient) << row.what;
      EXPECT_THAT(bodies.error().message,
                  AllOf(HasSubstr(url), HasSubstr("代理 " + proxy.url()), HasSubstr("HTTP 40"),
                        HasSubstr("proxy_login"), Not(HasSubstr("geheim-8")),
                        Not(HasSubstr("open-sesame"))))
          << row.what;
    }
  }
}

struct RefusalRow {
  const char* what;
  std::string url;
  ErrorCode code;
  bool transient;
  std::vector<const char*> says;
};

// What it may not, and what it cannot.
TEST_F(ProxyTest, TargetsThatTheProxyRefusesOrDoesNotReach) {
  const std::string tls_port = nginx_.tls_url("").substr(std::string("https://127.0.0.1:").size());
  TestFolder folder;
  folder.write("filter", "forbidden\\.planwatch\\.test\n");
  Tinyproxy proxy("ConnectPort " + tls_port + "\nFilter \"" + folder.file("filter") + "\"\n");
  ASSERT_TRUE(proxy.wait_ready()) << proxy.output();
  const std::string dead = "127.0.0.1:" + std::to_string(unused_port());
  const std::vector<RefusalRow> rows = {
      {"filtered",
       "http://forbidden.planwatch.test/rates.json",
       ErrorCode::refused,
       false,
       {"HTTP 403", "代理"}},
      {"filtered, by tunnel",
       "https://forbidden.planwatch.test:" + tls_port + "/rates.json",
       ErrorCode::refused,
       false,
       {"HTTP 403", "代理", "不让访问", "放行"}},
      {"a port for which there is no tunnel",
       nginx_.strict_url("/rates.json"),
       ErrorCode::refused,
       false,
       {"HTTP 403", "代理", "不让访问", "端口"}},
      {"nobody there", "http://" + dead + "/rates.json", ErrorCode::io, true, {"HTTP 500", "代理"}},
  };
  for (const RefusalRow& row : rows) {
    const auto bodies = fetch_anew(at(row.url, proxy.url()));
    ASSERT_FALSE(bodies) << row.what;
    EXPECT_EQ(bodies.error().code, row.code) << row.what << bodies.error().message;
    EXPECT_EQ(bodies.error().transient, row.transient) << row.what;
    EXPECT_THAT(bodies.error().message, HasSubstr(row.url)) << row.what;
    EXPECT_THAT(bodies.error().message, HasSubstr(proxy.url())) << row.what;
    for (const char* words : row.says) {
      EXPECT_THAT(bodies.error().message, HasSubstr(words)) << row.what;
    }
  }
}

TEST_F(ProxyTest, AServerBehindATunnelThatIsDown) {
  Tinyproxy proxy("");
  ASSERT_TRUE(proxy.wait_ready()) << proxy.output();
  const std::string dead = "https://127.0.0.1:" + std::to_string(unused_port()) + "/rates.json";
  FeedSpec spec = at(dead, proxy.url());
  spec.retries = 1;
  const auto unreached = fetch_anew(spec);
  ASSERT_FALSE(unreached);
  EXPECT_TRUE(unreached.error().transient);
  EXPECT_THAT(unreached.error().message, AllOf(HasSubstr(dead), HasSubstr("接不通对方")));
}

TEST_F(ProxyTest, AProxyThatIsDown) {
  Tinyproxy proxy("");
  ASSERT_TRUE(proxy.wait_ready()) << proxy.output();
  ASSERT_TRUE(fetch_anew(at(nginx_.url("/rates.json"), proxy.url())));
  proxy.stop();
  for (const std::string& url : {nginx_.url("/rates.json"), nginx_.tls_url("/rates.json")}) {
    const auto bodies = fetch_anew(at(url, proxy.url()));
    ASSERT_FALSE(bodies) << "never without the proxy that is configured";
    EXPECT_EQ(bodies.error().code, ErrorCode::io);
    EXPECT_TRUE(bodies.error().transient);
    EXPECT_THAT(bodies.error().message,
                AllOf(HasSubstr(url), HasSubstr("连不上代理 " + proxy.url()), HasSubstr("请检查")));
  }
}

// A proxy of the environment is for the outside world: 0.0.0.0 leads here, and is no loopback
// address. A feed's own proxy asks no variable.
TEST_F(ProxyTest, TheEnvironmentsProxyAndItsExceptions) {
  Tinyproxy proxy("");
  ASSERT_TRUE(proxy.wait_ready()) << proxy.output();
  std::string outside = nginx_.url("/rates.json?outside");
  outside.replace(outside.find("127.0.0.1"), 9, "0.0.0.0");
  const std::string here = nginx_.url("/rates.json?here");
  ASSERT_TRUE(fetch_anew(at(outside, ""))) << "no proxy but one that is named";
  EXPECT_FALSE(proxy.knows("rates.json"));

  const Variable environment("http_proxy", proxy.url());
  ASSERT_TRUE(fetch_anew(at(here, "")));
  EXPECT_FALSE(proxy.knows(here)) << "loopback is asked directly";
  ASSERT_TRUE(fetch_anew(at(outside, "")));
  EXPECT_TRUE(proxy.knows("GET " + outside));
  const Variable except("no_proxy", "0.0.0.0,127.0.0.1");
  const std::string excepted = outside + "&excepted";
  ASSERT_TRUE(fetch_anew(at(excepted, "")));
  EXPECT_FALSE(proxy.knows(excepted));
  const std::string own = here + "&own";
  ASSERT_TRUE(fetch_anew(at(own, proxy.url())));
  EXPECT_TRUE(proxy.knows("GET " + own)) << "what a feed names counts, even for loopback";
}

TEST_F(ProxyTest, TheEnvironmentsProxyIsDownAndItsPasswordStaysHidden) {
  std::string outside = nginx_.tls_url("/rates.json");
  outside.replace(outside.find("127.0.0.1"), 9, "0.0.0.0");
  const Variable down("https_proxy",
                      "http://gz:geheim-8@127.0.0.1:" + std::to_string(unused_port()));
  const auto bodies = fetch_anew(at(outside, ""));
  ASSERT_FALSE(bodies);
  EXPECT_THAT(bodies.error().message, AllOf(HasSubstr(outside), Not(HasSubstr("geheim"))));
  EXPECT_TRUE(bodies.error().transient);
}

}  // namespace
}  // namespace planwatch

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>

#include "collectors/fetch/http_client.h"
#include "tests/collectors/fetch_support.h"

namespace planwatch {
namespace {

using namespace fetch_testing;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

ServerReply by_path(const ServerRequest& request) {
  using Manner = ServerReply::Manner;
  if (request.target == "/slow") return {Manner::silent, 200, "", {}};
  if (request.target == "/broken") return {Manner::broken, 200, "half", {}};
  if (request.target == "/endless") return {Manner::endless, 200, "", {}};
  if (request.target == "/wrong-length") return {Manner::wrong_length, 200, "half", {}};
  if (request.target == "/500") return {Manner::normal, 500, "sorry", {}};
  if (request.target == "/redirect") return {Manner::normal, 302, "", {"Location: /ok"}};
  if (request.target == "/loop") return {Manner::normal, 302, "", {"Location: /loop"}};
  if (request.target == "/to-file")
    return {Manner::normal, 302, "", {"Location: file:///etc/hosts"}};
  if (request.target == "/big") return {Manner::normal, 200, std::string(5000, 'b'), {}};
  return {Manner::normal, 200, "hello", {"X-Name: Value"}};
}

class HttpClientTest : public testing::Test {
 protected:
  HttpRequest get(const std::string& target) const {
    HttpRequest request;
    request.url = server_.url(target);
    request.total_timeout = std::chrono::milliseconds(10'000);
    return request;
  }
  Result<HttpResponse> ask(HttpRequest request) {
    std::optional<Result<HttpResponse>> outcome;
    client_->start(std::move(request), [&](Result<HttpResponse> r) { outcome = std::move(r); });
    EXPECT_FALSE(outcome) << "called back from inside start";
    EXPECT_TRUE(loop_.run_until([&] { return outcome.has_value(); }));
    return outcome ? *std::move(outcome) : fail(ErrorCode::timeout, "never called back");
  }

  PollLoop loop_;
  TestServer server_{by_path};
  std::unique_ptr<HttpClient> client_ = make_curl_client(loop_);
};

TEST_F(HttpClientTest, Get) {
  const auto response = ask(get("/ok"));
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, "hello");
  EXPECT_THAT(response->headers, Contains(Pair("x-name", "Value"))) << "names in lower case";
  EXPECT_TRUE(response->body_was_sent);
}

TEST_F(HttpClientTest, PostSendsBodyAndHeadersAsGiven) {
  HttpRequest request = get("/post");
  request.method = "POST";
  request.body = std::string("{\"a\":1}\0x", 9);
  request.headers = {{"Content-Type", "application/json"}, {"X-Sign", "abc"}};
  const auto response = ask(request);
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_TRUE(response->body_was_sent);
  const ServerRequest seen = server_.requests().at(0);
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.body, request.body);
  EXPECT_THAT(seen.head, HasSubstr("Content-Type: application/json\r\n"));
  EXPECT_THAT(seen.head, HasSubstr("X-Sign: abc\r\n"));
  EXPECT_THAT(seen.head, Not(HasSubstr("Expect:")));
}

TEST_F(HttpClientTest, PutAndDelete) {
  HttpRequest request = get("/put");
  request.method = "PUT";
  request.body = "x";
  ASSERT_TRUE(ask(request));
  request = get("/delete");
  request.method = "DELETE";
  ASSERT_TRUE(ask(request));
  EXPECT_EQ(server_.requests().at(0).method, "PUT");
  EXPECT_EQ(server_.requests().at(0).body, "x");
  EXPECT_EQ(server_.requests().at(1).method, "DELETE");
}

TEST_F(HttpClientTest, AnyStatusIsAResponse) {
  const auto response = ask(get("/500"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 500);
  EXPECT_EQ(response->body, "sorry");
}

TEST_F(HttpClientTest, ConnectionsAreKept) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(ask(get("/ok")));
  EXPECT_EQ(server_.connections(), 1);
  EXPECT_EQ(server_.requests().size(), 3U);
}

TEST_F(HttpClientTest, RedirectsOnlyWhereAsked) {
  const auto stays = ask(get("/redirect"));
  ASSERT_TRUE(stays);
  EXPECT_EQ(stays->status, 302);
  HttpRequest follow = get("/redirect");
  follow.follow_redirects = true;
  const auto follows = ask(follow);
  ASSERT_TRUE(follows);
  EXPECT_EQ(follows->status, 200);
  EXPECT_EQ(follows->body, "hello");
  EXPECT_THAT(follows->headers, Not(Contains(Pair("location", testing::_))))
      << "headers of the last answer only";
  follow.url = server_.url("/loop");
  EXPECT_EQ(ask(follow).error().code, ErrorCode::refused);
  follow.url = server_.url("/to-file");
  EXPECT_FALSE(ask(follow)) << "http and https only";
}

TEST_F(HttpClientTest, TooLargeAnswersAreCutOff) {
  HttpRequest request = get("/big");
  request.max_bytes = 4999;
  const auto said = ask(request);
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().code, ErrorCode::too_large);
  EXPECT_FALSE(said.error().transient);
  EXPECT_THAT(said.error().message, HasSubstr("4999"));
  request.max_bytes = 5000;
  EXPECT_TRUE(ask(request)) << "the cap itself is allowed";
  request = get("/endless");
  request.max_bytes = 100'000;
  EXPECT_EQ(ask(request).error().code, ErrorCode::too_large);
}

TEST_F(HttpClientTest, SlowAnswersTimeOut) {
  for (const char* target : {"/slow", "/wrong-length"}) {
    HttpRequest request = get(target);
    request.total_timeout = std::chrono::milliseconds(80);
    const auto response = ask(request);
    ASSERT_FALSE(response) << target;
    EXPECT_EQ(response.error().code, ErrorCode::timeout) << target;
    EXPECT_TRUE(response.error().transient) << target;
  }
}

TEST_F(HttpClientTest, BrokenAnswersAreTransient) {
  const auto response = ask(get("/broken"));
  ASSERT_FALSE(response) << "half a body is no body";
  EXPECT_EQ(response.error().code, ErrorCode::io);
  EXPECT_TRUE(response.error().transient);
}

TEST_F(HttpClientTest, NobodyListens) {
  HttpRequest request;
  request.url = "http://127.0.0.1:" + std::to_string(unused_port()) + "/?token=geheim";
  const auto response = ask(request);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::io);
  EXPECT_TRUE(response.error().transient);
  EXPECT_THAT(response.error().message, Not(HasSubstr("geheim")));
  EXPECT_THAT(response.error().message, HasSubstr("请"));
}

TEST_F(HttpClientTest, OtherProtocolsAndLineBreaksAreRefused) {
  for (const char* url : {"file:///etc/hosts", "ftp://127.0.0.1/x", "not a url"}) {
    HttpRequest request;
    request.url = url;
    const auto response = ask(request);
    ASSERT_FALSE(response) << url;
    EXPECT_EQ(response.error().code, ErrorCode::invalid) << url;
    EXPECT_FALSE(response.error().transient) << url;
  }
  HttpRequest injected = get("/ok");
  injected.headers = {{"X-Name", "a\r\nX-Other: b"}};
  EXPECT_EQ(ask(injected).error().code, ErrorCode::invalid);
  EXPECT_TRUE(server_.requests().empty());
}

TEST_F(HttpClientTest, ManyAtOnce) {
  int answered = 0;
  for (int i = 0; i < 8; ++i) {
    client_->start(get("/ok"), [&](Result<HttpResponse> r) { answered += r ? 1 : 100; });
  }
  EXPECT_TRUE(loop_.run_until([&] { return answered >= 8; }));
  EXPECT_EQ(answered, 8);
}

TEST_F(HttpClientTest, OneServerGetsSoManyAtOnceTheOthersWaitForTheirTurn) {
  int answered = 0;
  for (int i = 0; i < 100; ++i) {
    client_->start(get("/ok"), [&](Result<HttpResponse> r) { answered += r ? 1 : 1000; });
  }
  EXPECT_TRUE(loop_.run_until([&] { return answered >= 100; }));
  EXPECT_EQ(answered, 100);
  EXPECT_LE(server_.connections(), 32);
}

TEST_F(HttpClientTest, WhoWaitsTooLongForItsTurnGivesUp) {
  int silent = 0;
  for (int i = 0; i < 32; ++i) {
    client_->start(get("/slow"), [&](Result<HttpResponse>) { ++silent; });
  }
  HttpRequest request = get("/ok?token=geheim");
  request.total_timeout = std::chrono::milliseconds(30);
  const auto late = ask(request);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::timeout);
  EXPECT_TRUE(late.error().transient);
  EXPECT_THAT(late.error().message, HasSubstr("排队"));
  EXPECT_THAT(late.error().message, Not(HasSubstr("geheim")));
  EXPECT_EQ(silent, 0);
  TestServer other(by_path);
  HttpRequest elsewhere = get("/ok");
  elsewhere.url = other.url("/ok");
  EXPECT_TRUE(ask(elsewhere)) << "another server is not in the way";
}

TEST_F(HttpClientTest, ACallbackOfOneThatGaveUpMayDestroyTheClient) {
  bool called = false;
  for (int i = 0; i < 32; ++i) client_->start(get("/slow"), [](Result<HttpResponse>) {});
  for (int i = 0; i < 2; ++i) {
    HttpRequest request = get("/ok");
    request.total_timeout = std::chrono::milliseconds(20 + 5'000 * i);
    client_->start(request, [&](Result<HttpResponse>) {
      client_.reset();
      called = true;
    });
  }
  EXPECT_TRUE(loop_.run_until([&] { return called; }));
  EXPECT_TRUE(loop_.idle()) << "the other one waits no more";
}

TEST_F(HttpClientTest, AConnectionThatTheServerClosedMeanwhileIsReplaced) {
  ASSERT_TRUE(ask(get("/ok")));
  ASSERT_FALSE(ask(get("/broken"))) << "the server closes it";
  loop_.run_for(std::chrono::milliseconds(5));
  EXPECT_TRUE(ask(get("/ok")));
  EXPECT_EQ(server_.connections(), 2);
}

TEST_F(HttpClientTest, ACallbackMayStartTheNextRequest) {
  std::string body;
  client_->start(get("/500"), [&](Result<HttpResponse>) {
    client_->start(get("/ok"), [&](Result<HttpResponse> r) { body = r->body; });
  });
  EXPECT_TRUE(loop_.run_until([&] { return !body.empty(); }));
  EXPECT_EQ(body, "hello");
}

TEST_F(HttpClientTest, ACallbackMayDestroyTheClient) {
  bool called = false;
  client_->start(get("/ok"), [&](Result<HttpResponse>) {
    client_.reset();
    called = true;
  });
  EXPECT_TRUE(loop_.run_until([&] { return called; }));
  EXPECT_TRUE(loop_.idle()) << "sockets and timers are given back";
}

TEST_F(HttpClientTest, DestroyingCancelsWithoutCallingBack) {
  bool called = false;
  client_->start(get("/slow"), [&](Result<HttpResponse>) { called = true; });
  client_->start({.url = "bad\nurl"}, [&](Result<HttpResponse>) { called = true; });
  EXPECT_TRUE(loop_.run_until([&] { return called || server_.connections() == 1; }));
  called = false;
  client_.reset();
  EXPECT_TRUE(loop_.idle());
  loop_.run_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(called);
}

TEST(WithoutSecrets, WhatAServerPutsElsewhereIsHiddenThereToo) {
  const std::string own = "https://a.cn/list?id=court&token=t-0-k-e-n&sign=ab";
  const std::vector<std::pair<std::string, std::string>> urls = {
      {"https://a.cn/list?page=2&t=t-0-k-e-n", "https://a.cn/list?page=2&t=<secret>"},
      {"https://a.cn/t-0-k-e-n/2?x=1t-0-k-e-n2", "https://a.cn/<secret>/2?x=1<secret>2"},
      {"https://a.cn/list?page=court&token=new", "https://a.cn/list?page=court&token=<secret>"},
      {"https://a.cn/cabin?page=2", "https://a.cn/cabin?page=2"},  // ab is too short to tell
  };
  for (const auto& [url, shown] : urls) EXPECT_EQ(without_secrets(url, own), shown) << url;
  EXPECT_EQ(without_secrets("https://a.cn/x", "https://a.cn/list?token"), "https://a.cn/x");
}

TEST(WithoutSecrets, WhatMustNotBePrinted) {
  const std::vector<std::pair<const char*, const char*>> urls = {
      {"https://data.example/list?page=2", "https://data.example/list?page=2"},
      {"https://user:word@data.example/list", "https://data.example/list"},
      {"https://user@data.example", "https://data.example"},
      {"https://data.example/a@b", "https://data.example/a@b"},
      {"https://q.example/send?key=K1&page=2", "https://q.example/send?key=<secret>&page=2"},
      {"https://d.example/?access_token=T&timestamp=1&sign=S",
       "https://d.example/?access_token=<secret>&timestamp=1&sign=<secret>"},
      {"https://d.example/?Token=T", "https://d.example/?Token=<secret>"},
      {"https://d.example/?corpid=c&corpsecret=s",
       "https://d.example/?corpid=c&corpsecret=<secret>"},
      {"https://d.example/?password=p#token=t",
       "https://d.example/?password=<secret>#token=<secret>"},
      {"https://d.example/?appKey=a&secret=s",
       "https://d.example/?appKey=<secret>&secret=<secret>"},
      {"https://f.example/bot/v2/hook/T0KEN?x=1", "https://f.example/bot/v2/hook/<secret>?x=1"},
      {"https://d.example/?monkeys=3&signs=4", "https://d.example/?monkeys=3&signs=4"},
      {"", ""}};
  for (const auto& [url, shown] : urls) EXPECT_EQ(without_secrets(url), shown) << url;
}

}  // namespace
}  // namespace planwatch

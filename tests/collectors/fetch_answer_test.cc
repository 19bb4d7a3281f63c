#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/decode/json_value.h"
#include "collectors/fetch/answer_code.h"
#include "tests/collectors/fetch_http_support.h"

namespace planwatch {
namespace {

using namespace fetch_testing;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

struct ValueRow {
  const char* pointer;
  std::optional<std::string> value;
};

TEST(JsonAnswer, SingleValues) {
  const auto answer = JsonAnswer::of(
      "\xEF\xBB\xBF{\"code\":\"200\",\"n\":200 ,\"big\":123456789012345678901234567890,\"x\":1.50,"
      "\"yes\":true,\"no\":false,\"nothing\":null,\"empty\":\"\",\"a/"
      "b\":{\"c~d\":[\"数\",{\"e\":7}]}"
      ",\"esc\":\"\\u6570\\n\"}");
  ASSERT_TRUE(answer) << answer.error().message;
  const std::vector<ValueRow> rows = {{"/code", "200"},
                                      {"/n", "200"},
                                      {"/big", "123456789012345678901234567890"},
                                      {"/x", "1.50"},
                                      {"/yes", "true"},
                                      {"/no", "false"},
                                      {"/nothing", std::nullopt},
                                      {"/empty", ""},
                                      {"/a~1b/c~0d/0", "数"},
                                      {"/a~1b/c~0d/1/e", "7"},
                                      {"/esc", "数\n"},
                                      {"/absent", std::nullopt},
                                      {"/code/below", std::nullopt},
                                      {"/a~1b/c~0d/9", std::nullopt}};
  const JsonAnswer copy = *answer;
  for (const ValueRow& row : rows) {
    EXPECT_EQ(copy.at(row.pointer).value(), row.value) << row.pointer;
  }
  for (const char* pointer : {"/a~1b", "/a~1b/c~0d", "code", ""}) {
    EXPECT_FALSE(answer->at(pointer)) << pointer;
  }
}

TEST(JsonAnswer, WhatIsNoJson) {
  for (const char* bytes : {"", "<html><title>登录</title></html>", "PK\x03\x04", "月份,值\n"}) {
    EXPECT_FALSE(JsonAnswer::of(bytes)) << bytes;
  }
  for (const char* bytes : {"{", "[1,", "{\"code\":", "{\"code\":}", "{\"a\":tru}"}) {
    const auto answer = JsonAnswer::of(bytes);
    ASSERT_TRUE(answer) << bytes;
    const auto value = answer->at("/code");
    EXPECT_FALSE(value && *value) << bytes;
  }
}

struct CodeRow {
  const char* body;
  bool good;
};

TEST(AnswerCode, NumbersAndTextsAreAlike) {
  const AnswerCode answer{"/code", {"200", "0"}, "/message"};
  const std::vector<CodeRow> rows = {{R"({"code":"200","data":[]})", true},
                                     {R"({"code":200})", true},
                                     {R"({"code":"0"})", true},
                                     {R"({"code":0})", true},
                                     {R"({"code":"300"})", false},
                                     {R"({"code":300})", false},
                                     {R"({"code":""})", false},
                                     {R"({"code":null})", false},
                                     {R"({"code":2000})", false},
                                     {R"({"code":true})", false},
                                     {R"({"code":{"n":200}})", false},
                                     {R"({"data":[]})", false},
                                     {R"({"code":200)", false},
                                     {"<html>登录</html>", false},
                                     {"", false}};
  for (const CodeRow& row : rows) {
    const auto error = error_of_answer(answer, row.body, "http://h/x");
    EXPECT_EQ(!error.has_value(), row.good) << row.body;
    if (!error) continue;
    EXPECT_FALSE(error->transient) << row.body;
    EXPECT_THAT(error->message, HasSubstr("http://h/x")) << row.body;
  }
}

class AnswerTest : public HttpFetchTest {
 protected:
  FeedSpec judged() {
    FeedSpec made = feed();
    http(made).answer = AnswerCode{"/code", {"200"}, "/message"};
    return made;
  }
};

TEST_F(AnswerTest, TheGatewaysOwnWords) {
  serve_in_turn({body(R"({"code":"300","message":"应用已停用\n请联系大数据局","data":null})")});
  FeedSpec spec = judged();
  const auto bodies = fetch(spec);
  ASSERT_FALSE(bodies);
  EXPECT_EQ(bodies.error().code, ErrorCode::refused);
  EXPECT_THAT(bodies.error().message, HasSubstr("“应用已停用 请联系大数据局”"));
  EXPECT_THAT(bodies.error().message, HasSubstr("/code 是 300"));
  EXPECT_THAT(targets(), SizeIs(1)) << "not retried";
}

TEST_F(AnswerTest, ItsWordsAreShortAndWithoutOurSecrets) {
  serve_in_turn(
      {body(R"({"code":1,"message":"token geheim-1 refused )" + std::string(5000, 'x') + "\"}")});
  FeedSpec spec = judged();
  http(spec).bearer = Secret("geheim-1");
  const auto bodies = fetch(spec);
  ASSERT_FALSE(bodies);
  EXPECT_THAT(bodies.error().message, Not(HasSubstr("geheim")));
  EXPECT_THAT(bodies.error().message, HasSubstr("token <secret> refused"));
  EXPECT_LT(bodies.error().message.size(), 1000U);
}

TEST_F(AnswerTest, WordsBehindAnotherStatus) {
  serve_in_turn({body(R"({"code":"403","message":"签名错误"})", 403)});
  const auto bodies = fetch(judged());
  ASSERT_FALSE(bodies);
  EXPECT_THAT(bodies.error().message, HasSubstr("HTTP 403"));
  EXPECT_THAT(bodies.error().message, HasSubstr("签名错误"));
}

TEST_F(AnswerTest, ALoginPageWithStatus200) {
  serve_in_turn({body("<!DOCTYPE html><html><form action=/login></form></html>")});
  const auto bodies = fetch(judged());
  ASSERT_FALSE(bodies);
  EXPECT_THAT(bodies.error().message, HasSubstr("网页"));
}

TEST_F(AnswerTest, AFailureInTheMiddleOfPagesImportsNothing) {
  serve_in_turn({body(page_of(0, 2, R"("code":200,)")), body(R"({"code":500,"message":"忙"})")});
  FeedSpec spec = paged(2);
  http(spec).answer = AnswerCode{"/code", {"200"}, "/message"};
  const auto bodies = fetch(spec);
  ASSERT_FALSE(bodies);
  EXPECT_THAT(bodies.error().message, HasSubstr("page=2"));
  EXPECT_THAT(bodies.error().message, HasSubstr("忙"));
}

TEST_F(AnswerTest, BasicLoginAndVariablesInHeaders) {
  serve_in_turn({body("{}")});
  FeedSpec spec = feed("/rates?year={year}");
  http(spec).basic = BasicLogin{"甘州", Secret("open sesame")};
  http(spec).headers = {{"X-Year", "{year}"}};
  ASSERT_TRUE(fetch(spec));
  const std::string head = server_->requests().at(0).head;
  EXPECT_THAT(head, HasSubstr("Authorization: Basic 55SY5beeOm9wZW4gc2VzYW1l\r\n"));
  EXPECT_THAT(head, HasSubstr("X-Year: 2025\r\n"));
}

// A proxy of a feed is used even for loopback; it sees the whole URL.
TEST_F(AnswerTest, AProxyPerFeed) {
  serve_in_turn({body("{}")});
  FeedSpec spec = feed();
  http(spec).url = "http://data.example/rates?token=geheim";
  http(spec).proxy = server_->url("");
  ASSERT_TRUE(fetch(spec));
  EXPECT_EQ(targets().at(0), "http://data.example/rates?token=geheim");
  http(spec).proxy = "http://127.0.0.1:" + std::to_string(unused_port());
  spec.retries = 0;
  const auto bodies = fetch(spec);
  ASSERT_FALSE(bodies);
  EXPECT_TRUE(bodies.error().transient);
  EXPECT_THAT(bodies.error().message, Not(HasSubstr("geheim")));
}

// Before TLS it learns the server's name alone, and its own login.
TEST_F(AnswerTest, AProxyBeforeTlsSeesNoCredentials) {
  serve_in_turn({body("", 407)});
  FeedSpec spec = feed();
  http(spec).url = "https://data.example/rates?token=geheim-1";
  http(spec).bearer = Secret("geheim-2");
  http(spec).proxy = server_->url("");
  http(spec).proxy_login = BasicLogin{"gz", Secret("geheim-3")};
  const auto bodies = fetch(spec);
  ASSERT_FALSE(bodies);
  EXPECT_THAT(bodies.error().message, AllOf(HasSubstr("HTTP 407"), Not(HasSubstr("geheim"))));
  EXPECT_EQ(targets().at(0), "data.example:443");
  EXPECT_THAT(server_->requests().at(0).head,
              AllOf(HasSubstr("Proxy-Authorization: Basic Z3o6Z2VoZWltLTM=\r\n"),
                    Not(HasSubstr("geheim")), Not(HasSubstr("Bearer"))));
}

}  // namespace
}  // namespace planwatch

#include "daemon/send/channels.h"
#include "daemon/send/webhook_answer.h"
#include "tests/daemon/send/support.h"

namespace planwatch::send_test {
namespace {

Result<HttpResponse> transport(ErrorCode code, bool transient = true) {
  return fail(code, "connect to h failed", transient);
}

HttpResponse unsent() {
  HttpResponse response;
  response.body_was_sent = false;
  return response;
}

struct AnswerCase {
  const char* name;
  Result<HttpResponse> answer;
  SendClass expected;
};

TEST(ClassifyAnswer, TableOfAnswers) {
  const AnswerCase cases[] = {
      {"200", http(200), SendClass::success},
      {"202", http(202), SendClass::success},
      {"204", http(204), SendClass::success},
      {"301", http(301), SendClass::permanent},
      {"302", http(302), SendClass::permanent},
      {"307", http(307), SendClass::permanent},
      {"308", http(308), SendClass::permanent},
      {"400", http(400), SendClass::permanent},
      {"401", http(401), SendClass::permanent},
      {"403", http(403), SendClass::permanent},
      {"404", http(404), SendClass::permanent},
      {"410", http(410), SendClass::permanent},
      {"413", http(413), SendClass::permanent},
      {"422", http(422), SendClass::permanent},
      {"408", http(408), SendClass::retry_soon},
      {"425", http(425), SendClass::retry_soon},
      {"429", http(429), SendClass::retry_later},
      {"500", http(500), SendClass::retry_soon},
      {"501", http(501), SendClass::retry_soon},
      {"502", http(502), SendClass::retry_soon},
      {"503", http(503), SendClass::retry_soon},
      {"503 with Retry-After", http(503, "", {{"retry-after", "30"}}), SendClass::retry_later},
      {"504", http(504), SendClass::retry_soon},
      {"no status, body sent", http(0), SendClass::unknown},
      {"no status, body not sent", unsent(), SendClass::retry_soon},
      {"connect or resolve", transport(ErrorCode::io), SendClass::retry_soon},
      {"refused connection", transport(ErrorCode::refused), SendClass::retry_soon},
      {"certificate", transport(ErrorCode::refused, false), SendClass::retry_soon},
      {"timeout", transport(ErrorCode::timeout), SendClass::unknown},
      {"answer too large", transport(ErrorCode::too_large, false), SendClass::unknown},
      {"no such request", transport(ErrorCode::invalid, false), SendClass::permanent},
  };
  for (const AnswerCase& one : cases) {
    EXPECT_EQ(classify_answer(one.answer, "http://h/", {}).result, one.expected) << one.name;
  }
}

TEST(ClassifyAnswer, RetryAfterIsHandedOn) {
  EXPECT_EQ(classify_answer(http(429, "", {{"retry-after", "120"}}), "u", {}).retry_after,
            seconds{120});
  EXPECT_EQ(classify_answer(http(503, "",
                                 {{"date", "Mon, 20 Oct 2025 12:00:00 GMT"},
                                  {"retry-after", "Mon, 20 Oct 2025 12:00:45 GMT"}}),
                            "u", {})
                .retry_after,
            seconds{45});
  EXPECT_FALSE(classify_answer(http(429), "u", {}).retry_after);
  EXPECT_FALSE(classify_answer(http(200, "", {{"retry-after", "9"}}), "u", {}).retry_after);
}

TEST(ClassifyAnswer, HintsSayWhatToDo) {
  const auto text = [](long status) {
    return classify_answer(http(status), "http://h/", {}).answer;
  };
  EXPECT_NE(text(302).find("重定向"), std::string::npos);
  EXPECT_NE(text(401).find("bearer"), std::string::npos);
  EXPECT_NE(text(404).find("地址"), std::string::npos);
  EXPECT_EQ(text(500), "HTTP 500");
}

TEST(ClassifyAnswer, TheAnswerIsOneShortLine) {
  const std::string answer =
      classify_answer(http(500, "a\nb\xFF" + std::string(100'000, 'x')), "http://h/", {}).answer;
  EXPECT_LE(answer.size(), 400U);
  EXPECT_EQ(answer.rfind("HTTP 500：a b\xEF\xBF\xBDxxx", 0), 0U) << answer;
}

TEST(SecretsInUrl, UserInfoAndSecretParametersInBothForms) {
  EXPECT_EQ(secrets_in_url("https://bob:p%40ss@h/x?key=K1&page=2&token=T%2F2#f"),
            (std::vector<std::string>{"bob:p%40ss", "bob:p@ss", "bob", "p%40ss", "p@ss", "K1",
                                      "T%2F2", "T/2"}));
  EXPECT_EQ(secrets_in_url("https://h/bot/hook/abc-def?app_secret=S1"),
            (std::vector<std::string>{"abc-def", "S1"}));
  EXPECT_TRUE(secrets_in_url("https://h/x?page=2&keys=1&key").empty());
  EXPECT_TRUE(secrets_in_url("https://h/a@b").empty());
  EXPECT_TRUE(secrets_in_url("no url").empty());
}

class WebhookTest : public testing::Test {
 protected:
  SendResult send_through(WebhookChannel spec) {
    const auto channel = make_webhook_channel(http_, std::move(spec));
    std::vector<SendResult> results;
    channel->send(notice_for("hook", 1),
                  [&results](const SendResult& result) { results.push_back(result); });
    EXPECT_TRUE(results.empty()) << "answered from inside send";
    scheduler_.run_ready();
    EXPECT_EQ(results.size(), 1U);
    return results.empty() ? SendResult{} : results.front();
  }

  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
  FakeHttp http_{scheduler_};
};

TEST_F(WebhookTest, PostsTheJsonWithItsKeyAndNeverFollowsRedirects) {
  http_.answer = [](const HttpRequest&) { return http(200, "thanks"); };
  const SendResult result =
      send_through({"http://h/hook", {{"X-Team", "plan"}}, Secret("s3cr3t-bearer")});
  EXPECT_EQ(result.result, SendClass::success);
  EXPECT_EQ(result.answer, "HTTP 200：thanks");
  ASSERT_EQ(http_.requests.size(), 1U);
  const HttpRequest& request = http_.requests[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "http://h/hook");
  EXPECT_FALSE(request.follow_redirects);
  EXPECT_LE(request.total_timeout, seconds{30});
  EXPECT_EQ(request.body, render_json(notice_for("hook", 1)));
  EXPECT_EQ(*find_header(request, "Content-Type"), "application/json; charset=utf-8");
  EXPECT_EQ(*find_header(request, "Idempotency-Key"), to_string(notice_for("hook", 1).key));
  EXPECT_EQ(*find_header(request, "Authorization"), "Bearer s3cr3t-bearer");
  EXPECT_EQ(*find_header(request, "X-Team"), "plan");
}

TEST_F(WebhookTest, AKeyOfChineseNamesStaysAHeader) {
  http_.answer = [](const HttpRequest&) { return http(200); };
  const auto channel = make_webhook_channel(http_, {"http://h/", {}, {}});
  Notice notice = notice_for("值班室\r\nX-Evil: 1", 1);
  channel->send(notice, [](const SendResult&) {});
  const std::string& key = *find_header(http_.requests[0], "Idempotency-Key");
  EXPECT_EQ(key.find_first_of("\r\n "), std::string::npos);
  EXPECT_EQ(http_.requests[0].headers.size(), 2U);
}

TEST_F(WebhookTest, NoAnswerHoldsASecret) {
  const WebhookChannel spec{"https://bob:hunter2@h/hook?key=K-123456&token=T-987654&page=1",
                            {{"X-Api", "Custom abcdef-123"}},
                            Secret("bearer-424242")};
  const std::string echo =
      "you sent bearer-424242 to " + spec.url + " with Custom abcdef-123 as bob:hunter2";
  const Result<HttpResponse> answers[] = {http(200, echo), http(400, echo), http(500, echo),
                                          fail(ErrorCode::io, echo, true),
                                          fail(ErrorCode::timeout, echo, true)};
  for (const auto& answer : answers) {
    http_.answer = [&answer](const HttpRequest&) { return answer; };
    const std::string text = send_through(spec).answer;
    for (const char* secret : {"bearer-424242", "hunter2", "K-123456", "T-987654", "abcdef-123"}) {
      EXPECT_EQ(text.find(secret), std::string::npos) << text;
    }
    EXPECT_NE(text.find("you sent <secret>"), std::string::npos) << text;
  }
}

TEST_F(WebhookTest, MayBeReplacedWhileARequestRuns) {
  auto channel = make_webhook_channel(http_, {"http://h/", {}, {}});
  std::vector<SendResult> results;
  channel->send(notice_for("hook", 1),
                [&results](const SendResult& result) { results.push_back(result); });
  channel.reset();
  http_.finish(http(204));
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].result, SendClass::success);
}

struct ProblemCase {
  const char* name;
  WebhookChannel spec;
  const char* says;  // empty: no problem
};

TEST_F(WebhookTest, ADescriptionThatWouldInjectHeadersIsRefused) {
  const ProblemCase cases[] = {
      {"good", {"https://h/", {{"X-Team", "值班"}}, Secret("t")}, ""},
      {"upper case scheme", {"HTTP://h/", {}, {}}, ""},
      {"own authorization", {"https://h/", {{"Authorization", "Token abc"}}, {}}, ""},
      {"file", {"file:///etc/passwd", {}, {}}, "http://"},
      {"empty", {"", {}, {}}, "http://"},
      {"line break in url", {"http://h/\r\nX: 1", {}, {}}, "url"},
      {"line break in value", {"http://h/", {{"X-Team", "a\r\nX-Evil: 1"}}, {}}, "X-Team"},
      {"bare CR in value", {"http://h/", {{"X-Team", "a\rb"}}, {}}, "X-Team"},
      {"NUL in value", {"http://h/", {{"X-Team", std::string("a\0b", 3)}}, {}}, "X-Team"},
      {"line break in name", {"http://h/", {{"X\n", "a"}}, {}}, "名称"},
      {"colon in name", {"http://h/", {{"X:", "a"}}, {}}, "名称"},
      {"empty name", {"http://h/", {{"", "a"}}, {}}, "名称"},
      {"bearer with its file's line end", {"http://h/", {}, Secret("tok\n")}, "bearer"},
      {"our key", {"http://h/", {{"idempotency-key", "1"}}, {}}, "idempotency-key"},
      {"our type", {"http://h/", {{"Content-Type", "text/plain"}}, {}}, "Content-Type"},
      {"two authorizations", {"http://h/", {{"authorization", "x"}}, Secret("t")}, "authorization"},
  };
  for (const ProblemCase& one : cases) {
    SCOPED_TRACE(one.name);
    const auto problem = webhook_problem(one.spec);
    const bool good = std::string(one.says).empty();
    EXPECT_EQ(!problem.has_value(), good);
    EXPECT_EQ(make_webhook_channel(http_, one.spec) != nullptr, good);
    if (problem) {
      EXPECT_NE(problem->find(one.says), std::string::npos) << *problem;
      EXPECT_EQ(problem->find("tok"), std::string::npos) << *problem;
      EXPECT_EQ(problem->find('\n'), std::string::npos) << *problem;
    }
  }
}

}  // namespace
}  // namespace planwatch::send_test

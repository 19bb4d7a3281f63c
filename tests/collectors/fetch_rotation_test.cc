#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/fetch/secret_rotation.h"
#include "tests/collectors/fetch_http_support.h"

namespace planwatch {
namespace {

using namespace fetch_testing;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using Kind = SignPart::Kind;

// A gateway that hands out secrets and refuses requests that are not signed with the one it wants.
// The signature is the plain message, so that the test sees which secret was used: sha256 would say
// the same less legibly, therefore the secret goes as a field of its own.
class RotationTest : public HttpFetchTest {
 protected:
  void SetUp() override {
    serve([this](const ServerRequest& request) { return answer(request); });
  }
  FeedSpec rotated() {
    FeedSpec made = feed();
    SignerSpec signer;
    signer.settings = {{"appKey", "0123456789abcdef"}};
    signer.secret = Secret("first-secret");
    signer.message = {{Kind::timestamp_ms, ""}};
    signer.name = "x-sign";
    signer.fields = {{SignPlace::header, "x-with", {Kind::secret, ""}}};
    SecretRotation rotation;
    rotation.url = server_->url("/refresh");
    rotation.secret = "/data/secret";
    rotation.end_time = "/data/secretEndTime";
    signer.rotation = rotation;
    http(made).signer = signer;
    http(made).answer = AnswerCode{"/code", {"0"}, "/message"};
    return made;
  }
  // By the machine's clock of the test.
  std::string in_seconds(int seconds) const {
    const Instant end = machine_now_ + std::chrono::seconds(seconds);
    return std::to_string(end.time_since_epoch().count());
  }

  ServerReply answer(const ServerRequest& request) {
    if (request.target == "/refresh") {
      used_.push_back("refresh with " + with(request));
      if (!refresh_body_.empty()) return body(refresh_body_, refresh_status_);
      ++given_;
      return body(R"({"code":"0","data":{"secret":"s)" + std::to_string(given_) +
                      R"(","secretEndTime":")" + end_ + "\"}}",
                  refresh_status_);
    }
    used_.push_back(with(request));
    if (with(request) == wanted_ || wanted_ == "any") return body(page_of(0, 1, R"("code":0,)"));
    return refusal_;
  }
  static std::string with(const ServerRequest& request) {
    const std::string name = "x-with: ";
    const std::size_t at = request.head.find(name) + name.size();
    return request.head.substr(at, request.head.find("\r\n", at) - at);
  }

  std::string wanted_ = "any";
  std::string end_ = in_seconds(3600);
  std::string refresh_body_;
  int refresh_status_ = 200;
  int given_ = 0;
  ServerReply refusal_ = body("", 401);
  std::vector<std::string> used_;
};

TEST_F(RotationTest, AskedOnceWhileItLasts) {
  const auto fetcher = make_fetcher(tools());
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(fetch_all(*fetcher, rotated(), {}));
  EXPECT_THAT(used_, ElementsAre("refresh with first-secret", "s1", "s1", "s1"));
}

TEST_F(RotationTest, RefreshedBeforeItEnds) {
  const auto fetcher = make_fetcher(tools());
  ASSERT_TRUE(fetch_all(*fetcher, rotated(), {}));
  machine_now_ += std::chrono::seconds(3600 - 301);
  ASSERT_TRUE(fetch_all(*fetcher, rotated(), {})) << "refresh_before is 300 s";
  machine_now_ += std::chrono::seconds(2);
  end_ = in_seconds(3600);
  ASSERT_TRUE(fetch_all(*fetcher, rotated(), {}));
  EXPECT_THAT(used_, ElementsAre("refresh with first-secret", "s1", "s1",
                                 "refresh with first-secret", "s2"));
}

TEST_F(RotationTest, AnEarlyRefreshThatFailsDoesNoHarm) {
  const auto fetcher = make_fetcher(tools());
  ASSERT_TRUE(fetch_all(*fetcher, rotated(), {}));
  machine_now_ += std::chrono::seconds(3600 - 100);
  refresh_status_ = 500;
  ASSERT_TRUE(fetch_all(*fetcher, rotated(), {})) << "s1 has not ended yet";
  machine_now_ += std::chrono::seconds(101);
  FeedSpec spec = rotated();
  spec.retries = 0;
  const auto fetched = fetch_all(*fetcher, spec, {});
  ASSERT_FALSE(fetched) << "it has now";
  EXPECT_TRUE(fetched.error().transient);
  EXPECT_THAT(fetched.error().message, HasSubstr("/refresh"));
}

TEST_F(RotationTest, RefreshedOnceWhenItIsRefused) {
  const std::vector<ServerReply> refusals = {body("", 401), body("", 403),
                                             body(R"({"code":"401","message":"签名错误"})")};
  for (const ServerReply& refusal : refusals) {
    refusal_ = refusal;
    given_ = 0;
    used_.clear();
    wanted_ = "s1";
    const auto fetcher = make_fetcher(tools());
    ASSERT_TRUE(fetch_all(*fetcher, rotated(), {}));
    wanted_ = "s2";  // another client of the account has asked
    ASSERT_TRUE(fetch_all(*fetcher, rotated(), {}));
    EXPECT_THAT(used_, ElementsAre("refresh with first-secret", "s1", "s1",
                                   "refresh with first-secret", "s2"));
    wanted_ = "nothing will do";
    used_.clear();
    const auto fetched = fetch_all(*fetcher, rotated(), {});
    ASSERT_FALSE(fetched);
    EXPECT_FALSE(fetched.error().transient);
    EXPECT_THAT(used_, ElementsAre("s2", "refresh with first-secret", "s3")) << "once, no loop";
  }
}

// Two feeds of one account: the second waits for the answer that the first one asked for.
TEST_F(RotationTest, FeedsOfOneAccountShareTheSecret) {
  const auto fetcher = make_fetcher(tools());
  int fetched = 0;
  for (const char* name : {"tax", "court"}) {
    FeedSpec spec = rotated();
    spec.id = FeedId(name);
    fetcher->fetch(spec, {}, [&](auto result) { fetched += result ? 1 : 100; });
  }
  EXPECT_TRUE(loop_.run_until([&] { return fetched >= 2; }));
  EXPECT_EQ(fetched, 2);
  EXPECT_THAT(used_, ElementsAre("refresh with first-secret", "s1", "s1"));
}

TEST_F(RotationTest, EncryptedSecrets) {
  FeedSpec spec = rotated();
  http(spec).signer->rotation->aes_key = "appKey";
  // new-secret-42 under 0123456789abcdef, by openssl enc -aes-128-ecb.
  refresh_body_ = R"({"code":"0","data":{"secret":"phdG5H72g5vTGFg4n8xEaw=="}})";
  wanted_ = "new-secret-42";
  ASSERT_TRUE(fetch_with(spec, {}));
}

struct RefreshRow {
  const char* body;
  const char* said;
};

TEST_F(RotationTest, RefreshesThatFail) {
  FeedSpec spec = rotated();
  http(spec).signer->rotation->aes_key = "appKey";
  const std::vector<RefreshRow> rows = {
      {R"({"code":"1","message":"no"})", "/data/secret"},
      {R"({"code":"1","message":"应用 first-secret 已停用"})", "“应用 <secret> 已停用”"},
      {R"({"code":"0","data":{"secret":""}})", "/data/secret"},
      {R"({"code":"0","data":{"secret":"not base64 geheim"}})", "base64"},
      {R"({"code":"0","data":{"secret":"AAAAAAAAAAAAAAAAAAAAAA=="}})", "aes_key"},
      {R"({"code":"0","data":{"secret":"phdG5H72g5vTGFg4n8xEaw==","secretEndTime":"tomorrow"}})",
       "毫秒"},
      {"<html>登录</html>", "网页"}};
  for (const RefreshRow& row : rows) {
    refresh_body_ = row.body;
    const auto fetched = fetch_with(spec, {});
    ASSERT_FALSE(fetched) << row.body;
    EXPECT_FALSE(fetched.error().transient) << row.body;
    EXPECT_THAT(fetched.error().message,
                AllOf(HasSubstr(row.said), HasSubstr("/refresh"), Not(HasSubstr("geheim"))))
        << row.body;
  }
}

TEST_F(RotationTest, SecretsAreNeverPrinted) {
  refusal_ = body(R"({"code":"9","message":"wrong secret s2, first-secret"})");
  wanted_ = "nothing will do";
  const auto fetched = fetch_with(rotated(), {});
  ASSERT_FALSE(fetched);
  EXPECT_THAT(fetched.error().message, HasSubstr("wrong secret <secret>, <secret>"));
}

// The signature in the query is neither part of the body's source nor of an error.
TEST_F(RotationTest, SignaturesInTheQueryAreNotShown) {
  serve_in_turn({body("{}")});
  FeedSpec spec = feed("/rates?area=620702");
  SignerSpec signer;
  signer.secret = Secret("first-secret");
  signer.message = {{Kind::nonce, ""}};
  signer.place = SignPlace::query;
  signer.name = "mac";
  signer.fields = {{SignPlace::query, "nonceStr", {Kind::nonce, ""}}};
  http(spec).signer = signer;
  const auto bodies = fetch(spec);
  ASSERT_TRUE(bodies) << bodies.error().message;
  EXPECT_EQ(bodies->at(0).source, server_->url("/rates?area=620702"));
  EXPECT_THAT(targets().at(0), AllOf(HasSubstr("&nonceStr="), HasSubstr("&mac=")));
  serve_in_turn({body("", 401)});
  http(spec).url = server_->url("/rates?area=620702");
  const auto refused = fetch(spec);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr("signer"), Not(HasSubstr("mac="))));
}

TEST_F(RotationTest, AFaultOfTheSignerEndsTheFetch) {
  FeedSpec spec = rotated();
  http(spec).signer->message = {{Kind::setting, "nowhere"}};
  const auto with_rotation = fetch_with(spec, {});
  ASSERT_FALSE(with_rotation);
  http(spec).signer->rotation.reset();
  const auto without = fetch_with(spec, {});
  ASSERT_FALSE(without);
  EXPECT_THAT(without.error().message, HasSubstr("nowhere"));
  EXPECT_THAT(server_->requests(), SizeIs(0));
}

}  // namespace
}  // namespace planwatch

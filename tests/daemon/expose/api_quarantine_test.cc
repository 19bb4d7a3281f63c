#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "daemon/expose/api.h"
#include "daemon/expose/api_client.h"
#include "tests/daemon/expose/snapshot_fixture.h"

namespace planwatch {
namespace {

namespace json = boost::json;

// SHA-256 of "viewer-token" and "operator-token".
constexpr const char* viewer_hash =
    "d036bd6d01a1cae081d39a2f8dab751dc042de814fd60df31fcb553170950f29";
constexpr const char* operator_hash =
    "0850123315d21ab90f4f7236408a52ef6dbd6a02a6550e5c10dc73f4d993680e";
constexpr const char* good_body = R"({"id":2,"reason":"属实","person":"张三"})";

class ApiDecision : public testing::Test {
 protected:
  ApiDecision() {
    backend_.snapshot = [this] { return snapshot_; };
    backend_.act = [this](const Actor& actor, const PersonAction& action) {
      const std::string& person = actor.person;
      if (const auto* one = std::get_if<ReleaseFigure>(&action)) {
        done_ += person + " releases " + std::to_string(one->id) + ": " + one->reason + "\n";
      }
      if (const auto* one = std::get_if<DiscardFigure>(&action)) {
        done_ += person + " discards " + std::to_string(one->id) + ": " + one->reason + "\n";
      }
      return outcome_;
    };
    request_.method = "POST";
    request_.path = "/api/v1/quarantine/release";
    request_.content_type = "application/json";
    request_.host = "127.0.0.1:9720";
    request_.body = good_body;
  }

  void use_tokens() {
    auto configuration = test::small_configuration();
    configuration->http.tokens = {{"甲", AccessRole::viewer, UnitId(), viewer_hash},
                                  {"乙", AccessRole::operator_, UnitId(), operator_hash}};
    snapshot_->configuration = configuration;
  }
  ServerReply ask() { return answer(request_, backend_); }
  std::string code(const ServerReply& reply) {
    const auto body = json::parse(reply.body);
    return std::string(body.at("error").at("code").as_string());
  }

  std::shared_ptr<Snapshot> snapshot_ = test::small_snapshot();
  ApiBackend backend_;
  ServerRequest request_;
  Result<void> outcome_;
  std::string done_;
};

TEST_F(ApiDecision, HandsThePersonsDecisionOn) {
  const auto released = ask();
  EXPECT_EQ(released.status, 200) << released.body;
  EXPECT_EQ(json::parse(released.body).at("state").as_string(), "released");
  request_.path = "/api/v1/quarantine/discard";
  request_.content_type = "application/json; charset=utf-8";
  request_.body = R"({"id": 2, "reason": "两列填反", "person": "李四"})";
  EXPECT_EQ(ask().status, 200);
  EXPECT_EQ(done_, "张三 releases 2: 属实\n李四 discards 2: 两列填反\n");
}

TEST_F(ApiDecision, BodiesThatDoNotSayWhatToDoAreRefused) {
  const char* const bodies[] = {"",
                                "nonsense",
                                "[]",
                                R"({"reason":"属实","person":"张三"})",
                                R"({"id":"2","reason":"属实","person":"张三"})",
                                R"({"id":0,"reason":"属实","person":"张三"})",
                                R"({"id":2.5,"reason":"属实","person":"张三"})",
                                R"({"id":2,"person":"张三"})",
                                R"({"id":2,"reason":"  ","person":"张三"})",
                                R"({"id":2,"reason":7,"person":"张三"})",
                                R"({"id":2,"reason":"属实"})",
                                R"({"id":2,"reason":"属实","person":" "})",
                                R"({"id":2,"reason":"属实","person":"张三","force":true})"};
  for (const char* body : bodies) {
    request_.body = body;
    const auto reply = ask();
    EXPECT_EQ(reply.status, 400) << body;
    EXPECT_EQ(code(reply), "bad_body") << body;
  }
  request_.body = R"({"id":2,"person":"张三","reason":")" + std::string(2'001, 'x') + "\"}";
  EXPECT_EQ(ask().status, 400) << "a novel is no reason";
  EXPECT_EQ(done_, "");
}

TEST_F(ApiDecision, WhatAPageOfAnotherSiteCouldSendIsRefused) {
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded",
                           "multipart/form-data", "application/jsonp"}) {
    request_.content_type = type;
    const auto reply = ask();
    EXPECT_EQ(reply.status, 415) << type;
    EXPECT_EQ(code(reply), "not_json") << type;
  }
  request_.content_type = "application/json";
  for (const char* host : {"", "evil.example", "evil.example:9720", "127.0.0.1.evil.example"}) {
    request_.host = host;
    EXPECT_EQ(ask().status, 403) << "a name that was made to point here: " << host;
  }
  for (const char* host : {"localhost:9720", "[::1]:9720", "127.0.0.1"}) {
    request_.host = host;
    EXPECT_EQ(ask().status, 200) << host;
  }
}

TEST_F(ApiDecision, WithTokensThePersonIsTheTokens) {
  use_tokens();
  request_.host = "planwatch.example:9720";
  request_.body = R"({"id":2,"reason":"属实"})";
  EXPECT_EQ(ask().status, 401);
  request_.authorization = "Bearer viewer-token";
  EXPECT_EQ(ask().status, 403);
  EXPECT_EQ(done_, "");
  request_.authorization = "Bearer operator-token";
  EXPECT_EQ(ask().status, 200);
  request_.body = good_body;
  EXPECT_EQ(ask().status, 400) << "in another's name";
  EXPECT_EQ(done_, "乙 releases 2: 属实\n");
}

TEST_F(ApiDecision, ASupervisorMayDecideAndAUnitMayNot) {
  request_.body = R"({"id":2,"reason":"属实"})";
  request_.authorization = "Bearer operator-token";
  for (const auto& [role, status] :
       {std::pair{AccessRole::supervisor, 200}, std::pair{AccessRole::operator_, 200},
        std::pair{AccessRole::unit, 403}, std::pair{AccessRole::viewer, 403}}) {
    auto configuration = test::small_configuration();
    configuration->http.tokens = {{"乙", role, UnitId("区法院"), operator_hash}};
    snapshot_->configuration = configuration;
    EXPECT_EQ(ask().status, status) << static_cast<int>(role);
  }
}

TEST_F(ApiDecision, WhatTheEngineRefusesIsAConflictInItsWords) {
  outcome_ = fail(ErrorCode::conflict, "这条数据已放行，不再待处理");
  const auto reply = ask();
  EXPECT_EQ(reply.status, 409);
  EXPECT_EQ(code(reply), "conflict");
  EXPECT_NE(reply.body.find("不再待处理"), std::string::npos);
  outcome_ = fail(ErrorCode::io, "磁盘已满");
  EXPECT_EQ(ask().status, 500);
}

TEST_F(ApiDecision, IsPostOnly) {
  request_.method = "GET";
  EXPECT_EQ(ask().status, 405);
}

TEST_F(ApiDecision, AnUnknownStateIsAnErrorNotAnEmptyList) {
  request_.method = "GET";
  request_.path = "/api/v1/quarantine";
  request_.query = {{"state", "gone"}};
  EXPECT_EQ(ask().status, 400);
}

TEST_F(ApiDecision, TheClientReadsWhatTheServerWrites) {
  request_.method = "GET";
  request_.path = "/api/v1/quarantine";
  request_.query = {{"state", "all"}};
  const auto items = parse_quarantine(ask().body);
  ASSERT_TRUE(items);
  ASSERT_EQ(items->size(), 2u);
  const QuarantineItem& released = items->at(0);
  EXPECT_EQ(released.id, 1);
  EXPECT_EQ(released.state_name, "已放行");
  EXPECT_EQ(released.figure, "120/100");
  EXPECT_EQ(released.findings, "分子大于分母，请核对两个数");
  EXPECT_EQ(released.decided_by + "：" + released.reason, "张三：属实");
  EXPECT_EQ(items->at(1).decided_at, "");

  request_.method = "POST";
  request_.path = "/api/v1/quarantine/release";
  request_.query.clear();
  request_.body = render_decision(2, "属\"实\"", "张三");
  EXPECT_EQ(ask().status, 200);
  EXPECT_EQ(done_, "张三 releases 2: 属\"实\"\n");
  request_.body = render_decision(2, "属实", "");
  const auto error = parse_api_error(ask().body);
  ASSERT_TRUE(error);
  EXPECT_NE(error->find("须写明经手人"), std::string::npos) << *error;
  EXPECT_FALSE(parse_quarantine("<html>"));
  EXPECT_FALSE(parse_api_error("<html>"));
}

}  // namespace
}  // namespace planwatch

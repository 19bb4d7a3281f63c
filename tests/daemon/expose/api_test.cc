#include "daemon/expose/api.h"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "tests/daemon/expose/snapshot_fixture.h"

namespace planwatch {
namespace {

namespace json = boost::json;

// SHA-256 of "viewer-token" and "operator-token".
constexpr const char* viewer_hash =
    "d036bd6d01a1cae081d39a2f8dab751dc042de814fd60df31fcb553170950f29";
constexpr const char* operator_hash =
    "0850123315d21ab90f4f7236408a52ef6dbd6a02a6550e5c10dc73f4d993680e";

class Api : public testing::Test {
 protected:
  Api() {
    backend_.snapshot = [this] { return snapshot_; };
    backend_.metrics = [] { return std::string("up 1\n"); };
    backend_.provenance = [this](const IndicatorId& id, const AreaCode& area) {
      asked_ = id.text + "@" + area.text;
      return std::vector<Provenance>();
    };
    backend_.reload = [this] {
      ++reloads_;
      return problems_;
    };
    backend_.ready = [this] { return ready_; };
  }

  void use_tokens() {
    auto configuration = test::small_configuration();
    configuration->http.tokens = {{"甲", AccessRole::viewer, UnitId(), viewer_hash},
                                  {"乙", AccessRole::operator_, UnitId(), operator_hash}};
    snapshot_->configuration = configuration;
  }

  ServerReply ask(const std::string& method, const std::string& path,
                  std::vector<std::pair<std::string, std::string>> query = {},
                  const std::string& token = "") {
    ServerRequest request;
    request.method = method;
    request.path = path;
    request.query = std::move(query);
    if (!token.empty()) request.authorization = "Bearer " + token;
    return answer(request, backend_);
  }
  ServerReply get(const std::string& path,
                  std::vector<std::pair<std::string, std::string>> query = {}) {
    return ask("GET", path, std::move(query));
  }

  std::shared_ptr<Snapshot> snapshot_ = test::small_snapshot();
  ApiBackend backend_;
  std::string asked_;
  std::vector<std::string> problems_;
  int reloads_ = 0;
  bool ready_ = true;
};

std::string error_code(const ServerReply& reply) {
  const auto body = json::parse(reply.body);
  const auto& error = body.at("error").as_object();
  EXPECT_FALSE(error.at("message").as_string().empty());
  EXPECT_FALSE(error.at("hint").as_string().empty());
  return std::string(error.at("code").as_string());
}

TEST_F(Api, ManagementPagesAreAsPrometheusHasThem) {
  EXPECT_EQ(get("/-/healthy").status, 200);
  EXPECT_EQ(get("/-/ready").status, 200);
  ready_ = false;
  EXPECT_EQ(get("/-/ready").status, 503);
  EXPECT_EQ(get("/-/healthy").status, 200);
  const auto metrics = get("/metrics");
  EXPECT_EQ(metrics.body, "up 1\n");
  EXPECT_EQ(metrics.content_type, "text/plain; version=0.0.4; charset=utf-8");
}

TEST_F(Api, TheFirstPageListsTheOthers) {
  const auto reply = get("/");
  EXPECT_EQ(reply.status, 200);
  for (const char* path :
       {"/metrics", "/-/ready", "/api/v1/status", "/api/v1/tasks", "/api/v1/explain?indicator=ID",
        "/api/v1/plans", "/api/v1/ledger.xlsx", "/api/v1/deliveries.csv", "/reports"}) {
    EXPECT_NE(reply.body.find("\n" + std::string(path) + "\n"), std::string::npos) << path;
  }
  EXPECT_EQ(reply.body.find("/-/reload"), std::string::npos) << "only what can be looked at";
}

TEST_F(Api, ReloadIsPostOrPutAndReportsEveryProblem) {
  EXPECT_EQ(ask("POST", "/-/reload").status, 200);
  EXPECT_EQ(ask("PUT", "/-/reload").status, 200);
  EXPECT_EQ(reloads_, 2);
  problems_ = {"plan.yaml:3:5: one", "rules.yaml:9:1: two"};
  const auto failed = ask("POST", "/-/reload");
  EXPECT_EQ(failed.status, 500);
  for (const auto& problem : problems_) {
    EXPECT_NE(failed.body.find(problem), std::string::npos) << problem;
  }
}

TEST_F(Api, WrongMethodsAndAddressesAreJsonErrors) {
  struct Row {
    const char* method;
    const char* path;
    int status;
    const char* code;
    const char* allow;
  };
  const Row rows[] = {{"GET", "/-/reload", 405, "method_not_allowed", "POST, PUT"},
                      {"POST", "/api/v1/status", 405, "method_not_allowed", "GET, HEAD"},
                      {"DELETE", "/metrics", 405, "method_not_allowed", "GET, HEAD"},
                      {"GET,", "/metrics", 405, "method_not_allowed", "GET, HEAD"},
                      {"", "/metrics", 405, "method_not_allowed", "GET, HEAD"},
                      {"GET", "/api/v1/", 404, "not_found", nullptr},
                      {"GET", "/api/v1/status/", 404, "not_found", nullptr},
                      {"GET", "/metrics/../metrics", 404, "not_found", nullptr}};
  for (const auto& row : rows) {
    const auto reply = ask(row.method, row.path);
    EXPECT_EQ(reply.status, row.status) << row.method << row.path;
    EXPECT_EQ(error_code(reply), row.code) << row.method << row.path;
    EXPECT_EQ(reply.content_type, "application/json; charset=utf-8");
    if (row.allow == nullptr) continue;
    ASSERT_EQ(reply.headers.size(), 1u);
    EXPECT_EQ(reply.headers[0], (std::pair<std::string, std::string>("Allow", row.allow)));
  }
}

TEST_F(Api, HeadIsAnsweredLikeGet) {
  EXPECT_EQ(ask("HEAD", "/api/v1/status").body, get("/api/v1/status").body);
}

TEST_F(Api, ErrorsAreChineseUnlessEnglishIsAsked) {
  const auto zh = get("/api/v1/status", {{"unit", "区气象局"}});
  EXPECT_NE(zh.body.find("方案中没有责任单位“区气象局”"), std::string::npos);
  const auto en = get("/api/v1/status", {{"unit", "区气象局"}, {"lang", "en"}});
  EXPECT_NE(en.body.find("the plan has no unit '区气象局'"), std::string::npos);
}

TEST_F(Api, ParametersThatNameNothingAreErrorsNotEmptyLists) {
  struct Row {
    const char* path;
    std::pair<std::string, std::string> parameter;
    int status;
    const char* code;
  };
  const Row rows[] = {{"/api/v1/status", {"untis", "区法院"}, 400, "unknown_parameter"},
                      {"/api/v1/status", {"lang", "fr"}, 400, "unknown_parameter"},
                      {"/api/v1/feeds", {"unit", "区法院"}, 400, "unknown_parameter"},
                      {"/api/v1/tasks", {"unit", "区气象局"}, 400, "unknown_unit"},
                      {"/api/v1/alerts", {"unit", "区气象局"}, 400, "unknown_unit"},
                      {"/api/v1/tasks", {"light", "purple"}, 400, "unknown_light"},
                      {"/api/v1/explain", {"area", "620702"}, 400, "missing_parameter"},
                      {"/api/v1/explain", {"indicator", ""}, 400, "missing_parameter"},
                      {"/api/v1/explain", {"indicator", "none"}, 404, "not_found"}};
  for (const auto& row : rows) {
    const auto reply = get(row.path, {row.parameter});
    EXPECT_EQ(reply.status, row.status) << row.path << row.parameter.first;
    EXPECT_EQ(error_code(reply), row.code) << row.path << row.parameter.first;
  }
}

TEST_F(Api, WithTokensEverythingUnderApiNeedsOne) {
  use_tokens();
  for (const char* path :
       {"/api/v1/status", "/api/v1/tasks", "/api/v1/alerts", "/api/v1/feeds", "/api/v1/explain"}) {
    for (const char* token : {"", "wrong", "viewer-token2", viewer_hash}) {
      const auto reply = ask("GET", path, {}, token);
      EXPECT_EQ(reply.status, 401) << path << token;
      EXPECT_EQ(error_code(reply), "unauthorized");
      ASSERT_EQ(reply.headers.size(), 1u);
      EXPECT_EQ(reply.headers[0].first, "WWW-Authenticate");
    }
  }
  EXPECT_EQ(ask("GET", "/api/v1/status", {}, "viewer-token").status, 200);
  EXPECT_EQ(ask("GET", "/api/v1/status", {}, "operator-token").status, 200);
}

TEST_F(Api, PrometheusAndProbesNeedNoToken) {
  use_tokens();
  for (const char* path : {"/metrics", "/-/healthy", "/-/ready"}) {
    EXPECT_EQ(get(path).status, 200) << path;
  }
}

TEST_F(Api, ReloadNeedsTheRoleOperator) {
  use_tokens();
  EXPECT_EQ(ask("POST", "/-/reload").status, 401);
  const auto viewer = ask("POST", "/-/reload", {}, "viewer-token");
  EXPECT_EQ(viewer.status, 403);
  EXPECT_EQ(error_code(viewer), "forbidden");
  EXPECT_EQ(reloads_, 0);
  EXPECT_EQ(ask("POST", "/-/reload", {}, "operator-token").status, 200);
  EXPECT_EQ(reloads_, 1);
}

TEST_F(Api, WithoutASnapshotNobodyIsLetInAndNothingCrashes) {
  snapshot_.reset();
  for (const char* path : {"/api/v1/status", "/api/v1/tasks", "/api/v1/explain"}) {
    EXPECT_EQ(get(path).status, 503) << path;
  }
  EXPECT_EQ(ask("POST", "/-/reload").status, 503);
  EXPECT_EQ(reloads_, 0);
  EXPECT_EQ(get("/-/healthy").status, 200);
}

TEST(FindToken, AcceptsTheSchemesOfRfc6750AndNothingElse) {
  HttpSettings settings;
  settings.tokens = {{"甲", AccessRole::viewer, UnitId(), "0"},
                     {"乙", AccessRole::unit, UnitId("区法院"), viewer_hash}};
  for (const char* header :
       {"Bearer viewer-token", "bearer viewer-token", "BEARER  viewer-token "}) {
    const AccessToken* token = find_token(settings, header);
    ASSERT_NE(token, nullptr) << header;
    EXPECT_EQ(token->person, "乙");
  }
  for (const char* header :
       {"", "Bearer", "Bearer ", "Bearer   ", "viewer-token", "Basic viewer-token",
        "Bearerviewer-token", "Bearer viewer-tokeN", "Bearer viewer", "Bearer 0"}) {
    EXPECT_EQ(find_token(settings, header), nullptr) << header;
  }
}

TEST(FindToken, HashesMayBeWrittenInCapitals) {
  HttpSettings settings;
  std::string capitals = viewer_hash;
  for (char& c : capitals) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  settings.tokens = {{"甲", AccessRole::viewer, UnitId(), capitals}};
  EXPECT_NE(find_token(settings, "Bearer viewer-token"), nullptr);
}

TEST(FindToken, AnEmptyHashMatchesNothing) {
  HttpSettings settings;
  settings.tokens.resize(1);
  EXPECT_EQ(find_token(settings, "Bearer "), nullptr);
  EXPECT_EQ(find_token(settings, "Bearer x"), nullptr);
}

}  // namespace
}  // namespace planwatch

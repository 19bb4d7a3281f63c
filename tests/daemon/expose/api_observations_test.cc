#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "collectors/fetch/sha256.h"
#include "daemon/expose/api.h"
#include "daemon/expose/api_pushed.h"
#include "tests/daemon/expose/snapshot_fixture.h"

namespace planwatch {
namespace {

namespace json = boost::json;

const Date today = make_date(2025, 10, 20);

std::string figure(const std::string& fields) {
  return R"({"person":"张三","observations":[{)" + fields + "}]}";
}

// value numerator/denominator period area report_date, as far as there is one.
std::string shown(const Observation& o) {
  std::string text = o.has_value ? o.value.to_string() : std::string("-");
  if (o.has_parts) text += " " + o.numerator.to_string() + "/" + o.denominator.to_string();
  text += " " + to_string(o.period);
  if (o.has_report_date) text += " " + to_string(o.report_date);
  return text;
}

struct GoodBody {
  const char* name;
  const char* fields;
  const char* read;
};

TEST(PushedBody, ReadsFiguresDigitByDigit) {
  const auto configuration = test::small_configuration();
  const GoodBody bodies[] = {
      {"a percentage", R"("indicator":"sme_share","period":"2025-09","value":"91.2%")",
       "0.912 2025-09"},
      {"parts as numbers",
       R"("indicator":"sme_share","period":"2025-09","numerator":523,"denominator":1000)",
       "- 523/1000 2025-09"},
      {"parts as texts with thousands",
       R"("indicator":"sme_share","period":"2025-09","numerator":"1,523","denominator":"2,000")",
       "- 1523/2000 2025-09"},
      {"both, and a report date",
       R"("indicator":"sme_share","period":"2025-09","value":"52.3%","numerator":523,)"
       R"("denominator":1000,"report_date":"2025-10-08")",
       "0.523 523/1000 2025-09 2025-10-08"},
      {"more digits than a double has",
       R"("indicator":"trainings","period":"2025-09","value":123456789012345678)",
       "123456789012345678 2025-09"},
      {"a decimal that no double is",
       R"("indicator":"approval_days","period":"2025-09","value":74.1000000000000009)",
       "74.1000000000000009 2025-09"},
      {"an exponent is exact too", R"("indicator":"trainings","period":"2025-09","value":2.1E3)",
       "2100 2025-09"},
      {"the unit beside the number",
       R"("indicator":"approval_days","period":"2025-09","value":"74.5天")", "74.5 2025-09"},
      {"a span from January", R"("indicator":"trainings","period":"2025年1-9月","value":2100)",
       "2100 2025-09"},
      {"the indicator's name and the area's",
       R"("indicator":"培训场次","area":"甘州区","period":"2025-09","value":2100)", "2100 2025-09"},
      {"the area's code", R"("indicator":"trainings","area":"620702","period":"2025-09","value":7)",
       "7 2025-09"},
      {"null is absent",
       R"("indicator":"trainings","area":null,"period":"2025-09","value":7,"report_date":null)",
       "7 2025-09"},
      {"an earlier year", R"("indicator":"trainings","period":"2024-12","value":2500)",
       "2500 2024-12"}};
  for (const GoodBody& body : bodies) {
    const PushedBody read = read_pushed(figure(body.fields), *configuration, today);
    ASSERT_FALSE(read.unreadable) << body.name << read.unreadable->zh;
    ASSERT_TRUE(read.problems.empty()) << body.name << ": " << read.problems[0].reason;
    ASSERT_EQ(read.figures.observations.size(), 1u) << body.name;
    EXPECT_EQ(shown(read.figures.observations[0]), body.read) << body.name;
    EXPECT_EQ(read.person, "张三");
  }
}

struct HostileFigure {
  const char* name;
  const char* fields;
  const char* pointer;  // of the first problem
};

TEST(PushedBody, SaysOfEveryFigureWhatIsWrongAndWhere) {
  const auto configuration = test::small_configuration();
  const HostileFigure figures[] = {
      {"a misspelt key", R"("indicator":"trainings","period":"2025-09","value":7,"valeu":8)",
       "/observations/0/valeu"},
      {"an object for a value", R"("indicator":"trainings","period":"2025-09","value":{"x":1})",
       "/observations/0/value/x"},
      {"no such indicator", R"("indicator":"nothing","period":"2025-09","value":7)",
       "/observations/0/indicator"},
      {"no indicator", R"("period":"2025-09","value":7)", "/observations/0/indicator"},
      {"no such area", R"("indicator":"trainings","area":"110000","period":"2025-09","value":7)",
       "/observations/0/area"},
      {"no period", R"("indicator":"trainings","value":7)", "/observations/0/period"},
      {"a period that can be two", R"("indicator":"trainings","period":2025.1,"value":7)",
       "/observations/0/period"},
      {"a period without a year", R"("indicator":"trainings","period":"9月","value":7)",
       "/observations/0/period"},
      {"a period that has not begun", R"("indicator":"trainings","period":"2025-11","value":7)",
       "/observations/0/period"},
      {"a report of tomorrow",
       R"("indicator":"trainings","period":"2025-09","value":7,"report_date":"2025-10-21")",
       "/observations/0/report_date"},
      {"a report date that is none",
       R"("indicator":"trainings","period":"2025-09","value":7,"report_date":"soon")",
       "/observations/0/report_date"},
      {"a ratio that may be one of percent",
       R"("indicator":"sme_share","period":"2025-09","value":0.912)", "/observations/0/value"},
      {"a number of no sense", R"("indicator":"trainings","period":"2025-09","value":"约2000")",
       "/observations/0/value"},
      {"a truth for a number", R"("indicator":"trainings","period":"2025-09","value":true)",
       "/observations/0/value"},
      {"nineteen digits",
       R"("indicator":"trainings","period":"2025-09","value":1234567890123456789)",
       "/observations/0/value"},
      {"an amount for a count", R"("indicator":"trainings","period":"2025-09","value":"3万元")",
       "/observations/0/value"},
      {"a numerator alone", R"("indicator":"sme_share","period":"2025-09","numerator":5)",
       "/observations/0/numerator"},
      {"no figure", R"("indicator":"trainings","period":"2025-09")", "/observations/0"},
      {"a dash for a figure", R"("indicator":"trainings","period":"2025-09","value":"—")",
       "/observations/0"},
      {"a total's row", R"("indicator":"合计","period":"2025-09","value":7)", "/observations/0"},
      {"nothing", "", "/observations/0"}};
  for (const HostileFigure& one : figures) {
    const PushedBody read = read_pushed(figure(one.fields), *configuration, today);
    ASSERT_FALSE(read.unreadable) << one.name << ": " << read.unreadable->zh;
    ASSERT_FALSE(read.problems.empty()) << one.name;
    EXPECT_EQ(read.problems[0].pointer, one.pointer) << one.name << read.problems[0].reason;
    EXPECT_FALSE(read.problems[0].reason.empty()) << one.name;
    EXPECT_TRUE(read.figures.observations.empty()) << one.name << ": nothing partial";
  }
}

TEST(PushedBody, OneBadFigureRefusesAllAndEveryProblemIsNamed) {
  const auto configuration = test::small_configuration();
  const PushedBody read = read_pushed(
      R"({"observations":[{"indicator":"trainings","period":"2025-09","value":7},
          {"indicator":"trainings","period":"2025-13","value":"x"},
          {"indicator":"sme_share","period":"2025-09","value":0.5},
          {"indicator":"trainings","period":"2025-09","value":7}]})",
      *configuration, today);
  EXPECT_TRUE(read.figures.observations.empty());
  std::string pointers;
  for (const PushProblem& problem : read.problems) pointers += problem.pointer + " ";
  EXPECT_EQ(pointers, "/observations/1/period /observations/2/value /observations/3 ");
}

TEST(PushedBody, TwoNumbersForOnePeriodNeedReportDates) {
  const auto configuration = test::small_configuration();
  const std::string first = R"({"indicator":"trainings","period":"2025-09","value":7)";
  const std::string second = R"({"indicator":"trainings","period":"2025-09","value":8)";
  EXPECT_EQ(
      read_pushed("{\"observations\":[" + first + "}," + second + "}]}", *configuration, today)
          .problems.size(),
      2u);
  const PushedBody dated =
      read_pushed("{\"observations\":[" + first + R"(,"report_date":"2025-10-01"},)" + second +
                      R"(,"report_date":"2025-10-09"}]})",
                  *configuration, today);
  EXPECT_EQ(dated.figures.observations.size(), 2u);
}

TEST(PushedBody, WhatIsNoSuchObjectIsUnreadable) {
  const auto configuration = test::small_configuration();
  const std::string one = R"({"indicator":"trainings","period":"2025-09","value":7})";
  std::string many = one;
  for (std::size_t i = 0; i < most_pushed_figures; ++i) many += "," + one;
  const std::string bodies[] = {"",
                                "nonsense",
                                "[]",
                                "{}",
                                "<html></html>",
                                R"({"observations":[]})",
                                R"({"observations":{}})",
                                R"({"observations":7})",
                                R"({"observations":[7]})",
                                R"({"observations":["x"]})",
                                R"({"observations":[)" + one,
                                R"({"observations":[)" + one + "]} trailing",
                                R"({"observations":[)" + one + R"(],"force":true})",
                                R"({"observations":[)" + one + R"(],"person":7})",
                                R"({"observations":[{"value":1,"value":2}]})",
                                R"({"observations":[{"value":01}]})",
                                R"({"observations":[)" + many + "]}",
                                "{\"observations\":[{\"indicator\":\"\xff\"}]}"};
  for (const std::string& body : bodies) {
    const PushedBody read = read_pushed(body, *configuration, today);
    EXPECT_TRUE(read.unreadable) << body.substr(0, 80);
    EXPECT_TRUE(read.figures.observations.empty());
  }
}

// ---- the route ----

constexpr const char* good_body =
    R"({"person":"张三","observations":[{"indicator":"trainings","period":"2025-09","value":2100},
        {"indicator":"sme_share","period":"2025-09","value":"91.2%"}]})";

class ApiObservations : public testing::Test {
 protected:
  ApiObservations() {
    backend_.snapshot = [this] { return snapshot_; };
    backend_.push = [this](const Push& push) {
      pushed_.push_back(push);
      return outcome_;
    };
    request_.method = "POST";
    request_.path = "/api/v1/observations";
    request_.content_type = "application/json";
    request_.host = "127.0.0.1:9720";
    request_.body = good_body;
  }
  void use_token(AccessRole role, const std::string& unit = {}) {
    auto configuration = test::small_configuration();
    configuration->http.tokens = {{"乙", role, UnitId(unit), sha256_hex("the-token")}};
    snapshot_->configuration = configuration;
    request_.authorization = "Bearer the-token";
    request_.body = R"({"observations":[{"indicator":"trainings","period":"2025-09","value":2100},
        {"indicator":"sme_share","period":"2025-09","value":"91.2%"}]})";
  }
  ServerReply ask() { return answer(request_, backend_); }
  std::string code(const ServerReply& reply) {
    return std::string(json::parse(reply.body).at("error").at("code").as_string());
  }

  std::shared_ptr<Snapshot> snapshot_ = test::small_snapshot();
  ApiBackend backend_;
  ServerRequest request_;
  Result<std::vector<FigureOutcome>> outcome_ =
      std::vector{FigureOutcome::revised, FigureOutcome::quarantined};
  std::vector<Push> pushed_;
};

TEST_F(ApiObservations, HandsThemOnWithWhoAndWhatAndSaysWhatBecameOfEach) {
  request_.idempotency_key = "k-1";
  const ServerReply reply = ask();
  ASSERT_EQ(reply.status, 200) << reply.body;
  ASSERT_EQ(pushed_.size(), 1u);
  EXPECT_EQ(pushed_[0].person, "张三");
  EXPECT_EQ(pushed_[0].key, "k-1");
  EXPECT_EQ(pushed_[0].extracted.delivery.source, "push:张三");
  EXPECT_EQ(pushed_[0].extracted.delivery.sha256, sha256_hex(good_body));
  EXPECT_EQ(pushed_[0].extracted_with, snapshot_->configuration);
  const json::value body = json::parse(reply.body);
  EXPECT_EQ(body.at("revised").as_int64(), 1);
  EXPECT_EQ(body.at("quarantined").as_int64(), 1);
  EXPECT_EQ(body.at("accepted").as_int64(), 0);
  const auto& second = body.at("figures").as_array().at(1).as_object();
  EXPECT_EQ(second.at("pointer").as_string(), "/observations/1");
  EXPECT_EQ(second.at("indicator").as_string(), "sme_share");
  EXPECT_EQ(second.at("outcome").as_string(), "quarantined");
}

TEST_F(ApiObservations, ProblemsAreAnsweredWithTheirPlacesAndNothingIsHandedOn) {
  request_.body = figure(R"("indicator":"trainings","period":"2025-09","value":"x")");
  const ServerReply reply = ask();
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(code(reply), "bad_figures");
  const json::value body = json::parse(reply.body);
  const auto& problem = body.at("problems").as_array().at(0).as_object();
  EXPECT_EQ(problem.at("pointer").as_string(), "/observations/0/value");
  EXPECT_EQ(problem.at("text").as_string(), "x");
  request_.body = "[]";
  EXPECT_EQ(ask().status, 400);
  EXPECT_TRUE(pushed_.empty());
}

TEST_F(ApiObservations, AUnitWritesItsOwnIndicatorsAlone) {
  use_token(AccessRole::unit, "区人社局");
  const ServerReply refused = ask();
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(json::parse(refused.body).at("indicators").as_array().size(), 1u);
  EXPECT_NE(refused.body.find("sme_share"), std::string::npos) << refused.body;
  EXPECT_TRUE(pushed_.empty());
  request_.body = R"({"observations":[{"indicator":"trainings","period":"2025-09","value":2100}]})";
  outcome_ = std::vector{FigureOutcome::accepted};
  EXPECT_EQ(ask().status, 200);
  EXPECT_EQ(pushed_.at(0).person, "乙");
}

TEST_F(ApiObservations, SupervisorAndOperatorWriteAllAViewerNothing) {
  for (const auto& [role, status] :
       {std::pair{AccessRole::supervisor, 200}, std::pair{AccessRole::operator_, 200},
        std::pair{AccessRole::viewer, 403}}) {
    use_token(role);
    EXPECT_EQ(ask().status, status) << static_cast<int>(role);
  }
  request_.authorization = "Bearer another";
  EXPECT_EQ(ask().status, 401);
  use_token(AccessRole::operator_);
  request_.body = good_body;
  EXPECT_EQ(ask().status, 400) << "in another's name";
}

TEST_F(ApiObservations, WithoutTokensSomebodyAtThisMachineIsNamed) {
  request_.host = "planwatch.example";
  EXPECT_EQ(ask().status, 403);
  request_.host = "[::1]:9720";
  EXPECT_EQ(ask().status, 200);
  for (const char* person : {"", "  ", "line\\nfeed"}) {
    request_.body = R"({"person":")" + std::string(person) +
                    R"(","observations":[{"indicator":"trainings","period":"2025-09","value":1}]})";
    EXPECT_EQ(ask().status, 400) << person;
  }
  request_.content_type = "text/plain";
  request_.body = good_body;
  EXPECT_EQ(ask().status, 415) << "what a page of another site could send";
}

TEST_F(ApiObservations, AKeyThatIsNoneAndWhatTheDaemonRefuses) {
  for (const std::string& key :
       {std::string("two words"), std::string("键"), std::string(201, 'k')}) {
    request_.idempotency_key = key;
    EXPECT_EQ(code(ask()), "bad_idempotency_key") << key;
  }
  request_.idempotency_key = "k";
  outcome_ = fail(ErrorCode::invalid, "另一份内容");
  EXPECT_EQ(ask().status, 422);
  outcome_ = fail(ErrorCode::conflict, "方案已终结");
  EXPECT_EQ(ask().status, 409);
  outcome_ = fail(ErrorCode::io, "磁盘已满");
  EXPECT_EQ(ask().status, 500);
  request_.method = "GET";
  EXPECT_EQ(ask().status, 405);
}

}  // namespace
}  // namespace planwatch

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "daemon/expose/api_client.h"
#include "tests/daemon/expose/people_fixture.h"

namespace planwatch {
namespace {

namespace json = boost::json;
using test::days_alert;
using test::sme_alert;

// SHA-256 of "operator-token".
constexpr const char* token_hash =
    "0850123315d21ab90f4f7236408a52ef6dbd6a02a6550e5c10dc73f4d993680e";

class ApiPeople : public test::PeopleBackend {
 protected:
  ServerReply post(const std::string& path, const std::string& body) {
    request_.method = "POST";
    request_.path = "/api/v1/" + path;
    request_.content_type = "application/json";
    request_.query.clear();
    request_.body = body;
    return answer(request_, backend_);
  }
  ServerReply get(const std::string& path,
                  std::vector<std::pair<std::string, std::string>> query = {}) {
    request_.method = "GET";
    request_.path = "/api/v1/" + path;
    request_.query = std::move(query);
    ServerReply reply = answer(request_, backend_);
    return reply.later ? reply.later() : reply;
  }
  void use_token(AccessRole role, const std::string& unit = "") {
    auto configuration = test::small_configuration();
    configuration->http.tokens = {{"乙", role, UnitId(unit), token_hash}};
    snapshot_->configuration = configuration;
    request_.authorization = "Bearer operator-token";
    request_.host = "planwatch.example";
  }
  std::string code(const ServerReply& reply) {
    return std::string(json::parse(reply.body).at("error").at("code").as_string());
  }
};

struct ActionRow {
  const char* path;
  const char* body;  // without braces and person
  std::string done;
};

std::vector<ActionRow> action_rows() {
  const std::string sme = sme_alert;
  return {
      {"alerts/acknowledge", R"("alert":"@")", "acknowledge " + sme},
      {"alerts/promise", R"("alert":"@","until":"2025-10-31","text":"加开专场")",
       "promise " + sme + " until 2025-10-31: 加开专场"},
      {"alerts/progress", R"("alert":"@","text":"已开 3 场","evidence":"照片.zip")",
       "progress " + sme + ": 已开 3 场 [照片.zip]"},
      {"alerts/progress", R"("alert":"@","text":"已开 4 场")",
       "progress " + sme + ": 已开 4 场 []"},
      {"alerts/suspend", R"("alert":"@","until":"2025-11-07","reason":"系统迁移")",
       "suspend " + sme + " until 2025-11-07: 系统迁移"},
      {"alerts/resume", R"("alert":"@")", "resume " + sme},
      {"tasks/progress", R"("task":16,"state":"in_progress","percent":"62.5","evidence":"纪要")",
       "task 16 state 1 0.625 as of 2025-10-20 [纪要] closed by "},
      {"tasks/progress", R"("task":16,"state":"done","percent":100,"closed":true)",
       "task 16 state 2 1.00 as of 2025-10-20 [] closed by 张三"},
      {"silences/add", R"("unit":"区法院","until":"2025-11-07","reason":"迁移")",
       "silence alert= unit=区法院 rule= subject= kind=- until 2025-11-07: 迁移"},
      {"silences/add",
       R"("alert":"@","rule":"lights","subject":"sme_share","subject_kind":"indicator",)"
       R"("until":"2025-11-07","reason":"迁移")",
       "silence alert=" + sme +
           " unit= rule=lights subject=sme_share kind=0 until 2025-11-07: 迁移"},
      {"silences/end", R"("id":3)", "end silence 3"},
      {"feeds/retry", R"("feed":"court")", "retry feed court"},
      {"ledger/close", R"("number":1,"remark":"已核实")", "close 1: 已核实"},
      {"ledger/close", R"("number":1)", "close 1: "}};
}

std::string whole(const std::string& fields, const std::string& more) {
  std::string body = "{" + fields + more + "}";
  if (const auto at = body.find("\"@\""); at != std::string::npos) {
    body.replace(at + 1, 1, sme_alert);
  }
  return body;
}

TEST_F(ApiPeople, EveryActionArrivesAtTheEngineAsItWasAsked) {
  for (const ActionRow& row : action_rows()) {
    done_.clear();
    const auto reply = post(row.path, whole(row.body, R"(,"person":"张三")"));
    EXPECT_EQ(reply.status, 200) << row.path << reply.body;
    EXPECT_EQ(done_, "张三 (supervisor ) " + row.done + "\n");
    EXPECT_EQ(json::parse(reply.body).at("person").as_string(), "张三");
  }
}

// What a token of each role may do; everything else is refused before the engine hears of it.
TEST_F(ApiPeople, TheTokensRoleDecidesAndItsPersonIsRecorded) {
  struct Row {
    AccessRole role;
    const char* may;
  };
  const Row rows[] = {
      {AccessRole::viewer, ""},
      {AccessRole::unit, "alerts/acknowledge alerts/promise alerts/progress "},
      {AccessRole::operator_,
       "alerts/suspend alerts/resume silences/add silences/end feeds/retry "},
      {AccessRole::supervisor,
       "alerts/acknowledge alerts/promise alerts/progress alerts/suspend alerts/resume "
       "tasks/progress silences/add silences/end feeds/retry ledger/close "}};
  for (const Row& row : rows) {
    use_token(row.role, "区财政局");
    for (const ActionRow& action : action_rows()) {
      done_.clear();
      const auto reply = post(action.path, whole(action.body, ""));
      const bool may =
          std::string(row.may).find(std::string(action.path) + " ") != std::string::npos;
      EXPECT_EQ(reply.status, may ? 200 : 403)
          << static_cast<int>(row.role) << action.path << reply.body;
      EXPECT_EQ(done_.empty(), !may);
      EXPECT_EQ(done_.starts_with("乙 ("), may) << done_;
    }
  }
}

TEST_F(ApiPeople, AUnitActsOnItsOwnAlone) {
  use_token(AccessRole::unit, "区财政局");
  EXPECT_EQ(post("alerts/acknowledge", whole(R"("alert":"@")", "")).status, 200);
  const auto other = post("alerts/acknowledge", R"({"alert":")" + std::string(days_alert) + "\"}");
  EXPECT_EQ(other.status, 403);
  EXPECT_NE(other.body.find("区法院"), std::string::npos) << other.body;
  EXPECT_EQ(post("tasks/progress", R"({"task":8,"state":"done"})").status, 200);
  EXPECT_EQ(post("tasks/progress", R"({"task":16,"state":"done"})").status, 403);
  EXPECT_EQ(done_, "乙 (unit 区财政局) acknowledge " + std::string(sme_alert) +
                       "\n乙 (unit 区财政局) task 8 state 2 - as of 2025-10-20 [] closed by \n");
}

TEST_F(ApiPeople, WithoutTokensTheBodySaysAsWhat) {
  const std::string alert = R"("alert":"@")";
  EXPECT_EQ(post("alerts/acknowledge",
                 whole(alert, R"(,"person":"张三","role":"unit","unit":"区财政局")"))
                .status,
            200);
  EXPECT_EQ(done_, "张三 (unit 区财政局) acknowledge " + std::string(sme_alert) + "\n");
  done_.clear();
  struct Row {
    const char* more;
    int status;
  };
  const Row rows[] = {{R"(,"person":"张三","role":"unit")", 400},
                      {R"(,"person":"张三","role":"unit","unit":"区气象局")", 400},
                      {R"(,"person":"张三","role":"unit","unit":"区法院")", 403},
                      {R"(,"person":"张三","role":"boss")", 400},
                      {R"(,"person":"张三","role":"viewer")", 403},
                      {R"(,"person":"张三","role":"operator")", 403},
                      {R"(,"person":"张三","role":7)", 400},
                      {R"(,"person":" ")", 400},
                      {"", 400}};
  for (const Row& row : rows) {
    EXPECT_EQ(post("alerts/acknowledge", whole(alert, row.more)).status, row.status) << row.more;
  }
  request_.host = "evil.example";
  EXPECT_EQ(post("alerts/acknowledge", whole(alert, R"(,"person":"张三")")).status, 403);
  EXPECT_EQ(done_, "");
}

TEST_F(ApiPeople, AndNobodyTakesAnotherNameThanTheTokens) {
  use_token(AccessRole::supervisor);
  const std::string alert = R"("alert":"@")";
  EXPECT_EQ(post("alerts/resume", whole(alert, R"(,"person":"乙","role":"supervisor")")).status,
            200);
  EXPECT_EQ(post("alerts/resume", whole(alert, R"(,"person":"甲")")).status, 400);
  EXPECT_EQ(post("alerts/resume", whole(alert, R"(,"role":"operator")")).status, 400);
  EXPECT_EQ(post("alerts/resume", whole(alert, R"(,"unit":"区法院")")).status, 400);
}

TEST_F(ApiPeople, BodiesThatDoNotSayEnoughAreRefused) {
  struct Row {
    const char* path;
    const char* body;
  };
  const Row rows[] = {
      {"alerts/acknowledge", ""},
      {"alerts/acknowledge", "[]"},
      {"alerts/acknowledge", R"({"person":"张三"})"},
      {"alerts/acknowledge", R"({"person":"张三","alert":" "})"},
      {"alerts/acknowledge", R"({"person":"张三","alert":7})"},
      {"alerts/acknowledge", R"({"person":"张三","alert":"x","text":"y"})"},
      {"alerts/promise", R"({"person":"张三","alert":"x","text":"y"})"},
      {"alerts/promise", R"({"person":"张三","alert":"x","until":"2025-10-31"})"},
      {"alerts/promise", R"({"person":"张三","alert":"x","until":"31.10.2025","text":"y"})"},
      {"alerts/promise", R"({"person":"张三","alert":"x","until":"2025-02-30","text":"y"})"},
      {"alerts/promise", R"({"person":"张三","alert":"x","until":20251031,"text":"y"})"},
      {"alerts/suspend", R"({"person":"张三","alert":"x","until":"2025-10-31","reason":""})"},
      {"tasks/progress", R"({"person":"张三","task":0,"state":"done"})"},
      {"tasks/progress", R"({"person":"张三","task":"7","state":"done"})"},
      {"tasks/progress", R"({"person":"张三","task":7,"state":"已完成"})"},
      {"tasks/progress", R"({"person":"张三","task":7,"state":"done","percent":101})"},
      {"tasks/progress", R"({"person":"张三","task":7,"state":"done","percent":"-1"})"},
      {"tasks/progress", R"({"person":"张三","task":7,"state":"done","percent":0.5})"},
      {"tasks/progress", R"({"person":"张三","task":7,"state":"done","closed":"yes"})"},
      {"silences/add", R"({"person":"张三","until":"2025-10-31","reason":"全部"})"},
      {"silences/add", R"({"person":"张三","unit":"区气象局","until":"2025-10-31","reason":"x"})"},
      {"silences/add", R"({"person":"张三","subject_kind":"x","until":"2025-10-31","reason":"x"})"},
      {"silences/end", R"({"person":"张三","id":-3})"},
      {"ledger/close", R"({"person":"张三","number":1.5})"}};
  for (const Row& row : rows) {
    const auto reply = post(row.path, row.body);
    EXPECT_EQ(reply.status, 400) << row.path << row.body << reply.body;
    EXPECT_EQ(code(reply), "bad_body") << row.body;
  }
  EXPECT_EQ(post("alerts/progress",
                 whole(R"("alert":"@","text":")" + std::string(2'001, 'x'), R"(","person":"张三")"))
                .status,
            400);
  EXPECT_EQ(done_, "");
}

TEST_F(ApiPeople, OnlyPostActsAndOnlyWithJson) {
  for (const ActionRow& row : action_rows()) {
    EXPECT_EQ(get(row.path).status, 405) << row.path;
    request_.method = "POST";
    request_.content_type = "application/x-www-form-urlencoded";
    request_.body = whole(row.body, R"(,"person":"张三")");
    request_.query.clear();
    EXPECT_EQ(answer(request_, backend_).status, 415) << row.path;
  }
  EXPECT_EQ(done_, "");
}

TEST_F(ApiPeople, WhatTheEngineRefusesIsAConflictInItsWords) {
  outcome_ = fail(ErrorCode::conflict, "承诺日期只能变更一次");
  for (const ActionRow& row : action_rows()) {
    const auto reply = post(row.path, whole(row.body, R"(,"person":"张三")"));
    EXPECT_EQ(reply.status, 409) << row.path;
    EXPECT_NE(reply.body.find("承诺日期只能变更一次"), std::string::npos);
  }
  outcome_ = fail(ErrorCode::io, "磁盘已满");
  EXPECT_EQ(post("silences/end", R"({"person":"张三","id":3})").status, 500);
}

TEST_F(ApiPeople, AnActionIsAnsweredWithTheAlertAsItIsThen) {
  const auto reply = post("alerts/acknowledge", whole(R"("alert":"@")", R"(,"person":"张三")"));
  const json::value body = json::parse(reply.body);
  const auto& alert = body.at("alert").as_object();
  EXPECT_EQ(alert.at("alert").as_string(), sme_alert);
  EXPECT_EQ(alert.at("state").as_string(), "firing") << "this backend changes nothing";
}

TEST_F(ApiPeople, AlertsSayWhyNobodyHearsOfThem) {
  Alert& alert = snapshot_->alerts[0];
  alert.suspended_until = make_date(2025, 11, 7);
  alert.suspended_by = "督查 王";
  alert.suspend_reason = "系统迁移";
  alert.promise_moves = 1;
  alert.promised_on = make_date(2025, 10, 9);
  alert.held_back = true;
  alert.flapping = true;
  Silence silence;
  silence.id = 4;
  silence.match.unit = UnitId("区财政局");
  silence.until = make_date(2025, 10, 20);  // today is its last day
  Silence over = silence;
  over.id = 3;
  over.until = make_date(2025, 10, 19);
  Silence feed;
  feed.id = 5;
  feed.until = make_date(2025, 11, 1);
  feed.match.subject = "court";
  feed.match.subject_kind = SubjectKind::feed;
  snapshot_->silences = {over, silence, feed};
  snapshot_->alerts[2].key.subject_kind = SubjectKind::feed;
  snapshot_->alerts[2].key.subject = "court:2025-09";
  const auto body = json::parse(get("alerts").body);
  const auto& first = body.at("alerts").at(0).as_object();
  EXPECT_EQ(json::serialize(first.at("silences")), "[4]");
  EXPECT_EQ(first.at("suspended_until").as_string(), "2025-11-07");
  EXPECT_EQ(first.at("suspended_by").as_string(), "督查 王");
  EXPECT_EQ(first.at("suspend_reason").as_string(), "系统迁移");
  EXPECT_EQ(first.at("promise_moves").as_int64(), 1);
  EXPECT_EQ(first.at("promised_on").as_string(), "2025-10-09");
  EXPECT_TRUE(first.at("held_back").as_bool() && first.at("flapping").as_bool());
  EXPECT_EQ(json::serialize(body.at("alerts").at(1).at("silences")), "[]") << "another unit";
  EXPECT_EQ(json::serialize(body.at("alerts").at(2).at("silences")), "[5]") << "a feed's case";
}

TEST_F(ApiPeople, SilencesAreListedByState) {
  Silence ended;
  ended.id = 1;
  ended.match.rule = RuleId("lights");
  ended.ended_at = now_;
  ended.ended_by = "张三";
  Silence active;
  active.id = 2;
  active.match.subject_kind = SubjectKind::feed;
  active.match.subject = "court";
  active.until = make_date(2025, 11, 7);
  active.reason = "迁移";
  active.author = "运维 李";
  snapshot_->silences = {ended, active};
  const auto of = [&](const char* state) {
    return json::parse(get("silences", {{"state", state}}).body).at("silences").as_array();
  };
  EXPECT_EQ(of("all").size(), 2u);
  EXPECT_EQ(of("ended").at(0).at("ended_by").as_string(), "张三");
  const json::array listed = json::parse(get("silences").body).at("silences").as_array();
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(json::serialize(listed.at(0).at("match")),
            R"({"subject_kind":"feed","subject":"court"})");
  EXPECT_EQ(listed.at(0).at("until").as_string(), "2025-11-07");
  EXPECT_EQ(get("silences", {{"state", "gone"}}).status, 400);
}

TEST_F(ApiPeople, TheLedgerIsJsonOrAFileToDownload) {
  const auto body = json::parse(get("ledger", {{"state", "open"}}).body);
  ASSERT_EQ(body.at("ledger").as_array().size(), 1u);
  EXPECT_EQ(body.at("ledger").at(0).at("unit").as_string(), "区财政局");
  const auto csv = get("ledger.csv", {{"unit", "区人社局"}});
  EXPECT_EQ(csv.status, 200);
  EXPECT_TRUE(csv.content_type.starts_with("text/csv"));
  EXPECT_TRUE(csv.body.starts_with("\xEF\xBB\xBF编号,"));
  ASSERT_EQ(csv.headers.size(), 1u);
  EXPECT_EQ(csv.headers[0].second,
            "attachment; filename=\"ledger-2025-2025-10-20.csv\"; "
            "filename*=UTF-8''%E7%9D%A3%E5%8A%9E%E5%8F%B0%E8%B4%A6-2025-2025-10-20.csv");
  EXPECT_EQ(get("ledger", {{"unit", "区人社局"}, {"format", "csv"}}).body, csv.body);
  const auto xlsx = get("ledger.xlsx", {{"lang", "en"}});
  EXPECT_EQ(xlsx.status, 200);
  EXPECT_TRUE(xlsx.body.starts_with("PK")) << "a zip";
  EXPECT_NE(xlsx.headers[0].second.find(".xlsx"), std::string::npos);
  for (const auto& [name, value] : {std::pair{"state", "gone"}, std::pair{"unit", "区气象局"},
                                    std::pair{"format", "pdf"}, std::pair{"years", "1"}}) {
    EXPECT_EQ(get("ledger", {{name, value}}).status, 400) << name;
  }
}

TEST_F(ApiPeople, TheDeliveryLogIsAskedForByAlertReceiverAndState) {
  EXPECT_EQ(json::serialize(json::parse(get("deliveries").body).at("deliveries")), "[]")
      << "no log yet";
  std::string asked;
  backend_.deliveries = [&](const DeliveryFilter& query) -> Result<std::vector<DeliveryRecord>> {
    asked = query.alert + "|" + query.receiver.text + "|" +
            (query.state ? std::to_string(static_cast<int>(*query.state)) : "-");
    DeliveryRecord row;
    row.receiver = ReceiverId("wecom");
    row.answer = "40003";
    return std::vector<DeliveryRecord>{row};
  };
  const auto body = json::parse(
      get("deliveries", {{"alert", sme_alert}, {"receiver", "wecom"}, {"state", "refused"}}).body);
  EXPECT_EQ(asked, std::string(sme_alert) + "|wecom|2");
  EXPECT_EQ(body.at("deliveries").at(0).at("answer").as_string(), "40003");
  EXPECT_TRUE(get("deliveries.csv").body.starts_with("\xEF\xBB\xBF决定时间,"));
  EXPECT_EQ(asked, "||-");
  EXPECT_TRUE(get("deliveries.xlsx").body.starts_with("PK"));
  EXPECT_EQ(get("deliveries", {{"state", "lost"}}).status, 400);
  backend_.deliveries = [](const DeliveryFilter&) -> Result<std::vector<DeliveryRecord>> {
    return fail(ErrorCode::io, "磁盘故障");
  };
  EXPECT_EQ(get("deliveries").status, 500);
}

TEST_F(ApiPeople, TheClientReadsAndWritesWhatTheServerTakes) {
  const auto rows = parse_rows(get("alerts").body, "alerts",
                               {"alert", "unit", "promised_for", "silences", "episode", "none"});
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 3u);
  const std::vector<std::string> first = {sme_alert, "区财政局", "", "[]", "0", ""};
  EXPECT_EQ(rows->front(), first);
  EXPECT_FALSE(parse_rows("<html>", "alerts", {"alert"}));
  EXPECT_FALSE(parse_rows(R"({"alerts":7})", "alerts", {"alert"}));
  EXPECT_EQ(
      render_body({{"alert", "a\"b"}, {"text", ""}, {"id", std::int64_t{7}}, {"closed", true}}),
      R"({"alert":"a\"b","id":7,"closed":true})");
  EXPECT_EQ(post("alerts/resume", render_body({{"alert", sme_alert}, {"person", "张三"}})).status,
            200);
}

}  // namespace
}  // namespace planwatch

#include "daemon/expose/act_page.h"

#include "daemon/expose/act_html.h"
#include "daemon/send/signing.h"
#include "tests/daemon/expose/people_fixture.h"

namespace planwatch {
namespace {

using test::days_alert;
using test::resolved_alert;
using test::sme_alert;

class ActPage : public test::PeopleBackend {
 protected:
  ActionLink link(LinkPurpose purpose, const std::string& alert = sme_alert) {
    ActionLink out;
    out.purpose = purpose;
    out.alert = alert;
    out.unit = UnitId("区财政局");
    out.person = "张三";
    out.role = purpose == LinkPurpose::close ? AccessRole::supervisor : AccessRole::unit;
    out.expires = now_ + std::chrono::days(14);
    out.id = "link-" + std::string(word_of(purpose));
    return out;
  }
  std::string token(LinkPurpose purpose, const std::string& alert = sme_alert) {
    return sign_link(link(purpose, alert), key_);
  }
  // A ledger row of the red alert, awaiting its closure.
  void await_closure() {
    LedgerRow& row = snapshot_->ledger[0];
    row.alert = sme_alert;
    row.state = LedgerState::awaiting_closure;
    row.problem = "占比 52.3%，目标 90%";
  }
  ServerReply get(const std::string& t, const char* method = "GET") {
    request_.method = method;
    request_.path = "/act";
    request_.query = {{"t", t}};
    request_.body.clear();
    return answer(request_, backend_);
  }
  ServerReply post(const std::string& body,
                   const std::string& type = "application/x-www-form-urlencoded") {
    request_.method = "POST";
    request_.path = "/act";
    request_.query.clear();
    request_.content_type = type;
    request_.body = body;
    return answer(request_, backend_);
  }
  static std::string header(const ServerReply& reply, const std::string& name) {
    for (const auto& [key, value] : reply.headers) {
      if (key == name) return value;
    }
    return {};
  }
};

// Encoded as browsers do it.
std::string encoded(const std::string& text) {
  return percent_encoded_strictly(text);
}

TEST_F(ActPage, GetShowsTheFactsAndAsksButDoesNothing) {
  await_closure();
  for (const auto purpose : {LinkPurpose::acknowledge, LinkPurpose::promise, LinkPurpose::progress,
                             LinkPurpose::close}) {
    const auto reply = get(token(purpose));
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply.content_type, "text/html; charset=utf-8");
    for (const char* fact : {"示例方案", "【sme_share】", "区财政局", "红", "张三", "52.3%",
                             "method=\"post\"", "action=\"act\""}) {
      EXPECT_NE(reply.body.find(fact), std::string::npos) << fact << reply.body;
    }
    EXPECT_NE(reply.body.find(token(purpose)), std::string::npos) << "the token is in the form";
    EXPECT_EQ(get(token(purpose), "HEAD").status, 200);
  }
  EXPECT_EQ(done_, "") << "mail scanners and chat previews follow links";
}

TEST_F(ActPage, IsAlone) {
  for (const std::string& t : {token(LinkPurpose::promise), std::string("forged")}) {
    const auto reply = get(t);
    const std::string policy = header(reply, "Content-Security-Policy");
    EXPECT_TRUE(policy.starts_with("default-src 'none'; style-src 'sha256-")) << policy;
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    const std::size_t begin = reply.body.find("<style>") + 7;
    const std::string style = reply.body.substr(begin, reply.body.find("</style>") - begin);
    EXPECT_NE(policy.find("'sha256-" + base64_of(sha256(style)) + "'"), std::string::npos)
        << "the policy lets the page's own style through";
    EXPECT_EQ(header(reply, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(header(reply, "X-Frame-Options"), "DENY");
    EXPECT_EQ(header(reply, "Cache-Control"), "no-store");
    for (const char* active : {"<script", "onclick", "src=", "href=", "http://", "https://"}) {
      EXPECT_EQ(reply.body.find(active), std::string::npos) << active;
    }
  }
}

struct DoneRow {
  LinkPurpose purpose;
  std::string fields;
  const char* done;
  const char* page;
};

TEST_F(ActPage, PostActsAsTheAddresseeWithTheLinksId) {
  await_closure();
  const std::string sme = sme_alert;
  const DoneRow rows[] = {
      {LinkPurpose::acknowledge, "", "张三 (unit 区财政局, link) acknowledge @", "已签收"},
      {LinkPurpose::promise, "&until=2025-10-31&text=" + encoded("加开 3 场 & <专场>"),
       "张三 (unit 区财政局, link) promise @ until 2025-10-31: 加开 3 场 & <专场>", "承诺已记录"},
      {LinkPurpose::progress, "&text=a+b%0D%0Ac&evidence=" + encoded("照片.zip"),
       "张三 (unit 区财政局, link) progress @: a b\r\nc [照片.zip]", "进展已记入督办台账"},
      {LinkPurpose::progress, "&text=a&evidence=", "张三 (unit 区财政局, link) progress @: a []",
       "进展已记入督办台账"},
      {LinkPurpose::close, "&remark=" + encoded("已核实"),
       "张三 (supervisor 区财政局, link) close 1: 已核实", "已销号"}};
  for (const DoneRow& row : rows) {
    done_.clear();
    const std::string word(word_of(row.purpose));
    const auto reply = post("t=" + token(row.purpose) + "&do=" + word + row.fields,
                            "application/x-www-form-urlencoded; charset=UTF-8");
    EXPECT_EQ(reply.status, 200) << word << reply.body;
    std::string done = row.done;
    if (const auto at = done.find('@'); at != std::string::npos) done.replace(at, 1, sme);
    EXPECT_EQ(done_, done + "\n");
    EXPECT_EQ(links_.back(), "link-" + word);
    EXPECT_NE(reply.body.find("<h1>" + std::string(row.page)), std::string::npos) << reply.body;
    EXPECT_EQ(reply.body.find("<form"), std::string::npos) << "nothing to send twice";
  }
}

TEST_F(ActPage, WhatWasNotFilledInIsAskedForAgain) {
  struct Row {
    LinkPurpose purpose;
    std::string fields;
    const char* problem;
  };
  const Row rows[] = {{LinkPurpose::promise, "&until=&text=x", "请填写完成日期"},
                      {LinkPurpose::promise, "&text=x", "请填写完成日期"},
                      {LinkPurpose::promise, "&until=2025-02-30&text=x", "请填写完成日期"},
                      {LinkPurpose::promise, "&until=2025-10-19&text=x", "不能早于今天"},
                      {LinkPurpose::promise, "&until=2025-10-31&text=++", "请写明整改措施"},
                      {LinkPurpose::progress, "&text=%0A&evidence=x", "请写明已完成的工作"}};
  for (const Row& row : rows) {
    const auto reply =
        post("t=" + token(row.purpose) + "&do=" + std::string(word_of(row.purpose)) + row.fields);
    EXPECT_EQ(reply.status, 400) << row.fields;
    EXPECT_NE(reply.body.find(row.problem), std::string::npos) << reply.body;
    EXPECT_NE(reply.body.find("<form"), std::string::npos);
  }
  const auto kept = post("t=" + token(LinkPurpose::promise) +
                         "&do=promise&until=&text=" + encoded("a\"</textarea><b>"));
  EXPECT_NE(kept.body.find("a&quot;&lt;/textarea&gt;&lt;b&gt;</textarea>"), std::string::npos)
      << "what was written is not lost, and is no markup: " << kept.body;
  EXPECT_EQ(done_, "");
}

struct HostileRow {
  const char* what;
  std::string body;
  int status;
};

TEST_F(ActPage, HostileBodiesAreRefusedAndDoNothing) {
  const std::string t = "t=" + token(LinkPurpose::acknowledge);
  ActionLink late = link(LinkPurpose::acknowledge);
  late.expires = now_;
  ActionLink elsewhere = link(LinkPurpose::acknowledge, "beijing/lights/task/1/-/2025");
  const std::string good = token(LinkPurpose::acknowledge);
  const HostileRow rows[] = {
      {"nothing", "", 400},
      {"no token", "do=acknowledge", 403},
      {"an empty token", "t=&do=acknowledge", 403},
      {"a forged token", t + "x&do=acknowledge", 403},
      {"another's key",
       "t=" + sign_link(link(LinkPurpose::acknowledge), Secret("x")) + "&do=acknowledge", 403},
      {"expired", "t=" + sign_link(late, key_) + "&do=acknowledge", 410},
      {"for another purpose", t + "&do=promise&until=2025-10-31&text=x", 403},
      {"to close with it", t + "&do=close&remark=x", 403},
      {"no purpose", t, 400},
      {"an unknown purpose", t + "&do=delete", 400},
      {"a purpose twice", t + "&do=acknowledge&do=acknowledge", 400},
      {"a token twice", t + "&" + t + "&do=acknowledge", 400},
      {"a field that it has not", t + "&do=acknowledge&person=" + encoded("李四"), 400},
      {"a role of its own", t + "&do=acknowledge&role=supervisor", 400},
      {"a bare name", t + "&do=acknowledge&force", 400},
      {"an empty pair", t + "&&do=acknowledge", 400},
      {"broken percent", t + "&do=%zz", 400},
      {"NUL", t + "&do=acknowledge%00", 400},
      {"not UTF-8", t + "&do=%ff", 400},
      {"a plan that is not here", "t=" + sign_link(elsewhere, key_) + "&do=acknowledge", 410},
      {"an alert that is over",
       "t=" + token(LinkPurpose::acknowledge, resolved_alert) + "&do=acknowledge", 409},
      {"an alert that nobody knows",
       "t=" + token(LinkPurpose::acknowledge, "ganzhou/lights/task/99/-/2025") + "&do=acknowledge",
       410},
      {"a ledger row that is none",
       "t=" + token(LinkPurpose::close, days_alert) + "&do=close&remark=", 410},
      {"a novel", t + "&do=acknowledge&text=" + std::string(40'000, 'x'), 413}};
  for (const HostileRow& row : rows) {
    const auto reply = post(row.body);
    EXPECT_EQ(reply.status, row.status) << row.what << "\n" << reply.body;
    EXPECT_EQ(reply.content_type, "text/html; charset=utf-8") << row.what;
  }
  for (const char* type : {"", "application/json", "text/plain", "multipart/form-data",
                           "application/x-www-form-urlencodedx"}) {
    EXPECT_EQ(post(t + "&do=acknowledge", type).status, 415) << type;
  }
  EXPECT_EQ(done_, "");
}

TEST_F(ActPage, AnEpisodeThatIsOverHasNoLinks) {
  snapshot_->alerts[0].episode = 2;
  const auto reply = get(token(LinkPurpose::acknowledge));
  EXPECT_EQ(reply.status, 409);
  EXPECT_NE(reply.body.find("此前的一次预警"), std::string::npos);
  EXPECT_EQ(post("t=" + token(LinkPurpose::acknowledge) + "&do=acknowledge").status, 409);
  EXPECT_EQ(done_, "");
}

TEST_F(ActPage, ARowIsClosedWhenItAwaitsClosureAndNeitherBeforeNorTwice) {
  await_closure();
  snapshot_->ledger[0].state = LedgerState::open;
  EXPECT_EQ(get(token(LinkPurpose::close)).status, 409) << "still red";
  snapshot_->ledger[0].state = LedgerState::closed;
  snapshot_->ledger[0].closed_by = "督查 王";
  const auto closed = get(token(LinkPurpose::close));
  EXPECT_EQ(closed.status, 409);
  EXPECT_NE(closed.body.find("督查 王"), std::string::npos);
}

TEST_F(ActPage, WhatTheEngineRefusesIsSaidInItsWords) {
  outcome_ = fail(ErrorCode::conflict, "这个链接已经用过");
  const auto used = post("t=" + token(LinkPurpose::acknowledge) + "&do=acknowledge");
  EXPECT_EQ(used.status, 409);
  EXPECT_NE(used.body.find("这个链接已经用过"), std::string::npos);
  outcome_ = fail(ErrorCode::io, "磁盘已满");
  EXPECT_EQ(post("t=" + token(LinkPurpose::acknowledge) + "&do=acknowledge").status, 500);
}

TEST_F(ActPage, NoTextIsMarkup) {
  const std::string evil = "<script>alert(1)</script>\"'&<img src=x>";
  Alert& alert = snapshot_->alerts[0];
  alert.summary = alert.promise = alert.acknowledged_by = evil;
  alert.unit = UnitId(evil);
  await_closure();
  LedgerRow& row = snapshot_->ledger[0];
  row.problem = row.requirement = row.progress = row.clause = row.value_now = evil;
  ActionLink hostile = link(LinkPurpose::promise);
  hostile.person = evil;
  outcome_ = fail(ErrorCode::conflict, evil);
  const std::string t = sign_link(hostile, key_);
  for (const ServerReply& reply :
       {get(t), post("t=" + t + "&do=promise&until=2025-10-31&text=" + encoded(evil)),
        post("t=" + t + "&do=promise&until=&text=" + encoded(evil))}) {
    EXPECT_EQ(reply.body.find("<script"), std::string::npos) << reply.body;
    EXPECT_EQ(reply.body.find("<img"), std::string::npos) << reply.body;
    EXPECT_NE(reply.body.find("&lt;script&gt;"), std::string::npos);
  }
}

TEST_F(ActPage, ChatProgramsMayAddParametersAndNeedNoToken) {
  auto configuration = test::small_configuration();
  configuration->http.tokens = {{"乙", AccessRole::operator_, {}, std::string(64, 'a')}};
  snapshot_->configuration = configuration;
  request_.host = "pw.example.gov.cn";
  EXPECT_EQ(get(token(LinkPurpose::promise)).status, 200);
  request_.query.emplace_back("from", "groupmessage");
  EXPECT_EQ(answer(request_, backend_).status, 200);
  EXPECT_EQ(post("t=" + token(LinkPurpose::acknowledge) + "&do=acknowledge").status, 200);
}

TEST_F(ActPage, OtherMethodsAndADaemonWithoutAKeyAreRefused) {
  EXPECT_EQ(get(token(LinkPurpose::promise), "PUT").status, 405);
  EXPECT_EQ(get(token(LinkPurpose::promise), "DELETE").status, 405);
  const std::string t = token(LinkPurpose::promise);
  key_ = Secret{};
  EXPECT_EQ(get(t).status, 403);
  backend_.link_key = nullptr;
  EXPECT_EQ(get(t).status, 403);
  request_.query.clear();
  EXPECT_EQ(answer(request_, backend_).status, 403) << "no token at all";
}

// The link says which of the plans that run side by side is meant.
TEST_F(ActPage, ActsOnThePlanOfItsYear) {
  ApiBackend next = backend_;
  next.act = [](const Actor&, const PersonAction&) -> Result<void> {
    return fail(ErrorCode::conflict, "the other plan");
  };
  const std::vector<ApiPlan> plans = {{"ganzhou", 2026, next}, {"ganzhou", 2025, backend_}};
  post("t=" + token(LinkPurpose::acknowledge) + "&do=acknowledge");
  done_.clear();
  EXPECT_EQ(answer(request_, plans).status, 200);
  EXPECT_NE(done_, "");
  const std::vector<ApiPlan> only_next = {{"ganzhou", 2026, next}};
  EXPECT_EQ(answer(request_, only_next).status, 410);
}

TEST(EscapeHtml, LeavesNothingThatCouldEndATextOrAnAttribute) {
  EXPECT_EQ(escape_html("a<b>&\"'\x01\x7f\n字"), "a&lt;b&gt;&amp;&quot;&#39; \x7f\n字");
  EXPECT_EQ(escape_html("\xFF<"), "\xEF\xBF\xBD&lt;");
}

}  // namespace
}  // namespace planwatch

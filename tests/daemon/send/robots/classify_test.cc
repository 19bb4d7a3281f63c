#include "daemon/send/robots/dingtalk.h"
#include "daemon/send/robots/feishu.h"
#include "daemon/send/robots/wecom.h"
#include "tests/daemon/send/robots/support.h"

namespace planwatch::robots_test {
namespace {

using Classify = SendResult (*)(const Result<HttpResponse>&, const Asked&);

SendResult classify_app(const Result<HttpResponse>& answer, const Asked& asked) {
  return classify_wecom_app(answer, asked).result;
}

struct Vendor {
  const char* name;
  Classify classify;
  const char* code;     // the field
  const char* message;  // the field
};
constexpr Vendor all[] = {{"wecom robot", classify_wecom_robot, "errcode", "errmsg"},
                          {"wecom app", classify_app, "errcode", "errmsg"},
                          {"dingtalk", classify_dingtalk, "errcode", "errmsg"},
                          {"feishu", classify_feishu, "code", "msg"}};

Asked asked() {
  return {"https://vendor.test/x?key=K-123456", {"K-123456"}, send_test::start_of_test()};
}

std::string body_of(const Vendor& vendor, std::int64_t code, const std::string& message) {
  boost::json::object body;
  body[vendor.code] = code;
  body[vendor.message] = message;
  return boost::json::serialize(body);
}

void expect_codes(const Vendor& vendor, const std::vector<CodeCase>& cases) {
  for (const CodeCase& one : cases) {
    const SendResult result =
        vendor.classify(http(200, body_of(vendor, one.code, one.message)), asked());
    EXPECT_EQ(result.result, one.expected) << vendor.name << " " << one.code;
    EXPECT_TRUE(holds(result.answer, one.hint)) << vendor.name << ": " << result.answer;
    EXPECT_TRUE(holds(result.answer, std::to_string(one.code))) << result.answer;
  }
}

const std::vector<CodeCase>& wecom_codes() {
  static const std::vector<CodeCase> cases = {
      {0, "ok", SendClass::success, "已接收"},
      {-1, "system error", SendClass::retry_soon, "繁忙"},
      {45009, "api freq out of limit", SendClass::retry_later, "60 秒"},
      {93000, "invalid webhook url", SendClass::permanent, "key"},
      {40058, "markdown.content exceed max length 4096", SendClass::split, "拆分"},
      {40058, "invalid Request Parameter", SendClass::permanent, "参数"},
      {45002, "content size out of limit", SendClass::split, "拆分"},
      {44004, "empty content", SendClass::permanent, "消息模板"},
      {424242, "something new", SendClass::permanent, "未收录"}};
  return cases;
}

TEST(ClassifyWecomRobot, EveryListedCode) {
  expect_codes(all[0], wecom_codes());
}

TEST(ClassifyWecomApp, EveryListedCode) {
  expect_codes(all[1], wecom_codes());
  expect_codes(all[1],
               {{42001, "access_token expired", SendClass::retry_soon, "凭证已过期"},
                {40014, "invalid access_token", SendClass::retry_soon, "凭证无效"},
                {41001, "access_token missing", SendClass::permanent, "开发者"},
                {60020, "not allow to access from your ip", SendClass::permanent, "可信IP"},
                {40001, "invalid credential", SendClass::permanent, "corp_secret"},
                {40013, "invalid corpid", SendClass::permanent, "corp_id"},
                {40056, "invalid agentid", SendClass::permanent, "agent_id"},
                {48002, "api forbidden", SendClass::permanent, "权限"},
                {81013, "user & party & tag all invalid", SendClass::permanent, "可见范围"}});
}

TEST(ClassifyDingtalk, EveryListedCode) {
  expect_codes(
      all[2],
      {{0, "ok", SendClass::success, "已接收"},
       {-1, "system busy", SendClass::retry_soon, "繁忙"},
       {130101, "send too fast, exceed 20 times per minute", SendClass::retry_later, "10 分钟"},
       {410100, "send too fast", SendClass::retry_later, "限流"},
       {300001, "token is not exist", SendClass::permanent, "access_token"},
       {300005, "token is not exist", SendClass::permanent, "access_token"},
       {400101, "access_token does not exist", SendClass::permanent, "access_token"},
       {400102, "robot stopped", SendClass::permanent, "停用"},
       {400106, "robot does not exist", SendClass::permanent, "机器人不存在"},
       {400013, "chat dissolved", SendClass::permanent, "群已解散"},
       {400105, "unsupported msgtype", SendClass::permanent, "开发者"},
       {40035, "missing parameter", SendClass::permanent, "开发者"},
       {43002, "require POST", SendClass::permanent, "开发者"},
       {43004, "invalid content type", SendClass::permanent, "开发者"},
       {460101, "message too long, exceed 20000 bytes", SendClass::split, "拆分"},
       {101002, "message too long", SendClass::split, "拆分"},
       {310000, "keywords not in content, more: [x]", SendClass::permanent, "keyword"},
       {310000, "sign not match, more: [x]", SendClass::permanent, "secret"},
       {310000, "invalid timestamp, more: [x]", SendClass::permanent, "本机时钟"},
       {310000, "ip 1.2.3.4 not in whitelist, more: [x]", SendClass::permanent, "IP 白名单里"},
       {310000, "description:关键词不匹配", SendClass::permanent, "keyword"},
       {310000, "description:机器人发送签名不匹配;solution:请确认时间戳", SendClass::permanent,
        "secret"},
       {310000, "description:ip地址不在白名单", SendClass::permanent, "IP 白名单里"},
       {310000, "something else", SendClass::permanent, "安全设置"},
       {424242, "something new", SendClass::permanent, "未收录"}});
}

TEST(ClassifyFeishu, EveryListedCode) {
  expect_codes(all[3], {{0, "success", SendClass::success, "已接收"},
                        {9499, "Bad Request", SendClass::permanent, "开发者"},
                        {19001, "token invalid", SendClass::permanent, "token"},
                        {19021, "sign match fail", SendClass::permanent, "本机时钟"},
                        {19022, "Ip Not Allowed", SendClass::permanent, "白名单"},
                        {19024, "Key Words Not Found", SendClass::permanent, "keyword"},
                        {11232, "frequency limited", SendClass::retry_later, "限流"},
                        {99991400, "frequency limit", SendClass::retry_later, "限流"},
                        {19036, "request body too large", SendClass::split, "拆分"},
                        {424242, "something new", SendClass::permanent, "未收录"}});
}

TEST(Classify, PausesAreThoseOfTheVendors) {
  const auto pause = [](const Vendor& vendor, const std::string& body) {
    return vendor.classify(http(200, body), asked()).retry_after.value_or(milliseconds{0});
  };
  EXPECT_EQ(pause(all[0], R"({"errcode":45009})"), seconds{60});
  EXPECT_EQ(pause(all[2], R"({"errcode":130101})"), minutes{10});
  EXPECT_EQ(pause(all[2], R"({"errcode":410100})"), seconds{60});
  EXPECT_EQ(pause(all[3], R"({"code":11232})"), seconds{60});
  EXPECT_EQ(pause(all[0], R"({"errcode":93000})"), seconds{0});
}

TEST(Classify, OnlyTheVendorsZeroIsASuccess) {
  struct Case {
    const char* name;
    Result<HttpResponse> answer;
    SendClass expected;
  };
  const Case cases[] = {
      {"nothing", http(200, ""), SendClass::unknown},
      {"a page", http(200, "<html>please log in</html>"), SendClass::unknown},
      {"no code", http(200, "{}"), SendClass::unknown},
      {"not an object", http(200, "[0]"), SendClass::unknown},
      {"a number alone", http(200, "0"), SendClass::unknown},
      {"cut off", http(200, R"({"errcode":0,"code":0)"), SendClass::unknown},
      {"null", http(200, R"({"errcode":null,"code":null})"), SendClass::unknown},
      {"a fraction", http(200, R"({"errcode":0.5,"code":0.5})"), SendClass::unknown},
      {"a word", http(200, R"({"errcode":"ok","code":"ok"})"), SendClass::unknown},
      {"in quotes", http(200, R"({"errcode":"0","code":"0"})"), SendClass::success},
      {"500 beside a zero", http(500, R"({"errcode":0,"code":0})"), SendClass::retry_soon},
      {"404 beside a zero", http(404, R"({"errcode":0,"code":0})"), SendClass::permanent},
      {"500", http(500, "x"), SendClass::retry_soon},
      {"502", http(502, "x"), SendClass::retry_soon},
      {"429", http(429, "x"), SendClass::retry_later},
      {"302", http(302, "x"), SendClass::permanent},
      {"404", http(404, "x"), SendClass::permanent},
      {"no connection", fail(ErrorCode::io, "x", true), SendClass::retry_soon},
      {"no answer in time", fail(ErrorCode::timeout, "x", true), SendClass::unknown},
      {"no such request", fail(ErrorCode::invalid, "x"), SendClass::permanent},
  };
  for (const Vendor& vendor : all) {
    for (const Case& one : cases) {
      const SendResult result = vendor.classify(one.answer, asked());
      EXPECT_EQ(result.result, one.expected) << vendor.name << ": " << one.name;
      EXPECT_FALSE(result.answer.empty()) << vendor.name << ": " << one.name;
    }
  }
}

TEST(Classify, ACodeDecidesWhateverTheHttpStatusIs) {
  for (const long status : {200L, 400L, 403L, 500L}) {
    for (const Vendor& vendor : {all[0], all[1], all[2]}) {
      EXPECT_EQ(vendor.classify(http(status, body_of(vendor, -1, "busy")), asked()).result,
                SendClass::retry_soon);
    }
    EXPECT_EQ(classify_feishu(http(status, body_of(all[3], 19036, "large")), asked()).result,
              SendClass::split);
    EXPECT_EQ(classify_feishu(http(status, body_of(all[3], 19024, "word")), asked()).result,
              SendClass::permanent);
  }
}

TEST(ClassifyDingtalk, TheAntiFloodLayer) {
  struct Case {
    const char* body;
    milliseconds pause;
  };
  const Case cases[] = {
      {R"({"status":1111,"wait":5,"source":"x5","punish":"deny"})", seconds{5}},
      {R"({"status":1111,"wait":5,"punish":"deny","errcode":130101})", minutes{10}},
      {R"({"status":1111,"wait":900,"punish":"deny","errcode":130101})", minutes{15}},
      {R"({"status":1111,"wait":99999999999,"punish":"deny"})", hours{24}},
      {R"({"status":1111,"wait":-5,"punish":"deny"})", seconds{0}},
      {R"({"punish":"deny"})", seconds{0}},
      // A zero beside the layer's answer is none of the robot's.
      {R"({"status":1111,"wait":5,"punish":"deny","errcode":0})", seconds{5}}};
  for (const Case& one : cases) {
    const SendResult result = classify_dingtalk(http(200, one.body), asked());
    EXPECT_EQ(result.result, SendClass::retry_later) << one.body;
    EXPECT_EQ(result.retry_after.value_or(seconds{0}), one.pause) << one.body;
    EXPECT_TRUE(holds(result.answer, "防刷")) << result.answer;
  }
}

TEST(ClassifyFeishu, TheGatewaysLimitSaysWhenItEnds) {
  const auto pause = [](long status, const std::string& body, const std::string& reset) {
    const SendResult result =
        classify_feishu(http(status, body, {{"x-ogw-ratelimit-reset", reset}}), asked());
    EXPECT_EQ(result.result, SendClass::retry_later) << body;
    return result.retry_after.value_or(milliseconds{0});
  };
  EXPECT_EQ(pause(429, "too many", "12"), seconds{12});
  EXPECT_EQ(pause(429, R"({"code":99991400,"msg":"limit"})", "12"), seconds{12});
  EXPECT_EQ(pause(200, R"({"code":99991400,"msg":"limit"})", "12"), seconds{12});
  EXPECT_EQ(pause(400, R"({"code":99991400,"msg":"limit"})", "soon"), seconds{60});
  EXPECT_EQ(pause(429, R"({"code":0})", "99999999"), hours{24});
  EXPECT_EQ(pause(429, "too many", "-3"), seconds{0});
}

TEST(ClassifyFeishu, AnswersOfTheFirstVersion) {
  const auto judged = [](const char* body) { return classify_feishu(http(200, body), asked()); };
  EXPECT_EQ(judged(R"({"Extra":null,"StatusCode":0,"StatusMessage":"success"})").result,
            SendClass::success);
  const SendResult refused =
      judged(R"({"StatusCode":19024,"StatusMessage":"Key Words Not Found"})");
  EXPECT_EQ(refused.result, SendClass::permanent);
  EXPECT_TRUE(holds(refused.answer, "Key Words Not Found")) << refused.answer;
  EXPECT_EQ(judged(R"({"code":19024,"StatusCode":0})").result, SendClass::permanent);
}

TEST(Classify, ASkewedClockIsNamedBesideComplaintsAboutTheSignature) {
  // Our clock says 01:00:00.
  const auto answer = [](const Vendor& vendor, std::int64_t code, const char* message,
                         const char* date) {
    return vendor.classify(http(200, body_of(vendor, code, message), {{"date", date}}), asked())
        .answer;
  };
  constexpr const char* close = "Mon, 20 Oct 2025 00:56:00 GMT";
  constexpr const char* behind = "Sun, 19 Oct 2025 22:30:00 GMT";
  constexpr const char* ahead = "Mon, 20 Oct 2025 02:31:00 GMT";
  EXPECT_TRUE(holds(answer(all[2], 310000, "sign not match", behind), "快 150 分钟"));
  EXPECT_TRUE(holds(answer(all[2], 310000, "invalid timestamp", ahead), "慢 91 分钟"));
  EXPECT_TRUE(holds(answer(all[3], 19021, "sign match fail", behind), "快 150 分钟"));
  EXPECT_FALSE(holds(answer(all[3], 19021, "sign match fail", close), "分钟"));
  EXPECT_FALSE(holds(answer(all[3], 19021, "sign match fail", "yesterday"), "分钟"));
  EXPECT_FALSE(holds(answer(all[2], 310000, "keywords not in content", behind), "分钟"));
  EXPECT_FALSE(holds(answer(all[3], 19024, "Key Words Not Found", behind), "分钟"));
}

TEST(ClassifyWecom, TheCallersAddressIsShownOnlyWhereItMatters) {
  constexpr const char* message =
      "%s, hint: [1764400000_17_9f1c], from ip: 203.0.113.9, more info at https://x?e=1";
  const auto shown = [&](std::int64_t code) {
    return classify_wecom_robot(http(200, body_of(all[0], code, message)), asked()).answer;
  };
  EXPECT_FALSE(holds(shown(45009), "203.0.113.9"));
  EXPECT_FALSE(holds(shown(424242), "203.0.113.9"));
  EXPECT_TRUE(holds(shown(60020), "203.0.113.9"));
}

TEST(ClassifyWecomApp, PartialSuccessNamesWhoDidNotGetIt) {
  const SendResult result =
      classify_app(http(200, R"({"errcode":0,"errmsg":"ok","invaliduser":"a|b","invalidparty":"7",)"
                             R"("invalidtag":"","unlicenseduser":"c","msgid":"m"})"),
                   asked());
  EXPECT_EQ(result.result, SendClass::partial);
  ASSERT_EQ(result.missed.size(), 4U);
  EXPECT_EQ(result.missed[0].address, "a");
  EXPECT_EQ(result.missed[1].address, "b");
  EXPECT_EQ(result.missed[2].address, "7");
  EXPECT_EQ(result.missed[3].address, "c");
  EXPECT_TRUE(holds(result.missed[3].why, "许可"));
  EXPECT_TRUE(holds(result.answer, "a、b、7、c")) << result.answer;
  EXPECT_EQ(classify_app(http(200, R"({"errcode":0,"invaliduser":""})"), asked()).result,
            SendClass::success);
}

TEST(ReadWecomToken, TheTokenOrWhyThereIsNone) {
  const auto read = [](const Result<HttpResponse>& answer) {
    return read_wecom_token(answer, asked());
  };
  const auto good = read(http(200, R"({"errcode":0,"access_token":"t","expires_in":7200})"));
  ASSERT_TRUE(good.token);
  EXPECT_EQ(good.token->token, "t");
  EXPECT_EQ(good.token->lives, seconds{7200});
  struct Case {
    Result<HttpResponse> answer;
    SendClass expected;
  };
  // Nothing of the message has left yet, so it is never unknown whether it arrived.
  const Case cases[] = {
      {http(200, R"({"errcode":40001,"errmsg":"invalid credential"})"), SendClass::permanent},
      {http(200, R"({"errcode":40013,"errmsg":"invalid corpid"})"), SendClass::permanent},
      {http(200, R"({"errcode":60020,"errmsg":"ip"})"), SendClass::permanent},
      {http(200, R"({"errcode":45009,"errmsg":"freq"})"), SendClass::retry_later},
      {http(200, R"({"errcode":-1,"errmsg":"busy"})"), SendClass::retry_soon},
      {http(200, R"({"errcode":0})"), SendClass::retry_soon},
      {http(200, R"({"errcode":0,"access_token":"","expires_in":7200})"), SendClass::retry_soon},
      {http(200, R"({"errcode":0,"access_token":"t","expires_in":0})"), SendClass::retry_soon},
      {http(200, "<html>"), SendClass::retry_soon},
      {fail(ErrorCode::timeout, "x", true), SendClass::retry_soon},
      {fail(ErrorCode::io, "x", true), SendClass::retry_soon}};
  for (const Case& one : cases) {
    const auto none = read(one.answer);
    EXPECT_FALSE(none.token);
    EXPECT_EQ(none.failure.result, one.expected) << none.failure.answer;
    EXPECT_TRUE(holds(none.failure.answer, "访问凭证")) << none.failure.answer;
  }
}

TEST(Classify, AnswersAreOneShortLine) {
  for (const Vendor& vendor : all) {
    const std::string message = "a\nb\r" + many("很长", 1000);
    for (const std::int64_t code : {-1, 0, 424242}) {
      const SendResult result = vendor.classify(http(200, body_of(vendor, code, message)), asked());
      EXPECT_LE(result.answer.size(), 400U);
      EXPECT_EQ(result.answer.find_first_of("\r\n"), std::string::npos);
    }
  }
}

TEST(Classify, NoAnswerHoldsASecret) {
  const Asked about{"https://vendor.test/cgi-bin/webhook/send?key=K-123456",
                    {"K-123456", "S/9+8=", "S%2F9%2B8%3D"},
                    send_test::start_of_test()};
  const std::string echo = "you sent K-123456 signed S/9+8= (S%2F9%2B8%3D) to " + about.url;
  for (const Vendor& vendor : all) {
    std::vector<Result<HttpResponse>> answers = {http(200, echo),
                                                 http(400, echo),
                                                 http(500, echo),
                                                 fail(ErrorCode::io, echo, true),
                                                 fail(ErrorCode::timeout, echo, true),
                                                 http(200, R"({"punish":")" + echo + R"("})")};
    for (const std::int64_t code : {-1, 0, 40058, 60020, 310000, 19021, 45009, 424242}) {
      answers.emplace_back(http(200, body_of(vendor, code, echo)));
    }
    for (const auto& answer : answers) {
      const std::string shown = vendor.classify(answer, about).answer;
      EXPECT_FALSE(holds(shown, "K-123456")) << vendor.name << ": " << shown;
      EXPECT_FALSE(holds(shown, "S/9+8=")) << vendor.name << ": " << shown;
      EXPECT_FALSE(holds(shown, "S%2F9")) << vendor.name << ": " << shown;
    }
  }
}

}  // namespace
}  // namespace planwatch::robots_test

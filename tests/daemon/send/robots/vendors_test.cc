#include "daemon/send/signing.h"
#include "tests/daemon/send/robots/support.h"
#include "tests/support/vendors/dingtalk.h"
#include "tests/support/vendors/feishu.h"
#include "tests/support/vendors/wecom.h"
#include "tests/support/vendors/wire.h"

// The stand-ins themselves: what they refuse, and that their signatures are those of the vectors.
namespace planwatch::robots_test {
namespace {

using vendors::Reply;
using vendors::Request;
using Headers = std::vector<std::pair<std::string, std::string>>;

const Headers json_type = {{"content-type", "application/json; charset=utf-8"}};

std::string code_of(const Reply& reply) {
  const auto body = vendors::parse_body(reply.body);
  if (!body) return "HTTP " + std::to_string(reply.status);
  for (const char* name : {"errcode", "code", "StatusCode"}) {
    if (const auto* code = body->if_contains(name)) return boost::json::serialize(*code);
  }
  return "none";
}

struct Refused {
  const char* name;
  Request request;
  const char* code;
};
void expect(vendors::Vendor& vendor, const std::vector<Refused>& cases) {
  for (const Refused& one : cases) {
    EXPECT_EQ(code_of(vendor.answer(one.request)), one.code) << one.name;
  }
}

vendors::Vendor::Now at(Instant now) {
  return [now] { return now; };
}
constexpr Instant some_moment{seconds{1'735'660'800}};

TEST(VendorWire, SignaturesAreThoseOfTheVectors) {
  EXPECT_EQ(vendors::base64_hmac_sha256("SECplanwatchTestSecret",
                                        "1735660800000\nSECplanwatchTestSecret"),
            "wsLI34xy9z3zHXUL+2R57Q/xxIYGdm5kfB5XSgvMAiA=");
  EXPECT_EQ(vendors::base64_hmac_sha256("1735660800\nplanwatchTestSecret", ""),
            "iMW6/DzOVw20P0r6zOFlbZdehfnEHRmFW3LJrBjzLo0=");
}

TEST(VendorWire, DatesAreThoseOfHttp) {
  EXPECT_EQ(vendors::http_date(some_moment), "Tue, 31 Dec 2024 16:00:00 GMT");
}

TEST(VendorWire, TargetsAreReadStrictly) {
  auto target = vendors::parse_target("/a?x=1%2B2&y=");
  EXPECT_TRUE(target.well_formed);
  EXPECT_EQ(target.path, "/a");
  EXPECT_EQ(target.query["x"], "1+2");
  EXPECT_EQ(target.query["y"], "");
  for (const char* bad : {"/a?x=1+2", "/a?x=%2", "/a?x=%zz", "/a?x", "/a?x=1&x=2"}) {
    EXPECT_FALSE(vendors::parse_target(bad).well_formed) << bad;
  }
}

TEST(RateWindow, RefusesTheOneTooManyAndKeepsThePenalty) {
  vendors::RateWindow window(2, seconds{60}, seconds{600});
  EXPECT_TRUE(window.take(some_moment));
  EXPECT_TRUE(window.take(some_moment + seconds{59}));
  EXPECT_TRUE(window.take(some_moment + seconds{60})) << "the first has left the window";
  EXPECT_FALSE(window.take(some_moment + seconds{61}));
  EXPECT_FALSE(window.take(some_moment + seconds{660}));
  EXPECT_TRUE(window.take(some_moment + seconds{661}));
}

TEST(VendorWecomRobots, RefusesWhatTheRealOneRefuses) {
  vendors::WecomRobots vendor(at(some_moment), {"k1"});
  const std::string url = "/cgi-bin/webhook/send?key=k1";
  const auto text = [](const std::string& content) {
    return R"({"msgtype":"text","text":{"content":")" + content + R"("}})";
  };
  const auto markdown = [](const std::string& content) {
    return R"({"msgtype":"markdown","markdown":{"content":")" + content + R"("}})";
  };
  expect(
      vendor,
      {{"path", {"POST", "/cgi-bin/webhook/sent?key=k1", json_type, text("x")}, "HTTP 404"},
       {"method", {"GET", url, json_type, text("x")}, "43002"},
       {"key", {"POST", "/cgi-bin/webhook/send?key=k2", json_type, text("x")}, "93000"},
       {"no key", {"POST", "/cgi-bin/webhook/send", json_type, text("x")}, "93000"},
       {"type of the body", {"POST", url, {{"content-type", "text/plain"}}, text("x")}, "47001"},
       {"charset",
        {"POST", url, {{"content-type", "application/json; charset=gbk"}}, text("x")},
        "47001"},
       {"no JSON", {"POST", url, json_type, "{"}, "47001"},
       {"no UTF-8", {"POST", url, json_type, text("\xFF")}, "47001"},
       {"msgtype", {"POST", url, json_type, R"({"msgtype":"textcard"})"}, "40008"},
       {"no content", {"POST", url, json_type, R"({"msgtype":"text","text":{}})"}, "40058"},
       {"empty", {"POST", url, json_type, text("")}, "44004"},
       {"mentions",
        {"POST", url, json_type,
         R"({"msgtype":"text","text":{"content":"x","mentioned_list":"all"}})"},
        "40058"},
       {"text fits", {"POST", url, json_type, text(std::string(2048, 'x'))}, "0"},
       {"text too long", {"POST", url, json_type, text(std::string(2049, 'x'))}, "40058"},
       {"markdown fits", {"POST", url, json_type, markdown(std::string(4096, 'x'))}, "0"},
       {"markdown too long", {"POST", url, json_type, markdown(std::string(4097, 'x'))}, "40058"},
       {"everybody",
        {"POST", url, json_type,
         R"({"msgtype":"text","text":{"content":"x","mentioned_list":["@all"]}})"},
        "0"}});
  ASSERT_EQ(vendor.accepted().size(), 3U);
  EXPECT_TRUE(vendor.accepted()[2].everybody);
}

TEST(VendorDingtalkRobots, RefusesWhatTheRealOneRefuses) {
  vendors::DingtalkRobots vendor(
      at(some_moment), {{"open"}, {"signed", "SECplanwatchTestSecret"}, {"word", "", {"督查"}}});
  const std::string url = "/robot/send?access_token=open";
  const auto markdown = [](const std::string& text, const std::string& more = "") {
    return R"({"msgtype":"markdown","markdown":{"title":"t","text":")" + text + R"("})" + more +
           "}";
  };
  const std::string sign = "wsLI34xy9z3zHXUL%2B2R57Q%2FxxIYGdm5kfB5XSgvMAiA%3D";
  const auto signed_at = [&](const std::string& timestamp, const std::string& with) {
    return "/robot/send?access_token=signed&timestamp=" + timestamp + "&sign=" + with;
  };
  const std::string frame = markdown("");
  expect(
      vendor,
      {{"path", {"POST", "/robot/sent?access_token=open", json_type, markdown("x")}, "HTTP 404"},
       {"method", {"GET", url, json_type, ""}, "43002"},
       {"type of the body", {"POST", url, {}, markdown("x")}, "43004"},
       {"token", {"POST", "/robot/send?access_token=no", json_type, markdown("x")}, "300001"},
       {"no JSON", {"POST", url, json_type, "{"}, "40035"},
       {"msgtype", {"POST", url, json_type, R"({"msgtype":"image"})"}, "400105"},
       {"no title",
        {"POST", url, json_type, R"({"msgtype":"markdown","markdown":{"text":"x"}})"},
        "40035"},
       {"no text", {"POST", url, json_type, frame}, "40035"},
       {"mentions", {"POST", url, json_type, markdown("x", R"(,"at":{"atMobiles":"1"})")}, "40035"},
       {"fits", {"POST", url, json_type, markdown(std::string(20'000 - frame.size(), 'x'))}, "0"},
       {"too long",
        {"POST", url, json_type, markdown(std::string(20'001 - frame.size(), 'x'))},
        "460101"},
       {"signed", {"POST", signed_at("1735660800000", sign), json_type, markdown("x")}, "0"},
       {"unsigned",
        {"POST", "/robot/send?access_token=signed", json_type, markdown("x")},
        "310000"},
       {"seconds", {"POST", signed_at("1735660800", sign), json_type, markdown("x")}, "310000"},
       {"another moment",
        {"POST", signed_at("1735660800001", sign), json_type, markdown("x")},
        "310000"},
       {"sign not encoded",
        {"POST", signed_at("1735660800000", "wsLI34xy9z3zHXUL+2R57Q/xxIYGdm5kfB5XSgvMAiA="),
         json_type, markdown("x")},
        "310000"},
       {"no keyword",
        {"POST", "/robot/send?access_token=word", json_type, markdown("x")},
        "310000"},
       {"keyword", {"POST", "/robot/send?access_token=word", json_type, markdown("督查x")}, "0"}});
  EXPECT_EQ(vendor.accepted().size(), 3U);
}

TEST(VendorDingtalkRobots, CallsOnlyWhoStandsInTheTextToo) {
  vendors::DingtalkRobots vendor(at(some_moment), {{"open"}});
  const std::string body =
      R"({"msgtype":"text","text":{"content":"@a x"},"at":{"atUserIds":["a","b"],"isAtAll":true}})";
  EXPECT_EQ(
      code_of(vendor.answer(Request{"POST", "/robot/send?access_token=open", json_type, body})),
      "0");
  EXPECT_EQ(vendor.accepted()[0].mentioned, (std::vector<std::string>{"a"}));
  EXPECT_TRUE(vendor.accepted()[0].everybody);
}

TEST(VendorFeishuRobots, RefusesWhatTheRealOneRefuses) {
  vendors::FeishuRobots vendor(
      at(some_moment), {{"open"}, {"signed", "planwatchTestSecret"}, {"word", "", {"督查"}}});
  const std::string hook = "/open-apis/bot/v2/hook/";
  const auto card = [](const std::string& text, const std::string& header = "",
                       const std::string& before = "") {
    return "{" + before + R"("msg_type":"interactive","card":{)" + header +
           R"("elements":[{"tag":"div","text":{"tag":"lark_md","content":")" + text + R"("}}]}})";
  };
  const auto signed_with = [](const std::string& timestamp) {
    return R"("timestamp":")" + timestamp +
           R"(","sign":"iMW6/DzOVw20P0r6zOFlbZdehfnEHRmFW3LJrBjzLo0=",)";
  };
  const std::string frame = card("");
  expect(
      vendor,
      {{"path", {"POST", "/open-apis/bot/v1/hook/open", json_type, card("x")}, "HTTP 404"},
       {"method", {"GET", hook + "open", json_type, ""}, "HTTP 405"},
       {"token", {"POST", hook + "no", json_type, card("x")}, "19001"},
       {"type of the body", {"POST", hook + "open", {}, card("x")}, "9499"},
       {"no JSON", {"POST", hook + "open", json_type, "{"}, "9499"},
       {"msg_type", {"POST", hook + "open", json_type, R"({"msg_type":"card"})"}, "9499"},
       {"card as content",
        {"POST", hook + "open", json_type, R"({"msg_type":"interactive","content":{}})"},
        "9499"},
       {"colour",
        {"POST", hook + "open", json_type,
         card("x", R"("header":{"template":"pink","title":{"tag":"plain_text","content":"t"}},)")},
        "9499"},
       {"title as lark_md",
        {"POST", hook + "open", json_type,
         card("x", R"("header":{"template":"red","title":{"tag":"lark_md","content":"t"}},)")},
        "9499"},
       {"fits",
        {"POST", hook + "open", json_type, card(std::string(20'000 - frame.size(), 'x'))},
        "0"},
       {"too long",
        {"POST", hook + "open", json_type, card(std::string(20'001 - frame.size(), 'x'))},
        "19036"},
       {"signed",
        {"POST", hook + "signed", json_type, card("x", "", signed_with("1735660800"))},
        "0"},
       {"unsigned", {"POST", hook + "signed", json_type, card("x")}, "19021"},
       {"another moment",
        {"POST", hook + "signed", json_type, card("x", "", signed_with("1735660801"))},
        "19021"},
       {"milliseconds",
        {"POST", hook + "signed", json_type, card("x", "", signed_with("1735660800000"))},
        "19021"},
       {"no keyword", {"POST", hook + "word", json_type, card("x")}, "19024"},
       {"keyword", {"POST", hook + "word", json_type, card("督查")}, "0"}});
  EXPECT_EQ(vendor.accepted().size(), 3U);
}

TEST(VendorFeishuRobots, EverybodyIsCalledByTheMarkUp) {
  vendors::FeishuRobots vendor(at(some_moment), {{"open"}});
  const char* body = R"({"msg_type":"text","content":{"text":"<at user_id=\"all\">x</at>"}})";
  EXPECT_EQ(code_of(vendor.answer(Request{"POST", "/open-apis/bot/v2/hook/open", json_type, body})),
            "0");
  EXPECT_TRUE(vendor.accepted()[0].everybody);
}

TEST(VendorWecomApp, RefusesWhatTheRealOneRefuses) {
  vendors::WecomApp vendor(at(some_moment), {"ww1", "s1", 7, {"a", "b"}, {"b"}});
  const auto get = [&](const std::string& target) {
    return code_of(vendor.answer(Request{"GET", target, {}, ""}));
  };
  EXPECT_EQ(get("/cgi-bin/gettoken?corpid=ww2&corpsecret=s1"), "40013");
  EXPECT_EQ(get("/cgi-bin/gettoken?corpid=ww1&corpsecret=s2"), "40001");
  const Reply given =
      vendor.answer(Request{"GET", "/cgi-bin/gettoken?corpid=ww1&corpsecret=s1", {}, ""});
  const auto parsed = vendors::parse_body(given.body);
  ASSERT_TRUE(parsed);
  const std::string url = "/cgi-bin/message/send?access_token=" +
                          percent_encoded_strictly(*vendors::text_at(*parsed, "access_token"));
  const auto text = [](const std::string& to, const std::string& content, int agent = 7) {
    return R"({"touser":")" + to + R"(","msgtype":"text","agentid":)" + std::to_string(agent) +
           R"(,"text":{"content":")" + content + R"("}})";
  };
  expect(vendor,
         {{"no token", {"POST", "/cgi-bin/message/send", json_type, text("a", "x")}, "41001"},
          {"token",
           {"POST", "/cgi-bin/message/send?access_token=t", json_type, text("a", "x")},
           "40014"},
          {"method", {"GET", url, json_type, text("a", "x")}, "43002"},
          {"no JSON", {"POST", url, json_type, "{"}, "47001"},
          {"agent", {"POST", url, json_type, text("a", "x", 8)}, "40056"},
          {"empty", {"POST", url, json_type, text("a", "")}, "44004"},
          {"fits", {"POST", url, json_type, text("a", std::string(2048, 'x'))}, "0"},
          {"too long", {"POST", url, json_type, text("a", std::string(2049, 'x'))}, "45002"},
          {"nobody", {"POST", url, json_type, text("", "x")}, "81013"},
          {"strangers", {"POST", url, json_type, text("c|d", "x")}, "81013"}});
  const Reply partial = vendor.answer(Request{"POST", url, json_type, text("a|b|c", "y")});
  EXPECT_TRUE(holds(partial.body, R"("invaliduser":"c")")) << partial.body;
  EXPECT_TRUE(holds(partial.body, R"("unlicenseduser":"b")")) << partial.body;
  vendor.expire_token();
  EXPECT_EQ(code_of(vendor.answer(Request{"POST", url, json_type, text("a", "z")})), "42001");
}

TEST(Vendor, IsToldWhatToAnswerNext) {
  vendors::FeishuRobots vendor(at(some_moment), {{"open"}});
  vendor.refuse_next(19022, "Ip Not Allowed", 2);
  vendor.answer_next({503, "later"});
  const Request any{"POST", "/open-apis/bot/v2/hook/open", json_type,
                    R"({"msg_type":"text","content":{"text":"x"}})"};
  EXPECT_EQ(code_of(vendor.answer(any)), "19022");
  EXPECT_EQ(code_of(vendor.answer(any)), "19022");
  EXPECT_EQ(code_of(vendor.answer(any)), "HTTP 503");
  EXPECT_EQ(code_of(vendor.answer(any)), "0");
  EXPECT_EQ(vendor.requests(), 4);
  EXPECT_EQ(vendor.accepted().size(), 1U);
}

}  // namespace
}  // namespace planwatch::robots_test

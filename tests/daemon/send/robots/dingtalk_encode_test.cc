#include "daemon/send/robots/dingtalk.h"
#include "daemon/send/signing.h"
#include "tests/daemon/send/robots/support.h"

namespace planwatch::robots_test {
namespace {

constexpr Instant some_moment{milliseconds{1'735'660'800'000}};

DingtalkRobotChannel robot() {
  DingtalkRobotChannel spec;
  spec.url = "https://dingtalk.test";
  spec.access_token = Secret("tok-1");
  spec.secret = Secret("SECplanwatchTestSecret");
  return spec;
}

EncodedMessage encode(const Notice& notice, const DingtalkRobotChannel& spec = robot()) {
  return encode_dingtalk(notice, as_it_is(notice), spec, some_moment);
}

std::string text_of(const EncodedMessage& message) {
  return std::string(
      boost::json::parse(message.request.body).at_pointer("/markdown/text").get_string());
}

TEST(DingtalkSign, IsThatOfTheTestVector) {
  const std::string sign = dingtalk_sign("SECplanwatchTestSecret", 1'735'660'800'000);
  EXPECT_EQ(sign, "wsLI34xy9z3zHXUL+2R57Q/xxIYGdm5kfB5XSgvMAiA=");
  EXPECT_EQ(percent_encoded_strictly(sign), "wsLI34xy9z3zHXUL%2B2R57Q%2FxxIYGdm5kfB5XSgvMAiA%3D");
}

TEST(EncodeDingtalk, SignedMarkdownWithTitleAndCalls) {
  const EncodedMessage message = encode(
      notice_of("**区法院**", {person("张三", "zhangsan"), person("李四", "", "13800000002")}));
  EXPECT_EQ(message.request.method, "POST");
  EXPECT_EQ(message.request.url,
            "https://dingtalk.test/robot/send?access_token=tok-1&timestamp=1735660800000"
            "&sign=wsLI34xy9z3zHXUL%2B2R57Q%2FxxIYGdm5kfB5XSgvMAiA%3D");
  EXPECT_EQ(*find_header(message.request, "Content-Type"), "application/json; charset=utf-8");
  EXPECT_EQ(message.request.body,
            R"({"msgtype":"markdown","markdown":{"title":"【红灯】区法院 执行到位率 52.3%",)"
            R"("text":"**区法院**\n\n@zhangsan @13800000002"},)"
            R"("at":{"atMobiles":["13800000002"],"atUserIds":["zhangsan"],"isAtAll":false}})");
}

TEST(EncodeDingtalk, WithoutASecretNothingIsSigned) {
  DingtalkRobotChannel spec = robot();
  spec.secret.reset();
  EXPECT_EQ(encode(notice_of("x"), spec).request.url,
            "https://dingtalk.test/robot/send?access_token=tok-1");
}

TEST(EncodeDingtalk, TheKeywordIsAddedWhereItIsMissing) {
  DingtalkRobotChannel spec = robot();
  spec.keyword = "督查";
  EXPECT_EQ(text_of(encode(notice_of("区法院"), spec)), "区法院\n\n督查");
  EXPECT_EQ(text_of(encode(notice_of("督查：区法院"), spec)), "督查：区法院");
}

TEST(EncodeDingtalk, ATitleIsAlwaysThereAndShort) {
  const auto title = [](const std::string& text) {
    Notice notice = notice_of("x");
    notice.title = text;
    return std::string(
        boost::json::parse(encode(notice).request.body).at_pointer("/markdown/title").get_string());
  };
  EXPECT_EQ(title(""), "预警通知");
  EXPECT_EQ(title(" \n "), "预警通知");
  EXPECT_EQ(title("a\nb"), "a b");
  EXPECT_EQ(title(many("区", 100)), many("区", 65) + "…");
}

TEST(EncodeDingtalk, OneLongItemIsCutSoThatTheBodyFitsExactly) {
  DingtalkRobotChannel spec = robot();
  spec.keyword = "督查";
  for (const std::string& piece : {std::string("区"), std::string("\"\n"), std::string("a\\区")}) {
    const Notice notice = notice_of("督查" + many(piece, 20'000), {person("张三", "zhangsan")});
    EXPECT_GT(encoded_dingtalk_bytes(notice, as_it_is(notice), spec), 40'000U);
    const EncodedMessage message = encode(notice, spec);
    EXPECT_LE(message.request.body.size(), dingtalk_bytes) << piece;
    EXPECT_GT(message.request.body.size() + 4, dingtalk_bytes) << piece;
    EXPECT_TRUE(text_of(message).ends_with("…\n\n督查\n\n@zhangsan")) << piece;
  }
}

TEST(EncodeDingtalk, CountsTheWholeBodyAsItGoesOut) {
  for (const char* text : {"区法院", "a\"b\\c\n", hostile_name}) {
    const Notice notice = notice_of(text, {person("李四", "", "13800000002")});
    EXPECT_EQ(encoded_dingtalk_bytes(notice, as_it_is(notice), robot()),
              encode(notice).request.body.size());
  }
}

TEST(EncodeDingtalk, SeveralItemsAreNeverCut) {
  EXPECT_GT(encode(notice_of_several(many("区", 20'000), 2)).request.body.size(), 60'000U);
}

TEST(EncodeDingtalk, AHostileNameCallsNobody) {
  const boost::json::value body = boost::json::parse(encode(notice_of(hostile_name)).request.body);
  EXPECT_EQ(body.at_pointer("/markdown/text").get_string(), hostile_name);
  EXPECT_EQ(boost::json::serialize(body.at("at")),
            R"({"atMobiles":[],"atUserIds":[],"isAtAll":false})");
}

}  // namespace
}  // namespace planwatch::robots_test

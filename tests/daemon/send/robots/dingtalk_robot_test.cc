#include "tests/daemon/send/robots/support.h"
#include "tests/support/vendors/dingtalk.h"

namespace planwatch::robots_test {
namespace {

class DingtalkRobotTest : public RealHttp {
 protected:
  DingtalkRobotChannel spec() {
    DingtalkRobotChannel spec;
    spec.url = server_.url();
    spec.access_token = Secret("tok-signed-1");
    spec.secret = Secret("SECplanwatchTestSecret");
    spec.keyword = "督查";
    return spec;
  }
  SendResult send(const DingtalkRobotChannel& spec, const Notice& notice = notice_of("区法院")) {
    return deliver(*make_dingtalk_robot(*http_, clock_, spec, as_it_is), notice);
  }

  vendors::DingtalkRobots vendor_{vendor_now(),
                                  {{"tok-signed-1", "SECplanwatchTestSecret", {"督查", "预警"}},
                                   {"tok-open-2"},
                                   {"tok-ip-3", "", {}, true}}};
  vendors::Server server_{vendor_};
};

TEST_F(DingtalkRobotTest, SignedMarkdownWithKeywordReachesTheGroup) {
  const Notice notice =
      notice_of("**区法院**", {person("张三", "zhangsan"), person("李四", "", "13800000002")});
  const SendResult result = send(spec(), notice);
  EXPECT_EQ(result.result, SendClass::success) << result.answer;
  ASSERT_EQ(vendor_.accepted().size(), 1U);
  const vendors::Accepted taken = vendor_.accepted()[0];
  EXPECT_EQ(taken.title, notice.title);
  EXPECT_EQ(taken.text, "**区法院**\n\n督查\n\n@zhangsan @13800000002");
  EXPECT_EQ(taken.mentioned, (std::vector<std::string>{"13800000002", "zhangsan"}));
  EXPECT_FALSE(taken.everybody);
}

TEST_F(DingtalkRobotTest, SignaturesHoldWhateverTheSecond) {
  // Signatures of many moments: among them some with + / = in every place.
  for (int i = 0; i < 15; ++i) {
    pass(minutes{7} + milliseconds{i * 37});
    EXPECT_EQ(send(spec()).result, SendClass::success);
  }
}

TEST_F(DingtalkRobotTest, SaysWhatItTakes) {
  const auto robot = make_dingtalk_robot(*http_, clock_, spec(), as_it_is);
  EXPECT_EQ(robot->limits().most_bytes, 20'000U);
  EXPECT_EQ(robot->limits().per_minute, 15);
  EXPECT_GT(robot->encoded_bytes(notice_of("区法院")), 9U);
  EXPECT_EQ(robot->addresses(notice_of("x", {person("张三", "", "13800000001")})),
            (std::vector<std::string>{"13800000001"}));
}

TEST_F(DingtalkRobotTest, EverySecurityRefusalSaysWhatToDo) {
  DingtalkRobotChannel wrong = spec();
  wrong.secret = Secret("SECsomethingElse");
  const SendResult sign = send(wrong);
  EXPECT_EQ(sign.result, SendClass::permanent);
  EXPECT_TRUE(holds(sign.answer, "secret")) << sign.answer;
  EXPECT_FALSE(holds(sign.answer, "SECsomethingElse")) << sign.answer;
  wrong = spec();
  wrong.secret.reset();
  EXPECT_TRUE(holds(send(wrong).answer, "加签")) << "an unsigned request";
  wrong = spec();
  wrong.keyword.clear();
  const SendResult keyword = send(wrong);
  EXPECT_EQ(keyword.result, SendClass::permanent);
  EXPECT_TRUE(holds(keyword.answer, "关键词")) << keyword.answer;
  wrong = spec();
  wrong.access_token = Secret("tok-ip-3");
  EXPECT_TRUE(holds(send(wrong).answer, "白名单"));
  wrong.access_token = Secret("tok-nowhere-4");
  const SendResult token = send(wrong);
  EXPECT_EQ(token.result, SendClass::permanent);
  EXPECT_TRUE(holds(token.answer, "access_token")) << token.answer;
  EXPECT_FALSE(holds(token.answer, "tok-nowhere-4")) << token.answer;
}

TEST_F(DingtalkRobotTest, AClockThatIsWrongByMoreThanAnHourIsNamed) {
  vendor_clock_.set(clock_.now() + minutes{59});
  EXPECT_EQ(send(spec()).result, SendClass::success);
  vendor_clock_.set(clock_.now() + minutes{90});
  const SendResult result = send(spec());
  EXPECT_EQ(result.result, SendClass::permanent);
  EXPECT_TRUE(holds(result.answer, "慢 90 分钟")) << result.answer;
}

TEST_F(DingtalkRobotTest, TheTwentyFirstOfAMinuteWaitsTenMinutes) {
  for (int i = 0; i < 20; ++i) ASSERT_EQ(send(spec()).result, SendClass::success);
  const SendResult limited = send(spec());
  EXPECT_EQ(limited.result, SendClass::retry_later) << limited.answer;
  EXPECT_GE(limited.retry_after.value_or(seconds{0}), minutes{10});
  pass(minutes{9});
  EXPECT_EQ(send(spec()).result, SendClass::retry_later);
  pass(minutes{1});
  EXPECT_EQ(send(spec()).result, SendClass::success);
}

TEST_F(DingtalkRobotTest, TheAntiFloodLayerIsNoSuccess) {
  vendor_.flood_next(5, false);
  const SendResult without_code = send(spec());
  EXPECT_EQ(without_code.result, SendClass::retry_later) << without_code.answer;
  EXPECT_GE(without_code.retry_after.value_or(seconds{0}), seconds{5});
  vendor_.flood_next(5, true);
  EXPECT_GE(send(spec()).retry_after.value_or(seconds{0}), minutes{10});
  EXPECT_TRUE(vendor_.accepted().empty());
}

TEST_F(DingtalkRobotTest, OneLongItemIsCutAndSeveralAreSplit) {
  for (const std::string& piece : {std::string("区"), std::string("\"\\\n")}) {
    EXPECT_EQ(send(spec(), notice_of(many(piece, 20'000))).result, SendClass::success);
    const SendResult result = send(spec(), notice_of_several(many(piece, 20'000), 2));
    EXPECT_EQ(result.result, SendClass::split) << result.answer;
  }
}

TEST_F(DingtalkRobotTest, AHostileNameCallsNobody) {
  Notice notice = notice_of(hostile_name);
  notice.title = hostile_name;
  EXPECT_EQ(send(spec(), notice).result, SendClass::success);
  EXPECT_FALSE(vendor_.accepted()[0].everybody);
  EXPECT_TRUE(vendor_.accepted()[0].mentioned.empty());
}

TEST_F(DingtalkRobotTest, EveryListedCodeComesThrough) {
  const CodeCase cases[] = {{300005, "token", SendClass::permanent, "access_token"},
                            {400102, "stopped", SendClass::permanent, "停用"},
                            {400013, "dissolved", SendClass::permanent, "解散"},
                            {410100, "limited", SendClass::retry_later, "限流"},
                            {101002, "too long", SendClass::split, "拆分"},
                            {-1, "busy", SendClass::retry_soon, "繁忙"}};
  for (const CodeCase& one : cases) {
    vendor_.refuse_next(one.code, one.message);
    const SendResult result = send(spec());
    EXPECT_EQ(result.result, one.expected) << one.code;
    EXPECT_TRUE(holds(result.answer, one.hint)) << result.answer;
  }
}

}  // namespace
}  // namespace planwatch::robots_test

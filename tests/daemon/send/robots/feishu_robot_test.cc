#include "tests/daemon/send/robots/support.h"
#include "tests/support/vendors/feishu.h"

namespace planwatch::robots_test {
namespace {

class FeishuRobotTest : public RealHttp {
 protected:
  FeishuRobotChannel spec() {
    FeishuRobotChannel spec;
    spec.url = server_.url();
    spec.token = Secret("tok-signed-1");
    spec.secret = Secret("planwatchTestSecret");
    spec.keyword = "督查";
    return spec;
  }
  SendResult send(const FeishuRobotChannel& spec, const Notice& notice = notice_of("区法院")) {
    return deliver(*make_feishu_robot(*http_, clock_, spec, as_it_is), notice);
  }

  vendors::FeishuRobots vendor_{vendor_now(),
                                {{"tok-signed-1", "planwatchTestSecret", {"督查"}},
                                 {"tok-ip-2", "", {}, true},
                                 {"tok-old-3", "", {}, false, true}}};
  vendors::Server server_{vendor_};
};

TEST_F(FeishuRobotTest, ASignedCardWithKeywordReachesTheGroup) {
  const Notice notice =
      notice_of("**区法院**", {person("张三", "ou_1"), person("李四", "", "", "l@example.cn")});
  const SendResult result = send(spec(), notice);
  EXPECT_EQ(result.result, SendClass::success) << result.answer;
  ASSERT_EQ(vendor_.accepted().size(), 1U);
  const vendors::Accepted taken = vendor_.accepted()[0];
  EXPECT_EQ(taken.msgtype, "interactive");
  EXPECT_EQ(taken.colour, "red");
  EXPECT_EQ(taken.title, notice.title);
  EXPECT_EQ(taken.mentioned, (std::vector<std::string>{"ou_1", "l@example.cn"}));
  EXPECT_FALSE(taken.everybody);
}

TEST_F(FeishuRobotTest, SaysWhatItTakes) {
  const auto robot = make_feishu_robot(*http_, clock_, spec(), as_it_is);
  EXPECT_EQ(robot->limits().most_bytes, 20'000U);
  EXPECT_EQ(robot->limits().per_minute, 90);
  EXPECT_EQ(robot->limits().per_second, 4);
  EXPECT_EQ(robot->addresses(notice_of("x", {person("张三", "ou_1")})),
            (std::vector<std::string>{"ou_1"}));
}

TEST_F(FeishuRobotTest, EverySecurityRefusalSaysWhatToDo) {
  FeishuRobotChannel wrong = spec();
  wrong.secret = Secret("another-secret-5");
  const SendResult sign = send(wrong);
  EXPECT_EQ(sign.result, SendClass::permanent);
  EXPECT_TRUE(holds(sign.answer, "19021")) << sign.answer;
  EXPECT_FALSE(holds(sign.answer, "another-secret-5")) << sign.answer;
  wrong.secret.reset();
  EXPECT_TRUE(holds(send(wrong).answer, "19021")) << "an unsigned request";
  wrong = spec();
  wrong.keyword.clear();
  EXPECT_TRUE(holds(send(wrong).answer, "19024"));
  wrong.token = Secret("tok-ip-2");
  EXPECT_TRUE(holds(send(wrong).answer, "19022"));
  wrong.token = Secret("tok-nowhere-4");
  const SendResult token = send(wrong);
  EXPECT_TRUE(holds(token.answer, "19001")) << token.answer;
  EXPECT_FALSE(holds(token.answer, "tok-nowhere-4")) << token.answer;
}

TEST_F(FeishuRobotTest, AClockThatIsWrongByMoreThanAnHourIsNamed) {
  vendor_clock_.set(clock_.now() - minutes{59});
  EXPECT_EQ(send(spec()).result, SendClass::success);
  vendor_clock_.set(clock_.now() - minutes{90});
  const SendResult result = send(spec());
  EXPECT_EQ(result.result, SendClass::permanent);
  EXPECT_TRUE(holds(result.answer, "快 90 分钟")) << result.answer;
}

TEST_F(FeishuRobotTest, FiveASecondAndAHundredAMinute) {
  for (int i = 0; i < 5; ++i) ASSERT_EQ(send(spec()).result, SendClass::success);
  const SendResult limited = send(spec());
  EXPECT_EQ(limited.result, SendClass::retry_later);
  EXPECT_TRUE(holds(limited.answer, "11232")) << limited.answer;
  EXPECT_GE(limited.retry_after.value_or(seconds{0}), seconds{60});
  for (int second = 1; second < 20; ++second) {
    pass(seconds{1});
    for (int i = 0; i < 5; ++i) ASSERT_EQ(send(spec()).result, SendClass::success);
  }
  pass(seconds{1});
  EXPECT_EQ(send(spec()).result, SendClass::retry_later) << "the hundred and first of a minute";
  pass(seconds{60});
  EXPECT_EQ(send(spec()).result, SendClass::success);
}

TEST_F(FeishuRobotTest, TwoNoticesAskedToWaitDoNotComeBackTogether) {
  std::vector<milliseconds> pauses;
  pauses.reserve(4);
  for (int i = 0; i < 4; ++i) {
    Notice notice = notice_of("x");
    notice.key.step = i;
    vendor_.refuse_next(11232, "frequency limited");
    pauses.push_back(send(spec(), notice).retry_after.value_or(milliseconds{0}));
    EXPECT_GE(pauses.back(), seconds{60});
    EXPECT_LE(pauses.back(), seconds{75});
  }
  std::sort(pauses.begin(), pauses.end());
  EXPECT_EQ(std::unique(pauses.begin(), pauses.end()), pauses.end());
}

TEST_F(FeishuRobotTest, TheGatewaysLimitSaysWhenItEnds) {
  vendor_.limit_next(40);
  const SendResult result = send(spec());
  EXPECT_EQ(result.result, SendClass::retry_later);
  EXPECT_GE(result.retry_after.value_or(seconds{0}), seconds{40});
  EXPECT_LE(result.retry_after.value_or(seconds{0}), seconds{50});
}

TEST_F(FeishuRobotTest, OldAnswersAreUnderstood) {
  FeishuRobotChannel old = spec();
  old.token = Secret("tok-old-3");
  EXPECT_EQ(send(old).result, SendClass::success);
}

TEST_F(FeishuRobotTest, OneLongItemIsCutAndSeveralAreSplit) {
  for (const std::string& piece : {std::string("区"), std::string("\"\\\n")}) {
    EXPECT_EQ(send(spec(), notice_of(many(piece, 20'000))).result, SendClass::success);
    const SendResult result = send(spec(), notice_of_several(many(piece, 20'000), 2));
    EXPECT_EQ(result.result, SendClass::split) << result.answer;
  }
}

TEST_F(FeishuRobotTest, AHostileNameCallsNobody) {
  Notice notice = notice_of(hostile_name);
  notice.title = hostile_name;
  EXPECT_EQ(send(spec(), notice).result, SendClass::success);
  EXPECT_FALSE(vendor_.accepted()[0].everybody);
  EXPECT_TRUE(vendor_.accepted()[0].mentioned.empty());
}

}  // namespace
}  // namespace planwatch::robots_test

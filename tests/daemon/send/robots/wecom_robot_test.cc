#include "tests/daemon/send/robots/support.h"
#include "tests/support/vendors/wecom.h"

namespace planwatch::robots_test {
namespace {

constexpr const char* key = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa";

RenderedMessage as_text(const Notice& notice) {
  return {notice.title, "文本：" + notice.text};
}

class WecomRobotTest : public RealHttp {
 protected:
  std::shared_ptr<Channel> channel(const std::string& with_key = key) {
    WecomRobotChannel spec;
    spec.url = server_.url();
    spec.key = Secret(with_key);
    return make_wecom_robot(*http_, clock_, spec, as_it_is, as_text);
  }

  vendors::WecomRobots vendor_{vendor_now(), {key}};
  vendors::Server server_{vendor_};
};

TEST_F(WecomRobotTest, MarkdownReachesTheGroupAndCallsItsPeople) {
  const auto robot = channel();
  const Notice notice = notice_of("**区法院**", {person("张三", "zhangsan")});
  EXPECT_EQ(robot->addresses(notice), (std::vector<std::string>{"zhangsan"}));
  const SendResult result = deliver(*robot, notice);
  EXPECT_EQ(result.result, SendClass::success) << result.answer;
  ASSERT_EQ(vendor_.accepted().size(), 1U);
  const vendors::Accepted taken = vendor_.accepted()[0];
  EXPECT_EQ(taken.robot, key);
  EXPECT_EQ(taken.msgtype, "markdown");
  EXPECT_EQ(taken.text, "**区法院**\n<@zhangsan>");
  EXPECT_EQ(taken.mentioned, (std::vector<std::string>{"zhangsan"}));
}

TEST_F(WecomRobotTest, TextCallsMobileNumbers) {
  const auto robot = channel();
  const Notice notice = notice_of("区法院", {person("李四", "", "+8613800000002")});
  EXPECT_EQ(deliver(*robot, notice).result, SendClass::success);
  ASSERT_EQ(vendor_.accepted().size(), 1U);
  EXPECT_EQ(vendor_.accepted()[0].msgtype, "text");
  EXPECT_EQ(vendor_.accepted()[0].text, "文本：区法院");
  EXPECT_EQ(vendor_.accepted()[0].mentioned, (std::vector<std::string>{"13800000002"}));
}

TEST_F(WecomRobotTest, AHostileNameCallsNobody) {
  EXPECT_EQ(deliver(*channel(), notice_of(hostile_name)).result, SendClass::success);
  ASSERT_EQ(vendor_.accepted().size(), 1U);
  EXPECT_FALSE(vendor_.accepted()[0].everybody);
  EXPECT_TRUE(vendor_.accepted()[0].mentioned.empty());
}

TEST_F(WecomRobotTest, SaysWhatItTakes) {
  const ChannelLimits limits = channel()->limits();
  EXPECT_EQ(limits.most_bytes, 4096U);
  EXPECT_EQ(limits.per_minute, 18);
  EXPECT_EQ(channel()->encoded_bytes(notice_of("区法院")), 9U);
}

TEST_F(WecomRobotTest, WhatFitsByItsOwnCountIsTaken) {
  const auto robot = channel();
  for (const std::vector<Person>& people :
       {std::vector<Person>{}, {person("张三", "zhangsan")}, {person("李四", "", "13800000002")}}) {
    // The longest of several items that the channel says fits.
    Notice fits = notice_of_several("", 2);
    fits.people = people;
    while (robot->encoded_bytes(fits) + 6 <= 4096) fits.text += "区";
    ASSERT_LE(robot->encoded_bytes(fits), 4096U);
    EXPECT_EQ(deliver(*robot, fits).result, SendClass::success);
  }
}

TEST_F(WecomRobotTest, SeveralItemsTooLongAreToBeSplitAndOneIsCut) {
  const Notice several = notice_of_several(many("区", 2000), 2);
  EXPECT_GT(channel()->encoded_bytes(several), 4096U);
  const SendResult split = deliver(*channel(), several);
  EXPECT_EQ(split.result, SendClass::split) << split.answer;
  EXPECT_TRUE(holds(split.answer, "exceed max length 4096")) << split.answer;
  EXPECT_EQ(deliver(*channel(), notice_of(many("区", 2000))).result, SendClass::success);
  const Notice text = notice_of(many("区", 2000), {person("李四", "", "13800000002")});
  EXPECT_EQ(deliver(*channel(), text).result, SendClass::success);
  EXPECT_EQ(vendor_.accepted().size(), 2U);
}

TEST_F(WecomRobotTest, TheTwentyFirstOfAMinuteWaitsAMinute) {
  const auto robot = channel();
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(deliver(*robot, notice_of("x")).result, SendClass::success) << i;
  }
  const SendResult limited = deliver(*robot, notice_of("x"));
  EXPECT_EQ(limited.result, SendClass::retry_later) << limited.answer;
  EXPECT_GE(limited.retry_after.value_or(seconds{0}), seconds{60});
  EXPECT_LE(limited.retry_after.value_or(seconds{0}), seconds{75});
  pass(seconds{59});
  EXPECT_EQ(deliver(*robot, notice_of("x")).result, SendClass::retry_later);
  pass(*limited.retry_after - seconds{59});
  EXPECT_EQ(deliver(*robot, notice_of("x")).result, SendClass::success);
}

TEST_F(WecomRobotTest, AWrongKeyIsRefusedWithoutShowingIt) {
  const SendResult result = deliver(*channel("another-secret-key"), notice_of("x"));
  EXPECT_EQ(result.result, SendClass::permanent);
  EXPECT_TRUE(holds(result.answer, "93000")) << result.answer;
  EXPECT_FALSE(holds(result.answer, "another-secret-key"));
}

TEST_F(WecomRobotTest, AnEmptyTextIsRefused) {
  const SendResult result = deliver(*channel(), notice_of(""));
  EXPECT_EQ(result.result, SendClass::permanent);
  EXPECT_TRUE(holds(result.answer, "44004")) << result.answer;
}

TEST_F(WecomRobotTest, TroubleOnTheWay) {
  const auto robot = channel();
  vendor_.refuse_next(-1, "system busy");
  EXPECT_EQ(deliver(*robot, notice_of("x")).result, SendClass::retry_soon);
  vendor_.answer_next({502, "<html>bad gateway</html>"});
  EXPECT_EQ(deliver(*robot, notice_of("x")).result, SendClass::retry_soon);
  vendor_.answer_next({200, "<html>log in</html>"});
  EXPECT_EQ(deliver(*robot, notice_of("x")).result, SendClass::unknown);
  vendor_.answer_next({302, "", {{"location", "/elsewhere"}}});
  EXPECT_EQ(deliver(*robot, notice_of("x")).result, SendClass::permanent);
  EXPECT_TRUE(vendor_.accepted().empty());
  EXPECT_EQ(deliver(*robot, notice_of("x")).result, SendClass::success);
}

TEST_F(WecomRobotTest, NobodyListens) {
  WecomRobotChannel spec;
  spec.url = "http://127.0.0.1:" + std::to_string(fetch_testing::unused_port());
  spec.key = Secret(key);
  const auto robot = make_wecom_robot(*http_, clock_, spec, as_it_is, as_text);
  const SendResult result = deliver(*robot, notice_of("x"));
  EXPECT_EQ(result.result, SendClass::retry_soon);
  EXPECT_FALSE(holds(result.answer, key)) << result.answer;
}

}  // namespace
}  // namespace planwatch::robots_test

#include "tests/daemon/send/robots/support.h"
#include "tests/support/vendors/wecom.h"

namespace planwatch::robots_test {
namespace {

using Strings = std::vector<std::string>;

vendors::WecomAppAccount account() {
  return {"ww1", "corp-secret-1", 1000002, {"zhangsan", "lisi", "duty"}, {"lisi"}};
}

class WecomAppTest : public RealHttp {
 protected:
  WecomAppChannel spec() {
    WecomAppChannel spec;
    spec.url = server_.url();
    spec.corp_id = "ww1";
    spec.corp_secret = Secret("corp-secret-1");
    spec.agent_id = 1000002;
    return spec;
  }
  std::shared_ptr<Channel> channel(const WecomAppChannel& spec) {
    return make_wecom_app(*http_, clock_, scheduler_, spec, as_it_is);
  }

  send_test::VirtualScheduler scheduler_{clock_};
  vendors::WecomApp vendor_{vendor_now(), account()};
  vendors::Server server_{vendor_};
};

Notice to_zhangsan(const std::string& text = "区法院") {
  return notice_of(text, {person("张三", "zhangsan")});
}

TEST_F(WecomAppTest, ReachesThePeopleOfTheNoticeAndTheReceiversOwn) {
  WecomAppChannel with_duty = spec();
  with_duty.to = {"duty"};
  const auto app = channel(with_duty);
  EXPECT_EQ(app->addresses(to_zhangsan()), (Strings{"zhangsan", "duty"}));
  const SendResult result = deliver(*app, to_zhangsan());
  EXPECT_EQ(result.result, SendClass::success) << result.answer;
  ASSERT_EQ(vendor_.accepted().size(), 1U);
  EXPECT_EQ(vendor_.accepted()[0].msgtype, "text");
  EXPECT_EQ(vendor_.accepted()[0].text, "区法院");
  EXPECT_EQ(vendor_.accepted()[0].members, (Strings{"zhangsan", "duty"}));
}

TEST_F(WecomAppTest, SaysWhatItTakes) {
  const auto app = channel(spec());
  EXPECT_EQ(app->limits().most_bytes, 2048U);
  EXPECT_EQ(app->limits().per_minute, 25);
  EXPECT_EQ(app->encoded_bytes(to_zhangsan()), 9U);
}

TEST_F(WecomAppTest, OneTokenForAllThatWait) {
  const auto app = channel(spec());
  std::vector<Notice> notices;
  notices.reserve(12);
  for (int i = 0; i < 12; ++i) notices.push_back(to_zhangsan(std::to_string(i)));
  for (const SendResult& result : deliver_all(*app, notices)) {
    EXPECT_EQ(result.result, SendClass::success) << result.answer;
  }
  EXPECT_EQ(vendor_.token_requests(), 1);
  EXPECT_EQ(vendor_.accepted().size(), 12U);
}

TEST_F(WecomAppTest, ATokenIsKeptUntilShortlyBeforeItsEnd) {
  const auto app = channel(spec());
  deliver(*app, to_zhangsan("1"));
  pass(seconds{7200 - 301});
  deliver(*app, to_zhangsan("2"));
  EXPECT_EQ(vendor_.token_requests(), 1);
  pass(seconds{2});
  EXPECT_EQ(deliver(*app, to_zhangsan("3")).result, SendClass::success);
  EXPECT_EQ(vendor_.token_requests(), 2);
  pass(hours{3});
  EXPECT_EQ(deliver(*app, to_zhangsan("4")).result, SendClass::success);
  EXPECT_EQ(vendor_.accepted().size(), 4U);
}

TEST_F(WecomAppTest, ARefusedTokenIsReplacedOnce) {
  const auto app = channel(spec());
  deliver(*app, to_zhangsan("1"));
  vendor_.expire_token();
  EXPECT_EQ(deliver(*app, to_zhangsan("2")).result, SendClass::success);
  vendor_.revoke_token();
  EXPECT_EQ(deliver(*app, to_zhangsan("3")).result, SendClass::success);
  EXPECT_EQ(vendor_.token_requests(), 3);
  EXPECT_EQ(vendor_.accepted().size(), 3U);
}

TEST_F(WecomAppTest, ATokenRefusedTwiceIsLeftForLater) {
  const auto app = channel(spec());
  deliver(*app, to_zhangsan("1"));
  const int before = vendor_.requests();
  vendor_.refuse_next(42001, "access_token expired");
  vendor_.answer_next({200, R"({"errcode":0,"access_token":"x","expires_in":7200})"});
  vendor_.refuse_next(40014, "invalid access_token");
  const SendResult result = deliver(*app, to_zhangsan("2"));
  EXPECT_EQ(result.result, SendClass::retry_soon) << result.answer;
  EXPECT_EQ(vendor_.requests(), before + 3);
  EXPECT_EQ(deliver(*app, to_zhangsan("2")).result, SendClass::success);
}

TEST_F(WecomAppTest, WithoutATokenEverybodyWhoWaitsHearsWhy) {
  WecomAppChannel wrong = spec();
  wrong.corp_secret = Secret("wrong-secret-9");
  const auto app = channel(wrong);
  for (const SendResult& result : deliver_all(*app, {to_zhangsan("1"), to_zhangsan("2")})) {
    EXPECT_EQ(result.result, SendClass::permanent);
    EXPECT_TRUE(holds(result.answer, "40001")) << result.answer;
    EXPECT_FALSE(holds(result.answer, "wrong-secret-9")) << result.answer;
  }
  EXPECT_EQ(vendor_.token_requests(), 1);
  vendor_.refuse_next(60020, "not allow to access from your ip");
  const SendResult refused = deliver(*channel(spec()), to_zhangsan());
  EXPECT_EQ(refused.result, SendClass::permanent);
  EXPECT_TRUE(holds(refused.answer, "203.0.113.9")) << refused.answer;
}

TEST_F(WecomAppTest, WhoDidNotGetItIsNamed) {
  WecomAppChannel with_more = spec();
  with_more.to = {"gone", "lisi"};
  Notice notice = to_zhangsan();
  notice.people.push_back(person("王五", ""));
  const SendResult result = deliver(*channel(with_more), notice);
  EXPECT_EQ(result.result, SendClass::partial);
  ASSERT_EQ(result.missed.size(), 3U);
  EXPECT_EQ(result.missed[0].address, "gone");
  EXPECT_EQ(result.missed[1].address, "lisi");
  EXPECT_EQ(result.missed[2].address, "王五");
  EXPECT_EQ(vendor_.accepted()[0].members, (Strings{"zhangsan"}));
}

TEST_F(WecomAppTest, AllUnknownIsARefusal) {
  const SendResult result = deliver(*channel(spec()), notice_of("x", {person("某", "gone")}));
  EXPECT_EQ(result.result, SendClass::permanent);
  EXPECT_TRUE(holds(result.answer, "81013")) << result.answer;
}

TEST_F(WecomAppTest, NobodyToSendToIsARefusalWithoutARequest) {
  const auto app = channel(spec());
  std::vector<SendResult> results;
  app->send(notice_of("x", {person("张三", "")}),
            [&results](SendResult result) { results.push_back(std::move(result)); });
  EXPECT_TRUE(results.empty()) << "answered from inside send";
  scheduler_.run_ready();
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].result, SendClass::permanent);
  EXPECT_TRUE(holds(results[0].answer, "没有可发送的企业微信账号")) << results[0].answer;
  EXPECT_TRUE(holds(results[0].answer, "张三")) << results[0].answer;
  EXPECT_EQ(vendor_.requests(), 0);
}

TEST_F(WecomAppTest, ARepeatAfterALostAnswerIsShownOnce) {
  const auto app = channel(spec());
  EXPECT_EQ(deliver(*app, to_zhangsan()).result, SendClass::success);
  EXPECT_EQ(deliver(*app, to_zhangsan()).result, SendClass::success);
  EXPECT_EQ(vendor_.accepted().size(), 1U);
}

TEST_F(WecomAppTest, OneLongItemIsCutAndSeveralAreSplit) {
  const auto app = channel(spec());
  EXPECT_EQ(deliver(*app, to_zhangsan(many("区", 1000))).result, SendClass::success);
  Notice several = notice_of_several(many("区", 1000), 2);
  several.people = to_zhangsan().people;
  EXPECT_EQ(deliver(*app, several).result, SendClass::split);
}

TEST_F(WecomAppTest, ItsOwnRateKeepsMembersFromLosingMessages) {
  const auto app = channel(spec());
  for (int i = 0; i < app->limits().per_minute; ++i) {
    ASSERT_EQ(deliver(*app, to_zhangsan(std::to_string(i))).result, SendClass::success);
  }
  EXPECT_EQ(vendor_.dropped(), 0);
  for (int i = 100; i < 106; ++i) deliver(*app, to_zhangsan(std::to_string(i)));
  EXPECT_EQ(vendor_.dropped(), 1) << "the thirty-first is lost without a word";
}

TEST_F(WecomAppTest, AChannelThatGoesWhileItSendsIsStillAnswered) {
  auto app = channel(spec());
  std::vector<SendResult> results;
  app->send(to_zhangsan(), [&](SendResult result) { results.push_back(std::move(result)); });
  app.reset();
  ASSERT_TRUE(loop_.run_until([&] { return !results.empty(); }));
  EXPECT_EQ(results[0].result, SendClass::success);
}

}  // namespace
}  // namespace planwatch::robots_test

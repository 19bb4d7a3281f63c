#include "daemon/send/gateways/gateways.h"
#include "tests/daemon/send/gateways/sms_support.h"

namespace planwatch::gateways_test {
namespace {

using send_test::FakeHttp;
using send_test::http;
using send_test::ManualClock;
using send_test::VirtualScheduler;

class SmsChannelTest : public testing::Test {
 protected:
  SendResult send(const Notice& notice, SmsChannel spec) {
    const auto channel = make_sms_channel(scheduler_, http_, clock_, std::move(spec));
    std::vector<SendResult> results;
    channel->send(notice, [&](const SendResult& result) { results.push_back(result); });
    EXPECT_TRUE(results.empty()) << "answered from inside send";
    scheduler_.run_ready();
    EXPECT_EQ(results.size(), 1U);
    return results.empty() ? SendResult{} : results.front();
  }
  void answers(const std::string& body) {
    http_.answer = [body](const HttpRequest&) { return http(200, body); };
  }

  ManualClock clock_;
  VirtualScheduler scheduler_{clock_};
  FakeHttp http_{scheduler_};
};

TEST_F(SmsChannelTest, EveryRequestHasANonceOfItsOwn) {
  answers(R"({"Code":"OK","Message":"OK"})");
  const Notice notice = lagging("execution", "执行到位率");
  EXPECT_EQ(send(notice, aliyun_channel()).result, SendClass::success);
  EXPECT_EQ(send(notice, aliyun_channel()).result, SendClass::success);
  ASSERT_EQ(http_.requests.size(), 2U);
  const std::string* first = send_test::find_header(http_.requests[0], "x-acs-signature-nonce");
  EXPECT_EQ(first->size(), 32U);
  EXPECT_NE(*first, *send_test::find_header(http_.requests[1], "x-acs-signature-nonce"));
  EXPECT_FALSE(http_.requests[0].follow_redirects);
}

TEST_F(SmsChannelTest, WhoHasNoMobileIsMissed) {
  answers(R"({"Code":"OK","Message":"OK"})");
  Notice notice = lagging("execution", "执行到位率");
  notice.people.push_back(reachable("李四", ""));
  const SendResult result = send(notice, aliyun_channel());
  EXPECT_EQ(result.result, SendClass::partial);
  ASSERT_EQ(result.missed.size(), 1U);
  EXPECT_EQ(result.missed[0].address, "李四");
}

TEST_F(SmsChannelTest, NobodyIsPermanentAndNothingIsSent) {
  Notice notice = lagging("execution", "执行到位率");
  notice.people = {reachable("李四", "0936-8212345")};
  const SendResult result = send(notice, tencent_channel());
  EXPECT_EQ(result.result, SendClass::permanent);
  EXPECT_NE(result.answer.find("没有可发的手机号"), std::string::npos);
  EXPECT_TRUE(http_.requests.empty());
}

// One message says one thing; the outbox is asked for parts of one item.
TEST_F(SmsChannelTest, SeveralItemsWithoutAGroupTemplateAreSplit) {
  SmsChannel spec = aliyun_channel();
  spec.group.reset();
  Notice notice = lagging("execution", "执行到位率");
  const auto channel = make_sms_channel(scheduler_, http_, clock_, spec);
  EXPECT_LE(channel->encoded_bytes(notice), channel->limits().most_bytes);
  notice.items.push_back(notice.items.front());
  EXPECT_GT(channel->encoded_bytes(notice), channel->limits().most_bytes);
  EXPECT_EQ(send(notice, spec).result, SendClass::split);
  EXPECT_TRUE(http_.requests.empty());
  EXPECT_EQ(make_sms_channel(scheduler_, http_, clock_, aliyun_channel())->limits().most_bytes, 0U);
}

TEST_F(SmsChannelTest, AddressesAreTheNumbers) {
  SmsChannel spec = tencent_channel();
  spec.to = {"+8613900000009"};
  const auto channel = make_sms_channel(scheduler_, http_, clock_, spec);
  EXPECT_EQ(channel->addresses(lagging("x", "x")),
            (std::vector<std::string>{"13800000001", "13900000009"}));
}

TEST_F(SmsChannelTest, SecretsThatComeBackAreNotQuoted) {
  answers(R"({"Code":"SignatureDoesNotMatch","Message":"LTAItestKeyId aliyunTestSecret\n"})");
  const SendResult result = send(lagging("x", "x"), aliyun_channel());
  EXPECT_EQ(result.result, SendClass::permanent);
  EXPECT_EQ(result.answer.find("TestSecret"), std::string::npos) << result.answer;
  EXPECT_EQ(result.answer.find("LTAI"), std::string::npos);
  EXPECT_EQ(result.answer.find('\n'), std::string::npos);
  answers(R"({"Response":{"SendStatusSet":[{"PhoneNumber":"+8613800000001","Code":"X",
    "Message":"tencentTestSecret"},{"PhoneNumber":"+8613800000002","Code":"Ok"}]}})");
  Notice notice = lagging("x", "x");
  notice.people.push_back(reachable("李四", "13800000002"));
  const SendResult partial = send(notice, tencent_channel());
  ASSERT_EQ(partial.missed.size(), 1U);
  EXPECT_EQ(partial.missed[0].why.find("TestSecret"), std::string::npos);
}

TEST(SmsProblem, TableOfDescriptions) {
  EXPECT_EQ(sms_problem(aliyun_channel()), std::nullopt);
  EXPECT_EQ(sms_problem(tencent_channel()), std::nullopt);
  const auto with = [](const std::function<void(SmsChannel&)>& change) {
    SmsChannel spec = tencent_channel();
    change(spec);
    return sms_problem(spec).value_or("");
  };
  const std::pair<std::string, const char*> table[] = {
      {with([](SmsChannel& s) { s.url = "sms.example.cn"; }), "url"},
      {with([](SmsChannel& s) { s.url = "https://h/path"; }), "url"},
      {with([](SmsChannel& s) { s.url = "https://u:p@h"; }), "url"},
      {with([](SmsChannel& s) { s.url = "https://h\r\nX: y"; }), "url"},
      {with([](SmsChannel& s) { s.key_id = ""; }), "key_id"},
      {with([](SmsChannel& s) { s.key_secret = Secret(""); }), "key_secret"},
      {with([](SmsChannel& s) { s.key_secret = Secret("x\n"); }), "key_secret"},
      {with([](SmsChannel& s) { s.sign_name = ""; }), "sign_name"},
      {with([](SmsChannel& s) { s.app_id = ""; }), "app_id"},
      {with([](SmsChannel& s) { s.region = "a\nb"; }), "region"},
      {with([](SmsChannel& s) { s.single.code = ""; }), "single"},
      {with([](SmsChannel& s) {
         s.single.variables = {{"1", "nonsense"}};
       }),
       "nonsense"},
      {with([](SmsChannel& s) {
         s.group->variables = {{"1", "nonsense"}};
       }),
       "indicator"},
      {with([](SmsChannel& s) { s.to = {"010-12345678"}; }), "to"},
  };
  for (const auto& [problem, word] : table) {
    EXPECT_NE(problem.find(word), std::string::npos) << problem << " / " << word;
  }
  EXPECT_EQ(with([](SmsChannel& s) { s.url = "http://127.0.0.1:8080/"; }), "");
}

TEST_F(SmsChannelTest, AWrongDescriptionMakesNoChannel) {
  SmsChannel spec = tencent_channel();
  spec.app_id.clear();
  EXPECT_EQ(make_sms_channel(scheduler_, http_, clock_, spec), nullptr);
}

}  // namespace
}  // namespace planwatch::gateways_test

// The SMS channel against the strict gateways of sms_gateways.py over loopback HTTP.
#include <boost/json.hpp>

#include "daemon/send/gateways/gateways.h"
#include "daemon/time/clock.h"
#include "tests/daemon/send/gateways/servers.h"
#include "tests/daemon/send/gateways/sms_support.h"

namespace planwatch::gateways_test {
namespace {

// The machine's clock, set wrong by so much.
class SkewedClock : public Clock {
 public:
  Instant now() const override { return machine_->now() + skew; }
  std::chrono::seconds skew{0};

 private:
  std::unique_ptr<Clock> machine_ = make_machine_clock();
};

class SmsGatewayTest : public testing::Test {
 protected:
  SendResult send(const Notice& notice, SmsChannel spec) {
    if (spec.url.empty()) spec.url = "http://127.0.0.1:" + std::to_string(server_.port());
    const auto scheduler = make_asio_scheduler(1);
    const auto client = make_curl_client(*scheduler);
    const auto channel = make_sms_channel(*scheduler, *client, clock_, spec);
    if (channel == nullptr) {
      ADD_FAILURE() << sms_problem(spec).value_or("");
      return {};
    }
    std::vector<SendResult> results;
    channel->send(notice, [&](const SendResult& result) { results.push_back(result); });
    EXPECT_TRUE(run_until(*scheduler, [&] { return !results.empty(); })) << server_.output();
    EXPECT_EQ(results.size(), 1U);
    const SendResult result = results.empty() ? SendResult{} : results.front();
    EXPECT_EQ(result.answer.find("TestSecret"), std::string::npos);
    return result;
  }
  void provoke(const boost::json::value& wish) {
    folder_.write("provoke.json", boost::json::serialize(wish));
  }
  std::vector<boost::json::value> sent() const {
    std::vector<boost::json::value> records;
    for (const std::string& line : send_test::lines_of(folder_.file("sent.jsonl"))) {
      records.push_back(boost::json::parse(line));
    }
    return records;
  }

  TestFolder folder_;
  Server server_{"sms_gateways.py", {folder_.path()}};
  SkewedClock clock_;
};

TEST_F(SmsGatewayTest, AliyunTakesOneAlertAndAGroup) {
  Notice notice = lagging("execution", "执行到位率");
  notice.people.push_back(reachable("李四", "+86 13800000002"));
  const SendResult result = send(notice, aliyun_channel());
  EXPECT_EQ(result.result, SendClass::success) << result.answer;
  EXPECT_NE(result.answer.find("RequestId F655A8D5"), std::string::npos) << result.answer;
  notice.items.push_back(notice.items.front());
  EXPECT_EQ(send(notice, aliyun_channel()).result, SendClass::success);
  ASSERT_EQ(sent().size(), 2U);
  EXPECT_EQ(sent()[0].at("text").as_string(),
            "【某区督查室】区法院的执行到位率本期为52.3%（523/1000），落后12.7个百分点，"
            "请于2025-12-31前处理。");
  EXPECT_EQ(sent()[0].at("numbers"), (boost::json::array{"13800000001", "13800000002"}));
  EXPECT_EQ(sent()[0].at("reference").as_string().size(), 32U);
  EXPECT_EQ(sent()[1].at("text").as_string(),
            "【某区督查室】区法院有2项预警，最严重的是红灯执行到位率。");
}

TEST_F(SmsGatewayTest, TencentTakesOneAlertAndAGroup) {
  Notice notice = lagging("execution", "行政机关负责人出庭应诉率");
  const SendResult result = send(notice, tencent_channel());
  EXPECT_EQ(result.result, SendClass::success) << result.answer;
  notice.items.push_back(notice.items.front());
  EXPECT_EQ(send(notice, tencent_channel()).result, SendClass::success);
  ASSERT_EQ(sent().size(), 2U);
  EXPECT_EQ(sent()[0].at("text").as_string(),
            "【某区督查室】区法院的行政机关负责本期为52.3%，请处理。");
  EXPECT_EQ(sent()[0].at("numbers"), (boost::json::array{"+8613800000001"}));
  EXPECT_EQ(sent()[1].at("text").as_string(), "【某区督查室】区法院有2项预警。");
}

// What a name of somebody else's makes of the request: still a signed, well-formed one.
TEST_F(SmsGatewayTest, HostileNamesAreSent) {
  for (const char* unit :
       {"a&b=c*~+ %", "\"},{\"x\":\"", "区\r\nX-Evil: 1", "【银行】", "https://x.cn"}) {
    Notice notice = lagging("x", "x");
    notice.unit = UnitId(std::string(unit));
    EXPECT_EQ(send(notice, aliyun_channel()).result, SendClass::success) << unit;
    SmsChannel tencent = tencent_channel();
    EXPECT_EQ(send(notice, tencent).result, SendClass::success) << unit;
  }
}

TEST_F(SmsGatewayTest, AliyunRefusesWhatIsWrong) {
  const auto with = [](const std::function<void(SmsChannel&)>& change) {
    SmsChannel spec = aliyun_channel();
    change(spec);
    return spec;
  };
  const std::pair<SmsChannel, const char*> table[] = {
      {with([](SmsChannel& s) { s.key_secret = Secret("other"); }), "SignatureDoesNotMatch"},
      {with([](SmsChannel& s) { s.key_id = "LTAIother"; }), "InvalidAccessKeyId.NotFound"},
      {with([](SmsChannel& s) { s.sign_name = "别的单位"; }), "isv.SMS_SIGNATURE_ILLEGAL"},
      {with([](SmsChannel& s) { s.single.code = "SMS_9"; }), "isv.SMS_TEMPLATE_ILLEGAL"},
      {with([](SmsChannel& s) { s.single.variables.pop_back(); }),
       "isv.TEMPLATE_MISSING_PARAMETERS"},
      {with([](SmsChannel& s) { s.single.variables.emplace_back("more", "unit"); }),
       "isv.TEMPLATE_PARAMS_ILLEGAL"},
  };
  for (const auto& [spec, code] : table) {
    const SendResult result = send(lagging("x", "x"), spec);
    EXPECT_EQ(result.result, SendClass::permanent) << code;
    EXPECT_NE(result.answer.find(code), std::string::npos) << result.answer;
  }
  SmsChannel unlimited = aliyun_channel();
  unlimited.most_variable_chars = 0;
  Notice notice =
      lagging("x", "一个名称很长的指标一个名称很长的指标一个名称很长的指标一个名称很长的指标");
  EXPECT_NE(send(notice, unlimited).answer.find("isv.PARAM_LENGTH_LIMIT"), std::string::npos);
  EXPECT_EQ(send(notice, aliyun_channel()).result, SendClass::success) << "cut to 35";
}

TEST_F(SmsGatewayTest, TencentRefusesWhatIsWrong) {
  const auto with = [](const std::function<void(SmsChannel&)>& change) {
    SmsChannel spec = tencent_channel();
    change(spec);
    return spec;
  };
  const std::pair<SmsChannel, const char*> table[] = {
      {with([](SmsChannel& s) { s.key_secret = Secret("other"); }), "AuthFailure.SignatureFailure"},
      {with([](SmsChannel& s) { s.key_id = "AKIDother"; }), "AuthFailure.SecretIdNotFound"},
      {with([](SmsChannel& s) { s.app_id = "1"; }), "InvalidParameterValue.SdkAppIdNotExist"},
      {with([](SmsChannel& s) { s.region = "mars"; }), "UnsupportedRegion"},
      {with([](SmsChannel& s) { s.sign_name = "别的单位"; }),
       "FailedOperation.SignatureIncorrectOrUnapproved"},
      {with([](SmsChannel& s) { s.single.code = "9"; }),
       "FailedOperation.TemplateIncorrectOrUnapproved"},
      {with([](SmsChannel& s) { s.single.variables.pop_back(); }),
       "FailedOperation.TemplateParamSetNotMatchApprovedTemplate"},
      {with([](SmsChannel& s) { s.most_variable_chars = 35; }),
       "InvalidParameterValue.TemplateParameterLengthLimit"},
  };
  for (const auto& [spec, code] : table) {
    const SendResult result = send(lagging("x", "行政机关负责人出庭应诉率"), spec);
    EXPECT_EQ(result.result, SendClass::permanent) << code;
    EXPECT_NE(result.answer.find(code), std::string::npos) << result.answer;
  }
}

TEST_F(SmsGatewayTest, AWrongClockIsNamed) {
  const struct {
    SmsChannel spec;
    std::chrono::seconds skew;
    SendClass expected;
  } table[] = {
      {aliyun_channel(), std::chrono::minutes{14}, SendClass::success},
      {aliyun_channel(), std::chrono::minutes{16}, SendClass::permanent},
      {aliyun_channel(), -std::chrono::minutes{16}, SendClass::permanent},
      {tencent_channel(), std::chrono::minutes{4}, SendClass::success},
      {tencent_channel(), std::chrono::minutes{6}, SendClass::permanent},
      {tencent_channel(), -std::chrono::hours{8}, SendClass::permanent},
  };
  for (const auto& one : table) {
    clock_.skew = one.skew;
    const SendResult result = send(lagging("x", "x"), one.spec);
    EXPECT_EQ(result.result, one.expected) << one.skew.count() << result.answer;
    const bool told = result.answer.find("校时") != std::string::npos;
    EXPECT_EQ(told, one.expected == SendClass::permanent) << result.answer;
  }
}

TEST_F(SmsGatewayTest, EveryListedCodeOfAliyuns) {
  const std::pair<const char*, SendClass> table[] = {
      {"isv.BUSINESS_LIMIT_CONTROL", SendClass::retry_later},
      {"isv.SMS_TEMPLATE_ILLEGAL", SendClass::permanent},
      {"isv.SMS_SIGNATURE_ILLEGAL", SendClass::permanent},
      {"isv.SMS_SIGNATURE_SCENE_ILLEGAL", SendClass::permanent},
      {"isv.SIGN_STATE_ILLEGAL", SendClass::permanent},
      {"isv.SMS_CONTENT_ILLEGAL", SendClass::permanent},
      {"isv.SMS_SIGN_ILLEGAL", SendClass::permanent},
      {"isv.PARAM_LENGTH_LIMIT", SendClass::permanent},
      {"isv.MOBILE_NUMBER_ILLEGAL", SendClass::permanent},
      {"isp.RAM_PERMISSION_DENY", SendClass::permanent},
      {"isv.DENY_IP_RANGE", SendClass::permanent},
      {"isv.OUT_OF_SERVICE", SendClass::permanent},
      {"isv.DAY_LIMIT_CONTROL", SendClass::permanent},
      {"isv.MONTH_LIMIT_CONTROL", SendClass::permanent},
      {"isp.SYSTEM_ERROR", SendClass::retry_soon},
  };
  for (const auto& [code, expected] : table) {
    provoke({{"status", 200}, {"code", code}, {"message", "触发分钟级流控Permits:1"}});
    const SendResult result = send(lagging("x", "x"), aliyun_channel());
    EXPECT_EQ(result.result, expected) << code;
    EXPECT_NE(result.answer.find(code), std::string::npos) << result.answer;
  }
  EXPECT_TRUE(sent().empty());
}

TEST_F(SmsGatewayTest, ANumbersDailyLimitAtAliyun) {
  provoke({{"most_per_number", 2}});
  EXPECT_EQ(send(lagging("x", "x"), aliyun_channel()).result, SendClass::success);
  EXPECT_EQ(send(lagging("x", "x"), aliyun_channel()).result, SendClass::success);
  const SendResult third = send(lagging("x", "x"), aliyun_channel());
  EXPECT_EQ(third.result, SendClass::retry_later);
  EXPECT_EQ(third.retry_after, std::chrono::hours{24});
  EXPECT_NE(third.answer.find("天级流控Permits:2"), std::string::npos);
}

TEST_F(SmsGatewayTest, TencentAnswersForEveryNumber) {
  Notice notice = lagging("x", "x");
  notice.people.push_back(reachable("李四", "13800000002"));
  notice.people.push_back(reachable("王五", "13800000003"));
  notice.people.push_back(reachable("赵六", ""));
  provoke({{"numbers",
            {{"13800000001", {"FailedOperation.PhoneNumberInBlacklist", "on the list"}},
             {"13800000003", {"absent", ""}}}}});
  const SendResult result = send(notice, tencent_channel());
  EXPECT_EQ(result.result, SendClass::partial) << result.answer;
  ASSERT_EQ(result.missed.size(), 3U);
  EXPECT_EQ(result.missed[0].address, "13800000001");
  EXPECT_NE(result.missed[0].why.find("PhoneNumberInBlacklist：on the list"), std::string::npos);
  EXPECT_EQ(result.missed[1].address, "13800000003");
  EXPECT_EQ(result.missed[2].address, "赵六");
  EXPECT_EQ(sent()[0].at("numbers"), boost::json::parse(R"(["+8613800000002"])"));
}

TEST_F(SmsGatewayTest, CodesOfTencentsForTheWholeRequest) {
  const std::pair<const char*, SendClass> table[] = {
      {"FailedOperation.InsufficientBalanceInSmsPackage", SendClass::permanent},
      {"UnauthorizedOperation.ServiceSuspendDueToArrears", SendClass::permanent},
      {"LimitExceeded.AppDailyLimit", SendClass::permanent},
      {"LimitExceeded.DeliveryFrequencyLimit", SendClass::retry_later},
      {"RequestLimitExceeded", SendClass::retry_later},
      {"InternalError.OtherError", SendClass::retry_soon},
      {"InternalError.Timeout", SendClass::unknown},
  };
  for (const auto& [code, expected] : table) {
    provoke({{"status", 200}, {"code", code}});
    EXPECT_EQ(send(lagging("x", "x"), tencent_channel()).result, expected) << code;
  }
  EXPECT_TRUE(sent().empty());
}

// Taken or not, nobody said so.
TEST_F(SmsGatewayTest, AnswersThatAreLostOrNotTheGateways) {
  for (const SmsChannel& spec : {aliyun_channel(), tencent_channel()}) {
    provoke({{"raw", "<html>请登录</html>"}, {"status", 200}});
    EXPECT_EQ(send(lagging("x", "x"), spec).result, SendClass::unknown);
    provoke({{"raw", "bad gateway"}, {"status", 502}});
    EXPECT_EQ(send(lagging("x", "x"), spec).result, SendClass::retry_soon);
    provoke({{"cut", true}});
    const SendResult cut = send(lagging("x", "x"), spec);
    EXPECT_NE(cut.result, SendClass::success);
    EXPECT_NE(cut.result, SendClass::permanent) << cut.answer;
    EXPECT_EQ(cut.answer.find("13800000001"), std::string::npos) << cut.answer;
  }
  EXPECT_EQ(sent().size(), 2U) << "cut off after they were taken";
}

TEST_F(SmsGatewayTest, NoGatewayAtAll) {
  SmsChannel spec = aliyun_channel();
  spec.url = "http://127.0.0.1:" + std::to_string(free_port());
  const SendResult result = send(lagging("x", "x"), spec);
  EXPECT_EQ(result.result, SendClass::retry_soon);
  EXPECT_EQ(result.answer.find("13800000001"), std::string::npos) << result.answer;
}

}  // namespace
}  // namespace planwatch::gateways_test

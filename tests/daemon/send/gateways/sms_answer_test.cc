#include "daemon/send/gateways/sms_answer.h"

#include <boost/json.hpp>

#include "daemon/send/gateways/sms_request.h"
#include "tests/daemon/send/gateways/sms_support.h"

namespace planwatch::gateways_test {
namespace {

using send_test::http;
using std::chrono::hours;
using std::chrono::seconds;

HttpResponse aliyun(const std::string& code, const std::string& message = "m", long status = 200) {
  return http(status, boost::json::serialize(boost::json::object{
                          {"Code", code}, {"Message", message}, {"RequestId", "R1"}}));
}
HttpResponse tencent_error(const std::string& code, long status = 200) {
  return http(status, R"({"Response":{"Error":{"Code":")" + code +
                          R"(","Message":"m"},"RequestId":"R1"}})");
}
HttpResponse tencent(const std::vector<std::pair<std::string, std::string>>& numbers,
                     long status = 200) {
  boost::json::array set;
  for (const auto& [number, code] : numbers) {
    set.push_back({{"PhoneNumber", "+86" + number}, {"Code", code}, {"Message", "m"}});
  }
  return http(status, boost::json::serialize(boost::json::object{
                          {"Response", {{"SendStatusSet", set}, {"RequestId", "R1"}}}}));
}

struct CodeCase {
  const char* code;
  SendClass expected;
  const char* words;  // what to do
};

const CodeCase aliyun_codes[] = {
    {"OK", SendClass::success, ""},
    {"isv.BUSINESS_LIMIT_CONTROL", SendClass::retry_later, "稍后"},
    {"isv.SMS_TEMPLATE_ILLEGAL", SendClass::permanent, "模板"},
    {"isv.SMS_SIGNATURE_ILLEGAL", SendClass::permanent, "签名"},
    {"isv.SMS_SIGNATURE_SCENE_ILLEGAL", SendClass::permanent, "类型不一致"},
    {"isv.SIGN_STATE_ILLEGAL", SendClass::permanent, "签名"},
    {"isv.SMS_CONTENT_ILLEGAL", SendClass::permanent, "内容"},
    {"isv.SMS_SIGN_ILLEGAL", SendClass::permanent, "签名"},
    {"isv.PARAM_LENGTH_LIMIT", SendClass::permanent, "most_variable_chars"},
    {"isv.MOBILE_NUMBER_ILLEGAL", SendClass::permanent, "人员名册"},
    {"isp.RAM_PERMISSION_DENY", SendClass::permanent, "权限"},
    {"isv.DENY_IP_RANGE", SendClass::permanent, "IP"},
    {"isv.OUT_OF_SERVICE", SendClass::permanent, "充值"},
    {"isv.AMOUNT_NOT_ENOUGH", SendClass::permanent, "充值"},
    {"isv.DAY_LIMIT_CONTROL", SendClass::permanent, "上限"},
    {"isv.MONTH_LIMIT_CONTROL", SendClass::permanent, "上限"},
    {"isv.TEMPLATE_MISSING_PARAMETERS", SendClass::permanent, "变量"},
    {"isv.TEMPLATE_PARAMS_ILLEGAL", SendClass::permanent, "变量"},
    {"isv.INVALID_JSON_PARAM", SendClass::permanent, "变量"},
    {"isv.INVALID_PARAMETERS", SendClass::permanent, "模板"},
    {"isv.PARAM_NOT_SUPPORT_URL", SendClass::permanent, "变量"},
    {"isv.UNSUPPORTED_CONTENT", SendClass::permanent, "变量"},
    {"isv.BLACK_KEY_CONTROL_LIMIT", SendClass::permanent, "内容"},
    {"isv.MOBILE_COUNT_OVER_LIMIT", SendClass::permanent, "号码"},
    {"isv.PRODUCT_UN_SUBSCRIPT", SendClass::permanent, "开通"},
    {"isv.ACCOUNT_NOT_EXISTS", SendClass::permanent, "key_id"},
    {"isv.ACCOUNT_ABNORMAL", SendClass::permanent, ""},
    {"isp.SYSTEM_ERROR", SendClass::retry_soon, ""},
    {"isp.GATEWAY_ERROR", SendClass::retry_soon, ""},
    {"isp.SOMETHING_NEW", SendClass::retry_soon, ""},
    {"ServiceUnavailable", SendClass::retry_soon, ""},
    {"SignatureNonceUsed", SendClass::retry_soon, ""},
    {"Throttling.User", SendClass::retry_later, ""},
    {"Throttling.New", SendClass::retry_later, ""},
    {"SignatureDoesNotMatch", SendClass::permanent, "key_secret"},
    {"InvalidAccessKeyId.NotFound", SendClass::permanent, "key_id"},
    {"InvalidTimeStamp.Expired", SendClass::permanent, "校时"},
    {"isv.SOMETHING_NEW", SendClass::permanent, "文档"},
};

TEST(ClassifyAliyun, TableOfCodes) {
  for (const CodeCase& one : aliyun_codes) {
    const SendResult result = classify_aliyun(aliyun(one.code));
    EXPECT_EQ(result.result, one.expected) << one.code;
    EXPECT_NE(result.answer.find(one.code), std::string::npos);
    EXPECT_NE(result.answer.find(one.words), std::string::npos) << one.code << result.answer;
  }
}

TEST(ClassifyAliyun, TheTextTellsWhoseLimitItIs) {
  const std::pair<const char*, seconds> table[] = {{"触发分钟级流控Permits:1", seconds{60}},
                                                   {"触发小时级流控Permits:5", hours{1}},
                                                   {"触发天级流控Permits:10", hours{24}},
                                                   {"触发业务流控", seconds{60}}};
  for (const auto& [message, pause] : table) {
    const SendResult result = classify_aliyun(aliyun("isv.BUSINESS_LIMIT_CONTROL", message));
    EXPECT_EQ(result.result, SendClass::retry_later);
    EXPECT_EQ(result.retry_after, pause) << message;
  }
}

// Success is the gateway's word and HTTP's.
TEST(ClassifyAliyun, WhatIsNoAnswerOfTheGateways) {
  const std::pair<HttpResponse, SendClass> table[] = {
      {http(200, ""), SendClass::unknown},
      {http(200, "<html>登录</html>"), SendClass::unknown},
      {http(200, "[]"), SendClass::unknown},
      {http(200, R"({"Code":0})"), SendClass::unknown},
      {http(200, R"({"Code":""})"), SendClass::unknown},
      {http(200, R"({"code":"OK"})"), SendClass::unknown},
      {aliyun("OK", "OK", 500), SendClass::retry_soon},
      {http(502, "bad gateway"), SendClass::retry_soon},
      {http(429, ""), SendClass::retry_later},
      {http(302, ""), SendClass::permanent},
      {http(404, ""), SendClass::permanent},
      {aliyun("Unknown.Code", "m", 503), SendClass::retry_soon},
      {aliyun("isv.OUT_OF_SERVICE", "m", 400), SendClass::permanent},
  };
  for (const auto& [answer, expected] : table) {
    EXPECT_EQ(classify_aliyun(answer).result, expected) << answer.status << answer.body;
  }
}

const CodeCase tencent_codes[] = {
    {"LimitExceeded.PhoneNumberThirtySecondLimit", SendClass::retry_later, "稍后"},
    {"LimitExceeded.PhoneNumberOneHourLimit", SendClass::retry_later, "稍后"},
    {"LimitExceeded.PhoneNumberDailyLimit", SendClass::retry_later, "稍后"},
    {"LimitExceeded.PhoneNumberSameContentDailyLimit", SendClass::retry_later, "稍后"},
    {"LimitExceeded.DeliveryFrequencyLimit", SendClass::retry_later, ""},
    {"LimitExceeded.PhoneNumberCountLimit", SendClass::permanent, "200"},
    {"LimitExceeded.AppDailyLimit", SendClass::permanent, "上限"},
    {"LimitExceeded.AppMainlandChinaDailyLimit", SendClass::permanent, "上限"},
    {"LimitExceeded.DailyLimit", SendClass::permanent, "上限"},
    {"LimitExceeded", SendClass::retry_later, ""},
    {"RequestLimitExceeded", SendClass::retry_later, ""},
    {"RequestLimitExceeded.IPLimitExceeded", SendClass::retry_later, ""},
    {"FailedOperation.InsufficientBalanceInSmsPackage", SendClass::permanent, "充值"},
    {"FailedOperation.ContainSensitiveWord", SendClass::permanent, "内容"},
    {"FailedOperation.SignatureIncorrectOrUnapproved", SendClass::permanent, "签名"},
    {"FailedOperation.TemplateIncorrectOrUnapproved", SendClass::permanent, "模板"},
    {"FailedOperation.TemplateParamSetNotMatchApprovedTemplate", SendClass::permanent, "变量"},
    {"FailedOperation.PhoneNumberInBlacklist", SendClass::permanent, "免打扰"},
    {"FailedOperation.FailResolvePacket", SendClass::permanent, ""},
    {"FailedOperation", SendClass::retry_soon, ""},
    {"InvalidParameterValue.IncorrectPhoneNumber", SendClass::permanent, "人员名册"},
    {"InvalidParameterValue.ContentLengthLimit", SendClass::permanent, "过长"},
    {"InvalidParameterValue.TemplateParameterLengthLimit", SendClass::permanent, "6 字"},
    {"InvalidParameterValue.ProhibitedUseUrlInTemplateParameter", SendClass::permanent, "变量"},
    {"InvalidParameterValue.SdkAppIdNotExist", SendClass::permanent, "app_id"},
    {"InvalidParameterValue", SendClass::permanent, ""},
    {"InvalidParameter.AppidAndBizId", SendClass::permanent, ""},
    {"MissingParameter.EmptyPhoneNumberSet", SendClass::permanent, ""},
    {"UnauthorizedOperation.ServiceSuspendDueToArrears", SendClass::permanent, "充值"},
    {"UnauthorizedOperation.RequestIpNotInWhitelist", SendClass::permanent, "白名单"},
    {"UnauthorizedOperation.SmsSdkAppIdVerifyFail", SendClass::permanent, "app_id"},
    {"UnauthorizedOperation.RequestPermissionDeny", SendClass::permanent, "权限"},
    {"UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber", SendClass::permanent, ""},
    {"AuthFailure.SignatureExpire", SendClass::permanent, "校时"},
    {"AuthFailure.SignatureFailure", SendClass::permanent, "key_secret"},
    {"AuthFailure.SecretIdNotFound", SendClass::permanent, "key_id"},
    {"InternalError", SendClass::retry_soon, ""},
    {"InternalError.OtherError", SendClass::retry_soon, ""},
    {"InternalError.Timeout", SendClass::unknown, "不明"},
    {"InternalError.SendAndRecvFail", SendClass::unknown, "不明"},
    {"InternalError.SigVerificationFail", SendClass::permanent, "key_secret"},
    {"InternalError.RequestTimeException", SendClass::permanent, "校时"},
    {"ResourceUnavailable", SendClass::retry_soon, ""},
    {"UnsupportedRegion", SendClass::permanent, "region"},
    {"SomethingNew", SendClass::permanent, "文档"},
    {"InternalErrorOfAnotherKind", SendClass::permanent, "文档"},
};

TEST(ClassifyTencent, TableOfCodesForTheWholeRequest) {
  for (const CodeCase& one : tencent_codes) {
    const SendResult result = classify_tencent(tencent_error(one.code), {"13800000001"});
    EXPECT_EQ(result.result, one.expected) << one.code;
    EXPECT_NE(result.answer.find(one.words), std::string::npos) << one.code << result.answer;
  }
}

TEST(ClassifyTencent, TableOfCodesForOneNumber) {
  for (const CodeCase& one : tencent_codes) {
    const SendResult alone =
        classify_tencent(tencent({{"13800000001", one.code}}), {"13800000001"});
    EXPECT_EQ(alone.result, one.expected) << one.code;
    const SendResult beside =
        classify_tencent(tencent({{"13800000001", one.code}, {"13800000002", "Ok"}}),
                         {"13800000001", "13800000002"});
    EXPECT_EQ(beside.result, SendClass::partial) << one.code;
    ASSERT_EQ(beside.missed.size(), 1U);
    EXPECT_EQ(beside.missed.front().address, "13800000001");
    EXPECT_NE(beside.missed.front().why.find(one.code), std::string::npos);
  }
}

TEST(ClassifyTencent, EveryNumberNeedsItsOwnWord) {
  const std::vector<std::string> two = {"13800000001", "13800000002"};
  EXPECT_EQ(classify_tencent(tencent({{two[0], "Ok"}, {two[1], "Ok"}}), two).result,
            SendClass::success);
  const SendResult absent = classify_tencent(tencent({{two[0], "Ok"}}), two);
  EXPECT_EQ(absent.result, SendClass::partial);
  EXPECT_EQ(absent.missed.front().address, two[1]);
  EXPECT_EQ(classify_tencent(tencent({}), two).result, SendClass::unknown);
  EXPECT_EQ(classify_tencent(tencent({{two[0], ""}}), {two[0]}).result, SendClass::permanent);
}

// Nobody was told: what may pass is tried again.
TEST(ClassifyTencent, AllRefused) {
  const std::vector<std::string> two = {"13800000001", "13800000002"};
  const SendResult mixed =
      classify_tencent(tencent({{two[0], "FailedOperation.PhoneNumberInBlacklist"},
                                {two[1], "LimitExceeded.PhoneNumberThirtySecondLimit"}}),
                       two);
  EXPECT_EQ(mixed.result, SendClass::retry_later);
  EXPECT_EQ(mixed.retry_after, seconds{30});
  EXPECT_TRUE(mixed.missed.empty());
}

TEST(ClassifyTencent, WhatIsNoAnswerOfTheGateways) {
  const std::pair<HttpResponse, SendClass> table[] = {
      {http(200, ""), SendClass::unknown},
      {http(200, "{}"), SendClass::unknown},
      {http(200, R"({"Response":{}})"), SendClass::unknown},
      {http(200, R"({"Response":{"SendStatusSet":{}}})"), SendClass::unknown},
      {http(200, R"({"Response":{"SendStatusSet":[1,null]}})"), SendClass::unknown},
      {http(200, R"({"Response":{"Error":{}}})"), SendClass::unknown},
      {tencent_error("Ok"), SendClass::unknown},
      {tencent({{"13800000001", "Ok"}}, 500), SendClass::retry_soon},
      {http(503, "busy"), SendClass::retry_soon},
      {http(403, "no"), SendClass::permanent},
  };
  for (const auto& [answer, expected] : table) {
    EXPECT_EQ(classify_tencent(answer, {"13800000001"}).result, expected)
        << answer.status << answer.body;
  }
}

TEST(WithoutAnswer, TheAddressWithPeoplesNumbersIsNotShown) {
  const std::string base = "https://dysmsapi.aliyuncs.com";
  const std::string url = base + "/?PhoneNumbers=13800000001";
  const auto judge = [&](ErrorCode code) {
    return without_answer(Error{code, true, url + "：超时"}, url, base);
  };
  EXPECT_EQ(judge(ErrorCode::timeout).result, SendClass::unknown);
  EXPECT_EQ(judge(ErrorCode::io).result, SendClass::retry_soon);
  EXPECT_EQ(judge(ErrorCode::timeout).answer.find("138"), std::string::npos);
  EXPECT_NE(judge(ErrorCode::timeout).answer.find(base + "：超时"), std::string::npos);
}

}  // namespace
}  // namespace planwatch::gateways_test

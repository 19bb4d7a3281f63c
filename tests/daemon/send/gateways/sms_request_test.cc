#include "daemon/send/gateways/sms_request.h"

#include <boost/json.hpp>

#include "tests/daemon/send/gateways/sms_support.h"

namespace planwatch::gateways_test {
namespace {

using send_test::find_header;

// The worked example of the vendor's page "V3 版本请求体 & 签名机制".
TEST(SignAliyun, ThePublishedExample) {
  AliyunCall call;
  call.host = "ecs.cn-shanghai.aliyuncs.com";
  call.action = "RunInstances";
  call.version = "2014-05-26";
  call.date = "2023-10-26T10:22:32Z";
  call.nonce = "3156853299f313e23d1673dc12e1703d";
  call.query = {{"RegionId", "cn-shanghai"},
                {"ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"}};
  EXPECT_EQ(sign_aliyun(call, "YourAccessKeyId", Secret("YourAccessKeySecret")),
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
            "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
            "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
}

// The worked example of the vendor's page "签名方法 v3": both keys are printed there as asterisks,
// and signed as such.
TEST(SignTencent, ThePublishedExample) {
  TencentCall call;
  call.host = "cvm.tencentcloudapi.com";
  call.service = "cvm";
  call.action = "DescribeInstances";
  call.timestamp = 1551113065;  // 2019-02-26 00:44:25 in Beijing, the 25th by UTC
  call.body =
      R"({"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]})";
  const std::string stars(32, '*');
  EXPECT_EQ(sign_tencent(call, "AKID" + stars, Secret(stars)),
            "TC3-HMAC-SHA256 Credential=AKID" + stars +
                "/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host;x-tc-action, "
                "Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f");
}

// From midnight to eight in Beijing it is still yesterday for the signature.
TEST(SignTencent, TheDateIsThatOfUtc) {
  const std::pair<const char*, const char*> table[] = {
      {"2025-10-20T00:00:00+08:00", "/2025-10-19/sms/"},
      {"2025-10-20T07:59:59+08:00", "/2025-10-19/sms/"},
      {"2025-10-20T08:00:00+08:00", "/2025-10-20/sms/"},
      {"2026-01-01T07:30:00+08:00", "/2025-12-31/sms/"},
  };
  for (const auto& [moment, scope] : table) {
    const HttpRequest request = encode_tencent({"2001", {}, {"13800000001"}, "r"},
                                               tencent_channel(), *parse_instant(moment));
    EXPECT_NE(find_header(request, "Authorization")->find(scope), std::string::npos) << moment;
  }
}

TEST(CanonicalQuery, SortedAndEncodedStrictly) {
  EXPECT_EQ(canonical_query({{"b", "a b*~/+"}, {"a", "红=&"}, {"B", ""}}),
            "B=&a=%E7%BA%A2%3D%26&b=a%20b%2A~%2F%2B");
  EXPECT_EQ(canonical_query({}), "");
}

TEST(EncodeAliyun, OneRequest) {
  const SmsMessage message{"SMS_1001",
                           {{"unit", "区\"法院\""}, {"value", "52.3%"}},
                           {"13800000001", "13900000009"},
                           "ref"};
  const HttpRequest request = encode_aliyun(message, aliyun_channel(),
                                            *parse_instant("2025-10-20T07:30:05+08:00"), "nonce1");
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url,
            "https://dysmsapi.aliyuncs.com/?OutId=ref&PhoneNumbers=13800000001%2C13900000009"
            "&SignName=%E6%9F%90%E5%8C%BA%E7%9D%A3%E6%9F%A5%E5%AE%A4&TemplateCode=SMS_1001"
            "&TemplateParam=%7B%22unit%22%3A%22%E5%8C%BA%5C%22%E6%B3%95%E9%99%A2%5C%22%22%2C%22"
            "value%22%3A%2252.3%25%22%7D");
  EXPECT_EQ(request.body, "");
  EXPECT_EQ(*find_header(request, "Host"), "dysmsapi.aliyuncs.com");
  EXPECT_EQ(*find_header(request, "x-acs-action"), "SendSms");
  EXPECT_EQ(*find_header(request, "x-acs-version"), "2017-05-25");
  EXPECT_EQ(*find_header(request, "x-acs-date"), "2025-10-19T23:30:05Z");
  EXPECT_EQ(*find_header(request, "x-acs-signature-nonce"), "nonce1");
  for (const auto& [name, value] : request.headers) {
    EXPECT_EQ(value.find("aliyunTestSecret"), std::string::npos) << name;
  }
}

TEST(EncodeTencent, OneRequest) {
  const SmsMessage message{"2001", {{"1", "区法院"}, {"2", "52.3%"}}, {"13800000001"}, "ref"};
  const HttpRequest request =
      encode_tencent(message, tencent_channel(), *parse_instant("2025-10-20T07:30:05+08:00"));
  EXPECT_EQ(request.url, "https://sms.tencentcloudapi.com/");
  EXPECT_EQ(*find_header(request, "X-TC-Action"), "SendSms");
  EXPECT_EQ(*find_header(request, "X-TC-Version"), "2021-01-11");
  EXPECT_EQ(*find_header(request, "X-TC-Region"), "ap-guangzhou");
  EXPECT_EQ(*find_header(request, "X-TC-Timestamp"), "1760916605");
  EXPECT_EQ(boost::json::parse(request.body),
            boost::json::parse(R"({"PhoneNumberSet":["+8613800000001"],"SmsSdkAppId":"1400006666",
              "SignName":"某区督查室","TemplateId":"2001","TemplateParamSet":["区法院","52.3%"],
              "SessionContext":"ref"})"));
}

TEST(HostOf, IsWhatTheHeaderSays) {
  const std::pair<const char*, const char*> table[] = {
      {"https://dysmsapi.aliyuncs.com", "dysmsapi.aliyuncs.com"},
      {"https://h:443", "h"},
      {"https://h:8443", "h:8443"},
      {"http://127.0.0.1:80", "127.0.0.1"},
      {"http://127.0.0.1:443", "127.0.0.1:443"},
      {"http://[::1]:8080/", "[::1]:8080"}};
  for (const auto& [url, host] : table) EXPECT_EQ(host_of(url), host);
}

TEST(BaseUrl, TheVendorsUnlessConfigured) {
  SmsChannel spec = aliyun_channel();
  EXPECT_EQ(base_url(spec), "https://dysmsapi.aliyuncs.com");
  spec.url = "https://sms.proxy.gov.cn/";
  EXPECT_EQ(base_url(spec), "https://sms.proxy.gov.cn");
  EXPECT_EQ(base_url(tencent_channel()), "https://sms.tencentcloudapi.com");
}

}  // namespace
}  // namespace planwatch::gateways_test

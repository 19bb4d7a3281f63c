#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "daemon/send/gateways/sms_answer.h"
#include "daemon/send/gateways/sms_request.h"
#include "daemon/send/signing.h"

namespace planwatch {

namespace {

constexpr std::string_view algorithm = "ACS3-HMAC-SHA256";
constexpr std::string_view signed_headers =
    "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";

constexpr std::string_view ask_money = "；已停止发送：账户余额不足，请充值";
constexpr std::string_view ask_quota = "；已停止发送：达到控制台设置的发送量上限，请调整上限";
constexpr std::string_view ask_template =
    "；请核对 routing.yaml 中的模板代码和变量，模板须已审核通过";
constexpr std::string_view ask_sign = "；请核对 routing.yaml 中的 sign_name，签名须已审核并报备";
constexpr std::string_view ask_content = "；短信内容被拒：请核对模板变量的取值";
constexpr std::string_view ask_number = "；手机号码不对：请核对人员名册";
constexpr std::string_view ask_key = "；请核对 routing.yaml 中的 key_id 和 key_secret";
constexpr std::string_view ask_right = "；请给该 AccessKey 授予短信发送权限并开通短信服务";
constexpr std::string_view ask_address = "；请求来自不允许的地址：出口 IP 须在内地且在白名单内";
constexpr std::string_view ask_clock = "；本机时间与网关相差过大：请校时";

struct Code {
  std::string_view code;
  SendClass result;
  std::string_view hint;
};

// help.aliyun.com document_detail/101346 and 101347, and the gateway's common codes.
constexpr std::array<Code, 48> codes = {{
    {"OK", SendClass::success, ""},
    {"isv.OUT_OF_SERVICE", SendClass::permanent, ask_money},
    {"isv.AMOUNT_NOT_ENOUGH", SendClass::permanent, ask_money},
    {"isv.DAY_LIMIT_CONTROL", SendClass::permanent, ask_quota},
    {"isv.MONTH_LIMIT_CONTROL", SendClass::permanent, ask_quota},
    {"isv.SMS_TEMPLATE_ILLEGAL", SendClass::permanent, ask_template},
    {"isv.TEMPLATE_MISSING_PARAMETERS", SendClass::permanent, ask_template},
    {"isv.TEMPLATE_PARAMS_ILLEGAL", SendClass::permanent, ask_template},
    {"isv.INVALID_JSON_PARAM", SendClass::permanent, ask_template},
    {"isv.INVALID_PARAMETERS", SendClass::permanent, ask_template},
    {"isv.SMS_SIGNATURE_ILLEGAL", SendClass::permanent, ask_sign},
    {"isv.SMS_SIGNATURE_SCENE_ILLEGAL", SendClass::permanent,
     "；签名与模板的类型不一致：通知类模板须用通知类签名"},
    {"isv.SIGN_STATE_ILLEGAL", SendClass::permanent, ask_sign},
    {"isv.SMS_SIGN_ILLEGAL", SendClass::permanent, ask_sign},
    {"isv.SIGN_NAME_ILLEGAL", SendClass::permanent, ask_sign},
    {"isv.SMS_CONTENT_ILLEGAL", SendClass::permanent, ask_content},
    {"isv.UNSUPPORTED_CONTENT", SendClass::permanent, ask_content},
    {"isv.SMS_CONTENT_MISMATCH_TEMPLATE_TYPE", SendClass::permanent, ask_content},
    {"isv.PARAM_NOT_SUPPORT_URL", SendClass::permanent, ask_content},
    {"isv.BLACK_KEY_CONTROL_LIMIT", SendClass::permanent, ask_content},
    {"isv.PARAM_LENGTH_LIMIT", SendClass::permanent,
     "；模板变量过长：请调小 routing.yaml 中的 most_variable_chars"},
    {"isv.MOBILE_NUMBER_ILLEGAL", SendClass::permanent, ask_number},
    {"isv.MOBILE_COUNT_OVER_LIMIT", SendClass::permanent, ask_number},
    {"isv.DOMESTIC_NUMBER_NOT_SUPPORTED", SendClass::permanent, ask_template},
    {"isv.EXTEND_CODE_ERROR", SendClass::permanent, ask_sign},
    {"isp.RAM_PERMISSION_DENY", SendClass::permanent, ask_right},
    {"isv.DENY_IP_RANGE", SendClass::permanent, ask_address},
    {"isv.ACCOUNT_NOT_EXISTS", SendClass::permanent, ask_key},
    {"isv.ACCOUNT_ABNORMAL", SendClass::permanent, ask_right},
    {"isv.PRODUCT_UN_SUBSCRIPT", SendClass::permanent, ask_right},
    {"isv.PRODUCT_UNSUBSCRIBE", SendClass::permanent, ask_right},
    {"isp.SYSTEM_ERROR", SendClass::retry_soon, ""},
    {"isp.GATEWAY_ERROR", SendClass::retry_soon, ""},
    {"ServiceUnavailable", SendClass::retry_soon, ""},
    {"InternalError", SendClass::retry_soon, ""},
    {"SignatureNonceUsed", SendClass::retry_soon, ""},
    {"Throttling", SendClass::retry_later, ""},
    {"Throttling.User", SendClass::retry_later, ""},
    {"Throttling.Api", SendClass::retry_later, ""},
    {"SignatureDoesNotMatch", SendClass::permanent, ask_key},
    {"IncompleteSignature", SendClass::permanent, ask_key},
    {"InvalidAccessKeyId.NotFound", SendClass::permanent, ask_key},
    {"InvalidAccessKeyId.Inactive", SendClass::permanent, ask_key},
    {"Forbidden.RAM", SendClass::permanent, ask_right},
    {"NoPermission", SendClass::permanent, ask_right},
    {"InvalidTimeStamp.Expired", SendClass::permanent, ask_clock},
    {"InvalidTimeStamp.Format", SendClass::permanent, ask_clock},
    {"InvalidVersion", SendClass::permanent, "；请核对 routing.yaml 中的 url"},
}};

// 触发分钟级流控Permits:1, 触发小时级流控Permits:5, 触发天级流控Permits:10
CodeMeaning business_limit(std::string_view message) {
  constexpr std::string_view hint = "；该号码收到的短信过多，稍后再发";
  const auto tells = [message](std::string_view word) {
    return message.find(word) != std::string_view::npos;
  };
  if (tells("天级")) return {SendClass::retry_later, hint, std::chrono::hours{24}};
  if (tells("小时级")) return {SendClass::retry_later, hint, std::chrono::hours{1}};
  return {SendClass::retry_later, hint, std::chrono::seconds{60}};
}

std::string sms_query(const SmsMessage& message, const SmsChannel& spec) {
  boost::json::object variables;
  for (const auto& [name, value] : message.variables) variables[name] = value;
  std::string numbers;
  for (const std::string& mobile : message.mobiles) {
    if (!numbers.empty()) numbers += ',';
    numbers += mobile;
  }
  return canonical_query({{"PhoneNumbers", numbers},
                          {"SignName", spec.sign_name},
                          {"TemplateCode", message.template_code},
                          {"TemplateParam", boost::json::serialize(variables)},
                          {"OutId", message.reference}});
}

// 2023-10-26T10:22:32Z
std::string utc_text(Instant now) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::hh_mm_ss time{seconds - day};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(Date{day}), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

std::string authorization(const AliyunCall& call, const std::string& query,
                          const std::string& key_id, const Secret& key_secret) {
  const std::string body_hash = hex_of(sha256(call.body));
  const std::string canonical = fmt::format(
      "POST\n/\n{}\nhost:{}\nx-acs-action:{}\nx-acs-content-sha256:{}\nx-acs-date:{}\n"
      "x-acs-signature-nonce:{}\nx-acs-version:{}\n\n{}\n{}",
      query, call.host, call.action, body_hash, call.date, call.nonce, call.version, signed_headers,
      body_hash);
  const std::string to_sign = fmt::format("{}\n{}", algorithm, hex_of(sha256(canonical)));
  return fmt::format("{} Credential={},SignedHeaders={},Signature={}", algorithm, key_id,
                     signed_headers, hex_of(hmac_sha256(key_secret.reveal(), to_sign)));
}

}  // namespace

std::string canonical_query(std::vector<std::pair<std::string, std::string>> query) {
  std::sort(query.begin(), query.end());
  std::string text;
  for (const auto& [name, value] : query) {
    if (!text.empty()) text += '&';
    text += percent_encoded_strictly(name) + "=" + percent_encoded_strictly(value);
  }
  return text;
}

std::string sign_aliyun(const AliyunCall& call, const std::string& key_id,
                        const Secret& key_secret) {
  return authorization(call, canonical_query(call.query), key_id, key_secret);
}

HttpRequest encode_aliyun(const SmsMessage& message, const SmsChannel& spec, Instant now,
                          const std::string& nonce) {
  const std::string base = base_url(spec);
  const std::string query = sms_query(message, spec);
  const AliyunCall call{host_of(base), "SendSms", "2017-05-25", utc_text(now), nonce, {}, ""};
  HttpRequest request;
  request.method = "POST";
  request.url = base + "/?" + query;
  request.headers = {{"Host", call.host},
                     {"x-acs-action", call.action},
                     {"x-acs-version", call.version},
                     {"x-acs-date", call.date},
                     {"x-acs-signature-nonce", call.nonce},
                     {"x-acs-content-sha256", hex_of(sha256(call.body))},
                     {"Accept", "application/json"},
                     {"Authorization", authorization(call, query, spec.key_id, spec.key_secret)}};
  return request;
}

CodeMeaning aliyun_code(std::string_view code, std::string_view message, long status) {
  if (code == "isv.BUSINESS_LIMIT_CONTROL") return business_limit(message);
  const auto* found = std::find_if(codes.begin(), codes.end(),
                                   [code](const Code& known) { return known.code == code; });
  if (found != codes.end()) return {found->result, found->hint, {}};
  if (code.starts_with("Throttling") || status == 429) return {SendClass::retry_later, "", {}};
  if (code.starts_with("isp.") || status >= 500) return {SendClass::retry_soon, "", {}};
  return {SendClass::permanent, "；请按错误码查阿里云短信文档", {}};
}

SendResult classify_aliyun(const HttpResponse& answer) {
  const auto object = json_object(answer.body);
  const std::string code = object ? text_in(*object, "Code") : "";
  if (code.empty()) return without_code(answer);
  const std::string message = text_in(*object, "Message");
  CodeMeaning meaning = aliyun_code(code, message, answer.status);
  const bool http_success = answer.status >= 200 && answer.status < 300;
  if (meaning.result == SendClass::success && !http_success) return without_code(answer);
  SendResult result;
  result.result = meaning.result;
  if (meaning.retry_after.count() > 0) result.retry_after = meaning.retry_after;
  result.answer = fmt::format("{}：{}{}（RequestId {}，BizId {}）", code, message, meaning.hint,
                              text_in(*object, "RequestId"), text_in(*object, "BizId"));
  return result;
}

}  // namespace planwatch

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "daemon/send/gateways/sms_answer.h"
#include "daemon/send/gateways/sms_request.h"
#include "daemon/send/signing.h"

namespace planwatch {

namespace {

constexpr std::string_view algorithm = "TC3-HMAC-SHA256";
constexpr std::string_view content_type = "application/json; charset=utf-8";
constexpr std::string_view signed_headers = "content-type;host;x-tc-action";

constexpr std::string_view ask_money = "；已停止发送：套餐包余量不足或欠费，请充值";
constexpr std::string_view ask_quota = "；已停止发送：达到控制台设置的日发送上限，请调整上限";
constexpr std::string_view ask_template =
    "；请核对 routing.yaml 中的模板 ID 和变量，模板须已审核通过";
constexpr std::string_view ask_sign = "；请核对 routing.yaml 中的 sign_name，签名须已审核通过";
constexpr std::string_view ask_content = "；短信内容被拒：请核对模板变量的取值";
constexpr std::string_view ask_length =
    "；内容过长：请调小 routing.yaml 中的 most_variable_chars（默认每个变量不超过 6 字）";
constexpr std::string_view ask_number = "；手机号码不对：请核对人员名册";
constexpr std::string_view ask_app = "；请核对 routing.yaml 中的 app_id，它须属于该密钥的账号";
constexpr std::string_view ask_key = "；请核对 routing.yaml 中的 key_id 和 key_secret";
constexpr std::string_view ask_right = "；请联系腾讯云短信小助手开通权限";
constexpr std::string_view ask_address = "；出口 IP 不在白名单：请在控制台添加";
constexpr std::string_view ask_clock = "；本机时间与网关相差超过五分钟：请校时";
constexpr std::string_view busy_number = "；该号码收到的短信过多，稍后再发";

struct Code {
  std::string_view code;  // whole, or the beginning when it ends in a dot or stands for its group
  SendClass result;
  std::string_view hint;
  int retry_after = 0;  // seconds
};

// cloud.tencent.com document 382/52075 and 382/59177. The first that fits: a code by itself goes
// before its group.
constexpr std::array<Code, 51> codes = {{
    {"Ok", SendClass::success, ""},
    {"LimitExceeded.PhoneNumberThirtySecondLimit", SendClass::retry_later, busy_number, 30},
    {"LimitExceeded.PhoneNumberOneHourLimit", SendClass::retry_later, busy_number, 3600},
    {"LimitExceeded.PhoneNumberDailyLimit", SendClass::retry_later, busy_number, 86'400},
    {"LimitExceeded.PhoneNumberSameContentDailyLimit", SendClass::retry_later, busy_number, 86'400},
    {"LimitExceeded.PhoneNumberCountLimit", SendClass::permanent, "；一次最多 200 个号码"},
    {"LimitExceeded.DeliveryFrequencyLimit", SendClass::retry_later, ""},
    {"LimitExceeded.AppDailyLimit", SendClass::permanent, ask_quota},
    {"LimitExceeded.AppMainlandChinaDailyLimit", SendClass::permanent, ask_quota},
    {"LimitExceeded.AppGlobalDailyLimit", SendClass::permanent, ask_quota},
    {"LimitExceeded.AppCountryOrRegionDailyLimit", SendClass::permanent, ask_quota},
    {"LimitExceeded.AppCountryOrRegionInBlacklist", SendClass::permanent, ask_quota},
    {"LimitExceeded.DailyLimit", SendClass::permanent, ask_quota},
    {"LimitExceeded", SendClass::retry_later, ""},
    {"RequestLimitExceeded", SendClass::retry_later, ""},
    {"FailedOperation.InsufficientBalanceInSmsPackage", SendClass::permanent, ask_money},
    {"FailedOperation.ContainSensitiveWord", SendClass::permanent, ask_content},
    {"FailedOperation.SignatureIncorrectOrUnapproved", SendClass::permanent, ask_sign},
    {"FailedOperation.TemplateIncorrectOrUnapproved", SendClass::permanent, ask_template},
    {"FailedOperation.TemplateUnapprovedOrNotExist", SendClass::permanent, ask_template},
    {"FailedOperation.TemplateParamSetNotMatchApprovedTemplate", SendClass::permanent,
     ask_template},
    {"FailedOperation.MarketingSendTimeConstraint", SendClass::permanent, ask_template},
    {"FailedOperation.PhoneNumberInBlacklist", SendClass::permanent,
     "；该号码已退订或在免打扰名单中：请本人联系运营商，或换号码"},
    {"FailedOperation.", SendClass::permanent, ask_template},
    {"FailedOperation", SendClass::retry_soon, ""},
    {"InvalidParameterValue.IncorrectPhoneNumber", SendClass::permanent, ask_number},
    {"InvalidParameterValue.ContentLengthLimit", SendClass::permanent, ask_length},
    {"InvalidParameterValue.TemplateParameterLengthLimit", SendClass::permanent, ask_length},
    {"InvalidParameterValue.ProhibitedUseUrlInTemplateParameter", SendClass::permanent,
     ask_content},
    {"InvalidParameterValue.SdkAppIdNotExist", SendClass::permanent, ask_app},
    {"InvalidParameterValue", SendClass::permanent, ask_template},
    {"InvalidParameter", SendClass::permanent, ask_template},
    {"MissingParameter", SendClass::permanent, ask_template},
    {"UnauthorizedOperation.ServiceSuspendDueToArrears", SendClass::permanent, ask_money},
    {"UnauthorizedOperation.SerivceSuspendDueToArrears", SendClass::permanent, ask_money},
    {"UnauthorizedOperation.RequestIpNotInWhitelist", SendClass::permanent, ask_address},
    {"UnauthorizedOperation.SmsSdkAppIdVerifyFail", SendClass::permanent, ask_app},
    {"UnauthorizedOperation.SdkAppIdIsDisabled", SendClass::permanent, ask_app},
    {"UnauthorizedOperation", SendClass::permanent, ask_right},
    {"UnsupportedOperation", SendClass::permanent, ask_template},
    {"UnsupportedRegion", SendClass::permanent, "；请核对 routing.yaml 中的 region"},
    {"AuthFailure.SignatureExpire", SendClass::permanent, ask_clock},
    {"AuthFailure", SendClass::permanent, ask_key},
    {"InternalError.RequestTimeException", SendClass::permanent, ask_clock},
    {"InternalError.SigVerificationFail", SendClass::permanent, ask_key},
    {"InternalError.SigFieldMissing", SendClass::permanent, ask_key},
    {"InternalError.RestApiInterfaceNotExist", SendClass::permanent,
     "；请核对 routing.yaml 中的 url"},
    {"InternalError.JsonParseFail", SendClass::permanent, ask_template},
    // The gateway lost sight of the message itself.
    {"InternalError.Timeout", SendClass::unknown, "；网关下发超时，是否发出不明"},
    {"InternalError.SendAndRecvFail", SendClass::unknown, "；网关收发超时，是否发出不明"},
    {"InternalError", SendClass::retry_soon, ""},
}};

bool fits(const Code& known, std::string_view code) {
  if (known.code.back() == '.') return code.starts_with(known.code);
  return code == known.code ||
         (code.starts_with(known.code) && code.substr(known.code.size()).starts_with('.'));
}

std::string utc_date(std::int64_t timestamp) {
  const std::chrono::sys_seconds moment{std::chrono::seconds{timestamp}};
  return to_string(Date{std::chrono::floor<std::chrono::days>(moment)});
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string sms_body(const SmsMessage& message, const SmsChannel& spec) {
  boost::json::array numbers;
  for (const std::string& mobile : message.mobiles) numbers.emplace_back("+86" + mobile);
  boost::json::array values;
  for (const auto& [name, value] : message.variables) values.emplace_back(value);
  return boost::json::serialize(boost::json::object{{"PhoneNumberSet", std::move(numbers)},
                                                    {"SmsSdkAppId", spec.app_id},
                                                    {"SignName", spec.sign_name},
                                                    {"TemplateId", message.template_code},
                                                    {"TemplateParamSet", std::move(values)},
                                                    {"SessionContext", message.reference}});
}

const boost::json::object* object_in(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

struct Verdict {
  std::string mobile;  // 11 digits
  CodeMeaning meaning;
  std::string text;
};

std::vector<Verdict> verdicts_of(const boost::json::array& set, long status) {
  std::vector<Verdict> verdicts;
  for (const boost::json::value& value : set) {
    const boost::json::object* one = value.if_object();
    if (one == nullptr) continue;
    const std::string code = text_in(*one, "Code");
    const CodeMeaning meaning = tencent_code(code, status);
    verdicts.push_back({mainland_mobile(text_in(*one, "PhoneNumber")).value_or(""), meaning,
                        fmt::format("{}：{}{}", code, text_in(*one, "Message"), meaning.hint)});
  }
  return verdicts;
}

// Nobody was told: what may pass is tried again, otherwise somebody has to act.
void refuse_all(SendResult& result, const std::vector<Verdict>& verdicts) {
  result.result = SendClass::permanent;
  for (const Verdict& one : verdicts) {
    if (one.meaning.result == SendClass::permanent) continue;
    result.result = one.meaning.result;
    if (one.meaning.retry_after.count() > 0) result.retry_after = one.meaning.retry_after;
  }
}

SendResult classify_numbers(const boost::json::array& set, const std::string& request_id,
                            long status, const std::vector<std::string>& mobiles) {
  const std::vector<Verdict> verdicts = verdicts_of(set, status);
  SendResult result;
  for (const std::string& mobile : mobiles) {
    const auto found = std::find_if(verdicts.begin(), verdicts.end(),
                                    [&](const Verdict& one) { return one.mobile == mobile; });
    if (found == verdicts.end()) {
      result.missed.push_back({mobile, "网关的回答里没有此号码"});
    } else if (found->meaning.result != SendClass::success) {
      result.missed.push_back({mobile, found->text});
    }
  }
  result.answer =
      fmt::format("{}（RequestId {}）", verdicts.empty() ? "回答里没有号码" : verdicts.front().text,
                  request_id);
  if (result.missed.empty()) return result;
  if (result.missed.size() < mobiles.size()) {
    result.result = SendClass::partial;
    return result;
  }
  if (verdicts.empty()) {
    result.result = SendClass::unknown;
  } else {
    refuse_all(result, verdicts);
    result.answer = fmt::format("{}（RequestId {}）", result.missed.front().why, request_id);
  }
  result.missed.clear();  // nobody was told: no need to say of whom
  return result;
}

}  // namespace

std::string sign_tencent(const TencentCall& call, const std::string& key_id,
                         const Secret& key_secret) {
  const std::string canonical =
      fmt::format("POST\n/\n\ncontent-type:{}\nhost:{}\nx-tc-action:{}\n\n{}\n{}", content_type,
                  call.host, lower(call.action), signed_headers, hex_of(sha256(call.body)));
  const std::string date = utc_date(call.timestamp);
  const std::string scope = fmt::format("{}/{}/tc3_request", date, call.service);
  const std::string to_sign =
      fmt::format("{}\n{}\n{}\n{}", algorithm, call.timestamp, scope, hex_of(sha256(canonical)));
  const std::string date_key = hmac_sha256("TC3" + key_secret.reveal(), date);
  const std::string signing_key = hmac_sha256(hmac_sha256(date_key, call.service), "tc3_request");
  return fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", algorithm, key_id,
                     scope, signed_headers, hex_of(hmac_sha256(signing_key, to_sign)));
}

HttpRequest encode_tencent(const SmsMessage& message, const SmsChannel& spec, Instant now) {
  const std::string base = base_url(spec);
  const std::int64_t timestamp =
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const TencentCall call{host_of(base), "sms", "SendSms", timestamp, sms_body(message, spec)};
  HttpRequest request;
  request.method = "POST";
  request.url = base + "/";
  request.headers = {{"Host", call.host},
                     {"Content-Type", std::string(content_type)},
                     {"X-TC-Action", call.action},
                     {"X-TC-Version", "2021-01-11"},
                     {"X-TC-Timestamp", std::to_string(timestamp)},
                     {"X-TC-Region", spec.region},
                     {"Authorization", sign_tencent(call, spec.key_id, spec.key_secret)}};
  request.body = call.body;
  return request;
}

CodeMeaning tencent_code(std::string_view code, long status) {
  const auto* found = std::find_if(codes.begin(), codes.end(),
                                   [code](const Code& known) { return fits(known, code); });
  if (found != codes.end()) {
    return {found->result, found->hint, std::chrono::seconds{found->retry_after}};
  }
  if (status >= 500 || code.starts_with("ResourceUnavailable")) {
    return {SendClass::retry_soon, "", {}};
  }
  return {SendClass::permanent, "；请按错误码查腾讯云短信文档", {}};
}

SendResult classify_tencent(const HttpResponse& answer, const std::vector<std::string>& mobiles) {
  const auto whole = json_object(answer.body);
  const boost::json::object* response = whole ? object_in(*whole, "Response") : nullptr;
  if (response == nullptr) return without_code(answer);
  const std::string request_id = text_in(*response, "RequestId");
  if (const boost::json::object* error = object_in(*response, "Error")) {
    const std::string code = text_in(*error, "Code");
    const CodeMeaning meaning = tencent_code(code, answer.status);
    SendResult result;
    // A success is said number by number only.
    const bool odd = code.empty() || meaning.result == SendClass::success;
    result.result = odd ? SendClass::unknown : meaning.result;
    if (meaning.retry_after.count() > 0) result.retry_after = meaning.retry_after;
    result.answer = fmt::format("{}：{}{}（RequestId {}）", code, text_in(*error, "Message"),
                                meaning.hint, request_id);
    return result;
  }
  const boost::json::value* set = response->if_contains("SendStatusSet");
  const bool http_success = answer.status >= 200 && answer.status < 300;
  if (set == nullptr || !set->is_array() || !http_success) return without_code(answer);
  return classify_numbers(set->as_array(), request_id, answer.status, mobiles);
}

}  // namespace planwatch

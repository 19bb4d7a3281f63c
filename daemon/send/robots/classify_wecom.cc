#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "daemon/send/robots/wecom.h"

namespace planwatch {

namespace {

using std::chrono::seconds;

constexpr std::array<std::string_view, 1> code_names = {"errcode"};
constexpr std::array<std::string_view, 1> message_names = {"errmsg"};

constexpr std::int64_t invalid_parameter = 40058;
constexpr std::int64_t ip_not_allowed = 60020;
constexpr std::int64_t invalid_token = 40014;
constexpr std::int64_t expired_token = 42001;

constexpr std::array<KnownCode, 15> codes = {{
    {-1, SendClass::retry_soon, seconds{0}, "企业微信系统繁忙，稍后自动重发"},
    {45009, SendClass::retry_later, seconds{60}, "发送太频繁，企业微信要求等待至少 60 秒"},
    {45002, SendClass::split, seconds{0}, "内容超过企业微信的长度限制，将拆分后重发"},
    {93000, SendClass::permanent, seconds{0},
     "机器人地址无效：key 不对或机器人已被移出群聊，请在群里核对并更新 key"},
    {44004, SendClass::permanent, seconds{0}, "消息内容为空：请检查该接收者的消息模板"},
    {40001, SendClass::permanent, seconds{0},
     "corp_secret 不对：请在企业微信管理后台核对应用的 Secret"},
    {40013, SendClass::permanent, seconds{0}, "corp_id 不对：请核对企业 ID"},
    {invalid_token, SendClass::retry_soon, seconds{0}, "访问凭证无效，将重新获取后重发"},
    {expired_token, SendClass::retry_soon, seconds{0}, "访问凭证已过期，将重新获取后重发"},
    {41001, SendClass::permanent, seconds{0}, "请求中缺少访问凭证：请把日志交给开发者"},
    {40056, SendClass::permanent, seconds{0}, "agent_id 不对：请核对应用的 AgentId"},
    {48002, SendClass::permanent, seconds{0}, "应用没有发消息的权限：请在管理后台开通"},
    {ip_not_allowed, SendClass::permanent, seconds{0},
     "本机的出口 IP 不在企业可信 IP 中：请在管理后台把它加入应用的“企业可信IP”"},
    {81013, SendClass::permanent, seconds{0},
     "收件人全部无效或不在应用的可见范围：请核对 userid 和可见范围"},
    {invalid_parameter, SendClass::permanent, seconds{0},
     "参数不合要求：请核对配置，仍不行请把日志交给开发者"},
}};

// The vendor's texts end in a request number and the caller's address, which are nobody's business
// but where the address is the point.
std::string plain_message(const VendorAnswer& answer) {
  const std::string& text = answer.message;
  if (answer.code == ip_not_allowed) return text;
  const std::size_t end = std::min(text.find(", hint:"), text.find(", from ip:"));
  return text.substr(0, end);
}

bool says_too_long(const VendorAnswer& answer) {
  return answer.message.find("exceed max length") != std::string::npos;
}

SendResult result_of_code(VendorAnswer answer, const Asked& asked) {
  answer.message = plain_message(answer);
  if (answer.code == invalid_parameter && says_too_long(answer)) {
    return result_of({invalid_parameter, SendClass::split, seconds{0},
                      "内容超过企业微信的长度限制，将拆分后重发"},
                     answer, asked);
  }
  const KnownCode* known = find_code(codes, answer.code.value_or(0));
  return known != nullptr ? result_of(*known, answer, asked)
                          : result_of_unknown_code(answer, asked);
}

// Empty: the answer says neither success nor what is wrong; then HTTP decides.
struct Read {
  VendorAnswer answer;
  bool success = false;
  std::optional<SendResult> failure;
};
Read read_answer(const Result<HttpResponse>& http, const Asked& asked) {
  Read read;
  if (!http) {
    read.failure = result_without_code(http, asked);
    return read;
  }
  read.answer = parse_vendor_answer(http->body, code_names, message_names);
  const bool fine = http->status >= 200 && http->status < 300;
  if (!read.answer.code || (*read.answer.code == 0 && !fine)) {
    read.failure = result_without_code(http, asked);
  } else if (*read.answer.code != 0) {
    read.failure = result_of_code(read.answer, asked);
  } else {
    read.success = true;
  }
  return read;
}

SendResult taken(const Asked& asked) {
  return SendResult{SendClass::success, answer_text(0, "企业微信已接收", "", asked)};
}

// "zhangsan|lisi" -> one entry each.
void add_missed(SendResult& result, const VendorAnswer& answer, std::string_view field,
                std::string_view why) {
  const boost::json::value* value = answer.object.if_contains(field);
  if (value == nullptr || !value->is_string()) return;
  std::string_view rest = value->get_string();
  while (!rest.empty()) {
    const std::string_view one = rest.substr(0, rest.find('|'));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    if (!one.empty()) result.missed.push_back({std::string(one), std::string(why)});
  }
}

}  // namespace

SendResult classify_wecom_robot(const Result<HttpResponse>& http, const Asked& asked) {
  const Read read = read_answer(http, asked);
  return read.success ? taken(asked) : read.failure.value_or(SendResult{SendClass::unknown});
}

WecomAppAnswer classify_wecom_app(const Result<HttpResponse>& http, const Asked& asked) {
  const Read read = read_answer(http, asked);
  WecomAppAnswer answer;
  if (!read.success) {
    answer.result = read.failure.value_or(SendResult{SendClass::unknown});
    answer.token_refused = read.answer.code == invalid_token || read.answer.code == expired_token;
    return answer;
  }
  SendResult& result = answer.result;
  result = taken(asked);
  add_missed(result, read.answer, "invaliduser", "账号不存在或不在应用的可见范围");
  add_missed(result, read.answer, "invalidparty", "部门不存在或不在应用的可见范围");
  add_missed(result, read.answer, "invalidtag", "标签不存在或不在应用的可见范围");
  add_missed(result, read.answer, "unlicenseduser", "账号没有企业微信接口许可");
  if (result.missed.empty()) return answer;
  result.result = SendClass::partial;
  std::string names;
  for (const MissedPerson& missed : result.missed) {
    names += (names.empty() ? "" : "、") + missed.address;
  }
  result.answer = answer_text(
      0, fmt::format("企业微信已接收，但没有送达 {}：请核对账号、可见范围和接口许可", names), "",
      asked);
  return answer;
}

WecomTokenAnswer read_wecom_token(const Result<HttpResponse>& http, const Asked& asked) {
  WecomTokenAnswer out;
  const Read read = read_answer(http, asked);
  const boost::json::value* token = read.answer.object.if_contains("access_token");
  const boost::json::value* lives = read.answer.object.if_contains("expires_in");
  if (read.success && token != nullptr && token->is_string() && !token->get_string().empty() &&
      lives != nullptr && lives->is_int64() && lives->get_int64() > 0) {
    out.token = WecomToken{std::string(token->get_string()), seconds{lives->get_int64()}};
    return out;
  }
  if (read.failure) {
    out.failure = *read.failure;
  } else {
    out.failure.answer = "获取企业微信访问凭证的应答里没有 access_token 或 expires_in";
  }
  // Nothing of the message has left yet.
  if (read.success || out.failure.result == SendClass::unknown) {
    out.failure.result = SendClass::retry_soon;
  }
  out.failure.answer = "获取企业微信访问凭证没有成功：" + out.failure.answer;
  return out;
}

}  // namespace planwatch

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "daemon/send/robots/dingtalk.h"

namespace planwatch {

namespace {

using std::chrono::seconds;

constexpr std::array<std::string_view, 1> code_names = {"errcode"};
constexpr std::array<std::string_view, 1> message_names = {"errmsg"};

constexpr std::int64_t refused_by_security = 310000;
constexpr std::int64_t too_fast = 130101;
constexpr std::int64_t anti_flood = 1111;
constexpr seconds too_fast_wait{600};
constexpr seconds longest_wait{86'400};

constexpr std::string_view our_bug = "请求不合钉钉的要求：请把日志交给开发者";
constexpr std::string_view no_such_token =
    "access_token 不存在：请在群的机器人设置里核对并更新 access_token";

constexpr std::array<KnownCode, 16> codes = {{
    {-1, SendClass::retry_soon, seconds{0}, "钉钉系统繁忙，稍后自动重发"},
    {too_fast, SendClass::retry_later, too_fast_wait, "发送太快，钉钉限流 10 分钟，之后自动重发"},
    {410100, SendClass::retry_later, seconds{60}, "发送太快被限流，稍后自动重发"},
    {460101, SendClass::split, seconds{0}, "消息超过 20000 字节，将拆分后重发"},
    {101002, SendClass::split, seconds{0}, "消息超过长度限制，将拆分后重发"},
    {300001, SendClass::permanent, seconds{0}, no_such_token},
    {300005, SendClass::permanent, seconds{0}, no_such_token},
    {400101, SendClass::permanent, seconds{0}, no_such_token},
    {400102, SendClass::permanent, seconds{0}, "机器人已停用：请在群的机器人设置里启用"},
    {400106, SendClass::permanent, seconds{0}, "机器人不存在：请在群里重新添加并更新 access_token"},
    {400013, SendClass::permanent, seconds{0}, "群已解散：请改用其他群的机器人"},
    {400105, SendClass::permanent, seconds{0}, our_bug},
    {40035, SendClass::permanent, seconds{0}, our_bug},
    {43002, SendClass::permanent, seconds{0}, our_bug},
    {43004, SendClass::permanent, seconds{0}, our_bug},
    {refused_by_security, SendClass::permanent, seconds{0},
     "被机器人的安全设置拒绝：请核对关键词、加签和 IP 白名单"},
}};

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

// One code, three complaints; the texts are the vendor's older English and newer Chinese ones.
SendResult security_refusal(const VendorAnswer& answer, const HttpResponse& http,
                            const Asked& asked) {
  const KnownCode* known = find_code(codes, refused_by_security);
  std::string hint(known->hint);
  if (has_any(answer.message, {"keyword", "关键词"})) {
    hint = "消息里没有机器人要求的关键词：请把群机器人的一个关键词写到该接收者的 keyword";
  } else if (has_any(answer.message, {"whitelist", "白名单"})) {
    hint = "本机的出口 IP 不在机器人的 IP 白名单里：请在群机器人的安全设置里加上";
  } else if (has_any(answer.message, {"sign", "timestamp", "签名", "时间戳"})) {
    hint = "加签不符或时间相差超过一小时：请核对该接收者的 secret（SEC 开头）和本机时钟";
    hint += skew_hint(http, asked.now);
  }
  return result_of({refused_by_security, SendClass::permanent, seconds{0}, hint}, answer, asked);
}

std::optional<std::int64_t> number_at(const VendorAnswer& answer, std::string_view name) {
  const boost::json::value* value = answer.object.if_contains(name);
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  return value->get_int64();
}

// A layer in front of the robots; with or without a code of theirs.
bool is_anti_flood(const VendorAnswer& answer) {
  return number_at(answer, "status") == anti_flood || answer.object.contains("punish");
}

SendResult anti_flood_result(const VendorAnswer& answer, const Asked& asked) {
  SendResult result;
  result.result = SendClass::retry_later;
  result.answer = answer_text(answer.code.value_or(anti_flood),
                              "被钉钉的防刷层拦下，等待后自动重发", answer.message, asked);
  const seconds asked_for{
      std::clamp<std::int64_t>(number_at(answer, "wait").value_or(0), 0, longest_wait.count())};
  const seconds wait = answer.code == too_fast ? std::max(asked_for, too_fast_wait) : asked_for;
  if (wait > seconds{0}) result.retry_after = wait;
  return result;
}

}  // namespace

SendResult classify_dingtalk(const Result<HttpResponse>& http, const Asked& asked) {
  if (!http) return result_without_code(http, asked);
  const VendorAnswer answer = parse_vendor_answer(http->body, code_names, message_names);
  if (is_anti_flood(answer)) return anti_flood_result(answer, asked);
  if (!answer.code) return result_without_code(http, asked);
  if (*answer.code == 0) {
    if (http->status < 200 || http->status >= 300) return result_without_code(http, asked);
    return SendResult{SendClass::success, answer_text(0, "钉钉已接收", "", asked)};
  }
  if (*answer.code == refused_by_security) return security_refusal(answer, *http, asked);
  const KnownCode* known = find_code(codes, *answer.code);
  return known != nullptr ? result_of(*known, answer, asked)
                          : result_of_unknown_code(answer, asked);
}

}  // namespace planwatch

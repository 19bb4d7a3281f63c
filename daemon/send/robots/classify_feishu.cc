#include <array>
#include <charconv>
#include <fmt/format.h>

#include "daemon/send/robots/feishu.h"

namespace planwatch {

namespace {

using std::chrono::seconds;

// The second ones are those of the bot's first version; it still answers with both.
constexpr std::array<std::string_view, 2> code_names = {"code", "StatusCode"};
constexpr std::array<std::string_view, 2> message_names = {"msg", "StatusMessage"};

constexpr std::int64_t wrong_sign = 19021;
constexpr std::int64_t api_limit = 99991400;
constexpr long too_many_requests = 429;
constexpr std::int64_t longest_wait = 86'400;  // seconds

constexpr std::array<KnownCode, 8> codes = {{
    {9499, SendClass::permanent, seconds{0}, "请求不合飞书的要求：请把日志交给开发者"},
    {19001, SendClass::permanent, seconds{0},
     "地址里的 token 无效：请在群机器人设置里核对并更新 token"},
    {wrong_sign, SendClass::permanent, seconds{0},
     "签名不符或时间相差超过一小时：请核对该接收者的 secret 和本机时钟"},
    {19022, SendClass::permanent, seconds{0},
     "本机的出口 IP 不在机器人的白名单里：请在群机器人的安全设置里加上"},
    {19024, SendClass::permanent, seconds{0},
     "消息里没有机器人要求的关键词：请把群机器人的一个关键词写到该接收者的 keyword"},
    {11232, SendClass::retry_later, seconds{60}, "发送太频繁，飞书限流，稍后自动重发"},
    {api_limit, SendClass::retry_later, seconds{60}, "发送太频繁，飞书限流，稍后自动重发"},
    {19036, SendClass::split, seconds{0}, "消息超过 20 KB，将拆分后重发"},
}};

std::optional<seconds> reset_of(const HttpResponse& http) {
  const std::string_view text = header_of(http, "x-ogw-ratelimit-reset");
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value <= 0) return std::nullopt;
  return seconds{std::min(value, longest_wait)};
}

SendResult failure_of(const VendorAnswer& answer, const HttpResponse& http, const Asked& asked) {
  const KnownCode* known = find_code(codes, *answer.code);
  if (known == nullptr) return result_of_unknown_code(answer, asked);
  if (known->code != wrong_sign) return result_of(*known, answer, asked);
  const std::string hint = std::string(known->hint) + skew_hint(http, asked.now);
  return result_of({wrong_sign, known->result, known->wait, hint}, answer, asked);
}

// Too many requests is a matter of time whatever the body says.
SendResult limited(SendResult result, const HttpResponse& http) {
  result.result = SendClass::retry_later;
  if (const auto reset = reset_of(http)) result.retry_after = *reset;
  return result;
}

}  // namespace

SendResult classify_feishu(const Result<HttpResponse>& http, const Asked& asked) {
  if (!http) return result_without_code(http, asked);
  const VendorAnswer answer = parse_vendor_answer(http->body, code_names, message_names);
  const bool fine = http->status >= 200 && http->status < 300;
  if (fine && answer.code == 0) {
    return SendResult{SendClass::success, answer_text(0, "飞书已接收", "", asked)};
  }
  const bool says_nothing = !answer.code || *answer.code == 0;
  SendResult result =
      says_nothing ? result_without_code(http, asked) : failure_of(answer, *http, asked);
  if (http->status == too_many_requests || answer.code == api_limit) {
    return limited(std::move(result), *http);
  }
  return result;
}

}  // namespace planwatch

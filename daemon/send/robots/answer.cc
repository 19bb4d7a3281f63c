#include "daemon/send/robots/answer.h"

#include <charconv>
#include <fmt/format.h>

#include "daemon/send/http_date.h"
#include "daemon/send/text.h"
#include "daemon/send/webhook_answer.h"

namespace planwatch {

namespace {

constexpr std::size_t longest_answer = 400;  // bytes, in the delivery record
constexpr std::size_t deepest_answer = 16;   // levels of JSON
constexpr std::chrono::minutes tolerated_skew{5};

std::optional<std::int64_t> whole_number(const boost::json::value& value) {
  if (value.is_int64()) return value.get_int64();
  if (!value.is_string()) return std::nullopt;
  const std::string_view text = value.get_string();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

VendorAnswer parse_vendor_answer(std::string_view body,
                                 std::span<const std::string_view> code_names,
                                 std::span<const std::string_view> message_names) {
  VendorAnswer answer;
  boost::system::error_code error;
  boost::json::parse_options options;
  options.max_depth = deepest_answer;
  boost::json::value value = boost::json::parse(body, error, {}, options);
  if (error || !value.is_object()) return answer;
  answer.object = std::move(value.get_object());
  for (const std::string_view name : code_names) {
    const boost::json::value* code = answer.object.if_contains(name);
    if (code == nullptr) continue;
    answer.code = whole_number(*code);
    break;
  }
  for (const std::string_view name : message_names) {
    const boost::json::value* message = answer.object.if_contains(name);
    if (message == nullptr || !message->is_string()) continue;
    answer.message = std::string(message->get_string());
    break;
  }
  return answer;
}

const KnownCode* find_code(std::span<const KnownCode> codes, std::int64_t code) {
  for (const KnownCode& known : codes) {
    if (known.code == code) return &known;
  }
  return nullptr;
}

std::string answer_text(std::int64_t code, std::string_view hint, std::string_view message,
                        const Asked& asked) {
  std::string text = fmt::format("错误码 {}：{}", code, hint);
  if (!message.empty()) text += fmt::format("；对方应答：{}", message);
  return one_line(clean_utf8(without(std::move(text), asked.secrets)), longest_answer);
}

SendResult result_of(const KnownCode& known, const VendorAnswer& answer, const Asked& asked) {
  SendResult result;
  result.result = known.result;
  result.answer = answer_text(known.code, known.hint, answer.message, asked);
  if (known.wait > std::chrono::seconds{0}) result.retry_after = known.wait;
  return result;
}

SendResult result_of_unknown_code(const VendorAnswer& answer, const Asked& asked) {
  SendResult result;
  result.result = SendClass::permanent;
  result.answer =
      answer_text(answer.code.value_or(0), "未收录的错误码，请对照厂商文档检查该接收者的配置",
                  answer.message, asked);
  return result;
}

SendResult result_without_code(const Result<HttpResponse>& http, const Asked& asked) {
  SendResult result = classify_answer(http, asked.url, asked.secrets);
  if (!http || http->status < 200 || http->status >= 300) return result;
  result.result = SendClass::unknown;
  const std::string text = fmt::format(
      "应答中没有厂商的错误码，是否收到不明，将重发；请检查地址以及中间有无代理或登录页：HTTP "
      "{}：{}",
      http->status, http->body);
  result.answer = one_line(clean_utf8(without(text, asked.secrets)), longest_answer);
  return result;
}

std::string_view header_of(const HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

std::string skew_hint(const HttpResponse& response, Instant now) {
  const auto theirs = parse_http_date(header_of(response, "date"));
  if (!theirs) return {};
  const auto ahead = now - *theirs;
  if (std::chrono::abs(ahead) <= tolerated_skew) return {};
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(std::chrono::abs(ahead));
  return fmt::format("；本机时钟比对方{} {} 分钟，请先校准本机时钟",
                     ahead.count() > 0 ? "快" : "慢", minutes.count());
}

}  // namespace planwatch

#include "daemon/send/gateways/sms_answer.h"

#include <boost/json.hpp>

#include "daemon/send/webhook_answer.h"

namespace planwatch {

std::optional<boost::json::object> json_object(const std::string& body) {
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(body, error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

std::string text_in(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return {};
  return std::string(value->as_string());
}

SendResult without_code(const HttpResponse& answer) {
  SendResult result = classify_answer(answer, "", {});
  if (result.result == SendClass::success) {
    result.result = SendClass::unknown;
    result.answer =
        "回答不是短信网关的，是否发出不明：请检查 routing.yaml 中的 url 和中间的代理；" +
        result.answer;
  }
  return result;
}

SendResult without_answer(const Error& error, const std::string& url, const std::string& base) {
  Error shown = error;
  for (const std::string& form : {url, without_secrets(url)}) {
    const std::size_t at = shown.message.find(form);
    if (!form.empty() && at != std::string::npos) shown.message.replace(at, form.size(), base);
  }
  return classify_answer(tl::make_unexpected(std::move(shown)), "", {});
}

}  // namespace planwatch

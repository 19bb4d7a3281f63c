#include "daemon/send/webhook_answer.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "daemon/send/http_date.h"
#include "daemon/send/text.h"
#include "rules/model/secret.h"

namespace planwatch {

namespace {

constexpr std::size_t longest_answer = 400;  // bytes, in the delivery record
constexpr std::size_t shortest_hidden_word = 6;

std::string_view header(const HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

SendResult classify_status(const HttpResponse& response) {
  const long status = response.status;
  SendResult result;
  result.retry_after = parse_retry_after(header(response, "retry-after"), header(response, "date"));
  if (status >= 200 && status < 300) {
    result.result = SendClass::success;
    result.retry_after.reset();
  } else if (status == 429) {
    result.result = SendClass::retry_later;
  } else if (status == 408 || status == 425 || status >= 500) {
    result.result = result.retry_after ? SendClass::retry_later : SendClass::retry_soon;
  } else if (status < 200) {  // no final status came
    result.result = response.body_was_sent ? SendClass::unknown : SendClass::retry_soon;
  } else {
    result.result = SendClass::permanent;
    result.retry_after.reset();
  }
  return result;
}

std::string hint(long status) {
  if (status >= 300 && status < 400) {
    return "；不跟随重定向，请把 routing.yaml 中的地址改为最终地址";
  }
  if (status == 401 || status == 403) return "；请检查 routing.yaml 中的 bearer 或请求头";
  if (status == 404 || status == 410) return "；请检查 routing.yaml 中的地址";
  return "";
}

std::string describe_error(const Error& error) {
  switch (error.code) {
    case ErrorCode::timeout:
      return "没有等到应答，是否收到不明，将以同一标识重发：";
    case ErrorCode::too_large:
      return "应答过大无法读取，是否收到不明，将以同一标识重发：";
    default:
      return "发送没有成功：";
  }
}

SendClass classify_error(const Error& error) {
  switch (error.code) {
    case ErrorCode::timeout:
    case ErrorCode::too_large:
      return SendClass::unknown;
    // A request that cannot even be made will not be made later; everything else, certificates
    // and names included, may be repaired on either side before the deadline.
    case ErrorCode::invalid:
      return error.transient ? SendClass::retry_soon : SendClass::permanent;
    default:
      return SendClass::retry_soon;
  }
}

std::string shown(std::string text, const std::string& url, std::vector<std::string> secrets) {
  const std::string safe_url = without_secrets(url);
  for (std::size_t at = text.find(url); !url.empty() && at != std::string::npos;
       at = text.find(url, at + safe_url.size())) {
    text.replace(at, url.size(), safe_url);
  }
  return one_line(clean_utf8(without(std::move(text), std::move(secrets))), longest_answer);
}

// One rule for what is secret in a URL: what without_secrets hides of this piece of one.
bool is_hidden(const std::string& piece) {
  return without_secrets("http://h" + piece).find(secret_shown_as) != std::string::npos;
}

void add_both_forms(std::vector<std::string>& secrets, std::string_view value) {
  if (value.empty()) return;
  secrets.emplace_back(value);
  if (std::string decoded = percent_decoded(value); decoded != value) {
    secrets.push_back(std::move(decoded));
  }
}

void add_user_info(std::vector<std::string>& secrets, std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return;
  std::string_view authority = url.substr(scheme + 3);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  const std::size_t at = authority.rfind('@');
  if (at == std::string_view::npos) return;
  const std::string_view user_info = authority.substr(0, at);
  const std::size_t colon = user_info.find(':');
  add_both_forms(secrets, user_info);
  add_both_forms(secrets, user_info.substr(0, colon));
  if (colon != std::string_view::npos) add_both_forms(secrets, user_info.substr(colon + 1));
}

// Some robots carry their token as the path: .../hook/TOKEN
void add_hook_token(std::vector<std::string>& secrets, std::string_view path) {
  constexpr std::string_view marker = "/hook/";
  const std::size_t at = path.find(marker);
  if (at == std::string_view::npos) return;
  const std::string_view token = path.substr(at + marker.size());
  if (!is_hidden(std::string(marker) + std::string(token))) return;
  add_both_forms(secrets, token.substr(0, token.find('/')));
}

}  // namespace

SendResult classify_answer(const Result<HttpResponse>& answer, const std::string& url,
                           const std::vector<std::string>& secrets) {
  if (!answer) {
    const Error& error = answer.error();
    return SendResult{classify_error(error),
                      shown(describe_error(error) + error.message, url, secrets)};
  }
  SendResult result = classify_status(*answer);
  std::string text = fmt::format("HTTP {}{}", answer->status, hint(answer->status));
  if (!answer->body.empty()) text += "：" + answer->body;
  result.answer = shown(std::move(text), url, secrets);
  return result;
}

std::vector<std::string> secrets_in_url(const std::string& url) {
  std::vector<std::string> secrets;
  const std::string_view whole = url;
  const std::string_view path = whole.substr(0, whole.find_first_of("?#"));
  add_user_info(secrets, path);
  add_hook_token(secrets, path);
  std::string_view query = whole.substr(path.size());
  while (!query.empty()) {
    query.remove_prefix(1);  // ? & ; #
    const std::string_view pair = query.substr(0, query.find_first_of("&;#"));
    query.remove_prefix(pair.size());
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || !is_hidden("/?" + std::string(pair))) continue;
    add_both_forms(secrets, pair.substr(equals + 1));
  }
  return secrets;
}

std::vector<std::string> secrets_in_headers(
    const std::vector<std::pair<std::string, std::string>>& headers) {
  std::vector<std::string> secrets;
  for (const auto& [name, value] : headers) {
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
      if (word.size() >= shortest_hidden_word) secrets.emplace_back(word);
    }
  }
  return secrets;
}

}  // namespace planwatch

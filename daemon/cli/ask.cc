#include "daemon/cli/ask.h"

#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>

#include "daemon/app/ask_daemon.h"
#include "daemon/expose/api_client.h"
#include "rules/model/secret.h"

namespace planwatch {

namespace {

// The token of the file, else of the environment; empty when there is none. An error when a file
// was named and cannot be read.
Result<Secret> read_token(const DaemonAddress& address) {
  if (address.token_file.empty()) {
    const char* value = std::getenv(address.token_env.c_str());
    return Secret(value == nullptr ? "" : value);
  }
  std::ifstream file(address.token_file);
  std::string token;
  if (!std::getline(file, token)) {
    return fail(ErrorCode::io, fmt::format("读不到令牌文件 {}；请核对 --token-file "
                                           "(cannot read the token's file)",
                                           address.token_file));
  }
  while (!token.empty() && (token.back() == '\r' || token.back() == ' ')) token.pop_back();
  return Secret(token);
}

std::nullopt_t say(const std::string& text) {
  fmt::print(stderr, "planwatch: {}\n", text);
  return std::nullopt;
}

HttpRequest request_to(const CommonOptions& options, const DaemonAddress& address,
                       const Secret& token, const std::string& path, const std::string& body,
                       const std::string& type = "application/json") {
  HttpRequest request;
  std::string base = address.url;
  while (base.ends_with('/')) base.pop_back();
  request.url = base + path + (path.find('?') == std::string::npos ? "?" : "&") +
                (options.lang == Lang::en ? "lang=en" : "lang=zh");
  if (!token.empty()) {
    request.headers.emplace_back("Authorization", "Bearer " + token.reveal());
  }
  if (!body.empty()) {
    request.method = "POST";
    request.headers.emplace_back("Content-Type", type);
    request.body = body;
  }
  return request;
}

}  // namespace

bool says_who(const DaemonAddress& address, const std::string& person, const std::string& action) {
  const auto token = read_token(address);
  if (!token || !token->empty() || !person.empty()) return true;  // `ask` tells of a bad file
  fmt::print(stderr,
             "{}：没有令牌时须用 --person 写明经手人；令牌放在环境变量 {} 或 --token-file "
             "(without a token name the person with --person)\n",
             action, address.token_env);
  return false;
}

namespace {

std::optional<HttpResponse> send_there(const DaemonAddress& address, HttpRequest request) {
  auto answer = ask_daemon(std::move(request));
  if (answer) return *std::move(answer);
  return say(
      fmt::format("{} 没有 planwatch 应答：{}；存储由运行中的 planwatch 独占，"
                  "请先用 planwatch run 启动它，或用 --url 指明它的地址 "
                  "(no daemon answers; start it, or name its address with --url)",
                  address.url, answer.error().message));
}

}  // namespace

std::optional<HttpResponse> post_file(const CommonOptions& options, const DaemonAddress& address,
                                      const std::string& path, const std::string& bytes) {
  const auto token = read_token(address);
  if (!token) return say(token.error().message);
  HttpRequest request =
      request_to(options, address, *token, path, bytes, "application/octet-stream");
  request.method = "POST";
  return send_there(address, std::move(request));
}

std::optional<std::string> ask(const CommonOptions& options, const DaemonAddress& address,
                               const std::string& path, const std::string& body) {
  const auto token = read_token(address);
  if (!token) return say(token.error().message);
  const auto answer = send_there(address, request_to(options, address, *token, path, body));
  if (!answer) return std::nullopt;
  if (answer->status == 200) return answer->body;
  const auto why = parse_api_error(answer->body);
  return say(why ? *why
                 : fmt::format("{} 应答 HTTP {}；请核对 --url (not an answer of planwatch)",
                               address.url, answer->status));
}

}  // namespace planwatch

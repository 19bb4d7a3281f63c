#include "collectors/fetch/http_status.h"

#include <fmt/format.h>

#include "collectors/fetch/http_proxy.h"

namespace planwatch {

namespace {

std::string location_of(const HttpResponse& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "location") return without_secrets(value);
  }
  return "别处";
}

// nginx answers 400 when the handshake went well but the certificate did not.
bool wants_certificate(const HttpResponse& response) {
  return response.body.find("SSL certificate") != std::string::npos;
}

}  // namespace

std::optional<Error> error_of_status(const HttpResponse& response, const std::string& url,
                                     const std::string& proxy) {
  const long status = response.status;
  if (status >= 200 && status < 300) return std::nullopt;
  const auto error = [&](ErrorCode code, bool transient, const std::string& what) {
    return Error{code, transient,
                 fmt::format("{}：对方回答 HTTP {}：{}{}", url, status, what,
                             words_about_proxy(url, proxy))};
  };
  if (status == 407) return proxy_wants_login(status, url, proxy);
  if (status >= 500)
    return error(ErrorCode::io, true, "对方系统出错，会自动重试；一直如此请联系对方");
  if (status == 408) return error(ErrorCode::timeout, true, "对方等不及了，会自动重试");
  if (status == 429) return error(ErrorCode::refused, true, "请求太密，会自动重试；请把 poll 调大");
  if (status == 401 || status == 403) {
    return error(ErrorCode::refused, false,
                 "没有权限：请检查 basic、bearer、headers 里的凭据，或 signer 的密钥和时钟");
  }
  if (status == 404 || status == 410) {
    return error(ErrorCode::not_found, false, "没有这个地址：请核对 url");
  }
  if (status == 304) {
    return error(ErrorCode::refused, false, "没有问它有没有变化，它却说没有：请接口方改正");
  }
  if (status >= 300 && status < 400) {
    return error(ErrorCode::refused, false,
                 "要求跳转到 " + location_of(response) + "，不跟随：确是新地址就改 url");
  }
  if (status == 400 && wants_certificate(response)) {
    return error(ErrorCode::refused, false,
                 "对方要客户端证书，或不认我们的：请核对 tls 的 certificate 和 key_file");
  }
  return error(ErrorCode::refused, false, "对方不接受这个请求：请核对 url、method 和 body");
}

}  // namespace planwatch

#include "collectors/fetch/http_proxy.h"

#include <fmt/format.h>

namespace planwatch {

namespace {

// RFC 9110 has a code of its own for it; tinyproxy refuses a wrong login as servers do.
bool refuses_login(long status) {
  return status == 407 || status == 401;
}

std::string name_of(const std::string& proxy) {
  return proxy.empty() ? "环境变量里的代理" : "代理 " + proxy;
}

}  // namespace

Error proxy_is_unreachable(const std::string& url, const std::string& proxy,
                           std::string_view words) {
  return {ErrorCode::io, true,
          fmt::format("{}：连不上{}：请检查代理的地址、端口和防火墙（libcurl：{}）", url,
                      name_of(proxy), words)};
}

Error proxy_wants_login(long status, const std::string& url, const std::string& proxy) {
  return {
      ErrorCode::refused, false,
      fmt::format("{}：{}要求登录，或不认这个登录（HTTP {}）：请核对 proxy_login 的用户名和口令",
                  url, name_of(proxy), status)};
}

std::optional<Error> error_of_connect(long status, const std::string& url,
                                      const std::string& proxy) {
  if (status == 0 || (status >= 200 && status < 300)) return std::nullopt;
  if (refuses_login(status)) return proxy_wants_login(status, url, proxy);
  if (status >= 500 || status == 408 || status == 429) {
    return Error{ErrorCode::io, true,
                 fmt::format("{}：{}接不通对方（HTTP {}），会自动重试；一直如此请检查对方是否在线、"
                             "代理能否访问它",
                             url, name_of(proxy), status)};
  }
  return Error{ErrorCode::refused, false,
               fmt::format("{}：{}不让访问（HTTP {}）：请管理员在代理上放行这个地址和端口", url,
                           name_of(proxy), status)};
}

std::string words_about_proxy(const std::string& url, const std::string& proxy) {
  if (proxy.empty() || !url.starts_with("http://")) return {};
  return fmt::format("（经{}，也可能是它的回答：请一并检查 proxy_login 和代理的规则）",
                     name_of(proxy));
}

}  // namespace planwatch

#include <arpa/inet.h>
#include <array>
#include <charconv>

#include "daemon/expose/api.h"
#include "daemon/expose/http_server.h"

namespace planwatch {
namespace {

tl::unexpected<Error> bad_listen(const std::string& text, const std::string& why) {
  return fail(ErrorCode::invalid, "监听地址“" + text + "”不可用：" + why +
                                      "；请写成 127.0.0.1:9720 或 [::1]:9720 "
                                      "(bad listen address, write HOST:PORT)");
}

std::string without_brackets(const std::string& host) {
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  return bracketed ? host.substr(1, host.size() - 2) : host;
}

bool is_loopback_v6(const std::array<unsigned char, 16>& bytes) {
  bool leading_zeros = true;
  for (std::size_t i = 0; i < 10; ++i) leading_zeros = leading_zeros && bytes[i] == 0;
  if (!leading_zeros) return false;
  if (bytes[10] == 0xFF && bytes[11] == 0xFF) return bytes[12] == 127;  // ::ffff:127.0.0.1
  for (std::size_t i = 10; i < 15; ++i) leading_zeros = leading_zeros && bytes[i] == 0;
  return leading_zeros && bytes[15] == 1;
}

}  // namespace

const std::string* ServerRequest::query_value(const std::string& name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return &value;
  }
  return nullptr;
}

bool is_loopback(const std::string& host) {
  if (host == "localhost") return true;
  const std::string plain = without_brackets(host);
  std::array<unsigned char, 4> v4{};
  if (inet_pton(AF_INET, plain.c_str(), v4.data()) == 1) return v4[0] == 127;
  std::array<unsigned char, 16> v6{};
  return inet_pton(AF_INET6, plain.c_str(), v6.data()) == 1 && is_loopback_v6(v6);
}

Result<std::pair<std::string, std::uint16_t>> parse_listen(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return bad_listen(text, "缺少端口");
  const std::string host = text.substr(0, colon);
  if (host.empty()) return bad_listen(text, "缺少主机；监听所有网卡须明写 0.0.0.0");
  const std::string plain = without_brackets(host);
  if (plain == host && host.find(':') != std::string::npos) {
    return bad_listen(text, "IPv6 地址须加方括号");
  }
  if (plain.find_first_of("[] /@") != std::string::npos) return bad_listen(text, "主机名有误");
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data() + colon + 1, end, port);
  if (parsed.ec != std::errc() || parsed.ptr != end || colon + 1 == text.size()) {
    return bad_listen(text, "端口须为 0 到 65535 的整数");
  }
  return std::pair(plain, port);
}

Result<void> check_listen(const ListenSpec& listen, const HttpSettings& settings) {
  const bool certificate = !listen.certificate_file.empty();
  if (certificate != !listen.key_file.empty()) {
    return fail(ErrorCode::invalid,
                "TLS 配置不完整：证书 certificate_file 与私钥 key_file 须同时给出 "
                "(set both certificate_file and key_file, or neither)");
  }
  if (is_loopback(listen.host)) return {};
  std::string missing;
  if (!certificate) missing = "TLS 证书 http.certificate_file 和 http.key_file";
  if (settings.tokens.empty())
    missing += (missing.empty() ? "" : "，以及") + std::string("访问令牌 http.tokens");
  if (missing.empty()) return {};
  return fail(ErrorCode::refused,
              "拒绝监听 " + listen.host + "：非本机地址须先设置" + missing +
                  "；或改用 127.0.0.1 (anything but loopback needs TLS and at least one token)");
}

}  // namespace planwatch

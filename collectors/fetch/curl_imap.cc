#include <array>
#include <curl/curl.h>
#include <fmt/format.h>
#include <poll.h>

#include "collectors/fetch/imap_client.h"
#include "collectors/fetch/mail_client.h"
#include "collectors/fetch/worker_deadline.h"
#include "rules/model/utf8.h"

namespace planwatch {

namespace {

constexpr int look_again_ms = 100;

struct CurlEnd {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, CurlEnd>;

std::string url_of(const MailboxSource& source) {
  const bool bare_ipv6 = source.host.find(':') != std::string::npos && source.host.front() != '[';
  const int port = source.port != 0 ? source.port : source.tls ? 993 : 143;
  return fmt::format("{}://{}:{}", source.tls ? "https" : "http",
                     bare_ipv6 ? "[" + source.host + "]" : source.host, port);
}

// Only the connection: the words spoken on it are IMAP's.
Easy open_connection(const MailboxSource& source, const FeedLimits& limits) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  Easy easy(curl_easy_init());
  if (easy == nullptr) return easy;
  curl_easy_setopt(easy.get(), CURLOPT_URL, url_of(source).c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy.get(), CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(easy.get(), CURLOPT_SSL_ENABLE_ALPN, 0L);
  curl_easy_setopt(easy.get(), CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(limits.connect_timeout.count()));
  if (!source.ca_file.empty()) {
    curl_easy_setopt(easy.get(), CURLOPT_CAINFO, source.ca_file.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_CAPATH, nullptr);
  }
  return easy;
}

Error error_of_connecting(const std::string& place, CURLcode code) {
  const auto make = [&](ErrorCode kind, bool transient, const char* advice) {
    return Error{kind, transient,
                 fmt::format("{}：{}（libcurl：{}）", place, advice, curl_easy_strerror(code))};
  };
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return make(ErrorCode::timeout, true, "连接超时：请检查地址、端口和防火墙");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return make(ErrorCode::refused, false,
                  "邮箱服务器的证书不可信：请请对方更换证书，或在 ca_file 写明根证书");
    case CURLE_SSL_CACERT_BADFILE:
      return make(ErrorCode::invalid, false, "ca_file 读不了：请检查路径、权限和格式（PEM）");
    case CURLE_SSL_CONNECT_ERROR:
      return make(ErrorCode::io, true, "TLS 握手失败：请检查端口和 tls（993 用 tls）");
    default:
      return make(ErrorCode::io, true, "连不上邮箱服务器：请检查地址、端口和防火墙");
  }
}

class CurlImapSession : public ImapSession {
 public:
  CurlImapSession(Easy easy, const MailboxSource& source, const FeedLimits& limits)
      : easy_(std::move(easy)),
        place_(name_of_mailbox(source)),
        deadline_(limits.total_timeout),
        reader_(most_mail_bytes(limits)) {}

  Result<std::vector<ImapLine>> command(const std::string& text) override;
  std::uint64_t uid_validity() const override { return uid_validity_; }
  // The server's first word, login and the mailbox.
  std::optional<Error> begin(const MailboxSource& source);

 private:
  Result<ImapLine> read_line();
  std::optional<Error> send(std::string_view bytes);
  std::optional<Error> wait(short events);
  Error lost(const char* what) const {
    return {ErrorCode::io, true, fmt::format("{}：{}，稍后会再试", place_, what)};
  }

  Easy easy_;
  std::string place_;
  WorkerDeadline deadline_;
  ImapReader reader_;
  std::uint64_t uid_validity_ = 0;
  int number_ = 0;
};

std::optional<Error> CurlImapSession::wait(short events) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &socket);
  if (socket == CURL_SOCKET_BAD) return lost("连接断了");
  pollfd one{socket, events, 0};
  poll(&one, 1, look_again_ms);
  if (!deadline_.passed()) return std::nullopt;
  return Error{ErrorCode::timeout, true,
               place_ + "：邮箱服务器没有在 total_timeout 内答完：请检查网络，或调大它"};
}

std::optional<Error> CurlImapSession::send(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t sent = 0;
    const CURLcode code = curl_easy_send(easy_.get(), bytes.data(), bytes.size(), &sent);
    if (code != CURLE_OK && code != CURLE_AGAIN) return lost("连接断了");
    bytes.remove_prefix(sent);
    if (code == CURLE_AGAIN) {
      if (auto error = wait(POLLOUT)) return error;
    }
  }
  return std::nullopt;
}

Result<ImapLine> CurlImapSession::read_line() {
  std::array<char, 16384> bytes{};
  while (true) {
    auto line = reader_.next();
    if (!line) return tl::make_unexpected(line.error());
    if (line->has_value()) return **std::move(line);
    std::size_t size = 0;
    const CURLcode code = curl_easy_recv(easy_.get(), bytes.data(), bytes.size(), &size);
    if (code == CURLE_OK && size > 0) {
      reader_.feed({bytes.data(), size});
    } else if (code == CURLE_AGAIN) {
      if (auto error = wait(POLLIN)) return tl::make_unexpected(*std::move(error));
    } else {
      return tl::make_unexpected(lost("连接断了"));
    }
  }
}

Result<std::vector<ImapLine>> CurlImapSession::command(const std::string& text) {
  const std::string tag = fmt::format("p{}", ++number_);
  if (auto error = send(tag + " " + text + "\r\n")) return tl::make_unexpected(*std::move(error));
  std::vector<ImapLine> lines;
  while (true) {
    auto line = read_line();
    if (!line) return tl::make_unexpected(line.error());
    if (line->text.starts_with(tag + " OK")) return lines;
    if (line->text.starts_with(tag + " ")) {
      const std::string words = clean_utf8(line->text.substr(tag.size() + 1, 300));
      const bool busy = words.find("UNAVAILABLE") != std::string::npos;
      return fail(busy ? ErrorCode::io : ErrorCode::refused,
                  fmt::format("{}：邮箱服务器拒绝：{}", place_, words), busy);
    }
    if (line->text.starts_with("* BYE")) {
      return tl::make_unexpected(lost("邮箱服务器关闭了连接"));
    }
    lines.push_back(*std::move(line));
  }
}

std::optional<Error> CurlImapSession::begin(const MailboxSource& source) {
  const auto greeting = read_line();
  if (!greeting) return greeting.error();
  if (!greeting->text.starts_with("* OK")) {
    return Error{
        ErrorCode::refused, true,
        fmt::format("{}：邮箱服务器不接待：{}", place_, clean_utf8(greeting->text.substr(0, 200)))};
  }
  const auto user = imap_quoted(source.user);
  const auto password = imap_quoted(source.password.reveal());
  const auto mailbox = imap_quoted(source.mailbox);
  if (!user || !password || !mailbox) {
    return Error{ErrorCode::invalid, false, place_ + "：账号、密码或邮箱名里有控制字符"};
  }
  if (const auto login = command("LOGIN " + *user + " " + *password); !login) {
    Error error = login.error();
    if (error.code == ErrorCode::refused) {
      error.message = place_ + "：登录被拒：请检查账号和密码，有的邮箱要用授权码而不是密码";
    }
    return error;
  }
  const auto opened = command("EXAMINE " + *mailbox);
  if (!opened) return opened.error();
  for (const ImapLine& line : *opened) {
    if (const auto number = number_behind(line.text, "UIDVALIDITY")) uid_validity_ = *number;
  }
  return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<ImapSession>> open_imap(const MailboxSource& source,
                                               const FeedLimits& limits) {
  const std::string place = name_of_mailbox(source);
  if (!source.tls && !is_loopback_host(source.host)) {
    return fail(ErrorCode::invalid, place + "：不加密的连接上不登录，请写 tls: true");
  }
  if (source.host.empty() || source.host.find_first_of("/@?#\\<> ") != std::string::npos) {
    return fail(ErrorCode::invalid, place + "：邮箱服务器地址不合规范");
  }
  Easy easy = open_connection(source, limits);
  if (easy == nullptr) return fail(ErrorCode::io, place + "：系统资源不足", true);
  const CURLcode code = curl_easy_perform(easy.get());
  if (code != CURLE_OK) return tl::make_unexpected(error_of_connecting(place, code));
  auto session = std::make_unique<CurlImapSession>(std::move(easy), source, limits);
  if (auto error = session->begin(source)) return tl::make_unexpected(*std::move(error));
  return session;
}

std::string name_of_mailbox(const MailboxSource& source) {
  return fmt::format("imap://{}/{}", source.host, source.mailbox);
}

std::uint64_t most_mail_bytes(const FeedLimits& limits) {
  return limits.bytes / 2 * 3 + (1u << 20);
}

}  // namespace planwatch

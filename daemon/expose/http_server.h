#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "rules/model/result.h"

namespace planwatch {
class Worker;
}

namespace boost::asio {
class io_context;
}

namespace planwatch {

struct ServerRequest {
  std::string method;  // upper case, HEAD included; the server leaves out HEAD's body itself
  std::string path;    // decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order
  std::string authorization;                               // header's value, empty when absent
  std::string body;
  std::string content_type{};     // header's value, empty when absent
  std::string host{};             // header's value, with the port where one was sent
  std::string idempotency_key{};  // header's value, empty when absent
  std::string file_name{};        // X-File-Name as sent: percent-encoded UTF-8
  std::string origin{};           // header's value: the site whose page sent it; empty: no browser
  std::string accept_language{};  // header's value, empty when absent
  const std::string* query_value(const std::string& name) const;
};
struct ServerReply {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beside those of the server itself
  // Instead of all this: the answer is worked out away from the owner thread. It must hold
  // everything it needs and touch nothing of the owner's. `answered` is told on the owner thread.
  std::function<ServerReply()> later = {};
  std::function<void(const ServerReply&)> answered = {};
  // Beside `later`: what it returned is finished on the owner thread, where the daemon's state may
  // be changed. Of the answer this returns `later` and `then` are not looked at.
  std::function<ServerReply(ServerReply)> then = {};
};
using ServerHandler = std::function<ServerReply(const ServerRequest&)>;

struct ListenSpec {
  std::string host = "127.0.0.1";
  std::uint16_t port = 9720;     // 0: a free one
  std::string certificate_file;  // PEM; empty: plain HTTP
  std::string key_file;
  std::uint64_t max_body = 1ull << 20;
  // Files come to these paths alone; at most `most_uploads` at a time are taken beyond max_body.
  std::vector<std::string> upload_paths = {"/api/v1/reports", "/reports"};
  std::uint64_t max_upload = 16ull << 20;
  unsigned most_uploads = 4;
  unsigned max_connections = 512;                   // one more is closed at once
  std::chrono::milliseconds read_timeout{30'000};   // of a whole request; also ends idle keep-alive
  std::chrono::milliseconds write_timeout{60'000};  // of a whole answer
};

// HTTP/1.1 with keep-alive by Beast, on the owner thread's io_context; TLS where a certificate is
// given. The handler runs on the owner thread and must not block: what takes long it hands over as
// `later`, run by `worker`, at most 4 at a time (one more is answered with 503); without a worker
// it runs at once. Requests that are too large, too slow (30 s) or malformed are refused without
// reaching it: 413, 431, closed, 400. A handler that throws is answered with 500. Errors of
// starting: io (address in use, not ours), invalid (the certificate or key cannot be used); both
// say which and what to do.
class HttpServer {
 public:
  virtual ~HttpServer() = default;  // stops accepting and closes connections
  virtual std::uint16_t port() const = 0;
};
Result<std::unique_ptr<HttpServer>> start_http_server(boost::asio::io_context& context,
                                                      const ListenSpec& spec, ServerHandler handler,
                                                      Worker* worker = nullptr);
bool is_loopback(const std::string& host);
// "127.0.0.1:9720", "[::1]:9720", ":9720" is refused (say the host).
Result<std::pair<std::string, std::uint16_t>> parse_listen(const std::string& text);

}  // namespace planwatch

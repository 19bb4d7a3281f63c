#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "collectors/fetch/event_loop.h"
#include "rules/model/feed_transport.h"
#include "rules/model/result.h"

namespace planwatch {

struct HttpRequest {
  std::string method = "GET";
  std::string url;  // http and https only
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds total_timeout{60'000};  // to wait for its turn, then from there on
  std::uint64_t max_bytes = 64ull << 20;
  bool follow_redirects = false;  // never for webhooks
  // Where the server's certificate is checked against, and who we are; files are absolute. With a
  // ca_file the system's roots count no more.
  std::optional<TlsSettings> tls;
  // http://host:port, used even to loopback; empty: the environment's, never to loopback.
  std::string proxy;
  std::optional<BasicLogin> proxy_login;
  std::string shown_url;  // how errors name it; empty: `url` without secrets
};
struct HttpResponse {
  long status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  bool body_was_sent = true;  // false: failed before the request's body left (for retry classes)
};

// libcurl's multi interface on the owner thread's loop. Keeps connections alive. Callbacks come on
// the owner thread, never from inside `start`. Destroying the client cancels what runs without
// calling back.
class HttpClient {
 public:
  using Done = std::function<void(Result<HttpResponse>)>;
  virtual ~HttpClient() = default;
  // An Error only for transport trouble (resolve, connect, TLS, timeout, too large); any HTTP
  // status is a response.
  virtual void start(HttpRequest request, Done done) = 0;
};
std::unique_ptr<HttpClient> make_curl_client(EventLoop& loop);

// The URL without what must not be printed: user info, and values of key, token, access_token,
// sign, secret, corpsecret, password parameters.
std::string without_secrets(const std::string& url);
// The same for a URL that a server gave: what `own` holds as a secret is hidden wherever the server
// put it, under whatever name.
std::string without_secrets(const std::string& url, const std::string& own);

}  // namespace planwatch

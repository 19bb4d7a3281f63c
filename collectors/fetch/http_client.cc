#include "collectors/fetch/http_client.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "collectors/fetch/http_proxy.h"
#include "collectors/fetch/kept_sockets.h"
#include "collectors/fetch/server_lanes.h"

namespace planwatch {

namespace {

constexpr long most_redirects = 5;
// Kept open between requests, and at once to one server: further requests wait here for their turn.
// libcurl would let them wait as well, but tries each of them again whenever one is over.
constexpr long most_kept_connections = 512;
constexpr long most_connections_to_one_host = 32;
constexpr std::size_t most_servers_remembered = 1'024;

bool has_line_break(std::string_view text) {
  return text.find_first_of("\r\n") != std::string_view::npos;
}

// Empty when the request may go out.
std::string fault_of(const HttpRequest& request) {
  if (has_line_break(request.url) || has_line_break(request.method)) return "网址或方法里有换行";
  for (const auto& [name, value] : request.headers) {
    if (has_line_break(name) || has_line_break(value)) return "请求头 " + name + " 里有换行";
  }
  return {};
}

std::string shown_url_of(const HttpRequest& request) {
  return request.shown_url.empty() ? without_secrets(request.url) : request.shown_url;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_loopback_url(const std::string& url) {
  CURLU* parts = curl_url();
  bool loopback = false;
  char* host = nullptr;
  if (curl_url_set(parts, CURLUPART_URL, url.c_str(), 0) == CURLUE_OK &&
      curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK) {
    const std::string_view name(host);
    loopback = name == "localhost" || name == "[::1]" || name.starts_with("127.");
    curl_free(host);
  }
  curl_url_cleanup(parts);
  return loopback;
}

// Handles that wait for their next request. Making one costs more than a small answer, wiping one
// next to nothing; a wiped handle keeps no option of the request before.
class HandlePool {
 public:
  HandlePool() = default;
  HandlePool(const HandlePool&) = delete;
  HandlePool& operator=(const HandlePool&) = delete;
  ~HandlePool() {
    for (CURL* easy : idle_) curl_easy_cleanup(easy);
  }
  CURL* take() {
    if (idle_.empty()) return curl_easy_init();
    CURL* easy = idle_.back();
    idle_.pop_back();
    return easy;
  }
  void give_back(CURL* easy) {
    if (idle_.size() >= most_idle) return curl_easy_cleanup(easy);
    curl_easy_reset(easy);
    idle_.push_back(easy);
  }

 private:
  static constexpr std::size_t most_idle = 256;
  std::vector<CURL*> idle_;
};

// One request on its way; libcurl holds pointers into it until it is closed.
class Transfer {
 public:
  Transfer(HttpRequest request, HttpClient::Done done, HandlePool& handles, bool to_loopback)
      : request_(std::move(request)),
        done_(std::move(done)),
        handles_(handles),
        easy_(handles.take()) {
    set_target();
    set_connection(to_loopback);
    set_limits();
    set_body();
    set_receivers();
  }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() {
    handles_.give_back(easy_);
    curl_slist_free_all(headers_);
  }

  CURL* easy() const { return easy_; }
  std::string server() const { return std::string(server_part(request_.url)); }
  HttpClient::Done take_done() { return std::move(done_); }
  Result<HttpResponse> outcome(CURLcode code);

 private:
  template <class T>
  void set(CURLoption option, T value) {
    curl_easy_setopt(easy_, option, value);
  }
  void set_target();
  void set_connection(bool to_loopback);
  void set_limits();
  void set_body();
  void set_receivers();
  bool body_was_sent() const;
  std::optional<Error> proxy_error(CURLcode code, const std::string& url) const;
  tl::unexpected<Error> failure(CURLcode code) const;
  static std::size_t on_body(char* data, std::size_t one, std::size_t size, void* self);
  static std::size_t on_header(char* data, std::size_t one, std::size_t size, void* self);

  HttpRequest request_;
  HttpClient::Done done_;
  HandlePool& handles_;
  CURL* easy_;
  curl_slist* headers_ = nullptr;
  HttpResponse response_;
  bool too_large_ = false;
};

void Transfer::set_target() {
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, request_.follow_redirects ? 1L : 0L);
  set(CURLOPT_MAXREDIRS, most_redirects);
  set(CURLOPT_USERAGENT, "planwatch");
  for (const auto& [name, value] : request_.headers) {
    std::string line = name;
    line += value.empty() ? ";" : ": ";
    line += value;
    headers_ = curl_slist_append(headers_, line.c_str());
  }
  headers_ = curl_slist_append(headers_, "Expect:");
  bool typed = false;
  for (const auto& header : request_.headers) typed |= lower_case(header.first) == "content-type";
  if (!typed) headers_ = curl_slist_append(headers_, "Content-Type:");
  set(CURLOPT_HTTPHEADER, headers_);
}

void Transfer::set_connection(bool to_loopback) {
  if (!request_.proxy.empty()) {
    set(CURLOPT_PROXY, request_.proxy.c_str());
    set(CURLOPT_NOPROXY, "");
    if (request_.proxy_login) {
      set(CURLOPT_PROXYUSERNAME, request_.proxy_login->user.c_str());
      set(CURLOPT_PROXYPASSWORD, request_.proxy_login->password.reveal().c_str());
    }
  } else if (to_loopback) {
    set(CURLOPT_PROXY, "");  // a proxy of the environment is for the outside world
  }
  if (!request_.tls) return;
  const TlsSettings& tls = *request_.tls;
  if (!tls.ca_file.empty()) {
    set(CURLOPT_CAINFO, tls.ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  if (!tls.certificate.empty()) set(CURLOPT_SSLCERT, tls.certificate.c_str());
  if (!tls.key_file.empty()) set(CURLOPT_SSLKEY, tls.key_file.c_str());
  if (!tls.key_password.empty()) set(CURLOPT_KEYPASSWD, tls.key_password.reveal().c_str());
}

void Transfer::set_limits() {
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request_.total_timeout.count()));
  set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request_.max_bytes));
}

void Transfer::set_body() {
  if (request_.method == "HEAD") set(CURLOPT_NOBODY, 1L);
  const bool has_body = !request_.body.empty() || request_.method == "POST";
  if (has_body) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(CURLOPT_POSTFIELDS, request_.body.c_str());
  }
  // libcurl's own words for the method stay where they fit, so that redirects behave.
  const bool own_words =
      request_.method == (has_body ? "POST" : "GET") || request_.method == "HEAD";
  if (!own_words) set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

void Transfer::set_receivers() {
  set(CURLOPT_ACCEPT_ENCODING, "");
  set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
}

// Counts unpacked bytes: a compressed answer cannot unfold beyond the cap.
std::size_t Transfer::on_body(char* data, std::size_t one, std::size_t size, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::size_t bytes = one * size;
  if (transfer.response_.body.size() + bytes > transfer.request_.max_bytes) {
    transfer.too_large_ = true;
    return 0;  // makes libcurl give up
  }
  transfer.response_.body.append(data, bytes);
  return bytes;
}

std::size_t Transfer::on_header(char* data, std::size_t one, std::size_t size, void* self) {
  auto& headers = static_cast<Transfer*>(self)->response_.headers;
  std::string_view line(data, one * size);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) headers.clear();  // the answer behind a redirect or a 100
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return one * size;
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  headers.emplace_back(lower_case(line.substr(0, colon)), std::string(value));
  return one * size;
}

bool Transfer::body_was_sent() const {
  if (request_.body.empty()) {
    long sent = 0;
    curl_easy_getinfo(easy_, CURLINFO_REQUEST_SIZE, &sent);
    return sent > 0;
  }
  curl_off_t sent = 0;
  curl_easy_getinfo(easy_, CURLINFO_SIZE_UPLOAD_T, &sent);
  return sent >= static_cast<curl_off_t>(request_.body.size());
}

struct Class {
  ErrorCode code;
  bool transient;
  const char* what;
};
Class classify(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return {ErrorCode::timeout, true, "超时：请检查对方是否在线、网络是否畅通"};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {ErrorCode::io, true, "域名解析不了：请检查网址和 DNS"};
    case CURLE_COULDNT_CONNECT:
      return {ErrorCode::io, true, "连不上：请检查地址、端口和防火墙"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return {ErrorCode::refused, false,
              "对方的证书不可信：请请对方更换证书，或在本机装上签发它的根证书（tls 的 ca_file）"};
    case CURLE_SSL_CACERT_BADFILE:
      return {ErrorCode::invalid, false, "根证书文件读不了：请核对 tls 的 ca_file"};
    case CURLE_SSL_CERTPROBLEM:
      return {ErrorCode::invalid, false,
              "本方的证书用不了：请核对 tls 的 certificate、key_file 和私钥口令是不是一套"};
    case CURLE_SSL_CONNECT_ERROR:
      return {ErrorCode::io, true,
              "TLS 握手失败：请检查网址是 http 还是 https、对方是否要求客户端证书"};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
      return {ErrorCode::invalid, false, "网址不对：只支持 http:// 和 https://"};
    case CURLE_TOO_MANY_REDIRECTS:
      return {ErrorCode::refused, false, "跳转太多次：请把网址改成最终地址"};
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
      return {ErrorCode::io, true, "回答没传完就断了：请对方检查接口"};
    default:
      return {ErrorCode::io, true, "传输失败：请检查网络和对方接口"};
  }
}

// Empty when the trouble is not with the proxy.
std::optional<Error> Transfer::proxy_error(CURLcode code, const std::string& url) const {
  const bool unreachable = code == CURLE_COULDNT_RESOLVE_PROXY ||
                           (code == CURLE_COULDNT_CONNECT && !request_.proxy.empty());
  long answer = 0;
  curl_easy_getinfo(easy_, CURLINFO_HTTP_CONNECTCODE, &answer);
  if (unreachable && answer == 0) {
    return proxy_is_unreachable(url, request_.proxy, curl_easy_strerror(code));
  }
  return error_of_connect(answer, url, request_.proxy);
}

tl::unexpected<Error> Transfer::failure(CURLcode code) const {
  const std::string url = shown_url_of(request_);
  if (too_large_ || code == CURLE_FILESIZE_EXCEEDED) {
    return fail(ErrorCode::too_large,
                fmt::format("{}：回答超过 {} 字节：请核对接口，确需更大就调高 limits.bytes", url,
                            request_.max_bytes));
  }
  if (auto of_proxy = proxy_error(code, url)) return tl::make_unexpected(*std::move(of_proxy));
  const Class cls = classify(code);
  const char* sent =
      request_.method != "GET" && body_was_sent() ? "（请求已发出，对方可能已收到）" : "";
  return fail(cls.code,
              fmt::format("{}：{}{}（libcurl：{}）", url, cls.what, sent, curl_easy_strerror(code)),
              cls.transient);
}

Result<HttpResponse> Transfer::outcome(CURLcode code) {
  if (code != CURLE_OK) return failure(code);
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &response_.status);
  response_.body_was_sent = body_was_sent();
  return std::move(response_);
}

class CurlClient : public HttpClient {
 public:
  explicit CurlClient(EventLoop& loop)
      : loop_(loop), sockets_(loop, [this](int socket, bool readable, bool writable) {
          act(socket, (readable ? CURL_CSELECT_IN : 0) | (writable ? CURL_CSELECT_OUT : 0));
        }) {
    multi_ = curl_multi_init();
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlClient::on_socket_wish);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, static_cast<void*>(this));
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlClient::on_timer_wish);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, static_cast<void*>(this));
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, most_kept_connections);
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, most_connections_to_one_host);
  }
  ~CurlClient() override {
    for (const auto& [easy, transfer] : running_) curl_multi_remove_handle(multi_, easy);
    running_.clear();
    for (const auto& [number, timer] : refusals_) loop_.cancel(timer);
    for (const auto& [number, waiting] : waiting_) loop_.cancel(waiting.gives_up);
    sockets_.let_go_of_all();
    curl_multi_cleanup(multi_);
    stop_timer();
  }

  void start(HttpRequest request, Done done) override {
    if (const std::string fault = fault_of(request); !fault.empty()) {
      return refuse(shown_url_of(request) + "：" + fault + "：请改配置", std::move(done));
    }
    const std::uint64_t number = ++last_request_;
    if (lanes_.enter(std::string(server_part(request.url)), number)) {
      return begin(std::move(request), std::move(done));
    }
    const auto timer = loop_.after(request.total_timeout, [this, number] { give_up(number); });
    waiting_.emplace(number, Waiting{std::move(request), std::move(done), timer});
  }

 private:
  struct Waiting {
    HttpRequest request;
    Done done;
    EventLoop::TimerId gives_up;
  };
  void refuse(std::string message, Done done);
  void begin(HttpRequest request, Done done);
  void begin_next(const std::string& server);
  void give_up(std::uint64_t number);
  bool is_loopback(const std::string& url);
  void stop_timer();
  void act(int socket, int flags);
  void finish_transfers();
  static int on_socket_wish(CURL* easy, curl_socket_t socket, int what, void* self, void* unused);
  static int on_opened(void* self, curl_socket_t socket, curlsocktype purpose);
  static int on_closing(void* self, curl_socket_t socket);
  static int on_timer_wish(CURLM* multi, long timeout_ms, void* self);

  // Before all handles and after them.
  struct Library {
    Library() { curl_global_init(CURL_GLOBAL_DEFAULT); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
    ~Library() { curl_global_cleanup(); }
  };

  Library library_;
  EventLoop& loop_;
  CURLM* multi_ = nullptr;
  HandlePool handles_;
  std::map<CURL*, std::unique_ptr<Transfer>> running_;
  std::map<std::uint64_t, EventLoop::TimerId> refusals_;
  std::uint64_t next_refusal_ = 0;
  KeptSockets sockets_;
  ServerLanes lanes_{most_connections_to_one_host};
  std::map<std::uint64_t, Waiting> waiting_;  // for their turn in a lane
  std::uint64_t last_request_ = 0;
  std::map<std::string, bool, std::less<>> loopback_;  // by server_part: costs a parse of the URL
  std::optional<EventLoop::TimerId> timer_;
  // Gone when a callback destroyed the client.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

void CurlClient::refuse(std::string message, Done done) {
  const std::uint64_t number = next_refusal_++;
  refusals_[number] =
      loop_.after(std::chrono::milliseconds(0),
                  [this, number, message = std::move(message), done = std::move(done)] {
                    refusals_.erase(number);
                    done(fail(ErrorCode::invalid, message));
                  });
}

void CurlClient::begin(HttpRequest request, Done done) {
  const bool to_loopback = is_loopback(request.url);
  auto transfer =
      std::make_unique<Transfer>(std::move(request), std::move(done), handles_, to_loopback);
  CURL* easy = transfer->easy();
  curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, &CurlClient::on_opened);
  curl_easy_setopt(easy, CURLOPT_SOCKOPTDATA, static_cast<void*>(this));
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &CurlClient::on_closing);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, static_cast<void*>(this));
  running_.emplace(easy, std::move(transfer));
  curl_multi_add_handle(multi_, easy);  // asks for a timer; nothing happens in here
}

void CurlClient::begin_next(const std::string& server) {
  const auto next = waiting_.extract(lanes_.leave(server));
  if (next.empty()) return;
  Waiting& waiting = next.mapped();
  loop_.cancel(waiting.gives_up);
  begin(std::move(waiting.request), std::move(waiting.done));
}

void CurlClient::give_up(std::uint64_t number) {
  const auto late = waiting_.extract(number);
  const HttpRequest& request = late.mapped().request;
  lanes_.withdraw(std::string(server_part(request.url)), number);
  late.mapped().done(
      fail(ErrorCode::timeout,
           fmt::format("{}：超时：同一台服务器上的请求排队 {} 毫秒还没轮到：请检查对方是否太慢",
                       shown_url_of(request), request.total_timeout.count()),
           true));
}

bool CurlClient::is_loopback(const std::string& url) {
  const std::string_view server = server_part(url);
  if (const auto known = loopback_.find(server); known != loopback_.end()) return known->second;
  if (loopback_.size() >= most_servers_remembered) loopback_.clear();
  return loopback_.emplace(server, is_loopback_url(url)).first->second;
}

void CurlClient::stop_timer() {
  if (timer_) loop_.cancel(*timer_);
  timer_.reset();
}

void CurlClient::act(int socket, int flags) {
  int still_running = 0;
  curl_multi_socket_action(multi_, socket, flags, &still_running);
  finish_transfers();
}

// All results are taken off libcurl first: a callback may start requests or destroy the client.
void CurlClient::finish_transfers() {
  std::vector<std::pair<Done, Result<HttpResponse>>> finished;
  int left = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* easy = message->easy_handle;
    const CURLcode code = message->data.result;
    curl_multi_remove_handle(multi_, easy);
    const auto found = running_.find(easy);
    finished.emplace_back(found->second->take_done(), found->second->outcome(code));
    const std::string server = found->second->server();
    running_.erase(found);
    begin_next(server);
  }
  const std::weak_ptr<bool> alive = alive_;
  for (auto& [done, result] : finished) {
    done(std::move(result));
    if (alive.expired()) return;
  }
}

int CurlClient::on_socket_wish(CURL*, curl_socket_t socket, int what, void* self, void*) {
  auto& sockets = static_cast<CurlClient*>(self)->sockets_;
  switch (what) {
    case CURL_POLL_IN:
      sockets.wait_for(socket, EventLoop::Interest::read);
      break;
    case CURL_POLL_OUT:
      sockets.wait_for(socket, EventLoop::Interest::write);
      break;
    case CURL_POLL_INOUT:
      sockets.wait_for(socket, EventLoop::Interest::read_write);
      break;
    default:
      sockets.wait_for(socket, EventLoop::Interest::none);
      break;
  }
  return 0;
}

int CurlClient::on_opened(void* self, curl_socket_t socket, curlsocktype) {
  static_cast<CurlClient*>(self)->sockets_.opened(socket);
  return CURL_SOCKOPT_OK;
}

int CurlClient::on_closing(void* self, curl_socket_t socket) {
  static_cast<CurlClient*>(self)->sockets_.closing(socket);
  return ::close(socket);
}

int CurlClient::on_timer_wish(CURLM*, long timeout_ms, void* self) {
  auto& client = *static_cast<CurlClient*>(self);
  client.stop_timer();
  if (timeout_ms < 0) return 0;
  client.timer_ = client.loop_.after(std::chrono::milliseconds(timeout_ms), [&client] {
    client.timer_.reset();
    client.act(CURL_SOCKET_TIMEOUT, 0);
  });
  return 0;
}

}  // namespace

std::unique_ptr<HttpClient> make_curl_client(EventLoop& loop) {
  return std::make_unique<CurlClient>(loop);
}

}  // namespace planwatch

#include "collectors/fetch/http_client.h"

#include <fmt/format.h>
#include <map>
#include <optional>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "collectors/fetch/curl_transfer.h"
#include "collectors/fetch/kept_sockets.h"
#include "collectors/fetch/server_lanes.h"

namespace planwatch {

namespace {

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
    if (begins_) loop_.cancel(*begins_);
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
      return begin_soon(std::move(request), std::move(done));
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
  void begin_soon(HttpRequest request, Done done);
  void begin_all();
  void give_up(std::uint64_t number);
  bool is_loopback(const std::string& url);
  void stop_timer();
  void keep_timer();
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
  CurlHandles handles_;
  std::map<CURL*, std::unique_ptr<CurlTransfer>> running_;
  std::map<std::uint64_t, EventLoop::TimerId> refusals_;
  std::uint64_t next_refusal_ = 0;
  KeptSockets sockets_;
  ServerLanes lanes_{most_connections_to_one_host};
  std::map<std::uint64_t, Waiting> waiting_;             // for their turn in a lane
  std::vector<std::pair<HttpRequest, Done>> beginning_;  // they have their turn
  std::optional<EventLoop::TimerId> begins_;
  std::uint64_t last_request_ = 0;
  std::map<std::string, bool, std::less<>> loopback_;  // by server_part: costs a parse of the URL
  std::optional<EventLoop::TimerId> timer_;
  long timer_delay_ = 0;      // of timer_, from when it was set
  std::optional<long> wish_;  // libcurl's last one for a timer, in ms; negative: for none
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
      std::make_unique<CurlTransfer>(std::move(request), std::move(done), handles_, to_loopback);
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
  begin_soon(std::move(waiting.request), std::move(waiting.done));
}

// Requests leave one right after another: a server that was woken by the first is still awake when
// the others come. Each on its own, between two answers that are read, would wake it anew, which
// costs this side more than anything else about sending.
void CurlClient::begin_soon(HttpRequest request, Done done) {
  beginning_.emplace_back(std::move(request), std::move(done));
  if (begins_) return;
  begins_ = loop_.after(std::chrono::milliseconds(0), [this] { begin_all(); });
}

void CurlClient::begin_all() {
  begins_.reset();
  for (auto& [request, done] : std::exchange(beginning_, {})) {
    begin(std::move(request), std::move(done));
  }
  act(CURL_SOCKET_TIMEOUT, 0);
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
  keep_timer();
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
  static_cast<CurlClient*>(self)->wish_ = timeout_ms;
  return 0;
}

// libcurl changes its mind several times for every request. A timer that comes too early finds
// nothing to do and is set anew, so only a wish for an earlier one moves it.
void CurlClient::keep_timer() {
  if (!timer_ && !wish_) {
    long left = -1;
    curl_multi_timeout(multi_, &left);
    wish_ = left;
  }
  if (!wish_) return;
  const long wish = *std::exchange(wish_, std::nullopt);
  if (wish < 0) return stop_timer();
  if (timer_ && timer_delay_ <= wish) return;
  stop_timer();
  timer_delay_ = wish;
  timer_ = loop_.after(std::chrono::milliseconds(wish), [this] {
    timer_.reset();
    act(CURL_SOCKET_TIMEOUT, 0);
  });
}

}  // namespace

std::unique_ptr<HttpClient> make_curl_client(EventLoop& loop) {
  return std::make_unique<CurlClient>(loop);
}

}  // namespace planwatch

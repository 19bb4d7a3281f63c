#include <algorithm>
#include <atomic>
#include <csignal>
#include <curl/curl.h>
#include <deque>
#include <fcntl.h>
#include <fmt/format.h>
#include <set>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

#include "collectors/fetch/mail_client.h"
#include "collectors/fetch/mail_dialogue.h"

namespace planwatch {

namespace {

constexpr std::size_t most_at_once = 8;

bool has_unsafe(std::string_view text, std::string_view also) {
  return std::any_of(text.begin(), text.end(), [also](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F ||
           also.find(c) != std::string_view::npos;
  });
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// Empty when the message may go out. Line breaks here would be commands of somebody else's.
std::string fault_of(const MailSubmission& mail) {
  if (mail.host.empty() || has_unsafe(mail.host, "/@?#\\<>")) return "邮件服务器地址不合规范";
  if (mail.from.empty() || has_unsafe(mail.from, "<>")) return "发件地址不合规范";
  if (mail.recipients.empty()) return "没有收件人";
  for (const std::string& recipient : mail.recipients) {
    if (recipient.empty() || has_unsafe(recipient, "<>")) return "收件地址不合规范";
  }
  if (has_control(mail.user) || has_control(mail.password.reveal())) {
    return "账号或密码里有换行等控制字符";
  }
  if (!mail.user.empty() && mail.security == MailSecurity::none && !is_loopback_host(mail.host)) {
    return "不加密的连接上不登录，请把 security 改为 tls 或 starttls";
  }
  return {};
}

std::string url_of(const MailSubmission& mail) {
  const bool bare_ipv6 = mail.host.find(':') != std::string::npos && mail.host.front() != '[';
  return fmt::format("{}://{}:{}", mail.security == MailSecurity::tls ? "smtps" : "smtp",
                     bare_ipv6 ? "[" + mail.host + "]" : mail.host, mail.port);
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
      return {ErrorCode::io, true, "域名解析不了：请检查地址和 DNS"};
    case CURLE_COULDNT_CONNECT:
      return {ErrorCode::io, true, "连不上：请检查地址、端口和防火墙（云上常封 25 端口）"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return {ErrorCode::refused, false,
              "对方的证书不可信：请请对方更换证书，或在 ca_file 写明根证书"};
    case CURLE_SSL_CACERT_BADFILE:
      return {ErrorCode::refused, false, "ca_file 读不了：请检查路径、权限和格式（PEM）"};
    case CURLE_SSL_CONNECT_ERROR:
      return {ErrorCode::io, true,
              "TLS 握手失败：请检查端口和 security（465 用 tls，587 用 starttls）"};
    case CURLE_USE_SSL_FAILED:
      return {ErrorCode::refused, false, "对方不支持 STARTTLS，没有发送：请改用 security: tls"};
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_WEIRD_SERVER_REPLY:
      return {ErrorCode::io, true, "连接中途断开"};
    default:
      return {ErrorCode::io, true, "传输失败：请检查网络和邮件服务器"};
  }
}

// One message on its way; libcurl holds pointers into it until it is closed. Lives on the thread
// that sends it.
class Transfer {
 public:
  Transfer(const MailSubmission& mail, const std::atomic<bool>& stop)
      : mail_(mail), stop_(stop), url_(url_of(mail)), easy_(curl_easy_init()) {
    set_server();
    set_message();
    set_watchers();
  }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() {
    curl_easy_cleanup(easy_);
    curl_slist_free_all(recipients_);
  }

  MailOutcome perform();

 private:
  template <class T>
  void set(CURLoption option, T value) {
    curl_easy_setopt(easy_, option, value);
  }
  void set_server();
  void set_message();
  void set_watchers();
  static std::size_t on_read(char* buffer, std::size_t one, std::size_t count, void* self);
  static int on_dialogue(CURL* easy, curl_infotype kind, char* data, std::size_t size, void* self);
  static int on_open(void* self, curl_socket_t socket, curlsocktype purpose);
  static int on_close(void* self, curl_socket_t socket);
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  const MailSubmission& mail_;
  const std::atomic<bool>& stop_;
  std::string url_;
  CURL* easy_;
  curl_slist* recipients_ = nullptr;
  std::size_t read_ = 0;  // bytes of the message that libcurl has taken
  std::set<int> sockets_;
  MailDialogue dialogue_;
};

void Transfer::set_server() {
  set(CURLOPT_URL, url_.c_str());
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_PROXY, "");  // a proxy of the environment is for the web
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // a name server that does not answer holds nobody up
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(mail_.connect_timeout.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(mail_.total_timeout.count()));
  set(CURLOPT_USE_SSL,
      static_cast<long>(mail_.security == MailSecurity::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!mail_.ca_file.empty()) set(CURLOPT_CAINFO, mail_.ca_file.c_str());
  if (!mail_.user.empty()) {
    set(CURLOPT_USERNAME, mail_.user.c_str());
    set(CURLOPT_PASSWORD, mail_.password.reveal().c_str());
  }
}

void Transfer::set_message() {
  set(CURLOPT_MAIL_FROM, mail_.from.c_str());
  for (const std::string& recipient : mail_.recipients) {
    recipients_ = curl_slist_append(recipients_, recipient.c_str());
  }
  set(CURLOPT_MAIL_RCPT, recipients_);
  set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail_.message.size()));
  set(CURLOPT_READFUNCTION, &Transfer::on_read);
  set(CURLOPT_READDATA, static_cast<void*>(this));
}

// The dialogue is seen by the debug function alone: who of several recipients was refused is told
// nowhere else.
void Transfer::set_watchers() {
  set(CURLOPT_VERBOSE, 1L);
  set(CURLOPT_DEBUGFUNCTION, &Transfer::on_dialogue);
  set(CURLOPT_DEBUGDATA, static_cast<void*>(this));
  set(CURLOPT_FORBID_REUSE, 1L);  // ends within perform, where on_dialogue sees it
  set(CURLOPT_SOCKOPTFUNCTION, &Transfer::on_open);
  set(CURLOPT_SOCKOPTDATA, static_cast<void*>(this));
  set(CURLOPT_CLOSESOCKETFUNCTION, &Transfer::on_close);
  set(CURLOPT_CLOSESOCKETDATA, static_cast<void*>(this));
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
  set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
}

std::size_t Transfer::on_read(char* buffer, std::size_t one, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::size_t size = std::min(one * count, transfer.mail_.message.size() - transfer.read_);
  std::copy_n(transfer.mail_.message.data() + transfer.read_, size, buffer);
  transfer.read_ += size;
  return size;
}

// After QUIT nothing is left to hear: libcurl would wait two minutes for a server's goodbye, and
// the verdict with it.
int Transfer::on_dialogue(CURL*, curl_infotype kind, char* data, std::size_t size, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (kind == CURLINFO_HEADER_OUT) transfer.dialogue_.command({data, size});
  if (kind == CURLINFO_HEADER_IN) transfer.dialogue_.reply({data, size});
  if (transfer.dialogue_.ended()) {
    for (const int socket : transfer.sockets_) shutdown(socket, SHUT_RD);
  }
  return 0;
}

int Transfer::on_open(void* self, curl_socket_t socket, curlsocktype) {
  static_cast<Transfer*>(self)->sockets_.insert(socket);
  return CURL_SOCKOPT_OK;
}

int Transfer::on_close(void* self, curl_socket_t socket) {
  static_cast<Transfer*>(self)->sockets_.erase(socket);
  return close(socket);
}

int Transfer::on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(self)->stop_.load() ? 1 : 0;
}

MailOutcome Transfer::perform() {
  const CURLcode code = curl_easy_perform(easy_);
  MailOutcome outcome;
  outcome.taken = code == CURLE_OK;
  outcome.step = dialogue_.step();
  outcome.code = dialogue_.code();
  outcome.answer = dialogue_.answer();
  outcome.refused = dialogue_.refused();
  outcome.message_was_sent = outcome.step == MailStep::end && read_ == mail_.message.size();
  if (outcome.taken || outcome.code >= 400) return outcome;
  const Class cls = classify(code);
  outcome.trouble =
      Error{cls.code, cls.transient,
            fmt::format("{}：{}{}（{}）", url_, cls.what,
                        outcome.message_was_sent ? "（邮件已发出，对方可能已收到）" : "",
                        curl_easy_strerror(code))};
  return outcome;
}

MailOutcome submit(const MailSubmission& mail, const std::atomic<bool>& stop) {
  if (const std::string fault = fault_of(mail); !fault.empty()) {
    MailOutcome outcome;
    outcome.trouble = Error{ErrorCode::invalid, false, fault};
    return outcome;
  }
  return Transfer(mail, stop).perform();
}

struct Job {
  MailSubmission mail;
  MailClient::Done done;
  MailOutcome outcome;
  std::atomic<bool> ended{false};
  std::thread thread;
};

// Signals are the owner thread's.
void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

class CurlMailClient : public MailClient {
 public:
  explicit CurlMailClient(EventLoop& loop) : loop_(loop) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0) {
      ended_ = ends[0];
      tell_ended_ = ends[1];
      loop_.watch(ended_, EventLoop::Interest::read, [this](bool, bool) { collect(); });
    }
  }
  ~CurlMailClient() override {
    stop_.store(true);
    for (const auto& job : running_) {
      if (job->thread.joinable()) job->thread.join();
    }
    if (ended_ >= 0) {
      loop_.watch(ended_, EventLoop::Interest::none, {});
      close(ended_);
      close(tell_ended_);
    }
    curl_global_cleanup();
  }

  void start(MailSubmission submission, Done done) override {
    auto job = std::make_unique<Job>();
    job->mail = std::move(submission);
    job->done = std::move(done);
    waiting_.push_back(std::move(job));
    launch();
  }

 private:
  void launch();
  void run(Job& job);
  void end(Job& job);
  void collect();

  EventLoop& loop_;
  int ended_ = -1;       // readable when a thread has ended
  int tell_ended_ = -1;  // its other end
  std::atomic<bool> stop_{false};
  std::deque<std::unique_ptr<Job>> waiting_;
  std::vector<std::unique_ptr<Job>> running_;
  // Gone when a callback destroyed the client.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

void CurlMailClient::launch() {
  while (!waiting_.empty() && running_.size() < most_at_once) {
    running_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
    run(*running_.back());
  }
}

void CurlMailClient::run(Job& job) {
  try {
    job.thread = std::thread([this, &job] {
      block_signals();
      job.outcome = submit(job.mail, stop_);
      end(job);
    });
  } catch (const std::system_error&) {
    job.outcome.trouble = Error{ErrorCode::io, true, "系统资源不足，暂时发不了邮件：请检查内存"};
    end(job);
  }
}

void CurlMailClient::end(Job& job) {
  job.ended.store(true);
  const char one = 0;
  // Full only when a wake-up is pending already.
  if (write(tell_ended_, &one, 1) < 0) return;
}

void CurlMailClient::collect() {
  char drained[64];
  while (read(ended_, drained, sizeof drained) > 0) {
  }
  const auto first_ended = std::stable_partition(
      running_.begin(), running_.end(), [](const auto& job) { return !job->ended.load(); });
  std::vector<std::unique_ptr<Job>> ended(std::make_move_iterator(first_ended),
                                          std::make_move_iterator(running_.end()));
  running_.erase(first_ended, running_.end());
  for (const auto& job : ended) {
    if (job->thread.joinable()) job->thread.join();
  }
  launch();
  const std::weak_ptr<bool> alive = alive_;
  for (const auto& job : ended) {
    job->done(std::move(job->outcome));
    if (alive.expired()) return;
  }
}

}  // namespace

bool is_loopback_host(const std::string& host) {
  return host == "localhost" || host == "::1" || host == "[::1]" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos);
}

std::unique_ptr<MailClient> make_curl_mail_client(EventLoop& loop) {
  return std::make_unique<CurlMailClient>(loop);
}

}  // namespace planwatch

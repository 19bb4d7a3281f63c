#include "tests/daemon/expose/http_fixture.h"

#include <arpa/inet.h>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <gtest/gtest.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "collectors/fetch/fetcher.h"

namespace planwatch::test {

namespace {

// A thread a job; what follows is posted to the owner.
class ThreadWorker : public Worker {
 public:
  explicit ThreadWorker(boost::asio::io_context& owner) : owner_(owner) {}
  ~ThreadWorker() override { join(); }
  void run(std::function<void()> job, std::function<void()> then_on_owner) override {
    threads_.emplace_back([this, job = std::move(job), then = std::move(then_on_owner)] {
      job();
      boost::asio::post(owner_, then);
    });
  }
  void join() {
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

 private:
  boost::asio::io_context& owner_;
  std::vector<std::thread> threads_;
};

}  // namespace

struct RunningServer::Impl {
  boost::asio::io_context context{1};
  ThreadWorker worker{context};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard =
      boost::asio::make_work_guard(context);
  std::unique_ptr<HttpServer> server;
  std::uint16_t port = 0;
  std::thread owner;
};

RunningServer::RunningServer(ListenSpec spec, ServerHandler handler)
    : impl_(std::make_unique<Impl>()) {
  spec.port = 0;
  auto started = start_http_server(impl_->context, spec, std::move(handler), &impl_->worker);
  if (!started) throw std::runtime_error(started.error().message);
  impl_->server = std::move(*started);
  impl_->port = impl_->server->port();
  impl_->owner = std::thread([this] { impl_->context.run(); });
}

RunningServer::~RunningServer() {
  destroy_server();
  impl_->worker.join();
  impl_->guard.reset();
  impl_->owner.join();
}

std::uint16_t RunningServer::port() const {
  return impl_->port;
}

void RunningServer::destroy_server() {
  std::promise<void> gone;
  boost::asio::post(impl_->context, [&] {
    impl_->server.reset();
    gone.set_value();
  });
  gone.get_future().wait();
}

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval timeout{10, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
}

RawClient::~RawClient() {
  close(socket_);
}

void RawClient::send(const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const auto n = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) return;  // closed by the server; the answer tells
    sent += static_cast<std::size_t>(n);
  }
}

bool RawClient::read_more() {
  char buffer[4096];
  const auto n = recv(socket_, buffer, sizeof buffer, 0);
  timed_out_ = n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  if (n <= 0) return false;
  pending_.append(buffer, static_cast<std::size_t>(n));
  return true;
}

std::string RawClient::read_answer(bool head_only) {
  std::size_t end = 0;
  while ((end = pending_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more()) return std::exchange(pending_, {});
  }
  std::size_t size = end + 4;
  const std::size_t length = pending_.find("Content-Length: ");
  if (!head_only && length < end) size += std::stoul(pending_.substr(length + 16));
  while (pending_.size() < size && read_more()) continue;
  const std::string answer = pending_.substr(0, size);
  pending_.erase(0, size);
  return answer;
}

std::string RawClient::read_to_end() {
  while (read_more()) continue;
  return std::exchange(pending_, {});
}

std::string get(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n";
}

int status_of(const std::string& answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}

std::string body_of(const std::string& answer) {
  const std::size_t end = answer.find("\r\n\r\n");
  return end == std::string::npos ? std::string() : answer.substr(end + 4);
}

}  // namespace planwatch::test

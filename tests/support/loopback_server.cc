#include "tests/support/loopback_server.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <stdexcept>
#include <thread>
#include <utility>

#include "tests/support/http_get.h"

namespace planwatch {

struct LoopbackServer::Impl {
  boost::asio::io_context context;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy =
      boost::asio::make_work_guard(context);
  std::unique_ptr<HttpServer> server;
  std::thread thread;
};

LoopbackServer::LoopbackServer(ServerHandler handler) : impl_(std::make_unique<Impl>()) {
  ListenSpec listen;
  listen.port = 0;
  auto server = start_http_server(impl_->context, listen, std::move(handler));
  if (!server) throw std::runtime_error(server.error().message);
  impl_->server = std::move(*server);
  impl_->thread = std::thread([context = &impl_->context] { context->run(); });
}

LoopbackServer::~LoopbackServer() {
  impl_->context.stop();
  impl_->thread.join();
  impl_->server.reset();
}

int LoopbackServer::port() const {
  return impl_->server->port();
}

std::string LoopbackServer::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port()) + path;
}

WebhookReceiver::WebhookReceiver(std::function<void()> before_answer)
    : before_answer_(std::move(before_answer)),
      server_([this](const ServerRequest& request) { return take(request); }) {}

ServerReply WebhookReceiver::take(const ServerRequest& request) {
  if (request.method != "POST") return {};
  {
    const std::lock_guard lock(mutex_);
    calls_.push_back({request.idempotency_key, request.body, std::chrono::steady_clock::now()});
  }
  changed_.notify_all();
  if (before_answer_) before_answer_();
  return {};
}

std::vector<ReceivedCall> WebhookReceiver::calls_since(std::size_t first) const {
  const std::lock_guard lock(mutex_);
  if (first >= calls_.size()) return {};
  return {calls_.begin() + static_cast<std::ptrdiff_t>(first), calls_.end()};
}

std::size_t WebhookReceiver::count() const {
  const std::lock_guard lock(mutex_);
  return calls_.size();
}

std::unique_ptr<ReceivedCall> WebhookReceiver::wait_for(
    std::size_t first, const std::function<bool(const ReceivedCall&)>& fits,
    std::chrono::milliseconds at_most) const {
  std::unique_lock lock(mutex_);
  std::unique_ptr<ReceivedCall> found;
  std::size_t looked_at = first;
  changed_.wait_for(lock, at_most, [&] {
    for (; looked_at < calls_.size() && !found; ++looked_at) {
      if (fits(calls_[looked_at])) found = std::make_unique<ReceivedCall>(calls_[looked_at]);
    }
    return found != nullptr;
  });
  return found;
}

// Twice: the loop that takes the second one has been through everything that was ready with the
// first.
void WebhookReceiver::settle() const {
  http_get(server_.url("/settle"));
  http_get(server_.url("/settle"));
}

}  // namespace planwatch

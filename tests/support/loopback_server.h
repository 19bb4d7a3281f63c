#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "daemon/expose/http_server.h"

namespace planwatch {

// An HTTP server of a test on a free loopback port, on a thread of its own: for real programs that
// have to reach it. The handler runs on that thread.
class LoopbackServer {
 public:
  explicit LoopbackServer(ServerHandler handler);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  int port() const;
  std::string url(const std::string& path) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// One request that a webhook receiver took.
struct ReceivedCall {
  std::string idempotency_key;  // header, as sent
  std::string body;
  std::chrono::steady_clock::time_point at;
};

// Takes every POST with 200. `before_answer` runs after the request is noted and before it is
// answered: the time between being sent and being confirmed.
class WebhookReceiver {
 public:
  explicit WebhookReceiver(std::function<void()> before_answer = {});
  std::string url() const { return server_.url("/hook"); }
  std::vector<ReceivedCall> calls_since(std::size_t first) const;
  std::size_t count() const;
  // The first call from position `first` on that fits, waited for; null: none came in time.
  std::unique_ptr<ReceivedCall> wait_for(std::size_t first,
                                         const std::function<bool(const ReceivedCall&)>& fits,
                                         std::chrono::milliseconds at_most) const;
  // Returns when what had been sent before is noted: its own request came through behind it.
  void settle() const;

 private:
  ServerReply take(const ServerRequest& request);

  std::function<void()> before_answer_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<ReceivedCall> calls_;
  LoopbackServer server_;  // last: ends before what it writes to
};

}  // namespace planwatch

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "collectors/fetch/event_loop.h"
#include "collectors/fetch/fetcher.h"

namespace planwatch::fetch_testing {

// The owner thread's loop on poll(2): sockets, kernel timers and results of worker threads. Reads
// no clock.
class PollLoop : public EventLoop, public Worker {
 public:
  PollLoop();
  ~PollLoop() override;
  void watch(int socket, Interest interest,
             std::function<void(bool readable, bool writable)> ready) override;
  TimerId after(std::chrono::milliseconds delay, std::function<void()> fire) override;
  void cancel(TimerId timer) override;
  // On a thread of its own.
  void run(std::function<void()> job, std::function<void()> then_on_owner) override;

  // Handles events until `done`; false when 20 s pass without it.
  bool run_until(const std::function<bool()>& done);
  // Handles events for that long.
  void run_for(std::chrono::milliseconds time);
  bool idle() const { return sockets_.empty() && timers_.empty(); }

 private:
  struct Watch {
    Interest interest;
    std::function<void(bool, bool)> ready;
  };
  struct Timer {
    int fd;
    std::function<void()> fire;
  };
  void step();
  void run_posted();

  std::map<int, Watch> sockets_;
  std::map<TimerId, Timer> timers_;
  TimerId next_timer_ = 1;
  int posted_read_ = -1;
  int posted_write_ = -1;
  std::mutex mutex_;
  std::vector<std::function<void()>> posted_;
  std::vector<std::thread> threads_;
};

// Hands timers on with a hundredth of their delay and remembers the delays that were asked for.
class HastyLoop : public EventLoop {
 public:
  explicit HastyLoop(EventLoop& loop) : loop_(loop) {}
  void watch(int socket, Interest interest, std::function<void(bool, bool)> ready) override {
    loop_.watch(socket, interest, std::move(ready));
  }
  TimerId after(std::chrono::milliseconds delay, std::function<void()> fire) override {
    delays.push_back(delay);
    return loop_.after(delay / 100, std::move(fire));
  }
  void cancel(TimerId timer) override { loop_.cancel(timer); }

  std::vector<std::chrono::milliseconds> delays;

 private:
  EventLoop& loop_;
};

struct ServerRequest {
  std::string method;
  std::string target;  // path and query
  std::string head;    // request line and headers as sent
  std::string body;
};
struct ServerReply {
  // normal; never answers; closes in the middle of the body; never ends; says a longer body than it
  // sends and waits
  enum class Manner { normal, silent, broken, endless, wrong_length } manner = Manner::normal;
  int status = 200;
  std::string body;
  std::vector<std::string> headers;
};

// An HTTP/1.1 server on a free loopback port; a thread per connection, keep-alive.
class TestServer {
 public:
  using Handler = std::function<ServerReply(const ServerRequest&)>;
  explicit TestServer(Handler handler);
  ~TestServer();
  std::string url(const std::string& target) const;
  std::vector<ServerRequest> requests();
  int connections();

 private:
  void accept_connections();
  void serve(int socket);
  bool answer(int socket, const ServerReply& reply);
  // False when the server stops first.
  bool wait_readable(int socket);

  Handler handler_;
  int listener_ = -1;
  int stop_read_ = -1;
  int stop_write_ = -1;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::vector<ServerRequest> requests_;
  std::vector<std::thread> connections_;
  std::thread acceptor_;
};

// A port on which nobody listens.
std::uint16_t unused_port();

}  // namespace planwatch::fetch_testing

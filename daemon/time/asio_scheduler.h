#pragma once

#include <functional>
#include <memory>

#include "daemon/time/scheduler.h"

namespace boost::asio {
class io_context;
}

namespace planwatch {

// The real scheduler: one io_context on the thread that calls `run`, a small pool for the Worker,
// whose jobs compute, and `blocking_threads` more for `blocking()`, whose jobs mostly wait; these
// are started when the first such job comes.
class AsioScheduler : public Scheduler {
 public:
  using Scheduler::run;  // Worker's, beside the loop's own
  // Runs until `stop`; then lets the pool finish its running jobs.
  virtual void run() = 0;
  virtual void stop() = 0;  // any thread
  // Calls back on the owner thread when the process gets one of SIGINT, SIGTERM, SIGHUP.
  virtual void on_signal(std::function<void(int signal)> handle) = 0;
  // For the HTTP server, which lives on the same thread.
  virtual boost::asio::io_context& context() = 0;
};
inline constexpr unsigned default_blocking_threads = 32;
std::unique_ptr<AsioScheduler> make_asio_scheduler(
    unsigned worker_threads, unsigned blocking_threads = default_blocking_threads);

}  // namespace planwatch

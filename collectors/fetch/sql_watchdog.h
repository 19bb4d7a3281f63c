#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace planwatch {

// Barks once, on a thread of its own, when the time is over before the watchdog is gone: for calls
// into drivers that keep no time limit themselves. Its end waits for a bark that has begun.
class SqlWatchdog {
 public:
  SqlWatchdog(std::chrono::milliseconds time, std::function<void()> bark);
  ~SqlWatchdog();
  SqlWatchdog(const SqlWatchdog&) = delete;
  SqlWatchdog& operator=(const SqlWatchdog&) = delete;

 private:
  int stop_ = -1;  // an eventfd
  std::thread thread_;
};

}  // namespace planwatch

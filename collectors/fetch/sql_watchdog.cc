#include "collectors/fetch/sql_watchdog.h"

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <limits>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace planwatch {

SqlWatchdog::SqlWatchdog(std::chrono::milliseconds time, std::function<void()> bark)
    : stop_(eventfd(0, EFD_CLOEXEC)) {
  if (stop_ < 0) return;
  const auto wait =
      static_cast<int>(std::clamp<std::int64_t>(time.count(), 1, std::numeric_limits<int>::max()));
  try {
    thread_ = std::thread([stop = stop_, wait, bark = std::move(bark)] {
      sigset_t all;  // signals are the owner thread's
      sigfillset(&all);
      pthread_sigmask(SIG_BLOCK, &all, nullptr);
      pollfd one{stop, POLLIN, 0};
      if (poll(&one, 1, wait) == 0) bark();
    });
  } catch (const std::system_error&) {
    // Without a thread the driver's own limit has to do.
  }
}

SqlWatchdog::~SqlWatchdog() {
  const std::uint64_t one = 1;
  const bool told = stop_ >= 0 && write(stop_, &one, sizeof one) == sizeof one;
  if (thread_.joinable() && told) thread_.join();
  if (stop_ >= 0) close(stop_);
}

}  // namespace planwatch

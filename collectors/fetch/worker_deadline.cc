#include "collectors/fetch/worker_deadline.h"

#include <algorithm>
#include <cstdint>
#include <sys/timerfd.h>
#include <unistd.h>

namespace planwatch {

WorkerDeadline::WorkerDeadline(std::chrono::milliseconds time)
    : timer_(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {
  const auto whole = std::max(time, std::chrono::milliseconds(1));
  const auto seconds = std::chrono::floor<std::chrono::seconds>(whole);
  itimerspec spec{};
  spec.it_value.tv_sec = seconds.count();
  spec.it_value.tv_nsec = std::chrono::nanoseconds(whole - seconds).count();
  if (timer_ >= 0) timerfd_settime(timer_, 0, &spec, nullptr);
}

WorkerDeadline::~WorkerDeadline() {
  if (timer_ >= 0) close(timer_);
}

bool WorkerDeadline::passed() {
  std::uint64_t expirations = 0;
  if (!passed_ && timer_ >= 0) {
    passed_ = read(timer_, &expirations, sizeof expirations) == sizeof expirations;
  }
  return passed_;
}

}  // namespace planwatch

#include "daemon/time/os_clock.h"

#include "daemon/time/clock.h"

namespace planwatch {

namespace {

class MachineClock : public Clock {
 public:
  Instant now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace

std::chrono::nanoseconds steady_time() {
  return std::chrono::steady_clock::now().time_since_epoch();
}

std::unique_ptr<Clock> make_machine_clock() {
  return std::make_unique<MachineClock>();
}

}  // namespace planwatch

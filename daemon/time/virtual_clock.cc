#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>

#include "daemon/time/clock.h"

namespace planwatch {

namespace {

class VirtualClock : public Clock {
 public:
  VirtualClock(const Clock& machine, Instant start, double speed)
      : machine_(machine),
        began_(machine.now()),
        start_(start),
        speed_(speed),
        latest_(start.time_since_epoch().count()) {}

  Instant now() const override {
    const auto elapsed = static_cast<double>((machine_.now() - began_).count());
    const auto gone = static_cast<std::int64_t>(std::floor(elapsed * speed_));
    return Instant{std::chrono::milliseconds{not_before(start_.time_since_epoch().count() + gone)}};
  }

 private:
  // The machine's clock may be set back; the plan's days must not be lived twice.
  std::int64_t not_before(std::int64_t candidate) const {
    std::int64_t latest = latest_.load();
    while (candidate > latest && !latest_.compare_exchange_weak(latest, candidate)) {
    }
    return std::max(candidate, latest);
  }

  const Clock& machine_;
  Instant began_;
  Instant start_;
  double speed_;
  mutable std::atomic<std::int64_t> latest_;
};

}  // namespace

std::unique_ptr<Clock> make_virtual_clock(const Clock& machine, Instant start, double speed) {
  return std::make_unique<VirtualClock>(machine, start, speed);
}

}  // namespace planwatch

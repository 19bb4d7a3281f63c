#pragma once

#include <memory>

#include "rules/model/date.h"

namespace planwatch {

// The plan's clock decides periods, due dates, ladder and quiet hours; the machine's clock serves
// transport. Both are Clocks; names say which one a function takes.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

// The operating system's clock; its file is the only one that names it.
std::unique_ptr<Clock> make_machine_clock();
// Starts at `start` when made and runs `speed` times as fast as `machine`.
std::unique_ptr<Clock> make_virtual_clock(const Clock& machine, Instant start, double speed);

}  // namespace planwatch

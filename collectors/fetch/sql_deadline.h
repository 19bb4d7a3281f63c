#pragma once

#include <chrono>

namespace planwatch {

// A timer of the kernel that a worker looks at between two rows; reads no clock.
class SqlDeadline {
 public:
  explicit SqlDeadline(std::chrono::milliseconds time);
  ~SqlDeadline();
  SqlDeadline(const SqlDeadline&) = delete;
  SqlDeadline& operator=(const SqlDeadline&) = delete;
  bool passed();

 private:
  int timer_ = -1;
  bool passed_ = false;
};

}  // namespace planwatch

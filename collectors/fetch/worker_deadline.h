#pragma once

#include <chrono>

namespace planwatch {

// A timer of the kernel that a worker looks at between two rows; reads no clock.
class WorkerDeadline {
 public:
  explicit WorkerDeadline(std::chrono::milliseconds time);
  ~WorkerDeadline();
  WorkerDeadline(const WorkerDeadline&) = delete;
  WorkerDeadline& operator=(const WorkerDeadline&) = delete;
  bool passed();

 private:
  int timer_ = -1;
  bool passed_ = false;
};

}  // namespace planwatch

#pragma once

#include <chrono>
#include <functional>

#include "collectors/fetch/event_loop.h"
#include "collectors/fetch/fetcher.h"

namespace planwatch {

// The owner thread's queue: tasks run one after another, in order; timers by the machine's clock
// (an index breaks ties). EventLoop and Worker are its other two faces, for collectors.
class Scheduler : public EventLoop, public Worker {
 public:
  // Runs after the tasks that wait already. May be called from any thread.
  virtual void post(std::function<void()> task) = 0;
};

}  // namespace planwatch

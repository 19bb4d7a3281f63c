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
  // For jobs that wait on others (files on a network drive, SFTP, databases, mailboxes): threads of
  // their own, so that a server that does not answer holds up no decoding. Where there are none,
  // this worker itself.
  virtual Worker& blocking() { return *this; }
};

}  // namespace planwatch

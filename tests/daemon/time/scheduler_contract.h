#pragma once

#include <memory>

#include "daemon/time/asio_scheduler.h"
#include "tests/support/virtual_scheduler.h"

namespace planwatch {

// What the contract suite needs of a scheduler: something that runs it until a test says that it is
// done. Real ones are stopped by the test itself, virtual ones run out of work.
class SchedulerUnderTest {
 public:
  virtual ~SchedulerUnderTest() = default;
  virtual Scheduler& scheduler() = 0;
  virtual void run_to_end() = 0;  // until `end`, or a failure after ten seconds
  virtual void end() = 0;
};

class RealUnderTest : public SchedulerUnderTest {
 public:
  Scheduler& scheduler() override { return *real_; }
  void run_to_end() override {
    // A test that never ends must fail, not hang.
    real_->after(std::chrono::seconds{10}, [this] { real_->stop(); });
    real_->run();
  }
  void end() override { real_->stop(); }

 private:
  std::unique_ptr<AsioScheduler> real_ = make_asio_scheduler(2);
};

class VirtualUnderTest : public SchedulerUnderTest {
 public:
  Scheduler& scheduler() override { return virtual_; }
  void run_to_end() override { virtual_.run_for(std::chrono::seconds{10}); }
  void end() override { virtual_.forget_all(); }

 private:
  VirtualScheduler virtual_{Instant{std::chrono::hours{24 * 365 * 55}}};
};

}  // namespace planwatch

#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>

#include "daemon/time/clock.h"
#include "daemon/time/scheduler.h"
#include "daemon/time/timer_queue.h"

namespace planwatch {

// A clock that stands where it was put.
class SettableClock : public Clock {
 public:
  explicit SettableClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }
  void advance(std::chrono::milliseconds by) { at_ += by; }

 private:
  Instant at_;
};

// A scheduler that owns the machine's time: it stands still until `run_until` moves it from timer
// to timer. One thread; worker jobs run as tasks. Same calls in the same order, same run.
class VirtualScheduler : public Scheduler {
 public:
  // More tasks than this without the time moving on are a loop that never ends: aborts.
  static constexpr std::size_t most_at_one_instant = 5'000'000;

  explicit VirtualScheduler(Instant machine_start) : machine_(machine_start) {}

  const Clock& machine_clock() const { return machine_; }
  Instant now() const { return machine_.now(); }
  // A plan clock that runs `speed` times as fast as this scheduler's machine clock.
  std::unique_ptr<Clock> make_plan_clock(Instant start, double speed) const {
    return make_virtual_clock(machine_, start, speed);
  }

  void post(std::function<void()> task) override;
  // The job runs as a task of its own, then_on_owner as another one behind what waits by then.
  void run(std::function<void()> job, std::function<void()> then_on_owner) override;
  TimerId after(std::chrono::milliseconds delay, std::function<void()> fire) override;
  void cancel(TimerId timer) override { timers_.cancel(timer); }
  // There are no sockets in virtual time: aborts.
  void watch(int socket, Interest interest,
             std::function<void(bool readable, bool writable)> ready) override;

  // Runs tasks, and timers that are due now, until none is left. Returns how many ran.
  std::size_t run_ready();
  // Runs everything that is due until `until`, with the time set to each timer's own; leaves it at
  // `until`. A time in the past only runs what is ready. Returns how many tasks and timers ran.
  std::size_t run_until(Instant until);
  std::size_t run_for(std::chrono::milliseconds span) { return run_until(now() + span); }

  // Tasks and timers that wait.
  std::size_t waiting() const { return tasks_.size() + timers_.size(); }
  std::optional<Instant> next_timer() const;
  // What a crash does: tasks, jobs and timers that wait are gone, nobody is called back.
  void forget_all();

 private:
  bool run_one();

  SettableClock machine_;
  std::deque<std::function<void()>> tasks_;
  TimerQueue timers_;
};

}  // namespace planwatch

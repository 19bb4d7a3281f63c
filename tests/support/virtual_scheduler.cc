#include "tests/support/virtual_scheduler.h"

#include <utility>

#include "daemon/time/run_or_abort.h"

namespace planwatch {

void VirtualScheduler::post(std::function<void()> task) {
  tasks_.push_back(std::move(task));
}

void VirtualScheduler::run(std::function<void()> job, std::function<void()> then_on_owner) {
  post([this, job = std::move(job), then = std::move(then_on_owner)]() mutable {
    run_or_abort("a worker's job", job);
    job = nullptr;
    post(std::move(then));
  });
}

EventLoop::TimerId VirtualScheduler::after(std::chrono::milliseconds delay,
                                           std::function<void()> fire) {
  return timers_.add(due_after(now().time_since_epoch(), delay), std::move(fire));
}

void VirtualScheduler::watch(int, Interest, std::function<void(bool, bool)>) {
  abort_with("the virtual scheduler", "watch: there are no sockets in virtual time");
}

bool VirtualScheduler::run_one() {
  if (!tasks_.empty()) {
    const std::function<void()> task = std::move(tasks_.front());
    tasks_.pop_front();
    run_or_abort("a task", task);
    return true;
  }
  const std::function<void()> fire = timers_.take_due(now().time_since_epoch());
  if (!fire) return false;
  run_or_abort("a timer", fire);
  return true;
}

std::size_t VirtualScheduler::run_ready() {
  std::size_t ran = 0;
  while (run_one()) {
    if (++ran > most_at_one_instant) {
      abort_with("the virtual scheduler", "tasks keep coming while the time stands still");
    }
  }
  return ran;
}

std::optional<Instant> VirtualScheduler::next_timer() const {
  const auto due = timers_.next_due();
  if (!due) return std::nullopt;
  return Instant{std::chrono::ceil<std::chrono::milliseconds>(*due)};
}

std::size_t VirtualScheduler::run_until(Instant until) {
  std::size_t ran = run_ready();
  for (auto next = next_timer(); next && *next <= until; next = next_timer()) {
    machine_.set(*next);
    ran += run_ready();
  }
  if (now() < until) machine_.set(until);
  return ran;
}

void VirtualScheduler::forget_all() {
  // What a dropped task holds may post or cancel while it is destroyed: that is dropped, too.
  while (waiting() > 0) {
    const auto dropped = std::exchange(tasks_, {});
    timers_.clear();
  }
}

}  // namespace planwatch

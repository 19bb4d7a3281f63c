#include "daemon/time/timer_queue.h"

#include <algorithm>

namespace planwatch {

EventLoop::TimerId TimerQueue::add(Time due, std::function<void()> fire) {
  const EventLoop::TimerId id = ++last_;
  timers_.emplace(Key{due, id}, std::move(fire));
  due_of_.emplace(id, due);
  return id;
}

void TimerQueue::cancel(EventLoop::TimerId timer) {
  const auto found = due_of_.find(timer);
  if (found == due_of_.end()) return;
  // Out of the books first: destroying what a timer holds may cancel other timers.
  auto node = timers_.extract(Key{found->second, timer});
  due_of_.erase(found);
}

std::optional<TimerQueue::Time> TimerQueue::next_due() const {
  if (timers_.empty()) return std::nullopt;
  return timers_.begin()->first.first;
}

std::function<void()> TimerQueue::take_due(Time now) {
  if (timers_.empty() || timers_.begin()->first.first > now) return {};
  auto node = timers_.extract(timers_.begin());
  due_of_.erase(node.key().second);
  return std::move(node.mapped());
}

void TimerQueue::clear() {
  const auto dropped = std::exchange(timers_, {});
  due_of_.clear();
}

TimerQueue::Time due_after(TimerQueue::Time now, std::chrono::milliseconds delay) {
  constexpr std::chrono::milliseconds most = std::chrono::hours{24 * 3653};
  return now + std::clamp(delay, std::chrono::milliseconds{0}, most);
}

}  // namespace planwatch

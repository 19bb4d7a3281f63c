#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "collectors/fetch/event_loop.h"

namespace planwatch {

// Timers ordered by their time, then by the order in which they were added. Holds no clock: times
// are nanoseconds since a moment that the owner chooses.
class TimerQueue {
 public:
  using Time = std::chrono::nanoseconds;

  EventLoop::TimerId add(Time due, std::function<void()> fire);
  void cancel(EventLoop::TimerId timer);  // unknown and past ones are allowed
  std::optional<Time> next_due() const;
  // Takes out the first timer that is due at or before `now`; empty: there is none.
  std::function<void()> take_due(Time now);
  bool empty() const { return timers_.empty(); }
  std::size_t size() const { return timers_.size(); }
  void clear();

 private:
  using Key = std::pair<Time, EventLoop::TimerId>;
  std::map<Key, std::function<void()>> timers_;
  std::map<EventLoop::TimerId, Time> due_of_;
  EventLoop::TimerId last_ = 0;
};

// `now + delay`; a negative delay counts as none, one beyond ten years as ten years.
TimerQueue::Time due_after(TimerQueue::Time now, std::chrono::milliseconds delay);

}  // namespace planwatch

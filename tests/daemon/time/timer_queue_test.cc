#include "daemon/time/timer_queue.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace planwatch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

std::string fire_all(TimerQueue& queue, nanoseconds now, std::string& fired) {
  while (const auto fire = queue.take_due(now)) fire();
  return fired;
}

TEST(TimerQueue, FiresByTimeThenByOrderOfAdding) {
  TimerQueue queue;
  std::string fired;
  queue.add(nanoseconds{20}, [&] { fired += 'c'; });
  queue.add(nanoseconds{10}, [&] { fired += 'a'; });
  queue.add(nanoseconds{20}, [&] { fired += 'd'; });
  queue.add(nanoseconds{10}, [&] { fired += 'b'; });
  EXPECT_EQ(fire_all(queue, nanoseconds{20}, fired), "abcd");
  EXPECT_TRUE(queue.empty());
}

TEST(TimerQueue, HoldsBackWhatIsNotDue) {
  TimerQueue queue;
  std::string fired;
  queue.add(nanoseconds{10}, [&] { fired += 'a'; });
  queue.add(nanoseconds{11}, [&] { fired += 'b'; });
  EXPECT_EQ(fire_all(queue, nanoseconds{9}, fired), "");
  EXPECT_EQ(fire_all(queue, nanoseconds{10}, fired), "a");
  EXPECT_EQ(queue.next_due(), nanoseconds{11});
}

TEST(TimerQueue, CancelledTimersNeverFire) {
  TimerQueue queue;
  std::string fired;
  const auto a = queue.add(nanoseconds{1}, [&] { fired += 'a'; });
  const auto b = queue.add(nanoseconds{1}, [&] { fired += 'b'; });
  queue.add(nanoseconds{1}, [&] { fired += 'c'; });
  queue.cancel(b);
  EXPECT_EQ(fire_all(queue, nanoseconds{1}, fired), "ac");
  queue.cancel(a);  // past
  queue.cancel(b);  // twice
  queue.cancel(4711);
  EXPECT_TRUE(queue.empty());
}

TEST(TimerQueue, ADroppedTimerMayCancelAnother) {
  TimerQueue queue;
  EventLoop::TimerId other = 0;
  struct CancelsOnEnd {
    TimerQueue& queue;
    EventLoop::TimerId& other;
    ~CancelsOnEnd() { queue.cancel(other); }
  };
  auto held = std::shared_ptr<CancelsOnEnd>(new CancelsOnEnd{queue, other});
  const auto first = queue.add(nanoseconds{1}, [held = std::move(held)] {});
  other = queue.add(nanoseconds{2}, [] {});
  queue.cancel(first);
  EXPECT_TRUE(queue.empty());
}

TEST(TimerQueue, ClearDropsEverything) {
  TimerQueue queue;
  queue.add(nanoseconds{1}, [] { FAIL() << "was dropped"; });
  queue.clear();
  EXPECT_FALSE(queue.take_due(nanoseconds{1}));
  EXPECT_EQ(queue.next_due(), std::nullopt);
  EXPECT_EQ(queue.size(), 0u);
}

TEST(DueAfter, DelaysAreKeptWithinReason) {
  struct Case {
    milliseconds delay;
    nanoseconds due;
  };
  const std::vector<Case> cases = {
      {milliseconds{0}, nanoseconds{5}},
      {milliseconds{2}, nanoseconds{2'000'005}},
      {milliseconds{-3}, nanoseconds{5}},
      {milliseconds::max(), hours{24 * 3653} + nanoseconds{5}},
  };
  for (const Case& c : cases) EXPECT_EQ(due_after(nanoseconds{5}, c.delay), c.due);
}

}  // namespace
}  // namespace planwatch

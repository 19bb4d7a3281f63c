#include "collectors/fetch/sql_watchdog.h"

#include <atomic>
#include <gtest/gtest.h>
#include <poll.h>

#include "collectors/fetch/worker_deadline.h"

namespace planwatch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

// Looks again every few milliseconds, for ten seconds at most.
bool comes(const std::function<bool()>& done) {
  for (int i = 0; i < 2000 && !done(); ++i) poll(nullptr, 0, 5);
  return done();
}

TEST(SqlWatchdog, BarksOnceWhenTheTimeIsOver) {
  std::atomic<int> barks = 0;
  {
    SqlWatchdog watchdog(milliseconds(10), [&] { ++barks; });
    EXPECT_TRUE(comes([&] { return barks == 1; }));
  }
  EXPECT_EQ(barks, 1);
}

TEST(SqlWatchdog, IsSilentWhenItIsGoneBefore) {
  std::atomic<int> barks = 0;
  for (int i = 0; i < 50; ++i) SqlWatchdog(hours(24 * 365 * 10), [&] { ++barks; });
  EXPECT_EQ(barks, 0);
}

TEST(WorkerDeadline, PassesAndStaysPassed) {
  WorkerDeadline far(hours(24));
  WorkerDeadline near(milliseconds(0));
  EXPECT_TRUE(comes([&] { return near.passed(); }));
  EXPECT_TRUE(near.passed());
  EXPECT_FALSE(far.passed());
}

}  // namespace
}  // namespace planwatch

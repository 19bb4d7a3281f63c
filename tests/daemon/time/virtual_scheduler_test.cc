#include "tests/support/virtual_scheduler.h"

#include <memory>
#include <string>

#include "gtest/gtest.h"

namespace planwatch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant start{std::chrono::sys_days{std::chrono::year{2025} / 10 / 20}};

struct VirtualSchedulerTest : testing::Test {
  VirtualScheduler scheduler{start};
  std::string log;
};

TEST_F(VirtualSchedulerTest, NothingRunsByItself) {
  scheduler.post([&] { log += 'p'; });
  scheduler.after(milliseconds{0}, [&] { log += 't'; });
  EXPECT_EQ(log, "");
  EXPECT_EQ(scheduler.waiting(), 2u);
  EXPECT_EQ(scheduler.run_ready(), 2u);
  EXPECT_EQ(log, "pt");
  EXPECT_EQ(scheduler.now(), start);
}

TEST_F(VirtualSchedulerTest, TimersSeeTheirOwnTime) {
  const auto note = [&] { log += std::to_string((scheduler.now() - start) / seconds{1}) + ' '; };
  scheduler.after(seconds{5}, note);
  scheduler.after(seconds{2}, [&, note] {
    note();
    scheduler.after(seconds{1}, note);
  });
  scheduler.after(seconds{60}, note);
  EXPECT_EQ(scheduler.run_until(start + seconds{10}), 3u);
  EXPECT_EQ(log, "2 3 5 ");
  EXPECT_EQ(scheduler.now(), start + seconds{10});
  EXPECT_EQ(scheduler.next_timer(), start + seconds{60});
}

TEST_F(VirtualSchedulerTest, ATimerAtTheVeryEndStillFires) {
  scheduler.after(seconds{10}, [&] { log += 'x'; });
  scheduler.run_until(start + seconds{10} - milliseconds{1});
  EXPECT_EQ(log, "");
  scheduler.run_for(milliseconds{1});
  EXPECT_EQ(log, "x");
}

TEST_F(VirtualSchedulerTest, TheTimeNeverGoesBack) {
  scheduler.run_until(start + hours{1});
  scheduler.post([&] { log += 'p'; });
  scheduler.run_until(start);
  EXPECT_EQ(log, "p");
  EXPECT_EQ(scheduler.now(), start + hours{1});
}

TEST_F(VirtualSchedulerTest, JobsRunInlineAndComeBackBehindWhatWaits) {
  scheduler.run([&] { log += 'j'; }, [&] { log += 'd'; });
  scheduler.post([&] { log += 'p'; });
  scheduler.run_ready();
  EXPECT_EQ(log, "jpd");
}

TEST_F(VirtualSchedulerTest, ThePlanClockFollowsTheMachine) {
  const auto plan = scheduler.make_plan_clock(start + hours{9}, 86'400.0);
  EXPECT_EQ(plan->now(), start + hours{9});
  scheduler.run_for(seconds{2});
  EXPECT_EQ(plan->now(), start + hours{9 + 48});
}

TEST_F(VirtualSchedulerTest, ACrashForgetsWhatWaits) {
  scheduler.post([&] { log += 'p'; });
  scheduler.after(seconds{1}, [&] { log += 't'; });
  scheduler.run([&] { log += 'j'; }, [&] { log += 'd'; });
  scheduler.forget_all();
  EXPECT_EQ(scheduler.waiting(), 0u);
  scheduler.run_until(start + hours{1});
  EXPECT_EQ(log, "");
  scheduler.post([&] { log += "again"; });
  scheduler.run_ready();
  EXPECT_EQ(log, "again");
}

TEST_F(VirtualSchedulerTest, WhatADroppedTaskPostsWhileItGoesIsDroppedToo) {
  struct PostsOnEnd {
    VirtualScheduler& scheduler;
    ~PostsOnEnd() {
      scheduler.post([] { FAIL() << "was forgotten"; });
    }
  };
  auto held = std::shared_ptr<PostsOnEnd>(new PostsOnEnd{scheduler});
  scheduler.post([held = std::move(held)] { (void)held; });
  scheduler.forget_all();
  EXPECT_EQ(scheduler.run_ready(), 0u);
}

struct VirtualSchedulerDeathTest : VirtualSchedulerTest {
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(VirtualSchedulerDeathTest, SocketsAreRefused) {
  EXPECT_DEATH(scheduler.watch(0, EventLoop::Interest::read, [](bool, bool) {}),
               "no sockets in virtual time");
}

TEST_F(VirtualSchedulerDeathTest, ALoopWithoutTimeIsNoticed) {
  std::function<void()> again = [&] { scheduler.post(again); };
  EXPECT_DEATH(
      {
        scheduler.post(again);
        scheduler.run_ready();
      },
      "tasks keep coming while the time stands still");
}

}  // namespace
}  // namespace planwatch

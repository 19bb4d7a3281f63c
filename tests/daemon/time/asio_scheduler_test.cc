#include "daemon/time/asio_scheduler.h"

#include <array>
#include <atomic>
#include <csignal>
#include <string>
#include <thread>

#include "gtest/gtest.h"

namespace planwatch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct AsioSchedulerTest : testing::Test {
  std::unique_ptr<AsioScheduler> scheduler = make_asio_scheduler(2);
  std::string log;

  // A test that never ends must fail, not hang.
  void run() {
    scheduler->after(seconds{10}, [this] {
      ADD_FAILURE() << "not stopped within ten seconds";
      scheduler->stop();
    });
    scheduler->run();
  }
};

TEST_F(AsioSchedulerTest, OtherThreadsPostOntoTheOwner) {
  const auto owner = std::this_thread::get_id();
  std::thread other([&] {
    scheduler->post([&] {
      log += std::this_thread::get_id() == owner ? "owner" : "other";
      scheduler->stop();
    });
  });
  run();
  other.join();
  EXPECT_EQ(log, "owner");
}

TEST_F(AsioSchedulerTest, OtherThreadsMayStop) {
  std::thread other;
  scheduler->post([&] { other = std::thread([&] { scheduler->stop(); }); });
  run();
  other.join();
}

TEST_F(AsioSchedulerTest, JobsThatWaitHoldUpNoneThatCompute) {
  std::atomic<bool> computed = false;
  int came_back = 0;
  const auto back = [&] {
    if (++came_back == 6) scheduler->stop();
  };
  for (int i = 0; i < 5; ++i) {
    scheduler->blocking().run([&] { computed.wait(false); }, back);
  }
  scheduler->run(
      [&] {
        computed = true;
        computed.notify_all();
      },
      back);
  run();
  EXPECT_EQ(came_back, 6);
}

TEST_F(AsioSchedulerTest, JobsRunAwayFromTheOwnerAndComeBackToIt) {
  const auto owner = std::this_thread::get_id();
  std::thread::id ran_on = owner;
  std::thread::id came_back_on;
  scheduler->run([&] { ran_on = std::this_thread::get_id(); },
                 [&] {
                   came_back_on = std::this_thread::get_id();
                   scheduler->stop();
                 });
  run();
  EXPECT_NE(ran_on, owner);
  EXPECT_EQ(came_back_on, owner);
}

TEST_F(AsioSchedulerTest, TheOwnerGoesOnWhileAJobBlocks) {
  std::atomic<bool> released{false};
  scheduler->run([&] { released.wait(false); },
                 [&] {
                   log += "job";
                   scheduler->stop();
                 });
  scheduler->post([&] {
    log += "owner ";
    released = true;
    released.notify_all();
  });
  run();
  EXPECT_EQ(log, "owner job");
}

TEST_F(AsioSchedulerTest, StopWaitsForTheJobThatRunsAndDropsItsResult) {
  std::atomic<bool> begun{false};
  std::atomic<bool> finished{false};
  scheduler->run(
      [&] {
        begun = true;
        begun.notify_all();
        scheduler->stop();
        finished = true;
      },
      [&] { log += "result"; });
  begun.wait(false);  // a job that has not begun would be dropped
  run();
  EXPECT_TRUE(finished);
  EXPECT_EQ(log, "");
}

TEST_F(AsioSchedulerTest, AWorkerlessPoolStillWorks) {
  scheduler = make_asio_scheduler(0);
  scheduler->run([&] { log += "ran"; }, [&] { scheduler->stop(); });
  run();
  EXPECT_EQ(log, "ran");
}

TEST_F(AsioSchedulerTest, ItMayGoWithoutEverHavingRun) {
  scheduler->post([] { FAIL() << "dropped"; });
  scheduler->after(milliseconds{0}, [] { FAIL() << "dropped"; });
  scheduler.reset();
}

TEST_F(AsioSchedulerTest, SignalsArriveOnTheOwnerThread) {
  const auto owner = std::this_thread::get_id();
  const std::array<int, 3> signals = {SIGHUP, SIGTERM, SIGINT};
  std::size_t next = 0;
  scheduler->on_signal([&](int signal) {
    EXPECT_EQ(std::this_thread::get_id(), owner);
    EXPECT_EQ(signal, signals[next]);
    if (++next == signals.size()) return scheduler->stop();
    std::raise(signals[next]);
  });
  scheduler->post([&] { std::raise(signals[0]); });
  run();
  EXPECT_EQ(next, signals.size());
}

TEST_F(AsioSchedulerTest, TheLatestSignalHandlerCounts) {
  scheduler->on_signal([&](int) { log += "old"; });
  scheduler->on_signal([&](int) {
    log += "new";
    scheduler->stop();
  });
  scheduler->post([] { std::raise(SIGHUP); });
  run();
  EXPECT_EQ(log, "new");
}

}  // namespace
}  // namespace planwatch

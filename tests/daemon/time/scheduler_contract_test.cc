#include "tests/daemon/time/scheduler_contract.h"

#include <stdexcept>
#include <string>

#include "gtest/gtest.h"

namespace planwatch {
namespace {

using std::chrono::milliseconds;

// What every Scheduler promises, real or virtual.
template <class Kind>
struct SchedulerContract : testing::Test {
  Kind kind;
  Scheduler& scheduler = kind.scheduler();
  std::string log;

  std::string run() {
    kind.run_to_end();
    return log;
  }
  // The last task of a test: what was posted before has run by then.
  void end_here() {
    log += '.';
    kind.end();
  }
};
using Kinds = testing::Types<RealUnderTest, VirtualUnderTest>;
TYPED_TEST_SUITE(SchedulerContract, Kinds);

TYPED_TEST(SchedulerContract, TasksRunInOrder) {
  for (const char c : {'a', 'b', 'c'}) this->scheduler.post([this, c] { this->log += c; });
  this->scheduler.post([this] { this->end_here(); });
  EXPECT_EQ(this->log, "") << "never from inside post";
  EXPECT_EQ(this->run(), "abc.");
}

TYPED_TEST(SchedulerContract, ATaskPostedByATaskRunsBehindThoseThatWait) {
  this->scheduler.post([this] {
    this->scheduler.post([this] {
      this->log += 'c';
      this->end_here();
    });
    this->log += 'a';
  });
  this->scheduler.post([this] { this->log += 'b'; });
  EXPECT_EQ(this->run(), "abc.");
}

TYPED_TEST(SchedulerContract, TimersFireByTime) {
  this->scheduler.after(milliseconds{6}, [this] {
    this->log += 'c';
    this->end_here();
  });
  this->scheduler.after(milliseconds{1}, [this] { this->log += 'a'; });
  this->scheduler.after(milliseconds{3}, [this] { this->log += 'b'; });
  EXPECT_EQ(this->run(), "abc.");
}

TYPED_TEST(SchedulerContract, ATimerMayAddTimers) {
  this->scheduler.after(milliseconds{1}, [this] {
    this->log += 'a';
    this->scheduler.after(milliseconds{0}, [this] {
      this->log += 'b';
      this->end_here();
    });
  });
  EXPECT_EQ(this->run(), "ab.");
}

TYPED_TEST(SchedulerContract, CancelledTimersDoNotFire) {
  const auto first = this->scheduler.after(milliseconds{1}, [this] { this->log += 'x'; });
  EventLoop::TimerId later = 0;
  this->scheduler.after(milliseconds{2}, [this, &later, first] {
    this->scheduler.cancel(later);
    this->scheduler.cancel(first);
    this->log += 'a';
  });
  later = this->scheduler.after(milliseconds{3}, [this] { this->log += 'y'; });
  this->scheduler.after(milliseconds{5}, [this] { this->end_here(); });
  this->scheduler.cancel(first);
  EXPECT_EQ(this->run(), "a.");
}

TYPED_TEST(SchedulerContract, CancellingTheFirstTimerLeavesTheNext) {
  const auto first = this->scheduler.after(milliseconds{1}, [this] { this->log += 'x'; });
  this->scheduler.after(milliseconds{4}, [this] { this->end_here(); });
  this->scheduler.post([this, first] { this->scheduler.cancel(first); });
  EXPECT_EQ(this->run(), ".");
}

TYPED_TEST(SchedulerContract, AnEarlierTimerOvertakesTheOneThatIsWaitedFor) {
  this->scheduler.after(milliseconds{9}, [this] {
    this->log += 'b';
    this->end_here();
  });
  this->scheduler.post(
      [this] { this->scheduler.after(milliseconds{1}, [this] { this->log += 'a'; }); });
  EXPECT_EQ(this->run(), "ab.");
}

TYPED_TEST(SchedulerContract, JobsRunAndComeBack) {
  auto result = std::make_shared<int>(0);
  this->scheduler.run([result] { *result = 42; },
                      [this, result] {
                        this->log += std::to_string(*result);
                        this->end_here();
                      });
  EXPECT_EQ(this->run(), "42.");
}

TYPED_TEST(SchedulerContract, WhatAJobHoldsIsGoneWhenItsResultArrives) {
  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watched = held;
  this->scheduler.run([held = std::move(held)] {},
                      [this, watched] {
                        this->log += watched.expired() ? "gone" : "held";
                        this->end_here();
                      });
  EXPECT_EQ(this->run(), "gone.");
}

template <class Kind>
struct SchedulerContractDeathTest : SchedulerContract<Kind> {
  static void SetUpTestSuite() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};
TYPED_TEST_SUITE(SchedulerContractDeathTest, Kinds);

// Before the scheduler's threads exist in the parent: each statement makes its own.
TYPED_TEST(SchedulerContractDeathTest, AnExceptionThatEscapesAbortsAndIsNamed) {
  const auto throws = [] { throw std::runtime_error("poison"); };
  EXPECT_DEATH(
      {
        this->scheduler.run(throws, [] {});
        this->run();
      },
      "broken invariant in a worker's job: poison");
  EXPECT_DEATH(
      {
        this->scheduler.post(throws);
        this->run();
      },
      "broken invariant in a task: poison");
  EXPECT_DEATH(
      {
        this->scheduler.after(milliseconds{0}, throws);
        this->run();
      },
      "broken invariant in a timer: poison");
  EXPECT_DEATH(
      {
        this->scheduler.post([] { throw 7; });
        this->run();
      },
      "an exception of an unknown type");
}

}  // namespace
}  // namespace planwatch

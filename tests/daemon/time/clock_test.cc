#include "daemon/time/clock.h"

#include <cstdlib>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include "gtest/gtest.h"

#include "daemon/time/os_clock.h"
#include "tests/support/virtual_scheduler.h"

namespace planwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant machine_start{std::chrono::sys_days{std::chrono::year{2026} / 7 / 1}};
constexpr Instant plan_start{std::chrono::sys_days{std::chrono::year{2025} / 10 / 20} + hours{1}};

// The file system stamps files by the same clock.
Instant modification_time_of_a_new_file() {
  std::string name = testing::TempDir() + "planwatch_clock_XXXXXX";
  const int file = mkstemp(name.data());
  EXPECT_GE(file, 0);
  struct stat status {};
  EXPECT_EQ(fstat(file, &status), 0);
  close(file);
  unlink(name.c_str());
  return Instant{seconds{status.st_mtim.tv_sec} + milliseconds{status.st_mtim.tv_nsec / 1'000'000}};
}

TEST(MachineClock, AgreesWithTheFileSystem) {
  const auto clock = make_machine_clock();
  const Instant stamped = modification_time_of_a_new_file();
  const Instant read = clock->now();
  EXPECT_LT(read - stamped, seconds{60});
  EXPECT_GT(read - stamped, seconds{-60});
}

TEST(SteadyTime, NeverStepsBack) {
  auto before = steady_time();
  for (int i = 0; i < 10'000; ++i) {
    const auto now = steady_time();
    ASSERT_GE(now, before);
    before = now;
  }
}

TEST(VirtualClock, StartsWhereItIsTold) {
  SettableClock machine(machine_start);
  EXPECT_EQ(make_virtual_clock(machine, plan_start, 1.0)->now(), plan_start);
}

TEST(VirtualClock, RunsAtItsSpeed) {
  struct Case {
    double speed;
    milliseconds machine_gone;
    milliseconds plan_gone;
  };
  const Case cases[] = {
      {1.0, milliseconds{1}, milliseconds{1}}, {1.0, hours{24}, hours{24}},
      {86'400.0, seconds{1}, days{1}},         {86'400.0, milliseconds{1}, milliseconds{86'400}},
      {86'400.0, seconds{365}, days{365}},     {0.5, milliseconds{3}, milliseconds{1}},
      {0.0, hours{5}, milliseconds{0}},
  };
  for (const Case& c : cases) {
    SettableClock machine(machine_start);
    const auto clock = make_virtual_clock(machine, plan_start, c.speed);
    machine.advance(c.machine_gone);
    EXPECT_EQ(clock->now() - plan_start, c.plan_gone) << c.speed << " x " << c.machine_gone.count();
  }
}

TEST(VirtualClock, StandsStillWhileTheMachineIsSetBack) {
  SettableClock machine(machine_start);
  const auto clock = make_virtual_clock(machine, plan_start, 2.0);
  machine.advance(seconds{10});
  EXPECT_EQ(clock->now(), plan_start + seconds{20});
  machine.advance(seconds{-8});
  EXPECT_EQ(clock->now(), plan_start + seconds{20});
  machine.advance(seconds{8} + seconds{1});
  EXPECT_EQ(clock->now(), plan_start + seconds{22});
}

TEST(VirtualClock, NeverReadsBeforeItsStart) {
  SettableClock machine(machine_start);
  const auto clock = make_virtual_clock(machine, plan_start, 86'400.0);
  machine.advance(hours{-1});
  EXPECT_EQ(clock->now(), plan_start);
}

}  // namespace
}  // namespace planwatch

#include "daemon/app/effect_runner.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "tests/support/virtual_scheduler.h"

namespace planwatch {
namespace {

const Instant start = instant_at(make_date(2025, 7, 1), std::chrono::hours{10});

// Counts commits; fails from the one it is told on.
class CountingStore : public Store {
 public:
  std::vector<std::size_t> commits;
  bool broken = false;

  Result<void> use_plan(const Configuration&) override { return {}; }
  Result<void> commit(std::span<const Row> rows) override {
    if (broken) return planwatch::fail(ErrorCode::io, "磁盘已满");
    commits.push_back(rows.size());
    return {};
  }
  Result<Restored> load() override { return Restored{}; }
  Result<bool> has_delivery(const FeedId&, const std::string&, const std::string&) override {
    return false;
  }
  Result<FeedMemory> feed_memory(const FeedId&) override { return FeedMemory{}; }
  Result<std::vector<Provenance>> provenance(const IndicatorId&, const AreaCode&) override {
    return std::vector<Provenance>{};
  }
  Result<std::vector<NoticeRecord>> notices(const std::string&) override {
    return std::vector<NoticeRecord>{};
  }
  Result<std::vector<DeliveryRecord>> deliveries(const DeliveryFilter&) override {
    return std::vector<DeliveryRecord>{};
  }
};

struct Fixture {
  VirtualScheduler scheduler{start};
  CountingStore store;
  std::string done;  // what was carried out, in order; with the commits before it
  EffectRunner runner{scheduler, store, scheduler.machine_clock(), after()};

  EffectRunner::After after() {
    EffectRunner::After after;
    after.send = [this](const Notice&) { note("send"); };
    after.fetch = [this](const FeedId& feed) { note("fetch " + feed.text); };
    after.publish = [this] { note("publish"); };
    after.report = [this](const Report&) { note("log"); };
    after.committed = [this](std::size_t rows, std::chrono::duration<double>) {
      note("committed " + std::to_string(rows));
    };
    after.fatal = [this](const Error& error) { note("fatal " + error.message); };
    return after;
  }
  void note(const std::string& what) { done += (done.empty() ? "" : ", ") + what; }
};

std::vector<Effect> event_effects(const char* feed) {
  return {Persist{ClockRow{start}}, Notify{}, StartFetch{FeedId{feed}}, PublishSnapshot{},
          Persist{ClockRow{start}}, Report{}};
}

TEST(EffectRunner, NothingIsDoneBeforeTheCommit) {
  Fixture f;
  f.runner.run(event_effects("hr"));
  EXPECT_EQ(f.done, "");
  EXPECT_TRUE(f.store.commits.empty());
  f.scheduler.run_ready();
  EXPECT_EQ(f.done, "committed 2, send, fetch hr, log, publish");
}

TEST(EffectRunner, EventsThatWaitShareOneCommitAndOnePublish) {
  Fixture f;
  f.runner.run(event_effects("hr"));
  f.runner.run(event_effects("court"));
  f.runner.run(event_effects("tech"));
  f.scheduler.run_ready();
  EXPECT_EQ(f.store.commits, std::vector<std::size_t>{6});
  EXPECT_EQ(f.done,
            "committed 6, send, fetch hr, log, send, fetch court, log, send, fetch tech, log, "
            "publish");
}

// An event each turn of the loop, until none is left; every one takes its time.
struct Thick {
  Fixture f;
  SettableClock clock{start};
  EffectRunner runner{f.scheduler, f.store, clock, f.after()};

  void bring(int events, std::chrono::milliseconds each) {
    if (events == 0) return;
    clock.advance(each);
    runner.run({Persist{ClockRow{start}}});
    f.scheduler.post([this, events, each] { bring(events - 1, each); });
  }
  // The first two come in one turn, so that the runner finds more than it waited for.
  std::vector<std::size_t> commits_of(int events, std::chrono::milliseconds each) {
    f.scheduler.post([this, each] { bring(1, each); });
    f.scheduler.post([this, events, each] { bring(events - 1, each); });
    f.scheduler.run_ready();
    return f.store.commits;
  }
};

TEST(EffectRunner, WhileEveryTurnBringsAnEventTheyShareACommit) {
  EXPECT_EQ(Thick{}.commits_of(8, std::chrono::milliseconds{1}), std::vector<std::size_t>{8});
}

TEST(EffectRunner, NoGroupWaitsForLong) {
  // 4 ms an event: the wait is over at the third turn after the first event.
  const auto commits = Thick{}.commits_of(12, std::chrono::milliseconds{4});
  EXPECT_GT(commits.size(), 2u);
  std::size_t rows = 0;
  for (const std::size_t group : commits) {
    EXPECT_LE(group, 5u);
    rows += group;
  }
  EXPECT_EQ(rows, 12u);
}

TEST(EffectRunner, AClockThatIsPutBackHoldsNothingUp) {
  Thick thick;
  thick.f.scheduler.post([&] { thick.bring(1, std::chrono::milliseconds{0}); });
  thick.f.scheduler.post([&] { thick.bring(3, std::chrono::milliseconds{-1}); });
  thick.f.scheduler.run_ready();
  EXPECT_EQ(thick.f.store.commits.front(), 2u);
}

TEST(EffectRunner, AnEventAloneIsCommittedAtOnce) {
  Fixture f;
  f.runner.run(event_effects("hr"));
  f.scheduler.post([&] { f.note("the turn is over"); });
  f.scheduler.run_ready();
  EXPECT_EQ(f.done, "committed 2, send, fetch hr, log, publish, the turn is over");
}

TEST(EffectRunner, ManyRowsAreCommittedAtOnceAndAnEventIsNeverSplit) {
  Fixture f;
  PersistFigures few;
  few.observations.resize(EffectRunner::most_rows - 1);
  f.runner.run({few});
  EXPECT_TRUE(f.store.commits.empty());
  PersistFigures many;
  many.assessments.resize(500);
  f.runner.run({many, Notify{}});
  EXPECT_EQ(f.store.commits, std::vector<std::size_t>{EffectRunner::most_rows + 499});
  f.scheduler.run_ready();
  EXPECT_EQ(f.store.commits.size(), 1u) << "nothing is left to commit";
}

TEST(EffectRunner, WithoutRowsEffectsAreCarriedOutAndNothingIsCommitted) {
  Fixture f;
  f.runner.run({Report{}});
  f.scheduler.run_ready();
  EXPECT_EQ(f.done, "log");
  EXPECT_TRUE(f.store.commits.empty());
}

TEST(EffectRunner, AFailureOfTheStoreIsFatalOnceAndNothingIsDoneAfterIt) {
  Fixture f;
  f.store.broken = true;
  f.runner.run(event_effects("hr"));
  f.scheduler.run_ready();
  EXPECT_EQ(f.done, "fatal 磁盘已满");
  f.store.broken = false;
  f.runner.run(event_effects("court"));
  f.scheduler.run_ready();
  f.runner.commit();
  EXPECT_EQ(f.done, "fatal 磁盘已满");
  EXPECT_TRUE(f.store.commits.empty());
}

TEST(EffectRunner, AfterItsEndNothingIsCalledBack) {
  VirtualScheduler scheduler(start);
  CountingStore store;
  {
    EffectRunner runner(scheduler, store, scheduler.machine_clock(), {});
    runner.run({Persist{ClockRow{start}}});
  }
  scheduler.run_ready();
  EXPECT_TRUE(store.commits.empty());
}

}  // namespace
}  // namespace planwatch

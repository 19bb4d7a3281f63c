#include "daemon/app/feed_runner.h"

#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "tests/support/small_plan.h"
#include "tests/support/virtual_scheduler.h"

namespace planwatch {
namespace {

const Instant start = instant_at(make_date(2025, 7, 7), std::chrono::hours{10});

class FakeFetcher : public Fetcher {
 public:
  Result<Fetched> answer = Fetched{};
  FetchMemory given;
  Done waiting;
  bool answers = true;
  std::vector<std::string> settled;
  void fetch(const FeedSpec&, const FetchMemory& memory, Done done) override {
    given = memory;
    if (answers) return done(answer);
    waiting = std::move(done);
  }
  void settle(const FeedSpec&, const FetchedBody& done_with) override {
    settled.push_back(done_with.source);
  }
};

FetchedBody body(const std::string& source, const std::string& text) {
  return {source, text, "sha of " + source};
}

std::string csv(const std::string& month, const std::string& value) {
  return "统计期,报送日期,trainings\n2025-" + month + ",2025-07-07," + value + "\n";
}

struct Fixture {
  VirtualScheduler scheduler{start};
  FakeFetcher fetcher;
  std::unique_ptr<Store> store = make_memory_store();
  std::shared_ptr<const Configuration> configuration = SmallPlan::shared();
  std::vector<Event> events;
  std::vector<bool> fetched;
  FeedRunner runner{
      scheduler,
      fetcher,
      *store,
      scheduler.machine_clock(),
      {[this](Event event) { events.push_back(std::move(event)); }, [] { return start; },
       [this](const FeedId&, bool ok, std::chrono::duration<double>) { fetched.push_back(ok); }}};

  Fixture() { EXPECT_TRUE(store->use_plan(*configuration)); }
  void run(const char* feed = "hr") {
    runner.start(FeedId{feed}, configuration);
    scheduler.run_ready();
  }
};

TEST(FeedRunner, ANewBodyArrivesWithItsIdentity) {
  Fixture f;
  const std::string text = csv("06", "1400");
  f.fetcher.answer = Fetched{{body("june.csv", text)}};
  f.run();
  ASSERT_EQ(f.events.size(), 1u);
  const auto& arrived = std::get<ObservationsArrived>(f.events[0]);
  EXPECT_EQ(arrived.at, start);
  EXPECT_EQ(arrived.feed.text, "hr");
  EXPECT_EQ(arrived.extracted_with, f.configuration);
  EXPECT_EQ(arrived.extracted.delivery.source, "june.csv");
  EXPECT_EQ(arrived.extracted.delivery.sha256, "sha of june.csv");
  EXPECT_EQ(arrived.extracted.delivery.bytes, text.size());
  EXPECT_EQ(arrived.extracted.delivery.encoding, "utf-8");
  ASSERT_EQ(arrived.extracted.observations.size(), 1u);
  EXPECT_EQ(arrived.extracted.observations[0].value, Decimal(1400));
  EXPECT_EQ(f.fetched, std::vector<bool>{true});
}

TEST(FeedRunner, WhatWasDeliveredBeforeIsUnchanged) {
  Fixture f;
  f.fetcher.answer = Fetched{{body("june.csv", csv("06", "1400"))}};
  DeliveryRow row;
  row.id = 1;
  row.feed = FeedId{"hr"};
  row.received = start;
  row.delivery.source = "june.csv";
  row.delivery.sha256 = "sha of june.csv";
  ASSERT_TRUE(f.store->commit(std::vector<Row>{row}));
  f.run();
  ASSERT_EQ(f.events.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<FetchUnchanged>(f.events[0]));
  EXPECT_EQ(f.fetched, std::vector<bool>{true});
}

TEST(FeedRunner, NothingThereIsUnchangedToo) {
  Fixture f;
  f.run();
  ASSERT_EQ(f.events.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<FetchUnchanged>(f.events[0]));
}

TEST(FeedRunner, TheGoodBodiesOfAFetchCountWhenOneCannotBeRead) {
  Fixture f;
  f.fetcher.answer =
      Fetched{{body("may.csv", csv("05", "1200")), body("bad.csv", "no,such,columns\n1,2,3\n"),
               body("june.csv", csv("06", "1400"))}};
  f.run();
  ASSERT_EQ(f.events.size(), 3u);
  EXPECT_TRUE(std::holds_alternative<ObservationsArrived>(f.events[0]));
  EXPECT_TRUE(std::holds_alternative<ObservationsArrived>(f.events[1]));
  ASSERT_TRUE(std::holds_alternative<FeedFailed>(f.events[2])) << "the failure comes last";
  const std::string& message = std::get<FeedFailed>(f.events[2]).error.message;
  EXPECT_EQ(message.find("bad.csv"), 0u) << message;
  EXPECT_EQ(f.fetched, std::vector<bool>{false});
}

TEST(FeedRunner, AFileThatCouldNotBeFetchedFailsTheFeedAfterTheGoodOnes) {
  Fixture f;
  Fetched fetched{{body("june.csv", csv("06", "1400"))}};
  fetched.troubles.push_back({ErrorCode::too_large, false, "big.csv：超过上限"});
  fetched.troubles.push_back({ErrorCode::refused, false, "secret.csv：读不了"});
  f.fetcher.answer = fetched;
  f.run();
  ASSERT_EQ(f.events.size(), 2u);
  EXPECT_TRUE(std::get<ObservationsArrived>(f.events[0]).fetch_failed);
  EXPECT_EQ(std::get<FeedFailed>(f.events[1]).error.message,
            "big.csv：超过上限（另有 1 份也没有读成）");
  EXPECT_EQ(f.fetched, std::vector<bool>{false});
}

TEST(FeedRunner, ABodyThatIsKnownIsSettledAndANewOneIsNot) {
  Fixture f;
  f.fetcher.answer =
      Fetched{{body("june.csv", csv("06", "1400")), body("july.csv", csv("07", "1600"))}};
  DeliveryRow row;
  row.id = 1;
  row.feed = FeedId{"hr"};
  row.received = start;
  row.delivery.source = "june.csv";
  row.delivery.sha256 = "sha of june.csv";
  ASSERT_TRUE(f.store->commit(std::vector<Row>{row}));
  f.run();
  EXPECT_EQ(f.fetcher.settled, std::vector<std::string>{"june.csv"});
}

// The same small plan whose first feed reads a drop folder that it empties.
std::shared_ptr<const Configuration> with_done() {
  Configuration configuration = SmallPlan::configuration();
  for (FeedSpec& feed : configuration.feeds) {
    FileSource source;
    source.glob = "in/*.csv";
    source.done = "done";
    feed.transport = source;
  }
  return std::make_shared<const Configuration>(std::move(configuration));
}

TEST(FeedRunner, ADeliveredFileIsPutAwayAsSoonAsItIsKept) {
  Fixture f;
  f.configuration = with_done();
  f.fetcher.answer =
      Fetched{{body("june.csv", csv("06", "1400")), body("bad.csv", "no,such\n1,2\n")}};
  f.run();
  f.scheduler.run_for(FeedRunner::put_away_after * 2);
  EXPECT_TRUE(f.fetcher.settled.empty()) << "the store does not hold it yet";
  DeliveryRow row;
  row.id = 1;
  row.feed = FeedId{"hr"};
  row.received = start;
  row.delivery.source = "june.csv";
  row.delivery.sha256 = "sha of june.csv";
  ASSERT_TRUE(f.store->commit(std::vector<Row>{row}));
  f.scheduler.run_for(FeedRunner::put_away_after * 2);
  EXPECT_EQ(f.fetcher.settled, std::vector<std::string>{"june.csv"}) << "once, and not the bad one";
}

TEST(FeedRunner, WhatIsNeverKeptIsLeftToTheNextPoll) {
  Fixture f;
  f.configuration = with_done();
  f.fetcher.answer = Fetched{{body("june.csv", csv("06", "1400"))}};
  f.run();
  f.scheduler.run_for(FeedRunner::put_away_after * (FeedRunner::put_away_looks + 2));
  EXPECT_TRUE(f.fetcher.settled.empty());
  EXPECT_EQ(f.events.size(), 1u);
}

TEST(FeedRunner, AFetchThatFailsIsTheFeedsFailure) {
  Fixture f;
  f.fetcher.answer = fail(ErrorCode::timeout, "超时", true);
  f.run();
  ASSERT_EQ(f.events.size(), 1u);
  EXPECT_EQ(std::get<FeedFailed>(f.events[0]).error.message, "超时");
  EXPECT_EQ(f.fetched, std::vector<bool>{false});
}

TEST(FeedRunner, HandsOverWhatTheStoreRemembersAndPassesOnWhatIsNew) {
  Fixture f;
  ASSERT_TRUE(
      f.store->commit(std::vector<Row>{FeedMemoryRow{FeedId{"hr"}, {{"etag", "1"}, {"x", "y"}}}}));
  f.fetcher.answer = Fetched{{body("may.csv", csv("05", "1200")), body("june.csv", csv("06", "1"))},
                             {{"etag", "2"}}};
  f.run();
  EXPECT_EQ(f.fetcher.given, (FetchMemory{{"etag", "1"}, {"x", "y"}}));
  ASSERT_EQ(f.events.size(), 2u);
  EXPECT_FALSE(std::get<ObservationsArrived>(f.events[0]).memory);
  EXPECT_EQ(std::get<ObservationsArrived>(f.events[1]).memory, (FeedMemory{{"etag", "2"}}));
}

TEST(FeedRunner, WhatIsRememberedAlreadyIsNotWrittenAgain) {
  Fixture f;
  ASSERT_TRUE(f.store->commit(std::vector<Row>{FeedMemoryRow{FeedId{"hr"}, {{"etag", "1"}}}}));
  f.fetcher.answer = Fetched{{}, {{"etag", "1"}}};
  f.run();
  EXPECT_FALSE(std::get<FetchUnchanged>(f.events.at(0)).memory);
  f.fetcher.answer = Fetched{{}, {{"etag", "2"}}};
  f.run();
  const auto& unchanged = std::get<FetchUnchanged>(f.events.at(1));
  EXPECT_EQ(unchanged.memory, (FeedMemory{{"etag", "2"}}));
  EXPECT_EQ(unchanged.fetched_with, f.configuration);
}

TEST(FeedRunner, NothingIsRememberedOfAFetchThatFailedInPart) {
  Fixture f;
  f.fetcher.answer = Fetched{
      {body("june.csv", csv("06", "1400")), body("bad.csv", "no,such\n1,2\n")}, {{"etag", "2"}}};
  f.run();
  ASSERT_EQ(f.events.size(), 2u);
  EXPECT_FALSE(std::get<ObservationsArrived>(f.events[0]).memory);
}

TEST(FeedRunner, AFetchThatTakesLongIsSaidOnce) {
  Fixture f;
  f.fetcher.answers = false;
  f.run();
  f.scheduler.run_for(FeedRunner::slow_after - std::chrono::milliseconds{50});
  EXPECT_TRUE(f.events.empty());
  f.scheduler.run_for(std::chrono::seconds{5});
  ASSERT_EQ(f.events.size(), 1u);
  EXPECT_EQ(std::get<FetchSlow>(f.events[0]).feed.text, "hr");
  f.fetcher.waiting(Fetched{});
  f.scheduler.run_for(std::chrono::seconds{5});
  ASSERT_EQ(f.events.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<FetchUnchanged>(f.events[1]));
}

TEST(FeedRunner, AFeedThatWentAwayWithAReloadIsNotFetched) {
  Fixture f;
  f.run("gone");
  EXPECT_TRUE(f.events.empty());
}

}  // namespace
}  // namespace planwatch

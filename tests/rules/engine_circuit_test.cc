#include <set>

#include "gtest/gtest.h"

#include "rules/engine/circuit.h"
#include "rules/engine/fetch_queue.h"
#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

FeedSpec polled(seconds poll, const char* name = "court") {
  FeedSpec feed;
  feed.id = FeedId{name};
  feed.poll = poll;
  return feed;
}

TEST(Circuit, TheWaitDoublesWithEveryFailureFromTheFifthOn) {
  struct Row {
    int failures;
    seconds most;
  };
  const Row rows[] = {{0, minutes{10}}, {1, minutes{10}}, {4, minutes{10}},     {5, minutes{20}},
                      {6, minutes{40}}, {7, minutes{80}}, {8, minutes{160}},    {9, minutes{320}},
                      {10, hours{6}},   {11, hours{6}},   {1'000'000, hours{6}}};
  for (const Row& row : rows) {
    const seconds wait = wait_of(polled(minutes{10}), row.failures, false);
    EXPECT_LE(wait, row.most) << row.failures;
    EXPECT_GE(wait, row.failures < circuit_opens_after ? row.most : row.most - row.most / 8)
        << row.failures;
  }
}

TEST(Circuit, APollThatIsLongerThanTheLongestWaitStays) {
  EXPECT_EQ(wait_of(polled(hours{24}), 100, false), hours{24});
  EXPECT_EQ(wait_of(polled(hours{24}), 100, true), hours{24});
}

TEST(Circuit, AReportThatIsDueIsAskedForEveryHour) {
  EXPECT_EQ(wait_of(polled(minutes{10}), 100, true), hours{1});
  EXPECT_LE(wait_of(polled(minutes{10}), 5, true), minutes{20});
  EXPECT_EQ(wait_of(polled(hours{2}), 100, true), hours{2}) << "never more often than the poll";
}

TEST(Circuit, FeedsOfOneServerDoNotComeBackTogether) {
  std::set<seconds> waits;
  for (int i = 0; i < 100; ++i) {
    waits.insert(wait_of(polled(minutes{10}, ("feed" + std::to_string(i)).c_str()), 8, false));
  }
  EXPECT_GT(waits.size(), 80u);
  EXPECT_EQ(wait_of(polled(minutes{10}), 8, false), wait_of(polled(minutes{10}), 8, false));
}

// ---- in the engine ----

Configuration polled_every_ten_minutes() {
  Configuration c = without_reports();
  for (FeedSpec& feed : c.feeds) feed.poll = minutes{10};
  return c;
}

bool starts(const std::vector<Effect>& effects, const char* feed) {
  for (const StartFetch& one : effects_of<StartFetch>(effects)) {
    if (one.feed.text == feed) return true;
  }
  return false;
}

// Ticks every minute and fails every fetch of `feed`; the minutes at which it was started.
std::vector<int> minutes_of_tries(EngineUnderTest& engine, const char* feed, Instant from,
                                  int until) {
  std::vector<int> tries;
  for (int minute = 0; minute < until; ++minute) {
    const Instant now = from + minutes{minute};
    const auto effects = engine.tick(now);
    for (const StartFetch& one : effects_of<StartFetch>(effects)) {
      if (one.feed.text == feed) {
        tries.push_back(minute);
        engine.fail(feed, now);
      } else {
        engine.handle(FetchUnchanged{now, one.feed});
      }
    }
  }
  return tries;
}

TEST(Circuit, OpensAfterFiveFailuresLetsOneTryThroughAndClosesWithASuccess) {
  EngineUnderTest engine(polled_every_ten_minutes());
  const auto tries = minutes_of_tries(engine, "court", at(7, 1), 40);
  EXPECT_EQ(tries, (std::vector<int>{0, 10, 20, 30}));
  EXPECT_EQ(engine.feed("court", at(7, 1)).circuit, Circuit::closed);
  engine.tick(at(7, 1) + minutes{40});
  const auto opened = engine.fail("court", at(7, 1) + minutes{40});
  EXPECT_EQ(effects_of<Report>(opened).back().text,
            "feed fails again and again, it is asked less often");
  const FeedStatus open = engine.feed("court", at(7, 1) + minutes{40});
  EXPECT_EQ(open.circuit, Circuit::open);
  ASSERT_TRUE(open.next_attempt);
  EXPECT_GE(*open.next_attempt, at(7, 1) + minutes{40 + 17});
  EXPECT_LE(*open.next_attempt, at(7, 1) + minutes{40 + 20});
  EXPECT_FALSE(starts(engine.tick(at(7, 1) + minutes{50}), "court"));
  EXPECT_TRUE(starts(engine.tick(at(7, 1) + minutes{60}), "court"));
  EXPECT_EQ(engine.feed("court", at(7, 1) + minutes{60}).circuit, Circuit::half_open);
  engine.handle(FetchUnchanged{at(7, 1) + minutes{61}, FeedId{"court"}});
  EXPECT_EQ(engine.feed("court", at(7, 1) + minutes{61}).circuit, Circuit::closed);
  EXPECT_TRUE(starts(engine.tick(at(7, 1) + minutes{70}), "court"));
}

TEST(Circuit, TheOthersGoOnAsBefore) {
  EngineUnderTest engine(polled_every_ten_minutes());
  const auto court = minutes_of_tries(engine, "court", at(7, 1), 24 * 60);
  EXPECT_LT(court.size(), 16u);
  EXPECT_EQ(engine.feed("hr", at(7, 2)).state.failures, 0);
  EXPECT_EQ(engine.feed("hr", at(7, 2)).state.last_attempt, at(7, 2) - minutes{10});
}

// June's report is due on 7 July.
TEST(Circuit, ADueReportIsAskedForOnThatDayHoweverLongTheFeedHasFailed) {
  Configuration c = SmallPlan::configuration();
  for (FeedSpec& feed : c.feeds) feed.poll = minutes{10};
  for (int month = 1; month <= 5; ++month) {
    for (FeedSpec& feed : c.feeds) feed.due.skip.push_back(static_cast<unsigned>(month));
  }
  EngineUnderTest engine(c);
  const auto before = minutes_of_tries(engine, "court", at(7, 6, 0), 24 * 60);
  const auto on_the_day = minutes_of_tries(engine, "court", at(7, 7, 0), 24 * 60);
  EXPECT_LT(before.size(), 16u);
  EXPECT_EQ(on_the_day.front(), 0) << "with the day itself";
  EXPECT_GE(on_the_day.size(), 23u) << "and every hour";
}

// ---- by hand ----

TEST(Circuit, APersonMayHaveAFeedFetchedAtOnce) {
  EngineUnderTest engine(polled_every_ten_minutes());
  minutes_of_tries(engine, "court", at(7, 1), 24 * 60);
  ASSERT_EQ(engine.feed("court", at(7, 2)).circuit, Circuit::open);
  const auto effects = engine.act("张三", RetryFeed{FeedId{"court"}}, at(7, 2));
  EXPECT_TRUE(starts(effects, "court"));
  ASSERT_EQ(rows_of<PersonActionRow>(effects).size(), 1u);
  EXPECT_EQ(rows_of<PersonActionRow>(effects)[0].action, "retry feed");
  EXPECT_FALSE(engine.feed("court", at(7, 2)).up) << "until it succeeds";
  EXPECT_EQ(engine.alert("fetch", "court")->state, AlertState::firing);
  engine.fail("court", at(7, 2, 11));
  EXPECT_EQ(engine.feed("court", at(7, 2, 11)).circuit, Circuit::closed) << "polled as usual again";
}

TEST(Circuit, ARetryEndsAQuarantine) {
  EngineUnderTest first(polled_every_ten_minutes());
  first.tick(at(7, 1));
  for (const char* feed : {"hr", "tech"}) first.handle(FetchUnchanged{at(7, 1), FeedId{feed}});
  EngineUnderTest second = first.reborn(at(7, 1, 11));
  second.tick(at(7, 1, 11));
  EngineUnderTest third = second.reborn(at(7, 1, 12));
  third.tick(at(7, 1, 12));
  ASSERT_TRUE(third.feed("court", at(7, 1, 12)).state.quarantined_until);
  EXPECT_TRUE(starts(third.act("张三", RetryFeed{FeedId{"court"}}, at(7, 1, 12)), "court"));
  EXPECT_FALSE(third.feed("court", at(7, 1, 12)).state.quarantined_until);
  EXPECT_FALSE(third.feed("court", at(7, 1, 12)).up);
  EngineUnderTest fourth = third.reborn(at(7, 1, 13));
  EXPECT_TRUE(fourth.feed("court", at(7, 1, 13)).state.quarantined_until)
      << "it killed the process once more";
}

TEST(Circuit, WhatCannotBeRetriedIsRefused) {
  EngineUnderTest engine(polled_every_ten_minutes());
  struct Row {
    const char* feed;
    const char* why;
  };
  engine.tick(at(7, 1));
  for (const Row& row : {Row{"nobody", "没有这个"}, Row{"court", "正在取数"}}) {
    const auto effects = engine.act("张三", RetryFeed{FeedId{row.feed}}, at(7, 1));
    EXPECT_NE(refusal_in(effects).find(row.why), std::string::npos) << row.feed;
    EXPECT_TRUE(effects_of<StartFetch>(effects).empty());
  }
  const Actor unit{"李四", AccessRole::unit, UnitId{"法院"}, {}};
  EXPECT_NE(refusal_in(engine.act_as(unit, RetryFeed{FeedId{"court"}}, at(7, 1))), "");
}

// ---- many feeds ----

Configuration with_feeds(int count) {
  Configuration c = without_reports();
  const FeedSpec like = c.feeds[0];
  c.feeds.clear();
  for (int i = 0; i < count; ++i) {
    FeedSpec feed = like;
    feed.id = FeedId{"f" + std::to_string(i)};
    feed.poll = minutes{10};
    c.feeds.push_back(feed);
  }
  return c;
}

std::size_t started(const std::vector<Effect>& effects) {
  return effects_of<StartFetch>(effects).size();
}

TEST(FetchQueue, FewFeedsStartAtOnceAndOfManySoManyThatOthersFollow) {
  const auto most = static_cast<std::size_t>(FetchQueue::most_running);
  EXPECT_EQ(started(EngineUnderTest(with_feeds(256)).tick(at(7, 1))), 256u);
  EngineUnderTest engine(with_feeds(600));
  const auto first = engine.tick(at(7, 1));
  ASSERT_EQ(started(first), most);
  EXPECT_EQ(started(engine.tick(at(7, 1))), 0u);
  const auto next = engine.handle(FetchUnchanged{at(7, 1), FeedId{"f7"}});
  ASSERT_EQ(started(next), 1u) << "one is done, one follows at once";
  EXPECT_EQ(effects_of<StartFetch>(next)[0].feed.text, "f256") << "in order";
  EXPECT_EQ(started(engine.fail("f8", at(7, 1))), 1u);
  EXPECT_EQ(started(engine.deliver("f9", {{trainings, 6, "1400"}}, at(7, 1))), 1u);
}

TEST(FetchQueue, ASlowFetchGivesItsPlaceToOthers) {
  EngineUnderTest engine(with_feeds(600));
  engine.tick(at(7, 1));
  EXPECT_EQ(started(engine.handle(FetchSlow{at(7, 1), FeedId{"f0"}})), 1u);
  EXPECT_EQ(started(engine.handle(FetchSlow{at(7, 1), FeedId{"f0"}})), 0u) << "said twice";
  EXPECT_EQ(started(engine.handle(FetchSlow{at(7, 1), FeedId{"gone"}})), 0u);
  EXPECT_EQ(started(engine.handle(FetchUnchanged{at(7, 1), FeedId{"f0"}})), 0u)
      << "its place was given away already";
}

TEST(FetchQueue, ThoseThatFailedLastTimeNeverTakeAllPlaces) {
  EngineUnderTest engine(with_feeds(600));
  for (int i = 0; i < 300; ++i) engine.fail(("f" + std::to_string(i)).c_str(), at(7, 1));
  const auto effects = engine.tick(at(7, 1, 12));
  ASSERT_EQ(started(effects), static_cast<std::size_t>(FetchQueue::most_running));
  for (const StartFetch& one : effects_of<StartFetch>(effects)) {
    EXPECT_GE(std::stoi(one.feed.text.substr(1)), 300) << "those in good order go first";
  }
  std::size_t troubled = 0;
  for (int i = 300; i < 600; ++i) {
    const FeedId feed{"f" + std::to_string(i)};
    for (const StartFetch& one :
         effects_of<StartFetch>(engine.handle(FetchUnchanged{at(7, 1, 12), feed}))) {
      troubled += std::stoi(one.feed.text.substr(1)) < 300 ? 1 : 0;
    }
  }
  EXPECT_EQ(troubled, static_cast<std::size_t>(FetchQueue::most_troubled_running));
}

TEST(FetchQueue, AReloadKeepsCountOfWhatIsOnItsWay) {
  EngineUnderTest engine(with_feeds(600));
  engine.tick(at(7, 1));
  engine.handle(FetchSlow{at(7, 1), FeedId{"f3"}});
  engine.replace(with_feeds(500), at(7, 1));
  EXPECT_EQ(started(engine.tick(at(7, 1))), 0u) << "256 run still";
  EXPECT_EQ(started(engine.handle(FetchUnchanged{at(7, 1), FeedId{"f9"}})), 1u);
}

// ---- crashes ----

TEST(FetchQueue, SuspectsGoOneAtATimeSoThatOnlyTheGuiltyOneIsQuarantined) {
  EngineUnderTest first(with_feeds(5));
  EXPECT_EQ(started(first.tick(at(7, 1))), 5u);
  EngineUnderTest second = first.reborn(at(7, 1, 11));
  EXPECT_EQ(started(second.tick(at(7, 1, 11))), 1u) << "all five are suspects";
  EXPECT_EQ(started(second.handle(FetchUnchanged{at(7, 1, 11), FeedId{"f0"}})), 1u);
  EngineUnderTest third = second.reborn(at(7, 1, 12));
  const auto effects = third.tick(at(7, 1, 12));
  for (int i = 0; i < 5; ++i) {
    const FeedStatus feed = third.feed(("f" + std::to_string(i)).c_str(), at(7, 1, 12));
    EXPECT_EQ(feed.state.quarantined_until.has_value(), i == 1) << i;
    EXPECT_EQ(i == 1 && feed.next_attempt == feed.state.quarantined_until, i == 1);
  }
  EXPECT_EQ(third.told("fetch", "f1"), "fired:yellow:contact");
  bool logged = false;
  for (const Report& one : effects_of<Report>(effects)) {
    logged = logged || one.text.find("died twice") != std::string::npos;
  }
  EXPECT_TRUE(logged);
}

TEST(FetchQueue, AfterTheDayOneMoreCrashIsEnough) {
  EngineUnderTest first(with_feeds(1));
  first.tick(at(7, 1));
  EngineUnderTest second = first.reborn(at(7, 1, 11));
  second.tick(at(7, 1, 11));
  EngineUnderTest third = second.reborn(at(7, 1, 12));
  third.tick(at(7, 1, 12));
  EXPECT_EQ(started(third.tick(at(7, 2, 12))), 1u);
  EngineUnderTest fourth = third.reborn(at(7, 2, 13));
  EXPECT_TRUE(fourth.feed("f0", at(7, 2, 13)).state.quarantined_until);
}

// ---- memory ----

TEST(FeedMemory, IsWrittenWithTheFiguresItCameWith) {
  EngineUnderTest engine(without_reports());
  const FeedMemory memory{{"etag", "\"7\""}};
  struct Row {
    const char* what;
    bool more_to_come;
    bool failed;
    bool written;
  };
  for (const Row& row : {Row{"whole", false, false, true}, Row{"more to come", true, false, false},
                         Row{"a part failed", false, true, false}}) {
    ObservationsArrived event{at(7, 1), FeedId{"hr"}, engine.configuration(), {}};
    event.more_to_come = row.more_to_come;
    event.fetch_failed = row.failed;
    event.memory = memory;
    const auto rows = rows_of<FeedMemoryRow>(engine.handle(event));
    ASSERT_EQ(rows.size(), row.written ? 1u : 0u) << row.what;
    for (const FeedMemoryRow& one : rows) EXPECT_EQ(one.memory, memory);
  }
  ObservationsArrived silent{at(7, 1), FeedId{"hr"}, engine.configuration(), {}};
  EXPECT_TRUE(rows_of<FeedMemoryRow>(engine.handle(silent)).empty());
}

TEST(FeedMemory, OfAnotherConfigurationIsNotKept) {
  EngineUnderTest engine(without_reports());
  const auto old = engine.configuration();
  const FeedMemory memory{{"since", "2025-06-30"}};
  const FetchUnchanged unchanged{at(7, 1), FeedId{"hr"}, memory, old};
  EXPECT_EQ(rows_of<FeedMemoryRow>(engine.handle(unchanged)).size(), 1u);
  engine.replace(without_reports(), at(7, 1));
  EXPECT_TRUE(rows_of<FeedMemoryRow>(engine.handle(unchanged)).empty())
      << "it would hide what the new mapping has to read";
  ObservationsArrived arrived{at(7, 1), FeedId{"hr"}, old, {}};
  arrived.memory = memory;
  EXPECT_TRUE(rows_of<FeedMemoryRow>(engine.handle(arrived)).empty());
}

}  // namespace
}  // namespace planwatch

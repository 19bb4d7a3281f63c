#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

// What a drop folder's notice starts at that moment: "hr " for each fetch.
std::string started_by(EngineUnderTest& engine, const Event& event) {
  std::string started;
  for (const StartFetch& start : effects_of<StartFetch>(engine.handle(event))) {
    started += start.feed.text + " ";
  }
  return started;
}
FeedTouched touched(Instant when, const char* feed = "hr") {
  return {when, FeedId{feed}};
}

TEST(EngineTouched, AFetchStartsAtOnceAndThePollCountsFromThen) {
  EngineUnderTest engine;
  engine.tick(at(7, 1));
  engine.handle(FetchUnchanged{at(7, 1), FeedId{"hr"}});
  const auto effects = engine.handle(touched(at(7, 1, 12)));
  ASSERT_EQ(effects_of<StartFetch>(effects).size(), 1u);
  const auto rows = rows_of<FeedStateRow>(effects);
  ASSERT_EQ(rows.size(), 1u) << "marked in flight before it starts";
  EXPECT_TRUE(rows[0].in_flight);
  EXPECT_EQ(rows[0].last_attempt, at(7, 1, 12));
  engine.handle(FetchUnchanged{at(7, 1, 12), FeedId{"hr"}});
  EXPECT_EQ(started_by(engine, Tick{at(7, 1, 17)}), "") << "six hours a poll";
  EXPECT_EQ(started_by(engine, Tick{at(7, 1, 18)}), "hr ");
}

TEST(EngineTouched, InFlightItIsFetchedAgainAfterwards) {
  EngineUnderTest engine;
  engine.tick(at(7, 1));
  EXPECT_EQ(started_by(engine, touched(at(7, 1, 11))), "") << "never two of one feed at once";
  EXPECT_EQ(started_by(engine, Tick{at(7, 1, 11)}), "");
  engine.handle(FetchUnchanged{at(7, 1, 12), FeedId{"hr"}});
  EXPECT_EQ(started_by(engine, Tick{at(7, 1, 12)}), "hr ");
  engine.handle(FetchUnchanged{at(7, 1, 12), FeedId{"hr"}});
  EXPECT_EQ(started_by(engine, Tick{at(7, 1, 13)}), "") << "once";
}

TEST(EngineTouched, AFailureInBetweenDoesNotSwallowIt) {
  EngineUnderTest engine;
  engine.tick(at(7, 1));
  engine.handle(touched(at(7, 1, 11)));
  engine.fail("hr", at(7, 1, 12));
  EXPECT_EQ(started_by(engine, Tick{at(7, 1, 12)}), "hr ");
}

TEST(EngineTouched, QuarantineUnknownFeedsAndAClosedPlanStartNothing) {
  EngineUnderTest engine;
  EXPECT_EQ(started_by(engine, touched(at(7, 1), "no such feed")), "");
  engine.act("管理员", ClosePlan{"提前收官"}, at(7, 2));
  EXPECT_EQ(started_by(engine, touched(at(7, 2, 11))), "");
}

TEST(EngineTouched, AFeedInQuarantineStaysThere) {
  EngineUnderTest engine;
  engine.tick(at(7, 1));
  EngineUnderTest second = engine.reborn(at(7, 1, 11));  // it died in flight
  second.tick(at(7, 1, 11));
  EngineUnderTest third = second.reborn(at(7, 1, 12));
  ASSERT_TRUE(third.feed("hr", at(7, 1, 12)).state.quarantined_until);
  EXPECT_EQ(started_by(third, touched(at(7, 1, 12))), "");
}

}  // namespace
}  // namespace planwatch

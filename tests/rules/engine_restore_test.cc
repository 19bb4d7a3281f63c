#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

EngineUnderTest half_a_year() {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 3, "500", day(4, 7)}}, at(4, 7));
  engine.deliver("hr", {{trainings, 4, "300", day(5, 6)}, {trainings, 5, "1100", day(6, 5)}},
                 at(6, 5));
  engine.deliver("hr", {{trainings, 4, "620", day(6, 6)}}, at(6, 6));
  engine.deliver("court",
                 {{closing_rate, 5, "", day(6, 5), 90, 100},
                  {termination_rate, 5, "0.17", day(6, 5)},
                  {closing_days, 5, "80", day(6, 5)}},
                 at(6, 6));
  engine.progress(1, TaskState::in_progress, at(6, 6));
  engine.fail("tech", at(6, 6));
  engine.act("王五", Acknowledge{engine.alert_key("lights", closing_rate)}, at(6, 6, 11));
  engine.tick(at(6, 9));
  return engine;
}

TEST(EngineRestore, TheSameSnapshotAndNothingToldAgain) {
  const EngineUnderTest before = half_a_year();
  const Instant now = at(6, 9, 10);
  EngineUnderTest after = before.reborn(now);
  EXPECT_EQ(picture_of(*after.snapshot(now)), picture_of(*before.snapshot(now)));
  EXPECT_EQ(after.alert("lights", closing_rate)->acknowledged_by, "王五");
  EXPECT_EQ(after.ledger().size(), before.ledger().size());
  EXPECT_EQ(after.indicator(trainings, now).history.at(1).revision, 1);

  const auto effects = after.tick(now);
  EXPECT_TRUE(effects_of<Notify>(effects).empty());
  EXPECT_TRUE(rows_of<AlertRow>(effects).empty());
  EXPECT_TRUE(rows_of<LedgerRow>(effects).empty());
  EXPECT_EQ(picture_of(*after.snapshot(now)), picture_of(*before.snapshot(now)));
}

TEST(EngineRestore, TheSameDeliveriesAfterwardsAreRepeats) {
  EngineUnderTest after = half_a_year().reborn(at(6, 9));
  const auto effects = after.deliver("hr", {{trainings, 5, "1100", day(6, 5)}}, at(6, 9, 11));
  EXPECT_TRUE(observations_of(effects).empty());
  EXPECT_TRUE(effects_of<Notify>(effects).empty());
}

TEST(EngineRestore, NumbersGoOnWhereTheyStood) {
  const EngineUnderTest before = half_a_year();
  EngineUnderTest after = before.reborn(at(6, 9));
  const auto effects = after.deliver("tech", {{enterprises, 5, "101", day(6, 5)}}, at(6, 9));
  EXPECT_EQ(rows_of<DeliveryRow>(effects).at(0).id, before.stored().next_delivery_id);
  const auto opened = rows_of<LedgerRow>(effects);
  ASSERT_FALSE(opened.empty());
  for (const LedgerRow& row : before.ledger()) {
    EXPECT_LT(row.number, opened.back().number) << row.alert;
  }
}

TEST(EngineRestore, WhatChangedWhileItWasDeadIsToldByTheFirstTick) {
  EngineUnderTest engine;
  engine.handle(FetchUnchanged{at(6, 2), FeedId{"hr"}});
  engine.tick(at(6, 3));
  EngineUnderTest after = engine.reborn(at(8, 20));
  EXPECT_FALSE(effects_of<Notify>(after.tick(at(8, 20))).empty());
  EXPECT_NE(after.told("report", "hr:2025-06"), "");
}

TEST(EngineRestore, AFeedThatWasInFlightAtDeathIsTriedOnceMore) {
  EngineUnderTest engine;
  engine.tick(at(7, 1));
  EngineUnderTest second = engine.reborn(at(7, 1, 11));
  EXPECT_EQ(second.feed("hr", at(7, 1, 11)).state.crashes, 1);
  EXPECT_EQ(effects_of<StartFetch>(second.tick(at(7, 1, 11))).size(), 1u) << "one at a time";
  const auto next = second.handle(FetchUnchanged{at(7, 1, 11), FeedId{"hr"}});
  EXPECT_EQ(effects_of<StartFetch>(next).size(), 1u);
}

TEST(EngineRestore, InFlightAtTwoDeathsIsQuarantinedForADay) {
  EngineUnderTest first;
  first.tick(at(7, 1));
  first.handle(FetchUnchanged{at(7, 1), FeedId{"hr"}});
  first.handle(FetchUnchanged{at(7, 1), FeedId{"tech"}});
  EngineUnderTest second = first.reborn(at(7, 1, 11));
  second.tick(at(7, 1, 17));
  second.handle(FetchUnchanged{at(7, 1, 17), FeedId{"hr"}});
  second.handle(FetchUnchanged{at(7, 1, 17), FeedId{"tech"}});
  EngineUnderTest third = second.reborn(at(7, 1, 18));
  ASSERT_TRUE(third.feed("court", at(7, 1, 18)).state.quarantined_until);
  EXPECT_FALSE(third.feed("court", at(7, 1, 18)).up);
  for (const StartFetch& started : effects_of<StartFetch>(third.tick(at(7, 2, 9)))) {
    EXPECT_NE(started.feed.text, "court");
  }
  EXPECT_EQ(third.told("fetch", "court"), "fired:yellow:contact");
  bool started = false;
  for (const StartFetch& one : effects_of<StartFetch>(third.tick(at(7, 2, 18)))) {
    started = started || one.feed.text == "court";
  }
  EXPECT_TRUE(started) << "a day later it is tried again";
}

TEST(EngineRestore, AnswersBetweenDeathsClearTheCount) {
  EngineUnderTest first;
  first.tick(at(7, 1));
  EngineUnderTest second = first.reborn(at(7, 1, 11));
  second.tick(at(7, 1, 11));
  second.fail("court", at(7, 1, 12));
  second.tick(at(7, 1, 18));
  EngineUnderTest third = second.reborn(at(7, 1, 19));
  EXPECT_FALSE(third.feed("court", at(7, 1, 19)).state.quarantined_until);
}

}  // namespace
}  // namespace planwatch

#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

// The last reports, about December, are due on 5 January; this is that day at ten.
Instant january(unsigned day_of_month, int hour = 10) {
  return instant_at(make_date(2026, 1, day_of_month), TimeOfDay{hour * 60});
}
Date january_day(unsigned day_of_month) {
  return make_date(2026, 1, day_of_month);
}

// Every figure about December, of which `trains` misses its target and the rest meet theirs.
void deliver_december(EngineUnderTest& engine, Instant when) {
  const Date stated = local_date(when);
  engine.deliver("hr", {{trainings, 12, "2800", stated}}, when);
  engine.deliver("court",
                 {{closing_rate, 12, "0.98", stated},
                  {termination_rate, 12, "0.18", stated},
                  {closing_days, 12, "75", stated}},
                 when);
  engine.deliver("science", {{enterprises, 12, "172", stated}, {trains, 12, "19", stated}}, when);
}

// Closes on the day the last figure is known.
Configuration closing_at_once() {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.close_after_workdays = 0;
  return configuration;
}

std::vector<FinalVerdict> verdicts_of(const EngineUnderTest& engine, Instant now) {
  std::vector<FinalVerdict> verdicts;
  const auto snapshot = engine.snapshot(now);
  for (const IndicatorStatus& status : snapshot->indicators) {
    verdicts.push_back(status.verdict.value());
  }
  return verdicts;
}

TEST(EngineClosing, APlanClosesWhenItsLastReportIsIn) {
  EngineUnderTest engine(closing_at_once());
  engine.tick(january(5, 9));
  EXPECT_FALSE(engine.snapshot(january(5, 9))->closed);
  deliver_december(engine, january(5));
  const auto snapshot = engine.snapshot(january(5));
  ASSERT_TRUE(snapshot->closed);
  EXPECT_EQ(snapshot->closed->at, january(5));
  EXPECT_EQ(snapshot->closed->person, "") << "by itself";
  using enum FinalVerdict;
  EXPECT_EQ(verdicts_of(engine, january(5)),
            (std::vector<FinalVerdict>{met, met, met, met, met, not_met}));
}

TEST(EngineClosing, NotBeforeTheYearIsOver) {
  EngineUnderTest engine(closing_at_once());
  deliver_december(engine, at(12, 30));
  engine.tick(at(12, 31, 23));
  EXPECT_FALSE(engine.snapshot(at(12, 31, 23))->closed);
  engine.tick(january(1));
  EXPECT_TRUE(engine.snapshot(january(1))->closed);
}

TEST(EngineClosing, OneMissingReportKeepsItOpen) {
  EngineUnderTest engine(closing_at_once());
  const auto now = january(5);
  engine.deliver("hr", {{trainings, 12, "2800", january_day(5)}}, now);
  engine.deliver("court", {{closing_rate, 12, "0.98", january_day(5)}}, now);
  engine.tick(january(20));
  EXPECT_FALSE(engine.snapshot(january(20))->closed);
}

TEST(EngineClosing, WaitsTheWorkingDaysThatCorrectionsMayTake) {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.close_after_workdays = 3;
  EngineUnderTest engine(std::move(configuration));
  deliver_december(engine, january(5));
  engine.tick(january(7));
  EXPECT_FALSE(engine.snapshot(january(7))->closed);
  engine.deliver("science", {{trains, 12, "20", january_day(7)}}, january(7, 11));
  engine.tick(january(9));
  EXPECT_FALSE(engine.snapshot(january(9))->closed) << "the correction counts anew";
  engine.tick(january(12));
  ASSERT_TRUE(engine.snapshot(january(12))->closed);
  EXPECT_EQ(verdicts_of(engine, january(12)).back(), FinalVerdict::met);
}

TEST(EngineClosing, ByHandWithAReasonAndAVerdictForWhatIsMissing) {
  EngineUnderTest engine(closing_at_once());
  engine.deliver("hr", {{trainings, 11, "2900", day(12, 5)}}, at(12, 5));
  engine.deliver("court", {{closing_rate, 12, "", january_day(5), 0, 0}}, january(5));
  engine.act("督查 王", ClosePlan{""}, january(21));
  EXPECT_FALSE(engine.snapshot(january(21))->closed) << "not without a reason";
  engine.act("督查 王", ClosePlan{"其余单位不再报送"}, january(21));
  const auto snapshot = engine.snapshot(january(22));
  ASSERT_TRUE(snapshot->closed);
  EXPECT_EQ(snapshot->closed->person, "督查 王");
  EXPECT_EQ(snapshot->closed->reason, "其余单位不再报送");
  using enum FinalVerdict;
  EXPECT_EQ(verdicts_of(engine, january(22)),
            (std::vector<FinalVerdict>{met, not_judged, not_delivered, not_delivered, not_delivered,
                                       not_delivered}))
      << "trainings met their target in November already; the court had no business";
}

TEST(EngineClosing, AClosedPlanFetchesJudgesAndTellsNothingMore) {
  EngineUnderTest engine(closing_at_once());
  deliver_december(engine, january(5));
  const std::string before = picture_of(*engine.snapshot(january(5)));
  const std::size_t told = engine.notices().size();
  engine.deliver("science", {{trains, 12, "20", january_day(8)}}, january(8));
  for (unsigned d = 6; d <= 30; ++d) {
    const auto effects = engine.tick(january(d));
    EXPECT_TRUE(effects_of<StartFetch>(effects).empty());
  }
  EXPECT_EQ(engine.notices().size(), told);
  EXPECT_EQ(picture_of(*engine.snapshot(january(30))), before);
}

TEST(EngineClosing, ItsLedgerStaysOpenToBeClosedByHand) {
  EngineUnderTest engine(closing_at_once());
  engine.deliver("hr", {{trainings, 3, "10", day(4, 7)}}, at(4, 7));
  engine.deliver("hr", {{trainings, 4, "1000", day(5, 6)}}, at(5, 6));
  deliver_december(engine, january(5));
  ASSERT_TRUE(engine.snapshot(january(6))->closed);
  const LedgerRow waiting = engine.ledger().front();
  ASSERT_EQ(waiting.state, LedgerState::awaiting_closure);
  engine.act("督查 王", CloseLedger{waiting.number}, january(6));
  EXPECT_EQ(engine.ledger().front().state, LedgerState::closed);
}

TEST(EngineClosing, ReopenedItTakesACorrectionAndIsClosedByAPersonOnly) {
  EngineUnderTest engine(closing_at_once());
  deliver_december(engine, january(5));
  engine.act("督查 王", ReopenPlan{"更正年报"}, january(12));
  EXPECT_FALSE(engine.snapshot(january(12))->closed);
  engine.deliver("science", {{trains, 12, "20", january_day(13)}}, january(13));
  engine.tick(january(20));
  EXPECT_FALSE(engine.snapshot(january(20))->closed) << "everything is in, but a person opened it";
  engine.act("督查 王", ClosePlan{"更正完毕"}, january(21));
  EXPECT_EQ(verdicts_of(engine, january(21)).back(), FinalVerdict::met);
}

TEST(EngineClosing, SurvivesARestartAndAReload) {
  EngineUnderTest engine(closing_at_once());
  deliver_december(engine, january(5));
  const auto closed = verdicts_of(engine, january(5));
  EngineUnderTest reborn = engine.reborn(january(6));
  EXPECT_EQ(verdicts_of(reborn, january(6)), closed);
  Configuration stricter = closing_at_once();
  stricter.plan.indicators[0].target = Decimal(9999);
  const std::size_t told = reborn.notices().size();
  reborn.replace(std::move(stricter), january(7));
  reborn.tick(january(8));
  EXPECT_EQ(verdicts_of(reborn, january(8)), closed) << "a closed year is not judged by new rules";
  EXPECT_EQ(reborn.notices().size(), told);
}

TEST(EngineClosing, ACadenceWithAPeriodWithoutItsEventIsNotMet) {
  Configuration configuration = SmallPlan::configuration();
  Indicator& visits = configuration.plan.indicators[0];
  visits.kind = IndicatorKind::cadence;
  visits.schedule.kind = ScheduleKind::none;
  visits.target = Decimal(1);
  EngineUnderTest engine(std::move(configuration));
  engine.deliver("hr", {{trainings, 6, "0", day(7, 7)}}, at(7, 7));
  deliver_december(engine, january(5));
  engine.act("督查 王", ClosePlan{"年度终结"}, january(9));
  EXPECT_EQ(verdicts_of(engine, january(9)).front(), FinalVerdict::not_met);
}

}  // namespace
}  // namespace planwatch

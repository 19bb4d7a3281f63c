#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

// `trainings` and `closing_rate` due by the end of September; reports are due on the fifth of the
// next month: 9 October, after the holidays.
Configuration due_in_september() {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.indicators[0].due_month = 9;
  configuration.plan.indicators[1].due_month = 9;
  return configuration;
}

TEST(EngineDeadline, NearItAnUnfinishedCumulativeTargetIsBlueAndALevelIsNot) {
  EngineUnderTest engine(due_in_september());
  engine.deliver("hr", {{trainings, 8, "2600", day(9, 5)}}, at(9, 5));
  engine.deliver("court", {{closing_rate, 8, "0.985", day(9, 5)}}, at(9, 5));
  EXPECT_EQ(engine.indicator(trainings, at(9, 5)).light, Light::green) << "16 working days to go";
  const IndicatorStatus near = engine.indicator(trainings, at(9, 17));
  EXPECT_EQ(near.light, Light::blue);
  EXPECT_EQ(near.reason, Reason::near_deadline);
  EXPECT_EQ(engine.indicator(closing_rate, at(9, 17)).light, Light::green);
}

TEST(EngineDeadline, BlueDoesNotHideYellow) {
  EngineUnderTest engine(due_in_september());
  engine.deliver("hr", {{trainings, 8, "2000", day(9, 5)}}, at(9, 5));
  EXPECT_EQ(engine.indicator(trainings, at(9, 17)).light, Light::yellow);
}

TEST(EngineDeadline, OverdueOnlyAfterTheFinalReportWasDue) {
  EngineUnderTest engine(due_in_september());
  engine.deliver("hr", {{trainings, 8, "2600", day(9, 5)}}, at(9, 5));
  engine.tick(at(10, 9));
  const IndicatorStatus waiting = engine.indicator(trainings, at(10, 9));
  EXPECT_EQ(waiting.light, Light::green) << "the last light stays";
  EXPECT_TRUE(has(waiting.data, DataState::awaiting_final));
  EXPECT_FALSE(engine.alert("lights", trainings));

  engine.tick(at(10, 10));
  EXPECT_EQ(engine.indicator(trainings, at(10, 10)).light, Light::red);
  EXPECT_EQ(engine.alert("lights", trainings)->reason, Reason::overdue);
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact");
}

TEST(EngineDeadline, TheFinalFigureEndsOverdueEitherWay) {
  EngineUnderTest met(due_in_september());
  met.deliver("hr", {{trainings, 8, "2600", day(9, 5)}}, at(9, 5));
  met.tick(at(10, 10));
  EngineUnderTest missed = met.reborn(at(10, 11));
  met.deliver("hr", {{trainings, 9, "2800", day(10, 11)}}, at(10, 11));
  EXPECT_EQ(met.alert("lights", trainings)->state, AlertState::resolved);
  EXPECT_EQ(met.indicator(trainings, at(10, 11)).light, Light::green);

  missed.deliver("hr", {{trainings, 9, "2799", day(10, 11)}}, at(10, 11));
  EXPECT_EQ(missed.alert("lights", trainings)->reason, Reason::not_met_at_deadline);
  EXPECT_TRUE(is_firing(*missed.alert("lights", trainings)));
}

TEST(EngineDeadline, ATargetMetEarlyIsNotOverdue) {
  EngineUnderTest engine(due_in_september());
  engine.deliver("hr", {{trainings, 8, "2800", day(9, 5)}}, at(9, 5));
  engine.tick(at(9, 17));
  EXPECT_EQ(engine.indicator(trainings, at(9, 17)).light, Light::green);
  engine.tick(at(10, 20));
  EXPECT_FALSE(engine.alert("lights", trainings));
  EXPECT_TRUE(has(engine.indicator(trainings, at(10, 20)).data, DataState::awaiting_final));
}

TEST(EngineDeadline, NothingIsOverdueBeforeTheFirstLookAtItsFeed) {
  EngineUnderTest engine(due_in_september());
  engine.tick(at(10, 20));
  EXPECT_FALSE(engine.alert("lights", trainings));
  engine.handle(FetchUnchanged{at(10, 20, 11), FeedId{"hr"}});
  engine.tick(at(10, 21));
  EXPECT_EQ(engine.alert("lights", trainings)->reason, Reason::overdue);
}

TEST(EngineDeadline, InTheLastPeriodThereAreNoBands) {
  EngineUnderTest engine(due_in_september());
  engine.deliver("hr", {{trainings, 9, "2799", day(10, 9)}}, at(10, 9));
  const IndicatorStatus status = engine.indicator(trainings, at(10, 9));
  EXPECT_EQ(status.light, Light::red);
  EXPECT_EQ(status.reason, Reason::not_met_at_deadline);
}

}  // namespace
}  // namespace planwatch

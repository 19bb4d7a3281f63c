#include <algorithm>

#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

EngineUnderTest with_two_alerts() {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 5)}}, at(7, 5));
  engine.deliver("hr", {{trainings, 6, "550", day(7, 6)}}, at(7, 6));
  engine.deliver("court",
                 {{closing_rate, 6, "0.96", day(7, 5)},
                  {termination_rate, 6, "0.10", day(7, 5)},
                  {closing_days, 6, "70", day(7, 5)}},
                 at(7, 6));
  return engine;
}

TEST(EngineReload, TheSamePlanAgainTellsNobodyAnything) {
  EngineUnderTest engine = with_two_alerts();
  const std::string before = picture_of(*engine.snapshot(at(7, 7)));
  const std::size_t told = engine.notices().size();
  engine.replace(SmallPlan::configuration(), at(7, 7));
  engine.tick(at(7, 7));
  EXPECT_EQ(picture_of(*engine.snapshot(at(7, 7))), before);
  EXPECT_EQ(engine.notices().size(), told);
}

TEST(EngineReload, StateIsFoundByIdWhenIndicesMove) {
  EngineUnderTest engine = with_two_alerts();
  const IndicatorStatus before = engine.indicator(trainings, at(7, 7));
  Configuration moved = SmallPlan::configuration();
  std::reverse(moved.plan.indicators.begin(), moved.plan.indicators.end());
  std::reverse(moved.feeds.begin(), moved.feeds.end());
  const std::size_t told = engine.notices().size();
  engine.replace(moved, at(7, 7));
  const IndicatorStatus after = engine.indicator(trainings, at(7, 7));
  EXPECT_NE(after.indicator, before.indicator);
  EXPECT_EQ(after.light, before.light);
  EXPECT_EQ(after.latest->revision, 1);
  EXPECT_EQ(after.latest->assessment.value, Decimal(550));
  EXPECT_EQ(engine.feed("hr", at(7, 7)).state.last_success, at(7, 6));
  EXPECT_EQ(engine.notices().size(), told);
  // And it goes on: the next figure of the moved indicator finds its alert.
  engine.deliver("hr", {{trainings, 7, "1640", day(8, 5)}}, at(8, 5));
  EXPECT_EQ(engine.alert("lights", trainings)->state, AlertState::resolved);
}

TEST(EngineReload, ARemovedRuleClosesItsAlertsAndThatIsNoRecovery) {
  EngineUnderTest engine = with_two_alerts();
  Configuration without = SmallPlan::configuration();
  without.rules[0].indicators = {IndicatorId{closing_rate}};
  engine.replace(without, at(7, 7));
  EXPECT_EQ(engine.alert("lights", trainings)->state, AlertState::closed);
  EXPECT_TRUE(is_firing(*engine.alert("lights", closing_rate)));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact closed:red:contact");
  EXPECT_NE(engine.notices().back().text.find("规则变更"), std::string::npos);
  EXPECT_EQ(engine.notices().back().text.find("恢复，"), std::string::npos);
}

TEST(EngineReload, AChangedLimitIsJudgedAtOnce) {
  EngineUnderTest engine = with_two_alerts();
  Configuration stricter = SmallPlan::configuration();
  stricter.rules[0].yellow_widths[0].width = Decimal::of(1, 2);
  engine.replace(stricter, at(7, 7));
  EXPECT_EQ(engine.alert("lights", closing_rate)->level, Light::red);
  EXPECT_EQ(engine.told("lights", closing_rate), "fired:yellow:contact worsened:red:contact");
}

TEST(EngineReload, AnIndicatorThatIsGoneTakesItsAlertAlong) {
  EngineUnderTest engine = with_two_alerts();
  Configuration without = SmallPlan::configuration();
  without.plan.indicators.erase(without.plan.indicators.begin());
  without.feeds.erase(without.feeds.begin());
  engine.replace(without, at(7, 7));
  EXPECT_EQ(engine.alert("lights", trainings)->state, AlertState::closed);
  EXPECT_EQ(engine.snapshot(at(7, 7))->indicators.size(), 5u);
}

TEST(EngineReload, AClosedAlertCanFireAgainAsANewEpisode) {
  EngineUnderTest engine = with_two_alerts();
  Configuration without = SmallPlan::configuration();
  without.rules.clear();
  engine.replace(without, at(7, 7));
  engine.replace(SmallPlan::configuration(), at(7, 8));
  EXPECT_EQ(engine.alert("lights", trainings)->episode, 2);
  EXPECT_EQ(engine.told("lights", trainings),
            "fired:red:contact closed:red:contact fired:red:contact");
}

}  // namespace
}  // namespace planwatch

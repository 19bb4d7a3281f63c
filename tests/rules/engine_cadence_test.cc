#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

constexpr const char* visits = "visits";

Configuration with_visits() {
  Configuration c = SmallPlan::configuration();
  Indicator one = c.plan.indicators[5];
  one.id = IndicatorId{visits};
  one.name = visits;
  one.kind = IndicatorKind::cadence;
  one.target = Decimal(1);
  one.window = Window::quarter;
  one.period_months = 3;
  one.schedule.kind = ScheduleKind::none;
  c.plan.indicators.push_back(one);
  return c;
}

void deliver(EngineUnderTest& engine, unsigned quarter, int count, Date stated) {
  Extracted extracted;
  Observation o = observe(*engine.configuration(), {visits, quarter * 3, "0", stated});
  o.period = Period::quarter(2025, quarter);
  o.value = Decimal(count);
  extracted.observations = {o};
  engine.deliver("tech", std::move(extracted), instant_at(stated, std::chrono::hours{10}));
}

TEST(EngineCadence, AQuarterWithoutAVisitIsRedForGood) {
  EngineUnderTest engine(with_visits());
  deliver(engine, 1, 0, day(4, 7));
  EXPECT_EQ(engine.indicator(visits, at(4, 7)).light, Light::red);
  deliver(engine, 2, 3, day(7, 5));
  const IndicatorStatus status = engine.indicator(visits, at(7, 5));
  EXPECT_EQ(status.light, Light::red);
  EXPECT_EQ(status.reason, Reason::no_event_in_period) << "not the reason of the good quarter";
  ASSERT_EQ(status.history.size(), 2u);
  EXPECT_EQ(status.history[0].assessment.shown, Light::red) << "no later visit makes it good";
  EXPECT_EQ(status.history[1].assessment.light, Light::green);
  const auto alert = engine.alert("lights", visits);
  ASSERT_TRUE(alert && is_firing(*alert));
  EXPECT_EQ(alert->period, Period::quarter(2025, 1));
  EXPECT_EQ(engine.told("lights", visits), "fired:red:contact");
}

TEST(EngineCadence, OnlyACorrectionOfThatQuarterEndsIt) {
  EngineUnderTest engine(with_visits());
  deliver(engine, 1, 0, day(4, 7));
  deliver(engine, 2, 1, day(7, 5));
  deliver(engine, 1, 1, day(7, 10));
  EXPECT_EQ(engine.indicator(visits, at(7, 10)).light, Light::green);
  EXPECT_EQ(engine.alert("lights", visits)->state, AlertState::resolved);
  EXPECT_EQ(engine.told("lights", visits), "fired:red:contact correction:red:contact");
}

TEST(EngineCaughtUp, TheHistoryKeepsBothColours) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 5, "100", day(6, 5)}}, at(6, 5));
  engine.deliver("hr", {{trainings, 6, "1400", day(7, 5)}}, at(7, 5));
  const IndicatorStatus status = engine.indicator(trainings, at(7, 5));
  ASSERT_EQ(status.history.size(), 2u);
  EXPECT_EQ(status.history[0].assessment.light, Light::red);
  EXPECT_EQ(status.history[0].assessment.shown, Light::yellow);
  EXPECT_EQ(status.light, Light::green);
}

TEST(EngineGrey, AnAlertKeepsThePeriodAndReasonOfWhatFires) {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.indicators[1].min_denominator = Decimal(20);
  EngineUnderTest engine(configuration);
  engine.deliver("court", {{closing_rate, 5, "", day(6, 5), 50, 100}}, at(6, 5));
  engine.deliver("court", {{closing_rate, 6, "", day(7, 5), 5, 5}}, at(7, 5));
  const auto alert = engine.alert("lights", closing_rate);
  ASSERT_TRUE(alert && is_firing(*alert));
  EXPECT_EQ(alert->reason, Reason::missed);
  EXPECT_EQ(alert->period, Period::month(2025, 5));
  EXPECT_EQ(engine.indicator(closing_rate, at(7, 5)).reason, Reason::missed);
}

}  // namespace
}  // namespace planwatch

#include "daemon/app/judge_collected.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/small_plan.h"

// What `collect` foretells is what the daemon would do: the engine itself judges.
namespace planwatch {
namespace {

const Instant now = instant_at(make_date(2025, 7, 7), std::chrono::hours{10});

IndicatorIndex index_of(const Configuration& c, const char* id) {
  return *c.plan.find_indicator(IndicatorId{id});
}

class Judging : public testing::Test {
 protected:
  Observation figure(const char* id, unsigned month, Decimal value, unsigned day = 3) const {
    Observation o;
    o.indicator = index_of(*configuration_, id);
    o.area = AreaIndex{0};
    o.period = Period::month(2025, month);
    o.window = configuration_->plan.indicators[o.indicator.value].window;
    o.has_value = true;
    o.value = value;
    o.has_report_date = true;
    o.report_date = make_date(2025, month + 1, day);
    return o;
  }
  // The store's rows as if these had been accepted before.
  void know(const std::vector<Observation>& figures) {
    for (const Observation& o : figures) {
      known_.observations.push_back({o, 1, instant_at(o.report_date, std::chrono::hours{9})});
    }
    known_.next_delivery_id = 2;
  }
  JudgedDelivery judge(const std::vector<std::vector<Observation>>& bodies) const {
    std::vector<Extracted> extracted;
    for (const auto& figures : bodies) {
      extracted.emplace_back();
      extracted.back().delivery.source = "in/court.csv";
      extracted.back().observations = figures;
    }
    std::vector<const Extracted*> all;
    for (const Extracted& one : extracted) all.push_back(&one);
    return judge_collected({configuration_, FeedSelection::real, known_, now}, FeedId("court"),
                           all);
  }

  std::shared_ptr<const Configuration> configuration_ = SmallPlan::shared();
  Restored known_;
};

TEST_F(Judging, EveryFigureHasItsLightExpectedValueAndGap) {
  struct Case {
    const char* what;
    Observation given;
    Light light;
    std::optional<Decimal> expected;
  };
  const Case cases[] = {
      {"exactly on target", figure(closing_rate, 6, Decimal::of(98, 2)), Light::green,
       Decimal::of(98, 2)},
      {"missed narrowly", figure(closing_rate, 6, Decimal::of(96, 2)), Light::yellow,
       Decimal::of(98, 2)},
      {"missed", figure(closing_rate, 6, Decimal::of(90, 2)), Light::red, Decimal::of(98, 2)},
      {"half a year's count", figure(trainings, 6, Decimal(1400)), Light::green, Decimal(1400)},
      {"ten points behind", figure(trainings, 6, Decimal(1120)), Light::yellow, Decimal(1400)}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    const JudgedDelivery judged = judge({{c.given}});
    ASSERT_EQ(judged.figures.size(), 1U);
    const JudgedFigure& one = judged.figures[0];
    EXPECT_EQ(one.outcome, FigureOutcome::accepted);
    ASSERT_TRUE(one.judged);
    EXPECT_EQ(one.judged->assessment.light, c.light);
    EXPECT_EQ(one.judged->assessment.expected, c.expected);
    EXPECT_TRUE(one.judged->assessment.has_gap);
    EXPECT_FALSE(one.replaced);
    EXPECT_FALSE(one.previous);
    EXPECT_TRUE(one.findings.empty());
  }
}

TEST_F(Judging, WhatTheStoreKnowsStandsBeside) {
  know({figure(closing_rate, 5, Decimal::of(97, 2)), figure(closing_rate, 6, Decimal::of(99, 2)),
        figure(closing_days, 6, Decimal(80))});
  const JudgedDelivery judged = judge(
      {{figure(closing_rate, 6, Decimal::of(95, 2), 4), figure(closing_days, 6, Decimal(80))}});
  ASSERT_EQ(judged.figures.size(), 2U);
  const JudgedFigure& rate = judged.figures[0];
  EXPECT_EQ(rate.outcome, FigureOutcome::revised);
  ASSERT_TRUE(rate.replaced);
  EXPECT_EQ(rate.replaced->observation.value, Decimal::of(99, 2));
  EXPECT_EQ(rate.replaced->assessment.light, Light::green);
  ASSERT_TRUE(rate.previous);
  EXPECT_EQ(rate.previous->period, Period::month(2025, 5));
  ASSERT_TRUE(rate.judged);
  EXPECT_EQ(rate.judged->observation.value, Decimal::of(95, 2));
  EXPECT_EQ(judged.figures[1].outcome, FigureOutcome::repeated);
  ASSERT_TRUE(judged.figures[1].judged) << "what is known already has its light, too";
}

TEST_F(Judging, WhatCannotBeTrueIsHeldBackAndHasNoLight) {
  const JudgedDelivery judged = judge({{figure(closing_rate, 6, Decimal::of(107, 2))}});
  const JudgedFigure& one = judged.figures.at(0);
  EXPECT_EQ(one.outcome, FigureOutcome::quarantined);
  EXPECT_TRUE(one.findings.has(QualityFinding::ratio_out_of_range));
  EXPECT_FALSE(one.judged);
}

TEST_F(Judging, WhatIsOddIsJudgedAndSaid) {
  know({figure(trainings, 5, Decimal(1200))});
  const JudgedDelivery judged = judge({{figure(trainings, 6, Decimal(1100))}});
  const JudgedFigure& one = judged.figures.at(0);
  EXPECT_EQ(one.outcome, FigureOutcome::accepted);
  EXPECT_TRUE(one.findings.has(QualityFinding::cumulative_falls));
  EXPECT_TRUE(one.judged);
}

TEST_F(Judging, BodiesOfOneFetchAreJudgedTogether) {
  const JudgedDelivery judged =
      judge({{figure(closing_rate, 5, Decimal::of(97, 2))},
             {},
             {figure(closing_rate, 6, Decimal::of(99, 2)), figure(closing_days, 6, Decimal(70))}});
  ASSERT_EQ(judged.figures.size(), 3U);
  EXPECT_EQ(judged.figures[0].judged->assessment.light, Light::yellow);
  ASSERT_TRUE(judged.figures[1].previous);
  EXPECT_EQ(judged.figures[1].previous->observation.value, Decimal::of(97, 2));
  EXPECT_EQ(judged.figures[2].judged->assessment.light, Light::green);
}

TEST_F(Judging, WhatThePlanDoesNotTakeIsSaidWithItsReason) {
  Observation monthly = figure(trainings, 6, Decimal(100));
  monthly.window = Window::month;
  const JudgedDelivery judged = judge({{monthly, figure(trainings, 6, Decimal(1400))}});
  ASSERT_EQ(judged.figures.size(), 2U);
  EXPECT_FALSE(judged.figures[0].not_taken.empty());
  EXPECT_FALSE(judged.figures[0].judged);
  EXPECT_EQ(judged.figures[1].outcome, FigureOutcome::accepted)
      << "its neighbour's trouble is not its own";
}

TEST_F(Judging, AClosedPlanJudgesNothing) {
  const Plan& plan = configuration_->plan;
  known_.closures.push_back({plan.id, plan.year, true, now, "王五", "", {}});
  EXPECT_TRUE(judge({{figure(closing_rate, 6, Decimal::of(97, 2))}}).plan_closed);
}

}  // namespace
}  // namespace planwatch

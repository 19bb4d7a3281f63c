#include <algorithm>
#include <array>
#include <set>

#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

struct Delivered {
  const char* feed;
  Figure figure;
  unsigned received_day;  // of July
};

TEST(EngineJudging, TheEndStateDoesNotDependOnTheOrderOfArrival) {
  const Delivered deliveries[] = {
      {"hr", {trainings, 4, "400", day(5, 5)}, 1},
      {"hr", {trainings, 5, "1200", day(6, 5)}, 1},
      {"hr", {trainings, 5, "700", day(6, 20)}, 1},  // corrects the one before
      {"hr", {trainings, 6, "1390", day(7, 5)}, 1},
      {"court", {closing_rate, 5, "0.90", day(6, 5)}, 1},
      {"court", {closing_rate, 6, "0.97", day(7, 5)}, 1},
  };
  std::array<std::size_t, 6> order{0, 1, 2, 3, 4, 5};
  std::set<std::string> pictures;
  do {
    EngineUnderTest engine;
    unsigned received = 6;
    for (const std::size_t i : order) {
      engine.deliver(deliveries[i].feed, {deliveries[i].figure}, at(7, received++));
    }
    pictures.insert(picture_of(*engine.snapshot(at(7, 20))));
  } while (std::next_permutation(order.begin(), order.end()));
  ASSERT_EQ(pictures.size(), 1u) << *pictures.begin() << "\n\nand\n\n" << *pictures.rbegin();
  EXPECT_NE(pictures.begin()->find("2025-05=700:yellow"), std::string::npos) << *pictures.begin();
  EXPECT_NE(pictures.begin()->find("/closing_rate/620702/2025 firing yellow"), std::string::npos)
      << *pictures.begin();
}

TEST(EngineJudging, AFigureIsComparedWithTheEndOfItsPeriodAndNotWithToday) {
  // 1400 of 2800 is exactly on schedule on 30 June, and far behind it in November.
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1400", day(11, 20)}}, at(11, 20));
  const IndicatorStatus status = engine.indicator(trainings, at(11, 20));
  EXPECT_EQ(status.light, Light::green);
  EXPECT_EQ(status.latest->assessment.expected, Decimal(1400));
  EXPECT_FALSE(engine.alert("lights", trainings));
}

struct LightRow {
  const char* indicator;
  const char* feed;
  const char* value;  // of June
  Light light;
};

const LightRow light_table[] = {
    {trainings, "hr", "1400", Light::green},
    {trainings, "hr", "1399", Light::attention},  // 0.04 points behind
    {trainings, "hr", "1120", Light::yellow},     // exactly 10 points
    {trainings, "hr", "560", Light::yellow},      // exactly 30 points
    {trainings, "hr", "559", Light::red},
    {closing_rate, "court", "0.98", Light::green},
    {closing_rate, "court", "0.9799", Light::yellow},
    {closing_rate, "court", "0.95", Light::yellow},
    {closing_rate, "court", "0.9499", Light::red},
    {termination_rate, "court", "0.18", Light::green},
    {termination_rate, "court", "0.2101", Light::red},
    {closing_days, "court", "75", Light::green},
    {closing_days, "court", "83", Light::yellow},
    {closing_days, "court", "83.1", Light::red},
    {enterprises, "tech", "136", Light::green},
    {enterprises, "tech", "114", Light::red},
};

TEST(EngineJudging, TheLimitsBelongToTheBetterColour) {
  for (const LightRow& row : light_table) {
    EngineUnderTest engine;
    engine.deliver(row.feed, {{row.indicator, 6, row.value, day(7, 5)}}, at(7, 5));
    EXPECT_EQ(engine.indicator(row.indicator, at(7, 5)).light, row.light)
        << row.indicator << " " << row.value;
    const auto alert = engine.alert("lights", row.indicator);
    EXPECT_EQ(alert.has_value(), row.light >= Light::yellow) << row.indicator << " " << row.value;
    EXPECT_EQ(alert ? alert->level : row.light, row.light) << row.indicator << " " << row.value;
  }
}

TEST(EngineJudging, ACorrectionIsToldAsOneAndNotAsFiredOrRecovered) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "500", day(7, 5)}}, at(7, 5));
  engine.deliver("hr", {{trainings, 6, "1000", day(7, 8)}}, at(7, 8));
  engine.deliver("hr", {{trainings, 6, "1400", day(7, 10)}}, at(7, 10));
  engine.deliver("hr", {{trainings, 6, "900", day(7, 12)}}, at(7, 12));
  EXPECT_EQ(engine.told("lights", trainings),
            "fired:red:contact correction:yellow:contact correction:yellow:contact "
            "correction:yellow:contact");
  std::string titles;
  for (const Notice& notice : engine.notices()) titles += notice.title + "\n";
  EXPECT_NE(titles.find("【更正：红灯→黄灯】人社局"), std::string::npos) << titles;
  EXPECT_NE(titles.find("【更正：黄灯→无预警】人社局"), std::string::npos) << titles;
  EXPECT_NE(titles.find("【更正：无预警→黄灯】人社局"), std::string::npos) << titles;
}

TEST(EngineJudging, ANewPeriodWorsensEasesAndRecovers) {
  EngineUnderTest engine;
  engine.deliver("court", {{closing_rate, 3, "0.96", day(4, 7)}}, at(4, 7));
  engine.deliver("court", {{closing_rate, 4, "0.90", day(5, 6)}}, at(5, 6));
  engine.deliver("court", {{closing_rate, 5, "0.97", day(6, 5)}}, at(6, 5));
  engine.deliver("court", {{closing_rate, 6, "0.98", day(7, 5)}}, at(7, 5));
  EXPECT_EQ(engine.told("lights", closing_rate),
            "fired:yellow:contact worsened:red:contact eased:yellow:contact "
            "resolved:yellow:contact");
  EXPECT_EQ(engine.alert("lights", closing_rate)->state, AlertState::resolved);
}

TEST(EngineJudging, AFigureThatCameAndWasRevisedInOneDeliveryIsNewsAndNotACorrection) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1400", day(7, 5)}, {trainings, 6, "500", day(7, 8)}},
                 at(7, 9));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact");
}

TEST(EngineJudging, ANewPeriodBesideARevisionIsNewsAndNotACorrection) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 5, "1200", day(6, 5)}}, at(6, 5));
  engine.deliver("hr", {{trainings, 5, "1190", day(7, 5)}, {trainings, 6, "500", day(7, 5)}},
                 at(7, 5));
  EXPECT_EQ(engine.told("lights", trainings), "fired:red:contact");
}

TEST(EngineJudging, MissingDataKeepsAFiringRedWithTheDataStateBesideIt) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 3, "10", day(4, 7)}}, at(4, 7));
  ASSERT_EQ(engine.alert("lights", trainings)->level, Light::yellow);
  engine.deliver("hr", {{trainings, 5, "20", day(6, 5)}}, at(6, 5));
  for (unsigned month = 7; month <= 10; ++month) engine.tick(at(month, 10));
  const IndicatorStatus status = engine.indicator(trainings, at(10, 10));
  EXPECT_EQ(status.light, Light::red);
  EXPECT_TRUE(has(status.data, DataState::stale));
  EXPECT_TRUE(has(status.data, DataState::late)) << "September's report";
  EXPECT_TRUE(is_firing(*engine.alert("lights", trainings)));
}

TEST(EngineJudging, ASmallSampleIsGreyBesideAFiringRed) {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.indicators[1].min_denominator = Decimal(20);
  EngineUnderTest engine(configuration);
  engine.deliver("court", {{closing_rate, 5, "", day(6, 5), 50, 100}}, at(6, 5));
  engine.deliver("court", {{closing_rate, 6, "", day(7, 5), 5, 5}}, at(7, 5));
  const IndicatorStatus status = engine.indicator(closing_rate, at(7, 5));
  EXPECT_EQ(status.latest->assessment.light, Light::grey);
  EXPECT_EQ(status.light, Light::red);
  EXPECT_TRUE(has(status.data, DataState::small_sample));
  EXPECT_EQ(engine.told("lights", closing_rate), "fired:red:contact");
}

TEST(EngineJudging, WithoutBusinessThereIsNoLightAndNoAlert) {
  EngineUnderTest engine;
  engine.deliver("court", {{closing_rate, 6, "", day(7, 5), 0, 0}}, at(7, 5));
  const IndicatorStatus status = engine.indicator(closing_rate, at(7, 5));
  EXPECT_EQ(status.light, Light::grey);
  EXPECT_TRUE(has(status.data, DataState::no_business));
  EXPECT_FALSE(engine.alert("lights", closing_rate));
}

TEST(EngineJudging, HoldAndRecoveryAreCountedInReports) {
  Configuration configuration = SmallPlan::configuration();
  configuration.rules[0].for_reports = 2;
  configuration.rules[0].recover_reports = 2;
  EngineUnderTest engine(configuration);
  engine.deliver("court", {{closing_rate, 1, "0.90", day(2, 5)}}, at(2, 5));
  EXPECT_EQ(engine.alert("lights", closing_rate)->state, AlertState::pending);
  EXPECT_EQ(engine.told("lights", closing_rate), "");
  engine.deliver("court", {{closing_rate, 2, "0.90", day(3, 5)}}, at(3, 5));
  EXPECT_EQ(engine.told("lights", closing_rate), "fired:red:contact");
  engine.deliver("court", {{closing_rate, 3, "0.99", day(4, 7)}}, at(4, 7));
  EXPECT_TRUE(is_firing(*engine.alert("lights", closing_rate)));
  engine.deliver("court", {{closing_rate, 4, "0.99", day(5, 6)}}, at(5, 6));
  EXPECT_EQ(engine.alert("lights", closing_rate)->state, AlertState::resolved);
}

}  // namespace
}  // namespace planwatch

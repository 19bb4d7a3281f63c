#include "gtest/gtest.h"

#include "rules/engine/explain.h"
#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

Bands by_area() {
  Bands bands;
  bands.id = BandsId{"area"};
  bands.compare = Compare::area_above;
  bands.bands = {{Light::green, std::nullopt, false, Decimal(0), true, {}},
                 {Light::yellow, Decimal(0), false, Decimal(3), true, {}},
                 {Light::red, Decimal(3), false, std::nullopt, false, {}}};
  return bands;
}
Bands by_days() {
  Bands bands;
  bands.id = BandsId{"days"};
  bands.compare = Compare::days_to_deadline;
  bands.bands = {{Light::green, Decimal(30), false, std::nullopt, false, {}},
                 {Light::yellow, Decimal(10), true, Decimal(30), true, {}},
                 {Light::red, std::nullopt, false, Decimal(10), false, {}}};
  return bands;
}

Configuration with_bands(const Bands& bands) {
  Configuration c = SmallPlan::configuration();
  c.bands.push_back(bands);
  c.rules[0].bands = bands.id;
  return c;
}
Configuration under_a_city() {
  Configuration c = with_bands(by_area());
  c.plan.areas[0].parent = AreaCode{"620700"};
  c.plan.areas.push_back({AreaCode{"620700"}, "张掖市", "Zhangye", std::nullopt});
  return c;
}

void deliver_rate(EngineUnderTest& engine, std::uint32_t area, const char* value,
                  unsigned stated_day, Instant when) {
  Extracted extracted;
  extracted.observations.push_back(
      observe(*engine.configuration(), {closing_rate, 6, value, day(7, stated_day)}));
  extracted.observations.back().area = AreaIndex{area};
  engine.deliver("court", std::move(extracted), when);
}
IndicatorStatus rate_of_district(const EngineUnderTest& engine, Instant now) {
  return engine.snapshot(now)->indicators.at(2);  // the second indicator of two areas
}
std::string explanation(const EngineUnderTest& engine, const IndicatorStatus& status, Instant now) {
  std::string text;
  for (const auto& part : explain_indicator(*engine.snapshot(now), status, {}, Lang::zh)) {
    for (const std::string& line : part.lines) text += line + "\n";
  }
  return text;
}

TEST(EngineCompare, TheCitysFigureLightsTheDistrictWhenItComes) {
  EngineUnderTest engine(under_a_city());
  deliver_rate(engine, 0, "0.90", 5, at(7, 5));
  EXPECT_EQ(rate_of_district(engine, at(7, 5)).light, Light::grey);
  EXPECT_EQ(rate_of_district(engine, at(7, 5)).reason, Reason::no_area_above);
  deliver_rate(engine, 1, "0.92", 6, at(7, 6));
  const IndicatorStatus behind = rate_of_district(engine, at(7, 6));
  EXPECT_EQ(behind.light, Light::yellow);
  EXPECT_EQ(behind.reason, Reason::behind_area_above);
  EXPECT_EQ(engine.told("lights", closing_rate), "fired:yellow:contact");
  const std::string notice = engine.alert("lights", closing_rate)->summary;
  EXPECT_NE(notice.find("落后于上级（92.0%）2.0个百分点"), std::string::npos) << notice;
  const std::string text = explanation(engine, behind, at(7, 6));
  EXPECT_NE(text.find("上级同期：92.0%"), std::string::npos) << text;
  EXPECT_NE(text.find("(0.92 - 0.90) x 100 = 2"), std::string::npos) << text;
  EXPECT_NE(text.find("与上级同期比"), std::string::npos) << text;
}

TEST(EngineCompare, AnAreaAboveThePlansOwnIsNeverTheSumOfThePartsThatThePlanKnows) {
  EngineUnderTest engine(under_a_city());
  engine.deliver("court", {{closing_rate, 6, "", day(7, 5), 90, 100}}, at(7, 5));
  EXPECT_EQ(rate_of_district(engine, at(7, 5)).reason, Reason::no_area_above);
}

TEST(EngineCompare, ARevisedFigureAboveIsACorrectionBelow) {
  EngineUnderTest engine(under_a_city());
  deliver_rate(engine, 1, "0.92", 5, at(7, 5));
  deliver_rate(engine, 0, "0.90", 6, at(7, 6));
  deliver_rate(engine, 1, "0.96", 8, at(7, 8));
  EXPECT_EQ(engine.told("lights", closing_rate), "fired:yellow:contact correction:red:contact");
}

TEST(EngineCompare, DaysRunOutWithoutAnyNewReport) {
  EngineUnderTest engine(with_bands(by_days()));
  engine.deliver("hr", {{trainings, 11, "2000", day(12, 5)}}, at(12, 1));
  const auto light = [&](unsigned d) {
    engine.tick(at(12, d));
    return engine.indicator(trainings, at(12, d)).light;
  };
  EXPECT_EQ(engine.indicator(trainings, at(11, 30)).light, Light::green) << "31 days left";
  EXPECT_EQ(light(1), Light::yellow);
  EXPECT_EQ(light(21), Light::yellow);
  EXPECT_EQ(light(22), Light::red);
  const std::string told = engine.told("lights", trainings);
  EXPECT_TRUE(told.starts_with("fired:yellow:contact")) << told;
  EXPECT_NE(told.find("worsened:red:contact"), std::string::npos) << told;
  const std::string text = explanation(engine, engine.indicator(trainings, at(12, 22)), at(12, 22));
  EXPECT_NE(text.find("未完成，按剩余天数亮灯"), std::string::npos) << text;
  EXPECT_NE(text.find("10 <= d <= 30 黄"), std::string::npos) << text;
  engine.deliver("hr", {{trainings, 11, "2800", day(12, 23)}}, at(12, 23));
  EXPECT_EQ(engine.indicator(trainings, at(12, 23)).light, Light::green);
  EXPECT_EQ(engine.alert("lights", trainings)->state, AlertState::resolved);
}

TEST(EngineCompare, WhatNoFigureIsKnownOfIsNotUnfinished) {
  EngineUnderTest engine(with_bands(by_days()));
  engine.tick(at(12, 22));
  EXPECT_EQ(engine.indicator(trainings, at(12, 22)).light, Light::grey);
  EXPECT_FALSE(engine.alert("lights", trainings));
}

TEST(EngineCompare, ATaskThatNobodyClosedIsLitByTheDays) {
  Configuration c = with_bands(by_days());
  c.task_rule.bands = BandsId{"days"};
  EngineUnderTest engine(c);
  engine.progress(4, TaskState::done, at(11, 20));
  engine.tick(at(11, 30));
  EXPECT_EQ(engine.task(4, at(11, 30)).light, Light::green);
  engine.tick(at(12, 1));
  EXPECT_EQ(engine.task(4, at(12, 1)).light, Light::yellow);
  EXPECT_EQ(engine.task(4, at(12, 1)).reason, Reason::by_days_left);
  EXPECT_EQ(engine.alert("task", "4")->level, Light::yellow);
  engine.progress(4, TaskState::done, at(12, 2), "王某");
  EXPECT_EQ(engine.task(4, at(12, 2)).light, Light::green);
}

TEST(EngineTargets, WhatIsShownIsTheTargetOfTheLatestPeriod) {
  Configuration c = SmallPlan::configuration();
  c.plan.indicators[1].targets = {{Decimal::of(95, 2), 1, 6}, {Decimal::of(98, 2), 7, 12}};
  EngineUnderTest engine(c);
  const auto shown = [&](unsigned month, unsigned d) {
    const auto snapshot = engine.snapshot(at(month, d));
    return shown_target(*snapshot, snapshot->indicators.at(1));
  };
  EXPECT_EQ(shown(6, 30), Decimal::of(95, 2)) << "today's, without a figure";
  EXPECT_EQ(shown(7, 1), Decimal::of(98, 2));
  engine.deliver("court", {{closing_rate, 6, "0.90", day(7, 5)}}, at(7, 5));
  EXPECT_EQ(shown(8, 1), Decimal::of(95, 2)) << "June's, until July is in";
  EXPECT_NE(engine.notices().front().text.find("≥95%"), std::string::npos)
      << engine.notices().front().text;
  engine.deliver("court", {{closing_rate, 7, "0.95", day(8, 5)}}, at(8, 5));
  EXPECT_EQ(shown(8, 5), Decimal::of(98, 2));
  EXPECT_EQ(engine.indicator(closing_rate, at(8, 5)).light, Light::yellow);
  const std::string text = explanation(engine, engine.indicator(closing_rate, at(8, 5)), at(8, 5));
  EXPECT_NE(text.find("目标：≥98%"), std::string::npos) << text;
  EXPECT_NE(text.find("1月至6月：≥95%"), std::string::npos) << text;
}

}  // namespace
}  // namespace planwatch

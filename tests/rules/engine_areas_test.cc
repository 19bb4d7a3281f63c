#include <algorithm>
#include <array>
#include <set>

#include "gtest/gtest.h"

#include "rules/engine/explain.h"
#include "rules/judge/judge.h"
#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

// 甘州区 with two townships, one of them with two villages.
constexpr AreaIndex district{0}, town_a{1}, town_b{2}, village_1{3}, village_2{4};

Configuration with_townships() {
  Configuration c = SmallPlan::configuration();
  const AreaCode root = c.plan.area;
  c.plan.areas.push_back({AreaCode{"620702001"}, "甲镇", "A", root});
  c.plan.areas.push_back({AreaCode{"620702002"}, "乙镇", "B", root});
  return c;
}
Configuration with_villages() {
  Configuration c = with_townships();
  const AreaCode town{"620702002"};
  c.plan.areas.push_back({AreaCode{"620702002001"}, "一村", "V1", town});
  c.plan.areas.push_back({AreaCode{"620702002002"}, "二村", "V2", town});
  return c;
}

Observation in_area(const EngineUnderTest& engine, AreaIndex area, const Figure& figure) {
  Observation o = observe(*engine.configuration(), figure);
  o.area = area;
  return o;
}

struct AreaFigure {
  AreaIndex area;
  Figure figure;
};
void deliver(EngineUnderTest& engine, const char* feed, const std::vector<AreaFigure>& figures,
             Instant when) {
  Extracted extracted;
  for (const AreaFigure& one : figures) {
    extracted.observations.push_back(in_area(engine, one.area, one.figure));
  }
  engine.deliver(feed, std::move(extracted), when);
}

IndicatorStatus status_of(const EngineUnderTest& engine, const char* id, AreaIndex area,
                          Instant now) {
  const Plan& plan = engine.configuration()->plan;
  const auto index = plan.find_indicator(IndicatorId{id}).value();
  return engine.snapshot(now)->indicators.at(index.value * plan.areas.size() + area.value);
}

Figure rate(unsigned month, std::int64_t numerator, std::int64_t denominator) {
  return {closing_rate, month, "", day(month + 1, 5), numerator, denominator};
}
Figure count(unsigned month, const char* value, unsigned stated_day = 5) {
  return {trainings, month, value, day(month + 1, stated_day)};
}

std::string explanation(const EngineUnderTest& engine, const IndicatorStatus& status, Instant now) {
  std::string text;
  for (const auto& part : explain_indicator(*engine.snapshot(now), status, {}, Lang::zh)) {
    for (const std::string& line : part.lines) text += line + "\n";
  }
  return text;
}

TEST(EngineAreas, ADistrictsRatioIsThatOfItsSummedParts) {
  EngineUnderTest engine(with_townships());
  deliver(engine, "court", {{town_a, rate(6, 9, 10)}, {town_b, rate(6, 495, 990)}}, at(7, 6));
  const IndicatorStatus whole = status_of(engine, closing_rate, district, at(7, 6));
  ASSERT_TRUE(whole.latest);
  EXPECT_TRUE(whole.latest->derived);
  EXPECT_EQ(whole.latest->assessment.value, Decimal::of(504, 3)) << "and not 70 %";
  EXPECT_EQ(whole.light, Light::red);
  EXPECT_EQ(engine.stored().observations.size(), 2u) << "a sum is never stored as a figure";
  const std::string text = explanation(engine, whole, at(7, 6));
  EXPECT_NE(text.find("由下级各区汇总"), std::string::npos) << text;
  EXPECT_NE(text.find("甲镇：90.0% = 9 / 10"), std::string::npos) << text;
  EXPECT_NE(text.find("乙镇：50.0% = 495 / 990"), std::string::npos) << text;
}

TEST(EngineAreas, SumsGoUpTheWholeTree) {
  EngineUnderTest engine(with_villages());
  deliver(engine, "hr", {{town_a, count(6, "700")}, {village_1, count(6, "300")}}, at(7, 5));
  EXPECT_EQ(status_of(engine, trainings, district, at(7, 5)).reason, Reason::areas_missing);
  deliver(engine, "hr", {{village_2, count(6, "400")}}, at(7, 6));
  EXPECT_EQ(status_of(engine, trainings, town_b, at(7, 6)).latest->assessment.value, Decimal(700));
  EXPECT_EQ(status_of(engine, trainings, district, at(7, 6)).latest->assessment.value,
            Decimal(1400));
  EXPECT_EQ(status_of(engine, trainings, district, at(7, 6)).light, Light::green);
}

TEST(EngineAreas, APartIsNeverPassedOffAsTheWhole) {
  EngineUnderTest engine(with_townships());
  deliver(engine, "hr", {{town_a, count(6, "1400")}}, at(7, 5));
  const IndicatorStatus whole = status_of(engine, trainings, district, at(7, 5));
  EXPECT_EQ(whole.light, Light::grey);
  EXPECT_EQ(whole.reason, Reason::areas_missing);
  EXPECT_TRUE(has(whole.data, DataState::not_summed));
  EXPECT_FALSE(exact_value(whole.latest->observation));
  const std::string text = explanation(engine, whole, at(7, 5));
  EXPECT_NE(text.find("乙镇：缺"), std::string::npos) << text;
  EXPECT_NE(text.find("下级数据不全，不能汇总"), std::string::npos) << text;
}

TEST(EngineAreas, PercentagesAreNeverAveraged) {
  EngineUnderTest engine(with_townships());
  deliver(engine, "court",
          {{town_a, {closing_rate, 6, "0.99", day(7, 5)}}, {town_b, rate(6, 99, 100)}}, at(7, 6));
  const IndicatorStatus whole = status_of(engine, closing_rate, district, at(7, 6));
  EXPECT_EQ(whole.light, Light::grey);
  EXPECT_EQ(whole.reason, Reason::areas_without_parts);
  EXPECT_TRUE(has(whole.data, DataState::not_summed));
}

TEST(EngineAreas, AFiringRedStaysRedBesideARefusedSum) {
  EngineUnderTest engine(with_townships());
  deliver(engine, "court", {{town_a, rate(5, 9, 10)}, {town_b, rate(5, 5, 10)}}, at(6, 6));
  deliver(engine, "court", {{town_a, rate(6, 10, 10)}}, at(7, 6));
  const IndicatorStatus whole = status_of(engine, closing_rate, district, at(7, 6));
  EXPECT_EQ(whole.light, Light::red);
  EXPECT_EQ(whole.reason, Reason::missed) << "the red's own reason, not that of the grey";
  EXPECT_TRUE(has(whole.data, DataState::not_summed));
}

TEST(EngineAreas, TheDistrictsOwnFigureGoesBeforeTheSum) {
  for (const bool own_first : {true, false}) {
    EngineUnderTest engine(with_townships());
    const std::vector<AreaFigure> parts = {{town_a, count(6, "100")}, {town_b, count(6, "200")}};
    const std::vector<AreaFigure> own = {{district, count(6, "1400")}};
    deliver(engine, "hr", own_first ? own : parts, at(7, 5));
    deliver(engine, "hr", own_first ? parts : own, at(7, 6));
    const IndicatorStatus whole = status_of(engine, trainings, district, at(7, 6));
    EXPECT_FALSE(whole.latest->derived) << own_first;
    EXPECT_EQ(whole.latest->assessment.value, Decimal(1400)) << own_first;
    EXPECT_EQ(whole.light, Light::green) << own_first;
  }
}

TEST(EngineAreas, ARevisedPartCorrectsTheSum) {
  EngineUnderTest engine(with_townships());
  deliver(engine, "hr", {{town_a, count(6, "700")}, {town_b, count(6, "700")}}, at(7, 5));
  deliver(engine, "hr", {{town_b, count(6, "100", 8)}}, at(7, 8));
  const IndicatorStatus whole = status_of(engine, trainings, district, at(7, 8));
  EXPECT_EQ(whole.latest->assessment.value, Decimal(800));
  EXPECT_EQ(whole.latest->revision, 1);
  EXPECT_EQ(whole.light, Light::yellow);
  std::string kinds;
  for (const Notice& notice : engine.notices()) {
    if (notice.key.alert.find("/620702/") != std::string::npos &&
        notice.key.receiver.text == "first") {
      kinds += notice.title.substr(0, notice.title.find("】")) + "\n";
    }
  }
  EXPECT_NE(kinds.find("更正"), std::string::npos) << kinds;
}

TEST(EngineAreas, AnIndicatorThatNoAreaBelowReportsIsNotSummed) {
  EngineUnderTest engine(with_townships());
  deliver(engine, "hr", {{district, count(6, "1400")}}, at(7, 5));
  EXPECT_FALSE(status_of(engine, closing_rate, district, at(7, 5)).latest);
  EXPECT_FALSE(status_of(engine, trainings, town_a, at(7, 5)).latest);
}

TEST(EngineAreas, SumsAreMadeAgainAfterARestartAndAReload) {
  EngineUnderTest engine(with_villages());
  deliver(engine, "hr",
          {{town_a, count(6, "700")}, {village_1, count(6, "10")}, {village_2, count(6, "20")}},
          at(7, 5));
  deliver(engine, "hr", {{village_1, count(6, "15", 9)}}, at(7, 9));
  const std::string before = picture_of(*engine.snapshot(at(7, 10)));
  const int revision = status_of(engine, trainings, district, at(7, 10)).latest->revision;
  EngineUnderTest reborn = engine.reborn(at(7, 10));
  EXPECT_EQ(picture_of(*reborn.snapshot(at(7, 10))), before);
  EXPECT_EQ(status_of(reborn, trainings, district, at(7, 10)).latest->revision, revision);
  reborn.replace(with_villages(), at(7, 10));
  EXPECT_EQ(picture_of(*reborn.snapshot(at(7, 10))), before);
  EXPECT_EQ(status_of(reborn, trainings, district, at(7, 10)).latest->revision, revision);
  // A township more, which has reported nothing: no sum any longer.
  Configuration larger = with_villages();
  larger.plan.areas.push_back({AreaCode{"620702003"}, "丙镇", "C", larger.plan.area});
  reborn.replace(larger, at(7, 11));
  EXPECT_TRUE(has(status_of(reborn, trainings, district, at(7, 11)).data, DataState::not_summed));
}

TEST(EngineAreas, TheOrderOfArrivalDoesNotMatter) {
  const std::array<AreaFigure, 5> figures = {{{town_a, count(5, "600")},
                                              {town_b, count(5, "500")},
                                              {town_a, count(6, "700")},
                                              {town_b, count(6, "600")},
                                              {town_b, count(6, "100", 9)}}};
  std::array<std::size_t, 5> order{0, 1, 2, 3, 4};
  std::set<std::string> pictures;
  do {
    EngineUnderTest engine(with_townships());
    unsigned received = 10;
    for (const std::size_t i : order) deliver(engine, "hr", {figures[i]}, at(7, received++));
    pictures.insert(picture_of(*engine.snapshot(at(7, 20))));
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(pictures.size(), 1u) << *pictures.begin() << "\n\nand\n\n" << *pictures.rbegin();
}

TEST(EngineAreas, APartThatFallsMakesTheSumDoubtful) {
  EngineUnderTest engine(with_townships());
  deliver(engine, "hr", {{town_a, count(5, "600")}, {town_b, count(5, "100")}}, at(6, 5));
  deliver(engine, "hr", {{town_a, count(6, "500")}, {town_b, count(6, "900")}}, at(7, 5));
  EXPECT_TRUE(has(status_of(engine, trainings, town_a, at(7, 5)).data, DataState::doubtful));
  EXPECT_TRUE(has(status_of(engine, trainings, district, at(7, 5)).data, DataState::doubtful));
}

TEST(EngineAreas, TheReportIsInWhenTheSumIs) {
  EngineUnderTest engine(with_townships());
  deliver(engine, "hr", {{town_a, count(6, "700")}}, at(7, 4));
  EXPECT_NE(engine.feed("hr", at(7, 20)).reports.back().state, DataState::reported);
  deliver(engine, "hr", {{town_b, count(6, "700")}}, at(7, 5));
  EXPECT_EQ(engine.feed("hr", at(7, 20)).reports.back().state, DataState::reported);
}

TEST(EngineAreas, ReportsOfPercentagesAreReportsThoughNothingCanBeSummed) {
  Configuration c = with_townships();
  c.feeds[1].mapping = ObservationMapping{};
  std::get<ObservationMapping>(c.feeds[1].mapping).values.resize(1);
  std::get<ObservationMapping>(c.feeds[1].mapping).values[0].indicator = IndicatorId{closing_rate};
  EngineUnderTest engine(c);
  const Figure half = {closing_rate, 6, "0.5", day(7, 5)};
  deliver(engine, "court", {{town_a, half}, {town_b, half}}, at(7, 5));
  EXPECT_EQ(engine.feed("court", at(7, 20)).reports.back().state, DataState::reported);
  EXPECT_EQ(status_of(engine, closing_rate, district, at(7, 20)).light, Light::grey);
}

TEST(EngineAreas, ADeadlineWithPercentagesOnlyIsGreyAndNotOverdue) {
  EngineUnderTest engine(with_townships());
  const auto december = [](std::int64_t numerator, const char* value) {
    Figure figure = {closing_rate, 12, value, make_date(2026, 1, 5), numerator, -1};
    if (*value == '\0') figure.denominator = 100;
    return figure;
  };
  deliver(engine, "court", {{town_a, december(99, "")}},
          instant_at(make_date(2026, 1, 5), std::chrono::hours{10}));
  const Instant late = instant_at(make_date(2026, 2, 20), std::chrono::hours{10});
  EXPECT_EQ(status_of(engine, closing_rate, district, late).reason, Reason::overdue);
  deliver(engine, "court", {{town_b, december(0, "0.99")}}, late);
  const IndicatorStatus whole = status_of(engine, closing_rate, district, late);
  EXPECT_EQ(whole.light, Light::grey);
  EXPECT_EQ(whole.reason, Reason::areas_without_parts);
}

TEST(EngineAreas, ATasksLightIsThatOfThePlansOwnArea) {
  EngineUnderTest engine(with_townships());
  deliver(engine, "hr",
          {{district, count(6, "1400")}, {town_a, count(6, "0")}, {town_b, count(6, "0")}},
          at(7, 5));
  EXPECT_EQ(status_of(engine, trainings, town_a, at(7, 5)).light, Light::red);
  EXPECT_LT(engine.task(1, at(7, 5)).light, Light::yellow);
}

}  // namespace
}  // namespace planwatch

#include <algorithm>

#include "gtest/gtest.h"

#include "rules/engine/explain.h"
#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

// Months 1 to `last` of trainings: 200 more each month.
std::vector<Figure> steady(unsigned last) {
  static const char* const values[] = {"200",  "400",  "600",  "800",  "1000", "1200",
                                       "1400", "1600", "1800", "2000", "2200", "2400"};
  std::vector<Figure> figures;
  for (unsigned month = 1; month <= last; ++month) {
    figures.push_back({trainings, month, values[month - 1], day(month == 12 ? 12 : month + 1, 5)});
  }
  return figures;
}

std::string findings_of(const EngineUnderTest& engine, Instant now) {
  std::string text;
  const auto snapshot = engine.snapshot(now);
  for (const FigureFindings& one : snapshot->findings) {
    one.findings.each([&](QualityFinding finding) {
      text += (text.empty() ? "" : " ") + to_string(one.period) + ":" + std::string(id_of(finding));
    });
  }
  return text;
}

TEST(EngineQuality, EveryFindingIsACaseOfItsOwnToTheFeed) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 5, "1400", day(6, 5)}}, at(6, 5));
  engine.deliver("hr", {{trainings, 6, "1399", day(7, 5)}}, at(7, 5));
  const std::string falls = "hr:trainings:2025-06:cumulative_falls";
  EXPECT_EQ(engine.told("quality", falls), "fired:yellow:contact");
  ASSERT_TRUE(engine.alert("quality", falls));
  EXPECT_EQ(engine.alert("quality", falls)->unit.text, "人社局");
  EXPECT_EQ(engine.alert("quality", falls)->period, Period::month(2025, 6));
  EXPECT_EQ(engine.alert("quality", falls)->reason, Reason::doubtful);
  const std::string text = engine.last_text("quality");
  EXPECT_NE(text.find("数据源“hr”指标“trainings” 2025年6月 1399"), std::string::npos) << text;
  EXPECT_NE(text.find("年内累计数低于上一期"), std::string::npos) << text;
  EXPECT_NE(text.find("位置：hr.csv 第7行第2列（B7）"), std::string::npos) << text;
  // A second one does not hide behind the first.
  engine.deliver("hr", {{trainings, 7, "1300", day(8, 5)}}, at(8, 5));
  EXPECT_EQ(engine.told("quality", "hr:trainings:2025-07:cumulative_falls"),
            "fired:yellow:contact");
  // A correction of May ends June's and leaves July's, which June is still above.
  engine.deliver("hr", {{trainings, 5, "1200", day(8, 6)}}, at(8, 6));
  EXPECT_EQ(engine.told("quality", falls), "fired:yellow:contact resolved:yellow:contact");
  EXPECT_EQ(engine.alert("quality", "hr:trainings:2025-07:cumulative_falls")->state,
            AlertState::firing);
}

TEST(EngineQuality, AllFindingsOfAFigureAreKept) {
  Configuration configuration = SmallPlan::configuration();
  configuration.quality.consequences.fill(QualityConsequence::doubtful);
  EngineUnderTest engine(configuration);
  engine.deliver("court", {{closing_rate, 6, "1.3", day(7, 5), 12, 10}}, at(7, 5));
  EXPECT_EQ(findings_of(engine, at(7, 5)),
            "2025-06:numerator_over_denominator 2025-06:ratio_out_of_range "
            "2025-06:value_differs_from_parts");
  for (const char* finding :
       {"numerator_over_denominator", "ratio_out_of_range", "value_differs_from_parts"}) {
    EXPECT_EQ(engine.told("quality", std::string("court:closing_rate:2025-06:") + finding),
              "fired:yellow:contact")
        << finding;
  }
  EXPECT_TRUE(has(engine.indicator(closing_rate, at(7, 5)).data, DataState::doubtful));
}

TEST(EngineQuality, ANoteIsShownAndTellsNobody) {
  EngineUnderTest engine;
  engine.deliver("court", {{closing_rate, 5, "", day(6, 5), 37, 41}}, at(6, 5));
  engine.deliver("court", {{closing_rate, 6, "", day(7, 5), 37, 41}}, at(7, 5));
  EXPECT_EQ(findings_of(engine, at(7, 5)), "2025-06:same_as_last_period");
  EXPECT_FALSE(engine.alert("quality", "court:closing_rate:2025-06:same_as_last_period"));
  EXPECT_FALSE(has(engine.indicator(closing_rate, at(7, 5)).data, DataState::doubtful));
}

TEST(EngineQuality, AJumpIsFoundByTheYearsBefore) {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.indicators[3].window = Window::month;  // closing_days
  EngineUnderTest engine(configuration);
  Extracted history;
  for (unsigned month = 5; month <= 12; ++month) {
    Observation o =
        observe(*engine.configuration(), {closing_days, month, month % 2 == 0 ? "72" : "70"});
    o.period = Period::month(2024, month);
    history.observations.push_back(o);
  }
  engine.deliver("court", history, at(1, 10));
  engine.deliver("court", {{closing_days, 1, "712", day(2, 5)}}, at(2, 5));
  EXPECT_EQ(findings_of(engine, at(2, 5)), "2025-01:jump");
  EXPECT_TRUE(engine.alert("quality", "court:closing_days:2025-01:jump"));
  EXPECT_EQ(engine.indicator(closing_days, at(2, 5)).light, Light::red) << "judged all the same";
}

TEST(EngineQuality, HistoryThatComesLaterIsTakenIn) {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.indicators[3].window = Window::month;
  EngineUnderTest engine(configuration);
  engine.deliver("court", {{closing_days, 1, "712", day(2, 5)}}, at(2, 5));
  EXPECT_EQ(findings_of(engine, at(2, 5)), "");
  Extracted history;
  for (unsigned month = 5; month <= 12; ++month) {
    Observation o =
        observe(*engine.configuration(), {closing_days, month, month % 2 == 0 ? "72" : "70"});
    o.period = Period::month(2024, month);
    history.observations.push_back(o);
  }
  engine.deliver("court", history, at(2, 6));
  EXPECT_EQ(findings_of(engine, at(2, 6)), "2025-01:jump");
}

// The figures of single months, by an indicator of their own.
Configuration with_months() {
  Configuration configuration = SmallPlan::configuration();
  Indicator monthly = configuration.plan.indicators[0];
  monthly.id = IndicatorId{"trainings_of_month"};
  monthly.kind = IndicatorKind::cadence;
  monthly.target = Decimal(1);
  monthly.window = Window::month;
  monthly.schedule.kind = ScheduleKind::none;
  configuration.plan.indicators[0].monthly = monthly.id;
  configuration.plan.indicators.push_back(monthly);
  auto& mapping = std::get<ObservationMapping>(configuration.feeds[0].mapping);
  ValueColumns columns = mapping.values[0];
  columns.indicator = monthly.id;
  mapping.values.push_back(columns);
  return configuration;
}

TEST(EngineQuality, TheYearToDateIsTheSumOfItsMonthsWhicheverComesFirst) {
  for (const bool sum_first : {true, false}) {
    EngineUnderTest engine(with_months());
    const std::vector<Figure> sums{{trainings, 1, "200", day(2, 5)},
                                   {trainings, 2, "410", day(3, 5)}};
    const std::vector<Figure> months{{"trainings_of_month", 1, "200", day(2, 5)},
                                     {"trainings_of_month", 2, "200", day(3, 5)}};
    engine.deliver("hr", sum_first ? sums : months, at(3, 5));
    engine.deliver("hr", sum_first ? months : sums, at(3, 5, 11));
    EXPECT_EQ(findings_of(engine, at(3, 5)), "2025-02:differs_from_months") << sum_first;
    engine.deliver("hr", {{"trainings_of_month", 2, "210", day(3, 6)}}, at(3, 6));
    EXPECT_EQ(findings_of(engine, at(3, 6)), "") << "corrected in the months";
    EXPECT_EQ(engine.alert("quality", "hr:trainings:2025-02:differs_from_months")->state,
              AlertState::resolved);
  }
}

TEST(EngineQuality, ARestartTellsNobodyAgainAndForgetsNothing) {
  EngineUnderTest engine;
  engine.deliver("hr", steady(5), at(6, 5));
  engine.deliver("hr", {{trainings, 6, "999", day(7, 5)}}, at(7, 5));
  const std::string falls = "hr:trainings:2025-06:cumulative_falls";
  ASSERT_TRUE(engine.alert("quality", falls));
  EngineUnderTest reborn = engine.reborn(at(7, 6));
  EXPECT_EQ(findings_of(reborn, at(7, 6)), findings_of(engine, at(7, 6)));
  reborn.tick(at(7, 6));
  EXPECT_EQ(reborn.told("quality", falls), "");
  EXPECT_EQ(reborn.alert("quality", falls)->state, AlertState::firing);
  reborn.deliver("hr", {{trainings, 6, "1200", day(7, 7)}}, at(7, 7));
  EXPECT_EQ(reborn.alert("quality", falls)->state, AlertState::resolved);
}

TEST(EngineQuality, ACheckThatIsSwitchedOffEndsItsCases) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 5, "1400", day(6, 5)}}, at(6, 5));
  engine.deliver("hr", {{trainings, 6, "1399", day(7, 5)}}, at(7, 5));
  Configuration configuration = SmallPlan::configuration();
  configuration.quality.consequences[static_cast<std::size_t>(QualityFinding::cumulative_falls)] =
      QualityConsequence::off;
  engine.replace(configuration, at(7, 6));
  EXPECT_FALSE(is_open(*engine.alert("quality", "hr:trainings:2025-06:cumulative_falls")));
  EXPECT_FALSE(has(engine.indicator(trainings, at(7, 6)).data, DataState::doubtful));
}

TEST(EngineQuality, AFeedThatIsAllWrongDoesNotFloodItsContact) {
  Configuration configuration = SmallPlan::configuration();
  for (int i = 0; i < 60; ++i) {
    Area area;
    area.code = AreaCode{std::to_string(620800 + i)};
    area.name = "区" + std::to_string(i);
    configuration.plan.areas.push_back(area);
  }
  EngineUnderTest engine(configuration);
  Extracted extracted;
  for (std::uint32_t area = 0; area < configuration.plan.areas.size(); ++area) {
    Observation o = observe(*engine.configuration(), {closing_rate, 6, "", day(7, 5), 3, 3});
    o.area = AreaIndex{area};
    extracted.observations.push_back(o);
  }
  engine.deliver("court", extracted, at(7, 5));
  std::size_t open = 0;
  const auto snapshot = engine.snapshot(at(7, 5));
  for (const Alert& alert : snapshot->alerts) {
    open += alert.key.rule.text == "quality" && is_open(alert);
  }
  EXPECT_EQ(open, 50u);
  EXPECT_EQ(engine.snapshot(at(7, 5))->findings.size(), 61u) << "all are shown";
}

// The end state is that of the figures, whatever the order they came in.
TEST(EngineQuality, TheOrderOfArrivalDoesNotMatter) {
  const std::vector<Figure> figures{{trainings, 3, "600", day(4, 7)},
                                    {trainings, 4, "570", day(5, 6)},
                                    {trainings, 5, "1000", day(6, 5)},
                                    {trainings, 3, "580", day(5, 20)}};
  std::string expected;
  std::vector<std::size_t> order{0, 1, 2, 3};
  do {
    EngineUnderTest engine;
    for (const std::size_t i : order) engine.deliver("hr", {figures[i]}, at(6, 10));
    const auto snapshot = engine.snapshot(at(6, 10));
    const std::string picture = findings_of(engine, at(6, 10)) + "\n" + picture_of(*snapshot);
    if (expected.empty()) expected = picture;
    EXPECT_EQ(picture, expected);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(EngineQuality, ExplainSaysWhatIsOddAndWhere) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 5, "1400", day(6, 5)}}, at(6, 5));
  engine.deliver("hr", {{trainings, 6, "1399", day(7, 5)}}, at(7, 5));
  engine.deliver("hr", {{trainings, 7, "-5", day(8, 5)}}, at(8, 5));
  const auto snapshot = engine.snapshot(at(8, 5));
  const IndicatorStatus status = engine.indicator(trainings, at(8, 5));
  std::string zh;
  for (const ExplanationPart& part : explain_indicator(*snapshot, status, {}, Lang::zh)) {
    if (part.title != "数据质量") continue;
    for (const std::string& line : part.lines) zh += line + "\n";
  }
  EXPECT_EQ(zh,
            "2025-06  数据存疑  年内累计数低于上一期，请核对或报送更正  hr.csv 第7行第2列（B7）\n"
            "2025-07  隔离 编号1 待处理  数值为负，请核对；年内累计数低于上一期，请核对或报送更正  "
            "hr.csv 第8行第2列（B8）\n");
}

}  // namespace
}  // namespace planwatch

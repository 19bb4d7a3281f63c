#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

constexpr const char* too_many = "court:closing_rate:2025-06:numerator_over_denominator";

QuarantineRow held(const EngineUnderTest& engine, std::size_t position = 0) {
  const auto all = engine.snapshot(at(12, 31))->quarantine;
  if (position >= all.size()) {
    ADD_FAILURE() << "only " << all.size() << " in quarantine";
    return {};
  }
  return all[position];
}

// 120 closed of 100, stated on 5 July.
EngineUnderTest with_one_held() {
  EngineUnderTest engine;
  engine.deliver("court", {{closing_rate, 6, "", day(7, 5), 120, 100}}, at(7, 5));
  return engine;
}

// Why the last notice about that case was sent.
std::string last_why(const EngineUnderTest& engine) {
  std::string why;
  for (const Notice& notice : engine.notices()) {
    if (notice.key.alert.find(too_many) != std::string::npos) why = notice.why;
  }
  return why;
}

bool was_refused(const std::vector<Effect>& effects) {
  for (const Report& report : effects_of<Report>(effects)) {
    if (report.text == action_refused) return true;
  }
  return false;
}

TEST(EngineQuarantine, AnImpossibleFigureIsKeptWithItsPlaceAndJudgedByNobody) {
  EngineUnderTest engine = with_one_held();
  const QuarantineRow row = held(engine);
  EXPECT_EQ(row.id, 1);
  EXPECT_EQ(row.state, QuarantineState::pending);
  EXPECT_EQ(row.observation.numerator, Decimal(120));
  EXPECT_EQ(row.feed.text, "court");
  EXPECT_EQ(row.source, "court.csv");
  EXPECT_EQ(row.where, "第7行第2列（B7）");
  EXPECT_TRUE(row.findings.has(QualityFinding::numerator_over_denominator));
  EXPECT_FALSE(engine.indicator(closing_rate, at(7, 5)).latest.has_value());
  EXPECT_TRUE(has(engine.indicator(closing_rate, at(7, 5)).data, DataState::doubtful));
  EXPECT_EQ(engine.told("quality", too_many), "fired:yellow:contact");
  const std::string text = engine.last_text("quality");
  EXPECT_NE(text.find("120/100"), std::string::npos) << text;
  EXPECT_NE(text.find("位置：court.csv 第7行第2列（B7）；已隔离（编号1）"), std::string::npos)
      << text;
  EXPECT_NE(text.find("planwatch quarantine release 1"), std::string::npos) << text;
  EXPECT_FALSE(engine.alert("data", "court:court.csv")) << "one message, not two";
  EXPECT_EQ(engine.feed("court", at(7, 5)).quarantined, 1u);
  EXPECT_EQ(engine.feed("court", at(7, 5)).rejected_now, 0u);
}

TEST(EngineQuarantine, AReleasedFigureIsJudgedAsIfItHadBeenAccepted) {
  EngineUnderTest engine = with_one_held();
  const auto effects = engine.act("张三", ReleaseFigure{1, "往年结案计入，属实"}, at(7, 8));
  const auto stored = observations_of(effects);
  ASSERT_EQ(stored.size(), 1u);
  EXPECT_TRUE(stored[0].current);
  EXPECT_EQ(stored[0].delivery, 1);
  EXPECT_EQ(stored[0].received, at(7, 8)) << "known to judgement from now on";
  EXPECT_EQ(engine.indicator(closing_rate, at(7, 8)).light, Light::green);
  EXPECT_FALSE(has(engine.indicator(closing_rate, at(7, 8)).data, DataState::doubtful))
      << "a person has looked at it";
  EXPECT_EQ(held(engine).state, QuarantineState::released);
  EXPECT_EQ(held(engine).decided_by, "张三");
  EXPECT_EQ(held(engine).reason, "往年结案计入，属实");
  EXPECT_EQ(held(engine).decided_at, at(7, 8));
  EXPECT_EQ(engine.told("quality", too_many), "fired:yellow:contact closed:yellow:contact");
  EXPECT_EQ(last_why(engine), "张三核实后放行：往年结案计入，属实");
  EXPECT_EQ(engine.alert("quality", too_many)->state, AlertState::closed);
  const auto actions = rows_of<PersonActionRow>(effects);
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_EQ(actions[0].person + " " + actions[0].action + " " + actions[0].subject + " " +
                actions[0].text,
            "张三 release quarantine:1 往年结案计入，属实");
}

TEST(EngineQuarantine, AReleaseThatRevisesIsACorrection) {
  EngineUnderTest engine;
  engine.deliver("court", {{closing_rate, 6, "", day(7, 5), 45, 100}}, at(7, 5));
  ASSERT_EQ(engine.told("lights", closing_rate), "fired:red:contact");
  engine.deliver("court", {{closing_rate, 6, "", day(7, 9), 120, 100}}, at(7, 9));
  EXPECT_EQ(engine.indicator(closing_rate, at(7, 9)).light, Light::red) << "the old one stays";
  engine.act("张三", ReleaseFigure{1, "属实"}, at(7, 10));
  EXPECT_EQ(engine.told("lights", closing_rate), "fired:red:contact correction:red:contact");
  EXPECT_EQ(engine.indicator(closing_rate, at(7, 10)).latest->revision, 1);
}

TEST(EngineQuarantine, ADiscardedFigureIsNeverJudgedNorAskedAboutAgain) {
  EngineUnderTest engine = with_one_held();
  const auto effects = engine.act("张三", DiscardFigure{1, "表内两列填反"}, at(7, 8));
  EXPECT_TRUE(observations_of(effects).empty());
  EXPECT_EQ(held(engine).state, QuarantineState::discarded);
  EXPECT_FALSE(has(engine.indicator(closing_rate, at(7, 8)).data, DataState::doubtful));
  EXPECT_EQ(engine.told("quality", too_many), "fired:yellow:contact closed:yellow:contact");
  EXPECT_EQ(last_why(engine), "张三作废：表内两列填反");
  // The next month's workbook brings June's old figure along.
  engine.deliver("court", {{closing_rate, 6, "", day(8, 5), 120, 100}}, at(8, 5));
  EXPECT_EQ(engine.snapshot(at(8, 5))->quarantine.size(), 1u);
  EXPECT_EQ(engine.told("quality", too_many), "fired:yellow:contact closed:yellow:contact");
  // Other impossible numbers are another case.
  engine.deliver("court", {{closing_rate, 6, "", day(8, 6), 121, 100}}, at(8, 6));
  EXPECT_EQ(held(engine, 1).state, QuarantineState::pending);
  EXPECT_EQ(engine.told("quality", too_many),
            "fired:yellow:contact closed:yellow:contact fired:yellow:contact");
}

TEST(EngineQuarantine, ALaterCleanReportSettlesIt) {
  EngineUnderTest engine = with_one_held();
  engine.deliver("court", {{closing_rate, 6, "", day(7, 7), 99, 100}}, at(7, 7));
  EXPECT_EQ(held(engine).state, QuarantineState::settled);
  EXPECT_EQ(held(engine).decided_by, "");
  EXPECT_EQ(engine.told("quality", too_many), "fired:yellow:contact resolved:yellow:contact");
  EXPECT_TRUE(was_refused(engine.act("张三", ReleaseFigure{1, "属实"}, at(7, 8))));
  EXPECT_EQ(engine.indicator(closing_rate, at(7, 8)).latest->observation.numerator, Decimal(99));
}

TEST(EngineQuarantine, AnEarlierReportSettlesNothingAndALaterImpossibleOneTakesItsPlace) {
  EngineUnderTest engine = with_one_held();
  engine.deliver("court", {{closing_rate, 6, "", day(7, 3), 99, 100}}, at(7, 7));
  EXPECT_EQ(held(engine).state, QuarantineState::pending) << "stated before it";
  engine.deliver("court", {{closing_rate, 6, "", day(7, 8), 130, 100}}, at(7, 8));
  EXPECT_EQ(held(engine, 0).state, QuarantineState::settled);
  EXPECT_EQ(held(engine, 1).state, QuarantineState::pending);
  EXPECT_EQ(engine.told("quality", too_many), "fired:yellow:contact") << "the same case goes on";
  EXPECT_NE(engine.alert("quality", too_many)->summary, "");
}

TEST(EngineQuarantine, TheSameBytesAgainChangeNothing) {
  EngineUnderTest engine = with_one_held();
  engine.deliver("court", {{closing_rate, 6, "", day(7, 5), 120, 100}}, at(7, 6));
  EXPECT_EQ(engine.snapshot(at(7, 6))->quarantine.size(), 1u);
  EXPECT_EQ(engine.told("quality", too_many), "fired:yellow:contact");
}

TEST(EngineQuarantine, AReleasedFigureThatComesAgainIsAccepted) {
  EngineUnderTest engine = with_one_held();
  engine.act("张三", ReleaseFigure{1, "属实"}, at(7, 8));
  engine.deliver("court", {{closing_rate, 6, "", day(7, 9), 99, 100}}, at(7, 9));
  engine.deliver("court", {{closing_rate, 6, "", day(7, 10), 120, 100}}, at(7, 10));
  EXPECT_EQ(engine.snapshot(at(7, 10))->quarantine.size(), 1u);
  EXPECT_EQ(engine.indicator(closing_rate, at(7, 10)).latest->observation.numerator, Decimal(120));
}

struct Refused {
  const char* what;
  const char* person;
  std::int64_t id;
  const char* reason;
};

TEST(EngineQuarantine, WhatCannotBeDecidedIsRefusedAndChangesNothing) {
  const Refused table[] = {{"no such number", "张三", 7, "属实"},
                           {"no reason", "张三", 1, ""},
                           {"blanks are no reason", "张三", 1, "  \n"},
                           {"nobody", "", 1, "属实"}};
  for (const Refused& row : table) {
    for (const bool releases : {true, false}) {
      EngineUnderTest engine = with_one_held();
      const auto effects =
          releases ? engine.act(row.person, ReleaseFigure{row.id, row.reason}, at(7, 8))
                   : engine.act(row.person, DiscardFigure{row.id, row.reason}, at(7, 8));
      EXPECT_TRUE(was_refused(effects)) << row.what;
      EXPECT_TRUE(rows_of<PersonActionRow>(effects).empty()) << row.what;
      EXPECT_EQ(held(engine).state, QuarantineState::pending) << row.what;
    }
  }
}

TEST(EngineQuarantine, ADecisionIsTakenOnce) {
  EngineUnderTest engine = with_one_held();
  engine.act("张三", DiscardFigure{1, "填反"}, at(7, 8));
  EXPECT_TRUE(was_refused(engine.act("李四", ReleaseFigure{1, "属实"}, at(7, 8, 11))));
  EXPECT_EQ(held(engine).decided_by, "张三");
}

TEST(EngineQuarantine, SurvivesARestartAtEveryStep) {
  EngineUnderTest waiting = with_one_held().reborn(at(7, 6));
  waiting.tick(at(7, 6));
  EXPECT_EQ(held(waiting).state, QuarantineState::pending);
  EXPECT_EQ(waiting.alert("quality", too_many)->state, AlertState::firing);
  EXPECT_FALSE(waiting.alert("data", "court:court.csv")) << "not counted as a rejected cell";
  EXPECT_TRUE(waiting.notices().empty()) << "told before";
  waiting.act("张三", ReleaseFigure{1, "属实"}, at(7, 8));

  EngineUnderTest released = waiting.reborn(at(7, 9));
  released.tick(at(7, 9));
  EXPECT_EQ(held(released).state, QuarantineState::released);
  EXPECT_EQ(released.indicator(closing_rate, at(7, 9)).light, Light::green);
  EXPECT_FALSE(has(released.indicator(closing_rate, at(7, 9)).data, DataState::doubtful));
  EXPECT_EQ(released.alert("quality", too_many)->state, AlertState::closed);

  released.deliver("court", {{closing_rate, 7, "", day(8, 5), 150, 100}}, at(8, 5));
  EXPECT_EQ(held(released, 1).id, 2) << "numbers go on";
}

TEST(EngineQuarantine, SurvivesAReloadByNames) {
  EngineUnderTest engine = with_one_held();
  Configuration configuration = SmallPlan::configuration();
  std::swap(configuration.plan.indicators[0], configuration.plan.indicators[1]);
  engine.replace(configuration, at(7, 6));
  EXPECT_EQ(held(engine).observation.indicator.value, 0u);
  engine.act("张三", ReleaseFigure{1, "属实"}, at(7, 8));
  EXPECT_EQ(engine.indicator(closing_rate, at(7, 8)).light, Light::green);
}

TEST(EngineQuarantine, AFigureOfAnotherWindowCanOnlyBeDiscarded) {
  EngineUnderTest engine = with_one_held();
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.indicators[1].window = Window::month;
  engine.replace(configuration, at(7, 6));
  EXPECT_TRUE(was_refused(engine.act("张三", ReleaseFigure{1, "属实"}, at(7, 8))));
  EXPECT_EQ(held(engine).state, QuarantineState::pending);
  EXPECT_FALSE(was_refused(engine.act("张三", DiscardFigure{1, "口径已变"}, at(7, 8))));
}

// Handed in on the due day without a stated date, released three days later: it was not late.
TEST(EngineQuarantine, AReleasedReportWasHandedInWhenItCame) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "-1400"}}, at(7, 7));
  engine.act("张三", ReleaseFigure{1, "冲减往期"}, at(7, 10));
  const FeedStatus feed = engine.feed("hr", at(7, 10));
  for (const ReportStatus& report : feed.reports) {
    if (report.period == Period::month(2025, 6)) {
      EXPECT_EQ(report.state, DataState::reported);
      EXPECT_FALSE(report.came_late);
    }
  }
}

TEST(EngineQuarantine, AJumpMayBeHeldBackWhereOpsWantIt) {
  Configuration configuration = SmallPlan::configuration();
  configuration.quality.consequences[static_cast<std::size_t>(QualityFinding::jump)] =
      QualityConsequence::quarantine;
  EngineUnderTest engine(configuration);
  engine.deliver("hr",
                 {{trainings, 1, "200"},
                  {trainings, 2, "420"},
                  {trainings, 3, "620"},
                  {trainings, 4, "840"},
                  {trainings, 5, "1040"},
                  {trainings, 6, "1260"}},
                 at(7, 5));
  engine.deliver("hr", {{trainings, 7, "14800"}}, at(8, 5));
  EXPECT_EQ(held(engine).state, QuarantineState::pending);
  EXPECT_EQ(engine.indicator(trainings, at(8, 5)).latest->period, Period::month(2025, 6));
}

TEST(EngineQuarantine, AWrongMappingDoesNotFillTheStore) {
  Configuration configuration = SmallPlan::configuration();
  for (std::uint32_t i = 0; i < 1'000; ++i) {
    Area area;
    area.code = AreaCode{std::to_string(630000 + i)};
    configuration.plan.areas.push_back(area);
  }
  EngineUnderTest engine(configuration);
  Extracted extracted;
  for (std::uint32_t area = 0; area < configuration.plan.areas.size(); ++area) {
    Observation o = observe(*engine.configuration(), {closing_rate, 6, "98.5"});
    o.area = AreaIndex{area};
    extracted.observations.push_back(o);
  }
  const auto effects = engine.deliver("court", extracted, at(7, 5));
  EXPECT_EQ(rows_of<QuarantineRow>(effects).size(), 1'000u);
  EXPECT_EQ(rows_of<DeliveryRow>(effects).at(0).rejected, 1'001u);
  EXPECT_TRUE(engine.alert("data", "court:court.csv")) << "the one that found no room";
}

}  // namespace
}  // namespace planwatch

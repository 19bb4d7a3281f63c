#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

bool is_doubtful(const EngineUnderTest& engine, const char* indicator, std::size_t position) {
  const auto status = engine.indicator(indicator, at(6, 1));
  return has(status.history.at(position).assessment.data, DataState::doubtful);
}

TEST(EngineCorrections, ACorrectionOfMarchChangesTheDoubtAboutApril) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 3, "800", day(4, 7)}}, at(4, 7));
  engine.deliver("hr", {{trainings, 4, "700", day(5, 6)}}, at(5, 6));
  ASSERT_TRUE(is_doubtful(engine, trainings, 1)) << "a year-to-date count fell";
  engine.deliver("hr", {{trainings, 3, "690", day(5, 8)}}, at(5, 8));
  EXPECT_FALSE(is_doubtful(engine, trainings, 1)) << "March is mended, April stands";
  engine.deliver("hr", {{trainings, 3, "750", day(5, 9)}}, at(5, 9));
  EXPECT_TRUE(is_doubtful(engine, trainings, 1));
}

TEST(EngineCorrections, TheReJudgedLaterPeriodIsWrittenDownToo) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 3, "800", day(4, 7)}}, at(4, 7));
  engine.deliver("hr", {{trainings, 4, "930", day(5, 6)}}, at(5, 6));
  const auto effects = engine.deliver("hr", {{trainings, 3, "700", day(5, 8)}}, at(5, 8));
  std::vector<std::string> judged;
  for (const PersistFigures& figures : effects_of<PersistFigures>(effects)) {
    for (const AssessmentRow& row : figures.assessments) judged.push_back(to_string(row.period));
  }
  EXPECT_EQ(judged, (std::vector<std::string>{"2025-03", "2025-04"}));
}

TEST(EngineCorrections, ACorrectionAfterRecoveryFiresAnewAndSaysThatItIsOne) {
  EngineUnderTest engine;
  engine.deliver("court", {{closing_rate, 4, "0.90", day(5, 6)}}, at(5, 6));
  engine.deliver("court", {{closing_rate, 5, "0.98", day(6, 5)}}, at(6, 5));
  ASSERT_EQ(engine.alert("lights", closing_rate)->state, AlertState::resolved);
  engine.deliver("court", {{closing_rate, 5, "0.96", day(6, 9)}}, at(6, 9));
  EXPECT_EQ(engine.alert("lights", closing_rate)->state, AlertState::firing);
  EXPECT_EQ(engine.alert("lights", closing_rate)->episode, 2);
  EXPECT_EQ(engine.told("lights", closing_rate),
            "fired:red:contact resolved:red:contact correction:yellow:contact");
}

TEST(EngineCorrections, ACorrectionThatMakesARedGoodGoesToEverybodyWhoWasTold) {
  EngineUnderTest engine;
  engine.deliver("court", {{closing_rate, 4, "0.90", day(5, 6)}}, at(5, 6));
  engine.tick(at(5, 12));  // three working days unacknowledged: the deputy was told, too
  ASSERT_NE(engine.told("lights", closing_rate).find("deputy"), std::string::npos);
  engine.deliver("court", {{closing_rate, 4, "0.99", day(5, 13)}}, at(5, 13));
  const std::string told = engine.told("lights", closing_rate);
  EXPECT_NE(told.find("correction:red:contact"), std::string::npos) << told;
  EXPECT_NE(told.find("correction:red:deputy"), std::string::npos) << told;
  EXPECT_EQ(told.find("resolved"), std::string::npos) << told;
}

TEST(EngineCorrections, ALightThatAnEarlierPeriodLosesIsSaidThoughNoAlertMoves) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 3, "700", day(4, 7)}}, at(4, 7));
  engine.deliver("hr", {{trainings, 4, "1000", day(5, 6)}}, at(5, 6));
  const auto effects = engine.deliver("hr", {{trainings, 3, "10", day(5, 8)}}, at(5, 8));
  EXPECT_EQ(engine.told("lights", trainings), "") << "April is green";
  std::string said;
  for (const Report& report : effects_of<Report>(effects)) {
    if (report.text != "light corrected") continue;
    for (const auto& [name, value] : report.fields) said += name + "=" + value + " ";
  }
  EXPECT_EQ(said,
            "rule=lights indicator=trainings area=620702 period=2025-03 from=green to=yellow ");
}

TEST(EngineCorrections, ARedThatACorrectionTookBackIsNoLongerInTheHistory) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 3, "10", day(4, 7)}}, at(4, 7));
  engine.deliver("hr", {{trainings, 4, "1000", day(5, 6)}}, at(5, 6));
  engine.deliver("hr", {{trainings, 3, "700", day(5, 8)}}, at(5, 8));
  const auto history = engine.indicator(trainings, at(5, 8)).history;
  EXPECT_EQ(history.at(0).assessment.light, Light::green);
  EXPECT_EQ(history.at(0).assessment.shown, Light::green) << "not 'caught up': it was never red";
  EXPECT_EQ(history.at(0).revision, 1);
}

}  // namespace
}  // namespace planwatch

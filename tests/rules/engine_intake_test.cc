#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

TEST(EngineIntake, AFreshFigureIsKeptWithItsDeliveryAndJudged) {
  EngineUnderTest engine;
  const auto effects = engine.deliver("hr", {{trainings, 6, "1400", day(7, 5)}}, at(7, 5));
  const auto deliveries = rows_of<DeliveryRow>(effects);
  ASSERT_EQ(deliveries.size(), 1u);
  EXPECT_EQ(deliveries[0].id, 1);
  EXPECT_EQ(deliveries[0].accepted, 1u);
  ASSERT_TRUE(std::holds_alternative<Persist>(effects.front())) << "the delivery's row goes first";
  EXPECT_TRUE(std::holds_alternative<DeliveryRow>(std::get<Persist>(effects.front()).row));

  const auto rows = observations_of(effects);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].delivery, 1);
  EXPECT_EQ(rows[0].revision, 0);
  EXPECT_TRUE(rows[0].current);
  EXPECT_EQ(engine.indicator(trainings, at(7, 5)).light, Light::green);
  EXPECT_EQ(effects_of<PublishSnapshot>(effects).size(), 1u);
}

TEST(EngineIntake, TheSameFigureTwiceChangesNothing) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1400", day(7, 5)}}, at(7, 5));
  const auto effects = engine.deliver("hr", {{trainings, 6, "1400.0", day(7, 5)}}, at(7, 6));
  EXPECT_TRUE(observations_of(effects).empty());
  EXPECT_EQ(rows_of<DeliveryRow>(effects).at(0).accepted, 0u);
  EXPECT_EQ(engine.snapshot(at(7, 6))->observations_repeated, 1u);
  EXPECT_EQ(engine.indicator(trainings, at(7, 6)).latest->revision, 0);
}

TEST(EngineIntake, AnotherValueStatedLaterIsARevisionAndTheOldOneStays) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1400", day(7, 5)}}, at(7, 5));
  const auto effects = engine.deliver("hr", {{trainings, 6, "1300", day(7, 20)}}, at(7, 21));
  const auto rows = observations_of(effects);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].revision, 1);
  EXPECT_TRUE(rows[0].current);
  EXPECT_EQ(engine.indicator(trainings, at(7, 21)).latest->assessment.value, Decimal(1300));
  EXPECT_EQ(engine.stored().observations.size(), 2u);
  EXPECT_EQ(engine.snapshot(at(7, 21))->observations_revised, 1u);
}

TEST(EngineIntake, AValueStatedEarlierThanTheCurrentOneIsKeptButNotCurrent) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1400", day(7, 20)}}, at(7, 21));
  const auto effects = engine.deliver("hr", {{trainings, 6, "500", day(7, 5)}}, at(7, 22));
  const auto rows = observations_of(effects);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_FALSE(rows[0].current);
  EXPECT_EQ(engine.indicator(trainings, at(7, 22)).latest->assessment.value, Decimal(1400));
  EXPECT_EQ(engine.told("lights", trainings), "");
}

TEST(EngineIntake, AFigureStatedAgainLaterOutlivesWhatLiesBetween) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1400", day(7, 5)}}, at(7, 5));
  const auto again = engine.deliver("hr", {{trainings, 6, "1400", day(7, 20)}}, at(7, 20));
  ASSERT_EQ(observations_of(again).size(), 1u) << "the confirmation is kept";
  EXPECT_EQ(observations_of(again)[0].revision, 0);
  engine.deliver("hr", {{trainings, 6, "500", day(7, 10)}}, at(7, 21));
  EXPECT_EQ(engine.indicator(trainings, at(7, 21)).latest->assessment.value, Decimal(1400));
}

TEST(EngineIntake, WithoutAStatedDateTheLastReceivedIsCurrent) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1400"}}, at(7, 5));
  engine.deliver("hr", {{trainings, 6, "1350"}}, at(7, 6));
  EXPECT_EQ(engine.indicator(trainings, at(7, 6)).latest->assessment.value, Decimal(1350));
}

TEST(EngineIntake, ARowOfAnotherYearIsKeptAndNeverJudged) {
  EngineUnderTest engine;
  Extracted extracted;
  Observation o = observe(*engine.configuration(), {trainings, 12, "3000", day(1, 5)});
  o.period = Period::month(2024, 12);
  extracted.observations = {o};
  EXPECT_EQ(observations_of(engine.deliver("hr", extracted, at(1, 6))).size(), 1u);
  EXPECT_FALSE(engine.indicator(trainings, at(1, 6)).latest.has_value());
}

struct RejectRow {
  const char* what;
  const char* feed;
  Figure figure;
  Window window;
  unsigned months;
  const char* why;  // part of the reason
};

const RejectRow reject_table[] = {
    {"a month's figure for a year-to-date indicator",
     "hr",
     {trainings, 6, "200"},
     Window::month,
     1,
     "口径"},
    {"a quarter's figure for a monthly indicator",
     "hr",
     {trainings, 6, "200"},
     Window::ytd,
     3,
     "周期不符"},
    {"more closed than there were",
     "court",
     {closing_rate, 6, "", std::nullopt, 120, 100},
     Window::ytd,
     1,
     "已隔离"},
    {"98.5 where 0.985 is meant", "court", {closing_rate, 6, "98.5"}, Window::ytd, 1, "已隔离"},
};

TEST(EngineIntake, RejectsWithTheReasonAndJudgesNothing) {
  for (const RejectRow& row : reject_table) {
    EngineUnderTest engine;
    Extracted extracted;
    Observation o = observe(*engine.configuration(), row.figure);
    o.window = row.window;
    o.period = Period::span(2025, 7 - row.months, 6);
    extracted.observations = {o};
    const auto effects = engine.deliver(row.feed, extracted, at(7, 5));
    EXPECT_TRUE(observations_of(effects).empty()) << row.what;
    const auto rejected = rows_of<RejectedRowRow>(effects);
    ASSERT_EQ(rejected.size(), 1u) << row.what;
    EXPECT_NE(rejected[0].rejected.reason.find(row.why), std::string::npos)
        << row.what << ": " << rejected[0].rejected.reason;
    EXPECT_EQ(rejected[0].rejected.place.column, 2u) << row.what;
    EXPECT_FALSE(engine.indicator(row.figure.indicator, at(7, 5)).latest.has_value()) << row.what;
    const bool held = std::string(row.why) == "已隔离";
    const std::string file = std::string(row.feed) + ":" + row.feed + ".csv";
    EXPECT_EQ(engine.alert("data", file).has_value(), !held) << row.what;
    EXPECT_EQ(rows_of<QuarantineRow>(effects).size(), held ? 1u : 0u) << row.what;
  }
}

TEST(EngineIntake, OneBadFigureDoesNotHoldUpTheGoodOnes) {
  EngineUnderTest engine;
  const auto effects = engine.deliver(
      "court", {{closing_rate, 6, "98.5", day(7, 5)}, {closing_days, 6, "70", day(7, 5)}},
      at(7, 5));
  EXPECT_EQ(rows_of<DeliveryRow>(effects).at(0).accepted, 1u);
  EXPECT_EQ(rows_of<DeliveryRow>(effects).at(0).rejected, 1u);
  EXPECT_EQ(engine.indicator(closing_days, at(7, 5)).light, Light::green);
}

TEST(EngineIntake, ACumulativeFigureThatFallsIsJudgedAndMarkedDoubtful) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 5, "1400", day(6, 5)}}, at(6, 5));
  engine.deliver("hr", {{trainings, 6, "1399", day(7, 5)}}, at(7, 5));
  const IndicatorStatus status = engine.indicator(trainings, at(7, 5));
  EXPECT_EQ(status.light, Light::attention);
  EXPECT_TRUE(has(status.data, DataState::doubtful));
  // The predecessor is corrected: what looked wrong was right.
  engine.deliver("hr", {{trainings, 5, "1200", day(7, 6)}}, at(7, 6));
  EXPECT_FALSE(has(engine.indicator(trainings, at(7, 6)).data, DataState::doubtful));
}

TEST(EngineIntake, ATaskNumberThatThePlanDoesNotHaveIsRejected) {
  EngineUnderTest engine;
  Extracted extracted;
  TaskReport unknown;
  unknown.task = 99;
  unknown.as_of = day(7, 1);
  TaskReport known = unknown;
  known.task = 1;
  extracted.task_reports = {unknown, known};
  const auto effects = engine.deliver("hr", extracted, at(7, 5));
  ASSERT_EQ(rows_of<RejectedRowRow>(effects).size(), 1u);
  EXPECT_NE(rows_of<RejectedRowRow>(effects)[0].rejected.reason.find("任务序号"),
            std::string::npos);
  EXPECT_EQ(rows_of<TaskReportRow>(effects).size(), 1u);
}

TEST(EngineIntake, WhatWasReadWithAnotherConfigurationIsFetchedAgain) {
  EngineUnderTest engine;
  engine.tick(at(7, 5, 9));
  Extracted extracted;
  extracted.observations = {observe(*engine.configuration(), {trainings, 6, "1400"})};
  const auto effects =
      engine.handle(ObservationsArrived{at(7, 5), FeedId{"hr"}, SmallPlan::shared(), extracted});
  EXPECT_TRUE(rows_of<DeliveryRow>(effects).empty());
  const auto started = effects_of<StartFetch>(engine.tick(at(7, 5, 11)));
  ASSERT_EQ(started.size(), 1u) << "the others are still in flight";
  EXPECT_EQ(started[0].feed.text, "hr");
  EXPECT_FALSE(engine.indicator(trainings, at(7, 5)).latest.has_value());
}

}  // namespace
}  // namespace planwatch

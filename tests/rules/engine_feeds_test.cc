#include "gtest/gtest.h"

#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

TEST(EngineFeeds, ATickStartsWhatIsDueAndMarksItInFlightBefore) {
  EngineUnderTest engine;
  const auto effects = engine.tick(at(7, 1));
  ASSERT_EQ(effects_of<StartFetch>(effects).size(), 3u);
  const auto rows = rows_of<FeedStateRow>(effects);
  ASSERT_EQ(rows.size(), 3u);
  for (const FeedStateRow& row : rows) EXPECT_TRUE(row.in_flight) << row.feed.text;
  EXPECT_TRUE(effects_of<StartFetch>(engine.tick(at(7, 1, 17))).empty()) << "still in flight";

  engine.handle(FetchUnchanged{at(7, 1, 12), FeedId{"hr"}});
  EXPECT_TRUE(effects_of<StartFetch>(engine.tick(at(7, 1, 15))).empty()) << "six hours a poll";
  const auto again = effects_of<StartFetch>(engine.tick(at(7, 1, 16)));
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].feed.text, "hr");
}

TEST(EngineFeeds, TheDaemonRunsRealFeedsAndTheDemoSamples) {
  Configuration configuration = SmallPlan::configuration();
  configuration.feeds[1].sample = true;
  EngineUnderTest real(configuration);
  EngineUnderTest demo(configuration, FeedSelection::samples);
  EXPECT_EQ(effects_of<StartFetch>(real.tick(at(7, 1))).size(), 2u);
  const auto started = effects_of<StartFetch>(demo.tick(at(7, 1)));
  ASSERT_EQ(started.size(), 1u);
  EXPECT_EQ(started[0].feed.text, "court");
}

TEST(EngineFeeds, AFailureHasItsOwnAlertOnceAndChangesNoLight) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 6, "1000", day(7, 5)}}, at(7, 5));
  engine.fail("hr", at(7, 10));
  engine.fail("hr", at(7, 10, 11));
  engine.fail("hr", at(7, 10, 12));
  EXPECT_EQ(engine.told("fetch", "hr"), "fired:yellow:contact");
  EXPECT_NE(engine.notices().back().text.find("取数失败：超时"), std::string::npos);
  EXPECT_EQ(engine.indicator(trainings, at(7, 10)).light, Light::yellow);
  EXPECT_FALSE(engine.feed("hr", at(7, 10)).up);
  EXPECT_EQ(engine.feed("hr", at(7, 10)).state.failures, 3);

  engine.handle(FetchUnchanged{at(7, 10, 13), FeedId{"hr"}});
  EXPECT_EQ(engine.told("fetch", "hr"), "fired:yellow:contact resolved:yellow:contact");
  EXPECT_TRUE(engine.feed("hr", at(7, 11)).up);
}

TEST(EngineFeeds, WhoReadsEnglishIsToldOfAFailureInEnglish) {
  Configuration configuration = SmallPlan::configuration();
  for (Receiver& receiver : configuration.routing.receivers) receiver.lang = Lang::en;
  const auto told = [&](const char* in_english) {
    EngineUnderTest engine(configuration);
    engine.deliver("hr", {{trainings, 6, "1000", day(7, 5)}}, at(7, 5));
    const Error error{ErrorCode::timeout, true, "超时"};
    for (const int hour : {10, 11, 12}) {
      engine.handle(FeedFailed{at(7, 10, hour), FeedId{"hr"}, error, in_english});
    }
    return engine.notices().back().text;
  };
  EXPECT_NE(told("timed out").find("fetching failed: timed out"), std::string::npos);
  EXPECT_NE(told("").find("fetching failed: 超时"), std::string::npos) << "better than nothing";
}

TEST(EngineFeeds, TheSameFailureIsLoggedOnce) {
  EngineUnderTest engine;
  const auto logged = [](const std::vector<Effect>& effects) {
    std::size_t lines = 0;
    for (const Report& report : effects_of<Report>(effects)) lines += report.text == "feed failed";
    return lines;
  };
  EXPECT_EQ(logged(engine.fail("hr", at(7, 1))), 1u);
  EXPECT_EQ(logged(engine.fail("hr", at(7, 2))), 0u);
}

// June's report is due on 7 July (the fifth is a Saturday), July's on 5 August.
TEST(EngineFeeds, AReportIsLateThenMissingByDates) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 5, "1200", day(6, 5)}}, at(6, 5));
  engine.deliver("hr",
                 {{trainings, 1, "240", day(2, 5)},
                  {trainings, 2, "480", day(3, 5)},
                  {trainings, 3, "700", day(4, 7)},
                  {trainings, 4, "960", day(5, 6)}},
                 at(6, 5, 11));
  engine.tick(at(7, 7));
  EXPECT_FALSE(engine.alert("report", "hr:2025-06") &&
               is_open(*engine.alert("report", "hr:2025-06")));
  engine.tick(at(7, 8));
  ASSERT_TRUE(engine.alert("report", "hr:2025-06"));
  EXPECT_EQ(engine.alert("report", "hr:2025-06")->level, Light::yellow);
  EXPECT_EQ(engine.alert("report", "hr:2025-06")->period, Period::month(2025, 6));
  engine.tick(at(8, 5));
  EXPECT_EQ(engine.alert("report", "hr:2025-06")->level, Light::yellow);
  engine.tick(at(8, 6));
  EXPECT_EQ(engine.alert("report", "hr:2025-06")->level, Light::red);
  EXPECT_EQ(engine.alert("report", "hr:2025-06")->period, Period::month(2025, 6))
      << "June is missing";
  EXPECT_EQ(engine.alert("report", "hr:2025-07")->level, Light::yellow) << "July is late only";
  EXPECT_EQ(engine.told("report", "hr:2025-06"),
            "fired:yellow:contact escalated:yellow:deputy leader worsened:red:contact "
            "worsened:red:deputy leader");

  engine.deliver("hr", {{trainings, 6, "1400", day(8, 6)}, {trainings, 7, "1640", day(8, 6)}},
                 at(8, 6, 11));
  EXPECT_EQ(engine.alert("report", "hr:2025-06")->state, AlertState::resolved);
}

TEST(EngineFeeds, AFeedThatIsDownHidesTheReportsThatAreMissingBehindIt) {
  EngineUnderTest engine;
  engine.handle(FetchUnchanged{at(1, 2), FeedId{"hr"}});
  engine.fail("hr", at(1, 20));
  engine.tick(at(4, 10));
  EXPECT_FALSE(engine.alert("report", "hr:2025-02")) << "not even a pending one";
  engine.handle(FetchUnchanged{at(4, 11), FeedId{"hr"}});
  ASSERT_TRUE(engine.alert("report", "hr:2025-02"));
  EXPECT_EQ(engine.alert("report", "hr:2025-02")->level, Light::red);
  EXPECT_EQ(engine.alert("report", "hr:2025-02")->opened_at, at(4, 11));
}

TEST(EngineFeeds, BeforeTheFirstFetchNothingIsMissing) {
  EngineUnderTest engine;
  engine.tick(at(11, 10));
  EXPECT_FALSE(engine.alert("report", "hr:2025-06"));
  EXPECT_TRUE(engine.notices().empty());
}

// A delivery with nothing but cells that were not understood.
Extracted rejected_cells(int count) {
  Extracted extracted;
  for (int i = 1; i <= count; ++i) {
    extracted.rejected.push_back({{1, 3, static_cast<std::uint32_t>(i)},
                                  "Sheet1!C" + std::to_string(i),
                                  "不是数字，请填写数字",
                                  "约30"});
  }
  return extracted;
}

// The first notice about what was not accepted.
std::string data_notice(const EngineUnderTest& engine) {
  for (const Notice& notice : engine.notices()) {
    if (notice.key.alert.starts_with("small/data/")) return notice.text;
  }
  return {};
}

TEST(EngineFeeds, RejectedRowsRaiseTheDataAlertAndTheNextGoodDeliveryResolvesIt) {
  EngineUnderTest engine;
  engine.deliver("hr", rejected_cells(1), at(7, 5));
  EXPECT_EQ(engine.told("data", "hr:hr.csv"), "fired:yellow:contact");
  EXPECT_NE(data_notice(engine).find("Sheet1!C1：不是数字"), std::string::npos)
      << data_notice(engine);
  EXPECT_EQ(engine.feed("hr", at(7, 5)).rejected_now, 1u);

  engine.deliver("hr", {{trainings, 6, "1400", day(7, 6)}}, at(7, 6));
  EXPECT_EQ(engine.alert("data", "hr:hr.csv")->state, AlertState::resolved);
  EXPECT_EQ(engine.feed("hr", at(7, 6)).rejected_now, 0u);
  EXPECT_EQ(engine.feed("hr", at(7, 6)).rejected_rows, 1u) << "counted since the store was made";
}

TEST(EngineFeeds, ARejectionNamesFivePlacesAndCountsTheRest) {
  EngineUnderTest engine;
  engine.deliver("hr", rejected_cells(7), at(7, 5));
  const std::string text = data_notice(engine);
  EXPECT_NE(text.find("hr.csv 有7处未被接受：Sheet1!C1：不是数字"), std::string::npos) << text;
  EXPECT_NE(text.find("Sheet1!C5"), std::string::npos) << text;
  EXPECT_EQ(text.find("Sheet1!C6"), std::string::npos) << text;
  EXPECT_NE(text.find("其余见运行日志"), std::string::npos) << text;
}

TEST(EngineFeeds, AFileInTroubleHidesNoOther) {
  EngineUnderTest engine;
  const auto deliver = [&](const char* source, Extracted extracted, Instant when) {
    extracted.delivery.source = source;
    engine.handle(
        ObservationsArrived{when, FeedId{"hr"}, engine.configuration(), std::move(extracted)});
  };
  deliver("6月.xlsx", rejected_cells(1), at(7, 5));
  deliver("7月.xlsx", rejected_cells(2), at(8, 5));
  EXPECT_EQ(engine.told("data", "hr:6月.xlsx"), "fired:yellow:contact");
  EXPECT_EQ(engine.told("data", "hr:7月.xlsx"), "fired:yellow:contact");
  deliver("6月.xlsx", Extracted{}, at(8, 6));
  EXPECT_EQ(engine.alert("data", "hr:6月.xlsx")->state, AlertState::resolved);
  EXPECT_EQ(engine.alert("data", "hr:7月.xlsx")->state, AlertState::firing);
  EngineUnderTest reborn = engine.reborn(at(8, 7));
  reborn.tick(at(8, 7));
  EXPECT_EQ(reborn.alert("data", "hr:7月.xlsx")->state, AlertState::firing);
  EXPECT_TRUE(reborn.told("data", "hr:7月.xlsx").empty()) << "told before the restart";
}

// February's report was never handed in, March's neither: on the day that makes the second one
// missing, the deputy leader hears of it.
TEST(EngineFeeds, ASecondMissingReportInARowGoesToTheDeputyLeader) {
  Configuration configuration = SmallPlan::configuration();
  configuration.plan.units[0].people.deputy.name = "李副局长";
  EngineUnderTest engine(configuration);
  engine.deliver("hr", {{trainings, 1, "240", day(2, 5)}}, at(2, 5));
  for (Instant now = at(2, 6); now <= at(5, 7); now += std::chrono::hours{24}) {
    engine.tick(now);
    engine.handle(FetchUnchanged{now, FeedId{"hr"}});
  }
  EXPECT_EQ(engine.alert("report", "hr:2025-02")->level, Light::red);
  EXPECT_EQ(engine.alert("report", "hr:2025-03")->level, Light::red);
  std::vector<std::string> texts;
  for (const Notice& notice : engine.notices()) {
    if (notice.why == "连续漏报，同时报告分管领导") texts.push_back(notice.text);
  }
  ASSERT_EQ(texts.size(), 2u) << "both receivers of the deputy, once";
  EXPECT_NE(texts[0].find("连续2期漏报"), std::string::npos) << texts[0];
  EXPECT_NE(texts[0].find("李副局长"), std::string::npos) << texts[0];
}

TEST(EngineFeeds, AMissingReportAfterOneThatCameIsTheContactsAlone) {
  EngineUnderTest engine;
  engine.deliver("hr", {{trainings, 1, "240", day(2, 5)}, {trainings, 2, "480", day(3, 5)}},
                 at(3, 5));
  for (Instant now = at(3, 6); now <= at(5, 7); now += std::chrono::hours{24}) {
    engine.tick(now);
    engine.handle(FetchUnchanged{now, FeedId{"hr"}});
  }
  EXPECT_EQ(engine.alert("report", "hr:2025-03")->level, Light::red);
  for (const Notice& notice : engine.notices()) {
    EXPECT_EQ(notice.why.find("连续漏报"), std::string::npos) << notice.text;
  }
}

}  // namespace
}  // namespace planwatch

#include <algorithm>
#include <gtest/gtest.h>

#include "daemon/expose/api_pushed.h"
#include "rules/engine/by_hand.h"
#include "tests/daemon/app/running_plan.h"

namespace planwatch {
namespace {

class Pushing : public app_testing::RunningPlan {
 protected:
  Pushing() : RunningPlan(SmallPlan::shared()) {}

  // The outcomes in words, or the error.
  std::string push(const std::string& figures, const std::string& key = {},
                   const std::string& person = "张三") {
    const std::string body = "{\"observations\":[" + figures + "]}";
    PushedBody read = read_pushed(body, *configuration_, local_date(scheduler_.now()));
    if (read.unreadable) return read.unreadable->en;
    if (!read.problems.empty()) return read.problems[0].reason;
    Push push{person, key, configuration_, std::move(read.figures)};
    push.extracted.delivery.source = push_source(person);
    push.extracted.delivery.sha256 = body;
    const auto outcomes = runtime_->push(push);
    if (!outcomes) return outcomes.error().message;
    std::string text;
    for (const FigureOutcome outcome : *outcomes) {
      text += (text.empty() ? "" : " ") + std::string(name_of(outcome, Lang::en));
    }
    return text;
  }
  std::string trainings_of_june(const std::string& value, const std::string& stated = {}) {
    return R"({"indicator":"trainings","period":"2025-06","value":)" + value +
           (stated.empty() ? "" : R"(,"report_date":")" + stated + "\"") + "}";
  }
  Restored stored() { return store_->load().value(); }
};

TEST_F(Pushing, AFigureIsOnTheDiskJudgedAndShownWhenItIsAnswered) {
  EXPECT_EQ(push(trainings_of_june("500")), "accepted");
  const Restored known = stored();
  ASSERT_EQ(known.observations.size(), 1u);
  EXPECT_EQ(known.observations[0].observation.value, Decimal(500));
  ASSERT_EQ(known.last_deliveries.size(), 1u);
  EXPECT_EQ(known.last_deliveries[0].feed, FeedId("hr")) << "the feed whose figure it is";
  EXPECT_EQ(known.last_deliveries[0].delivery.source, "push:张三");
  EXPECT_EQ(runtime_->snapshot()->indicators.at(0).light, Light::red);
  scheduler_.run_for(std::chrono::seconds{1});
  const std::vector<std::string>& titles = channel_->titles;
  EXPECT_TRUE(std::any_of(titles.begin(), titles.end(), [](const std::string& title) {
    return title.find("指标“trainings”") != std::string::npos;
  })) << "a push makes an alert like any figure";
}

TEST_F(Pushing, SaysWhatBecameOfEachFigure) {
  EXPECT_EQ(push(trainings_of_june("500", "2025-07-01") + "," +
                 R"({"indicator":"closing_rate","period":"2025-06","value":"97%"})"),
            "accepted accepted");
  EXPECT_EQ(push(trainings_of_june("1400", "2025-07-03")), "revised");
  EXPECT_EQ(push(trainings_of_june("600", "2025-07-02")), "superseded");
  EXPECT_EQ(push(trainings_of_june("1400", "2025-07-04")), "accepted") << "stated again, later";
  EXPECT_EQ(push(trainings_of_june("1400", "2025-07-04") + "," +
                 R"({"indicator":"closing_rate","period":"2025-06","value":"98%"})"),
            "repeated revised");
  EXPECT_EQ(push(trainings_of_june("-5", "2025-07-05")), "quarantined");
  EXPECT_EQ(push(" " + trainings_of_june("-5", "2025-07-05")), "quarantined") << "it waits already";
  const auto held = runtime_->snapshot()->quarantine;
  ASSERT_EQ(held.size(), 1u);
  EXPECT_EQ(held[0].where, "/observations/0");
  EXPECT_EQ(held[0].source, "push:张三");
  EXPECT_EQ(held[0].feed, FeedId("hr"));
}

TEST_F(Pushing, TheSameBytesChangeNothing) {
  EXPECT_EQ(push(trainings_of_june("500")), "accepted");
  const std::size_t deliveries = stored().last_deliveries.size();
  EXPECT_EQ(push(trainings_of_june("500")), "repeated");
  EXPECT_EQ(push(trainings_of_june("1400"), {}, "李四"), "revised") << "another person's";
  EXPECT_EQ(push(trainings_of_june("500")), "repeated") << "these bytes were 张三's last";
  EXPECT_EQ(runtime_->snapshot()->indicators.at(0).light, Light::green);
  EXPECT_EQ(stored().last_deliveries.size(), deliveries + 1);
}

TEST_F(Pushing, TheSameKeyIsTheSameAnswerAndNothingTwice) {
  EXPECT_EQ(push(trainings_of_june("500"), "k1"), "accepted");
  EXPECT_EQ(push(trainings_of_june("600"), "k2"), "revised");
  EXPECT_EQ(push(trainings_of_june("500"), "k1"), "accepted") << "answered, not taken again";
  EXPECT_EQ(stored().observations.size(), 2u);
  EXPECT_NE(push(trainings_of_june("700"), "k1").find("Idempotency-Key"), std::string::npos);
  EXPECT_EQ(push(trainings_of_june("700"), "k1", "李四"), "revised") << "keys are each one's own";
}

TEST_F(Pushing, ARestartKnowsWhatWasPushed) {
  EXPECT_EQ(push(trainings_of_june("500")), "accepted");
  die_and_live_again();
  EXPECT_EQ(runtime_->snapshot()->indicators.at(0).light, Light::red);
  EXPECT_EQ(push(trainings_of_june("500"), "k1"), "repeated");
}

TEST_F(Pushing, ARestartAnswersAKeyAsBefore) {
  EXPECT_EQ(push(trainings_of_june("500"), "k1"), "accepted");
  EXPECT_EQ(push(trainings_of_june("600"), "k2", "李四"), "revised");
  die_and_live_again();
  EXPECT_EQ(push(trainings_of_june("500"), "k1"), "accepted") << "answered, not taken again";
  EXPECT_EQ(stored().observations.size(), 2u);
  EXPECT_NE(push(trainings_of_june("700"), "k1").find("Idempotency-Key"), std::string::npos);
}

TEST_F(Pushing, ARepetitionWithAKeyIsRememberedToo) {
  EXPECT_EQ(push(trainings_of_june("500")), "accepted");
  EXPECT_EQ(push(trainings_of_june("500"), "k1"), "repeated");
  die_and_live_again();
  EXPECT_EQ(push(trainings_of_june("600")), "revised");
  EXPECT_EQ(push(trainings_of_june("500"), "k1"), "repeated") << "that key's answer";
}

TEST_F(Pushing, AFeedThatIsDownStaysDown) {
  fetcher_.reachable = false;
  scheduler_.run_for(std::chrono::hours{6} + std::chrono::seconds{5});
  ASSERT_FALSE(runtime_->snapshot()->feeds.at(0).up);
  EXPECT_EQ(push(trainings_of_june("500")), "accepted");
  EXPECT_FALSE(runtime_->snapshot()->feeds.at(0).up) << "a person brought it, not the feed";
}

TEST_F(Pushing, AClosedPlanTakesNone) {
  runtime_->handle(PersonActed{scheduler_.now(), "王五", ClosePlan{"年终"}});
  EXPECT_NE(push(trainings_of_june("500")).find("已终结"), std::string::npos);
  EXPECT_TRUE(stored().observations.empty());
}

TEST_F(Pushing, FiguresReadWithAnotherConfigurationAreAskedForAgain) {
  const auto old = configuration_;
  Configuration stricter = SmallPlan::configuration();
  stricter.plan.indicators.erase(stricter.plan.indicators.begin());
  ASSERT_TRUE(runtime_->replace(std::make_shared<const Configuration>(stricter)));
  EXPECT_NE(push(trainings_of_june("500")).find("重新报送"), std::string::npos);
}

TEST_F(Pushing, AnIndicatorThatNoFeedDeliversCanBePushed) {
  Configuration fewer = SmallPlan::configuration();
  fewer.feeds.erase(fewer.feeds.begin());
  configuration_ = std::make_shared<const Configuration>(fewer);
  die_and_live_again();
  EXPECT_EQ(push(trainings_of_june("500")), "accepted");
  EXPECT_EQ(stored().last_deliveries.at(0).feed, push_feed());
}

}  // namespace
}  // namespace planwatch

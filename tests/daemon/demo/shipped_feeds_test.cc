#include "daemon/demo/incidents.h"
#include "daemon/demo/truth_model.h"
#include "tests/daemon/demo/round_trip.h"
#include "tests/daemon/demo/shipped_plan.h"

namespace planwatch::demo {
namespace {

class ShippedFeeds : public ::testing::TestWithParam<std::string> {};

TEST_P(ShippedFeeds, DeliverTheTruthAndRejectOnlyTheScriptedCell) {
  const auto configuration = shipped_configuration();
  ASSERT_NE(configuration, nullptr);
  const FeedSpec* feed = configuration->find_feed(FeedId(GetParam()));
  ASSERT_NE(feed, nullptr);
  const ReadBack read = read_back(configuration, *feed);
  EXPECT_EQ(read.errors, std::vector<std::string>{});
  EXPECT_EQ(differences(*configuration, *feed, read), std::vector<std::string>{});
  std::vector<std::string> rejected;
  for (const Extracted& delivery : read.deliveries) {
    for (const RejectedRow& row : delivery.rejected) rejected.push_back(row.text);
  }
  const bool scripted = GetParam() == "market_regulation";
  EXPECT_EQ(rejected, scripted ? std::vector<std::string>{"约66%"} : std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(All, ShippedFeeds,
                         ::testing::Values("court", "tax", "human_resources", "finance",
                                           "market_regulation", "development_reform",
                                           "science_technology", "commerce_trains",
                                           "commerce_visits", "housing", "business_environment",
                                           "power_supply"));

TEST(ShippedTaskFeed, ReportsAll93TasksEveryMonth) {
  const auto configuration = shipped_configuration();
  ASSERT_NE(configuration, nullptr);
  const ReadBack read =
      read_back(configuration, *configuration->find_feed(FeedId("task_progress")));
  EXPECT_EQ(read.errors, std::vector<std::string>{});
  ASSERT_EQ(read.deliveries.size(), 12u);
  for (const Extracted& delivery : read.deliveries) {
    EXPECT_EQ(delivery.task_reports.size(), 93u);
    EXPECT_TRUE(delivery.rejected.empty());
  }
}

TEST(ShippedIncidents, NameFeedsAndIndicatorsThatAreThere) {
  const auto configuration = shipped_configuration();
  ASSERT_NE(configuration, nullptr);
  for (const Incident& incident : incidents()) {
    EXPECT_NE(configuration->find_feed(FeedId(std::string(incident.feed))), nullptr);
    if (incident.indicator.empty()) continue;
    EXPECT_TRUE(configuration->plan.find_indicator(IndicatorId(std::string(incident.indicator))));
  }
}

}  // namespace
}  // namespace planwatch::demo

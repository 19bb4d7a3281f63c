#include "tests/daemon/demo/round_trip.h"

#include <gtest/gtest.h>

#include "tests/daemon/demo/sample_world.h"

namespace planwatch::demo {
namespace {

class RoundTrip : public ::testing::TestWithParam<const char*> {
 protected:
  std::shared_ptr<const Configuration> configuration_ = small_configuration();
};

TEST_P(RoundTrip, DecodedAndExtractedFiguresAreTheTruth) {
  const FeedSpec& feed = feed_of(*configuration_, GetParam());
  const ReadBack read = read_back(configuration_, feed);
  EXPECT_EQ(read.errors, std::vector<std::string>{});
  EXPECT_EQ(differences(*configuration_, feed, read), std::vector<std::string>{});
}

TEST_P(RoundTrip, OnlyTheScriptedCellIsRejected) {
  const FeedSpec& feed = feed_of(*configuration_, GetParam());
  std::vector<std::string> rejected;
  for (const Extracted& delivery : read_back(configuration_, feed).deliveries) {
    for (const RejectedRow& row : delivery.rejected) rejected.push_back(row.text);
  }
  const bool scripted = feed.id.text == "market_regulation";
  EXPECT_EQ(rejected, scripted ? std::vector<std::string>{"约66%"} : std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Feeds, RoundTrip,
                         ::testing::Values("court", "finance", "commerce_trains", "commerce_visits",
                                           "human_resources", "market_regulation",
                                           "science_technology", "tax", "housing",
                                           "business_environment"));

TEST(RoundTripOfTasks, EveryTaskIsReportedTwelveTimes) {
  const auto configuration = small_configuration();
  const ReadBack read = read_back(configuration, feed_of(*configuration, "task_progress"));
  EXPECT_EQ(read.errors, std::vector<std::string>{});
  ASSERT_EQ(read.deliveries.size(), 12u);
  for (const Extracted& delivery : read.deliveries) {
    EXPECT_EQ(delivery.task_reports.size(), configuration->plan.tasks.size());
    EXPECT_TRUE(delivery.rejected.empty());
  }
}

TEST(RoundTripOfTasks, OnlyANamedPersonCloses) {
  const auto configuration = small_configuration();
  const ReadBack read = read_back(configuration, feed_of(*configuration, "task_progress"));
  ASSERT_EQ(read.deliveries.size(), 12u);
  for (const TaskReport& report : read.deliveries[8].task_reports) {
    if (report.task == 6) {
      EXPECT_EQ(report.state, TaskState::done);
      EXPECT_EQ(report.closed_by, "");
    }
    if (report.task == 10) {
      EXPECT_EQ(report.closed_by, "样例确认人");
      EXPECT_EQ(report.evidence, "样例材料第10号");
    }
    if (report.task == 34) {
      EXPECT_LT(report.percent.value_or(Decimal(1)), Decimal(1));
    }
  }
}

TEST(RoundTripOfCorrections, BothFiguresAreReadAndStateTheirDates) {
  const auto configuration = small_configuration();
  const ReadBack read = read_back(configuration, feed_of(*configuration, "court"));
  std::vector<Observation> august;
  const auto index =
      *configuration->plan.find_indicator(IndicatorId("first_enforcement_termination_rate"));
  for (const Extracted& delivery : read.deliveries) {
    for (const Observation& one : delivery.observations) {
      if (one.indicator == index && one.period == Period::month(2025, 8)) august.push_back(one);
    }
  }
  ASSERT_EQ(august.size(), 2u);
  EXPECT_NE(august[0].report_date, august[1].report_date);
  EXPECT_EQ(august[0].denominator, august[1].denominator);
  EXPECT_NE(august[0].numerator, august[1].numerator);
}

}  // namespace
}  // namespace planwatch::demo

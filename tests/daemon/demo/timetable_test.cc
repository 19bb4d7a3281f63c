#include "daemon/demo/timetable.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

#include "daemon/demo/incidents.h"
#include "rules/judge/report_due.h"
#include "tests/daemon/demo/sample_world.h"

namespace planwatch::demo {
namespace {

class Timetable : public ::testing::Test {
 protected:
  std::vector<const SampleDelivery*> of(const std::string& feed, const Period& period) const {
    std::vector<const SampleDelivery*> found;
    for (const SampleDelivery& delivery : all_) {
      const bool about = delivery.periods.size() == 1 && delivery.periods.front() == period;
      if (delivery.feed->id.text == feed && about) found.push_back(&delivery);
    }
    return found;
  }
  Date due(const std::string& feed, const Period& period) const {
    return report_due_date(feed_of(*configuration_, feed).due, period, configuration_->calendar);
  }

  std::shared_ptr<const Configuration> configuration_ = small_configuration();
  std::vector<SampleDelivery> all_ = make_timetable(*configuration_, 20250101);
};

TEST_F(Timetable, EveryFeedReportsEveryPeriodButTheMissingOne) {
  for (const FeedSpec& feed : configuration_->feeds) {
    for (const Period& period : report_periods(feed.due, 2025)) {
      const bool missing = feed.id.text == "science_technology" && period.last_month == 8;
      const bool corrected = feed.id.text == "court" && period.last_month == 8;
      const std::size_t expected = missing ? 0 : corrected ? 2 : 1;
      EXPECT_EQ(of(feed.id.text, period).size(), expected)
          << feed.id.text << ' ' << to_string(period);
    }
  }
}

TEST_F(Timetable, LastYearComesAsOneReportForEveryFeedOfFigures) {
  std::map<std::string, std::size_t> periods;
  for (const SampleDelivery& delivery : all_) {
    if (delivery.periods.front().year != 2024) continue;
    EXPECT_EQ(delivery.at, instant_at(make_date(2025, 1, 1), TimeOfDay{0}));
    EXPECT_EQ(delivery.report_date, make_date(2024, 12, 31));
    periods[delivery.feed->id.text] = delivery.periods.size();
  }
  EXPECT_EQ(periods.size(), configuration_->feeds.size() - 1);  // tasks have no last year
  EXPECT_EQ(periods.at("court"), 12u);
  EXPECT_EQ(periods.at("commerce_visits"), 4u);
}

TEST_F(Timetable, ReportsComeOnWorkingDaysAfterTheirPeriodAndInTime) {
  for (const SampleDelivery& delivery : all_) {
    if (delivery.periods.front().year != 2025) continue;
    const std::string& feed = delivery.feed->id.text;
    const Period& period = delivery.periods.front();
    const Date day = local_date(delivery.at);
    EXPECT_EQ(day, delivery.report_date);
    EXPECT_TRUE(configuration_->calendar.is_working_day(day)) << feed << to_string(day);
    EXPECT_GT(day, period.last_day());
    const bool late = feed == "commerce_trains" && period.last_month == 9;
    const bool correction = feed == "court" && period.last_month == 8 && !delivery.first_and_wrong;
    EXPECT_EQ(day > due(feed, period), late || correction) << feed << ' ' << to_string(period);
  }
}

TEST_F(Timetable, TheLateReportIsStillOutWhenTheDemoStarts) {
  const auto trains = of("commerce_trains", Period::month(2025, 9));
  ASSERT_EQ(trains.size(), 1u);
  EXPECT_EQ(to_string(due("commerce_trains", Period::month(2025, 9))), "2025-10-09");
  EXPECT_EQ(to_string(trains.front()->report_date), "2025-10-22");
  EXPECT_GT(trains.front()->at, demo_start());
}

TEST_F(Timetable, TheCorrectionStatesALaterReportDateAndIsThereAtTheStart) {
  const auto august = of("court", Period::month(2025, 8));
  ASSERT_EQ(august.size(), 2u);
  EXPECT_TRUE(august[0]->first_and_wrong);
  EXPECT_FALSE(august[1]->first_and_wrong);
  EXPECT_LT(august[0]->report_date, august[1]->report_date);
  EXPECT_LT(august[1]->at, demo_start());
  EXPECT_NE(august[0]->file, august[1]->file);
  EXPECT_EQ(august[1]->file, "court/区法院_202508_更正_样例.csv");
}

TEST_F(Timetable, SeptemberIsInAtTheStartExceptTheLateOne) {
  for (const FeedSpec& feed : configuration_->feeds) {
    const Period september = feed.due.frequency == Frequency::quarter ? Period::quarter(2025, 3)
                                                                      : Period::month(2025, 9);
    const auto found = of(feed.id.text, september);
    ASSERT_EQ(found.size(), 1u) << feed.id.text;
    EXPECT_EQ(found.front()->at <= demo_start(), feed.id.text != "commerce_trains");
  }
}

TEST_F(Timetable, DeliveriesAreInOrderOfTime) {
  EXPECT_TRUE(
      std::is_sorted(all_.begin(), all_.end(),
                     [](const SampleDelivery& a, const SampleDelivery& b) { return a.at < b.at; }));
}

TEST_F(Timetable, FilesAreNamedAfterUnitAndPeriodAndMarked) {
  EXPECT_EQ(of("court", Period::month(2025, 9)).front()->file, "court/区法院_202509_样例.csv");
  EXPECT_EQ(of("commerce_visits", Period::quarter(2025, 3)).front()->file,
            "commerce_visits/区商务局_2025Q3_样例.csv");
  EXPECT_EQ(of("human_resources", Period::month(2025, 1)).front()->file,
            "human_resources/区人社局_202501_样例.xlsx");
  EXPECT_EQ(of("tax", Period::month(2025, 9)).front()->file, "");
}

TEST_F(Timetable, RealFeedsAreNobodysSamples) {
  Configuration configuration = *configuration_;
  configuration.feeds.resize(1);
  configuration.feeds.front().sample = false;
  EXPECT_TRUE(make_timetable(configuration, 1).empty());
}

TEST_F(Timetable, AnotherYearMovesEverything) {
  Configuration configuration = *configuration_;
  configuration.plan.year = 2026;
  const auto moved = make_timetable(configuration, 20250101);
  EXPECT_EQ(moved.size(), all_.size());
  for (const SampleDelivery& delivery : moved) EXPECT_GE(delivery.periods.front().year, 2025);
  EXPECT_EQ(to_string(local_date(moved.front().at)), "2026-01-01");
}

TEST(Incidents, ThereIsOneOfEveryKind) {
  std::map<Incident::Kind, int> kinds;
  for (const Incident& incident : incidents()) ++kinds[incident.kind];
  EXPECT_EQ(kinds, (std::map<Incident::Kind, int>{{Incident::Kind::late, 1},
                                                  {Incident::Kind::corrected, 1},
                                                  {Incident::Kind::missing, 1},
                                                  {Incident::Kind::rejected, 1}}));
}

TEST(Incidents, AreFoundByKindFeedAndMonth) {
  EXPECT_NE(find_incident(Incident::Kind::late, "commerce_trains", 9), nullptr);
  EXPECT_EQ(find_incident(Incident::Kind::late, "commerce_trains", 8), nullptr);
  EXPECT_EQ(find_incident(Incident::Kind::missing, "commerce_trains", 9), nullptr);
  EXPECT_EQ(find_incident(Incident::Kind::late, "court", 9), nullptr);
}

}  // namespace
}  // namespace planwatch::demo

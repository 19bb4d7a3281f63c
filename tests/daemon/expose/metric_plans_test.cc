#include "daemon/expose/metric_plans.h"

#include <algorithm>
#include <sstream>

#include "gtest/gtest.h"

#include "daemon/expose/metrics.h"
#include "tests/daemon/expose/snapshot_fixture.h"

namespace planwatch {
namespace {

// The small snapshot as that of another year, closed.
std::shared_ptr<const Snapshot> of_last_year(const Snapshot& snapshot) {
  auto other = std::make_shared<Snapshot>(snapshot);
  auto configuration = std::make_shared<Configuration>(*snapshot.configuration);
  --configuration->plan.year;
  other->configuration = configuration;
  other->closed = PlanClosure{snapshot.plan_now, "督查 王", "已齐"};
  return other;
}

std::vector<std::string> lines_about(const std::string& text, const std::string& what) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.find(what) != std::string::npos) lines.push_back(line);
  }
  return lines;
}

struct TwoYears : testing::Test {
  std::shared_ptr<const Snapshot> this_year = test::small_snapshot();
  std::shared_ptr<const Snapshot> last_year = of_last_year(*this_year);
  const std::string plan = this_year->configuration->plan.id;
  const std::string last = plan + "-" + std::to_string(last_year->configuration->plan.year);
};

TEST_F(TwoYears, SideBySideEveryFamilyStandsOnceAndEverySeriesTwice) {
  Metrics alone;
  alone.publish(this_year);
  Metrics both;
  both.publish(this_year);
  both.publish(last_year);
  const std::string one = alone.render();
  const std::string two = both.render();
  EXPECT_EQ(lines_about(one, "# TYPE ").size(), lines_about(two, "# TYPE ").size());
  const auto lights = lines_about(one, "planwatch_indicator_light{").size();
  ASSERT_GT(lights, 0u);
  EXPECT_EQ(lines_about(two, "planwatch_indicator_light{").size(), 2 * lights);
  for (const std::string& line : lines_about(one, "planwatch_task_light{")) {
    EXPECT_NE(two.find(line + "\n"), std::string::npos) << "the first plan's series stay: " << line;
  }
}

TEST_F(TwoYears, TheOtherYearIsNamedInItsPlanLabel) {
  Metrics both;
  both.publish(this_year);
  both.publish(last_year);
  const std::string text = both.render();
  const auto tasks = lines_about(text, "planwatch_task_light{");
  EXPECT_EQ(std::count_if(tasks.begin(), tasks.end(),
                          [&](const std::string& line) {
                            return line.find("plan=\"" + last + "\"") != std::string::npos;
                          }) *
                2,
            static_cast<std::ptrdiff_t>(tasks.size()));
  EXPECT_EQ(lines_about(text, "planwatch_plan_closed{").size(), 2u);
  EXPECT_EQ(lines_about(text, "planwatch_plan_closed{plan=\"" + last + "\"").size(), 1u) << text;
  EXPECT_EQ(lines_about(text, "planwatch_plan_time_seconds").size(),
            lines_about(text, "# HELP planwatch_plan_time_seconds").size() +
                lines_about(text, "# TYPE planwatch_plan_time_seconds").size() + 1);
}

TEST_F(TwoYears, AlertsOfBothAreCountedTogether) {
  Metrics alone;
  alone.publish(this_year);
  Metrics both;
  both.publish(this_year);
  both.publish(last_year);
  const auto one = lines_about(alone.render(), "planwatch_alerts{");
  const auto two = lines_about(both.render(), "planwatch_alerts{");
  ASSERT_FALSE(one.empty());
  ASSERT_EQ(one.size(), two.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(std::stod(two[i].substr(two[i].rfind(' '))),
              2 * std::stod(one[i].substr(one[i].rfind(' '))));
  }
}

TEST_F(TwoYears, WhatIsSentAndHeldIsAddedUp) {
  Metrics both;
  both.publish(this_year);
  both.publish(last_year);
  for (const char* year : {"2025", "2024"}) {
    Metrics::OutboxFigures figures;
    figures.waiting = 3;
    figures.delivered_by_kind = {{"fired", 2}};
    figures.attempts_by_class = {{"success", 4}};
    figures.people_missed = 1;
    figures.blocked_until_seconds = year[3] == '5' ? 100 : 50;
    both.set_outbox({{"log", figures}}, year);
    both.set_heartbeats({{"heartbeat", {2, year[3] == '5' ? 70.0 : 60.0}}}, year);
  }
  const std::string text = both.render();
  for (const char* line :
       {"planwatch_outbox_waiting 6\n",
        "planwatch_notifications_total{receiver=\"log\",kind=\"fired\"} 4\n",
        "planwatch_notification_attempts_total{receiver=\"log\",class=\"success\"} 8\n",
        "planwatch_notification_people_missed_total{receiver=\"log\"} 2\n",
        "planwatch_notification_rate_blocked_until_timestamp_seconds{receiver=\"log\"} 100\n",
        "planwatch_heartbeat_failures_total{to=\"heartbeat\"} 4\n",
        "planwatch_heartbeat_last_success_timestamp_seconds{to=\"heartbeat\"} 60\n",
        "planwatch_silences_active 2\n", "planwatch_notices_held 4\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
}

TEST_F(TwoYears, ALaterPictureOfAPlanTakesThePlaceOfItsEarlierOne) {
  Metrics metrics;
  metrics.publish(this_year);
  metrics.publish(this_year);
  Metrics once;
  once.publish(this_year);
  EXPECT_EQ(lines_about(metrics.render(), "planwatch_indicator_light{"),
            lines_about(once.render(), "planwatch_indicator_light{"));
}

}  // namespace
}  // namespace planwatch

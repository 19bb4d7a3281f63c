#include "daemon/expose/metrics.h"

#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <sstream>
#include <unistd.h>

#include "daemon/expose/build.h"
#include "tests/daemon/expose/snapshot_fixture.h"

namespace planwatch {
namespace {

using test::lines_with;
using test::small_snapshot;

// Everything that can be counted, counted once.
Metrics::OutboxFigures log_figures() {
  Metrics::OutboxFigures figures;
  figures.waiting = 1;
  figures.delivered = 20;
  figures.refused = 3;
  figures.expired = 4;
  figures.attempts_failed = 5;
  figures.delivered_by_kind = {{"fired", 18}, {"resolved", 2}};
  figures.attempts_by_class = {{"success", 20}, {"retry_later", 5}};
  figures.people_missed = 6;
  figures.blocked_until_seconds = 1760922600;
  return figures;
}

void fill(Metrics& metrics) {
  metrics.publish(small_snapshot());
  metrics.count_fetch(FeedId("finance"), true, std::chrono::milliseconds(30));
  metrics.count_fetch(FeedId("court"), false, std::chrono::seconds(7));
  metrics.count_event("tick");
  metrics.count_commit(12, std::chrono::milliseconds(3));
  metrics.count_reload(true, Instant(std::chrono::seconds(1760922000)));
  metrics.count_request("/metrics", 200);
  metrics.set_outbox({{"log", log_figures()}});
  metrics.set_heartbeats({{"heartbeat", {3, 1760922000.5}}});
  metrics.set_alertmanager("am", 9, 2);
}

std::string rendered() {
  Metrics metrics;
  fill(metrics);
  return metrics.render();
}

TEST(Metrics, EveryIndicatorSeriesHasTheSameFiveLabels) {
  EXPECT_EQ(lines_with(rendered(), "planwatch_indicator_light"),
            "planwatch_indicator_light{indicator=\"trainings\",area=\"620702\",unit=\"区人社局\","
            "task=\"2\",plan=\"ganzhou\"} 2\n"
            "planwatch_indicator_light{indicator=\"sme_share\",area=\"620702\",unit=\"区财政局\","
            "task=\"8\",plan=\"ganzhou\"} 5\n"
            "planwatch_indicator_light{indicator=\"approval_days\",area=\"620702\",unit=\"区法院\","
            "task=\"16\",plan=\"ganzhou\"} 4\n"
            "planwatch_indicator_light{indicator=\"visits\",area=\"620702\",unit=\"区法院\","
            "task=\"16\",plan=\"ganzhou\"} 0");
}

// Without labels in the middle: "name{...indicator...} value" becomes "indicator value".
std::string figures(const std::string& text, const std::string& family) {
  const std::regex pattern(R"re([^{]*\{indicator="([^"]*)"[^}]*\} (.*))re");
  std::istringstream in(lines_with(text, family + "{"));
  std::string out;
  for (std::string line; std::getline(in, line);) {
    out += (out.empty() ? "" : ", ") + std::regex_replace(line, pattern, "$1 $2");
  }
  return out;
}

TEST(Metrics, FiguresAreInTheIndicatorsOwnMeasure) {
  struct Row {
    const char* family;
    const char* figures;
  };
  const Row rows[] = {
      {"value", "trainings 2100, sme_share 0.523, approval_days 90"},
      {"target", "trainings 2800, sme_share 0.9, approval_days 75, visits 4"},
      {"expected", "trainings 2333, sme_share 0.9, approval_days 75"},
      {"gap_points", "trainings 8.333333333000001, sme_share 37.7"},
      {"gap_duration_ratio", "approval_days 0.2"},
      {"revision", "trainings 0, sme_share 1, approval_days 0"},
      {"numerator", "sme_share 523"},
      {"denominator", "sme_share 1000"},
      // 2025-09-30 and 2025-08-31, 23:59:59 in the plan's place.
      {"period_end_timestamp_seconds",
       "trainings 1759247999, sme_share 1756655999, approval_days 1759247999"},
      {"received_timestamp_seconds",
       "trainings 1759636800, sme_share 1757044800, approval_days 1759636800"},
  };
  const std::string text = rendered();
  for (const auto& row : rows) {
    EXPECT_EQ(figures(text, std::string("planwatch_indicator_") + row.family), row.figures)
        << row.family;
  }
}

TEST(Metrics, WithoutAFigureThereIsNoValueButALightATargetAndStates) {
  const std::string text = rendered();
  EXPECT_EQ(figures(text, "planwatch_indicator_value").find("visits"), std::string::npos);
  EXPECT_NE(text.find("planwatch_indicator_data_state{indicator=\"visits\",area=\"620702\",unit=\""
                      "区法院\",task=\"16\",plan=\"ganzhou\",state=\"awaited\"} 1\n"),
            std::string::npos);
  EXPECT_NE(text.find("plan=\"ganzhou\",state=\"late\"} 0\n"), std::string::npos);
}

TEST(Metrics, DenominatorZeroHasPartsButNoValue) {
  auto snapshot = small_snapshot();
  snapshot->indicators[1].latest->observation.denominator = 0;
  Metrics metrics;
  metrics.publish(snapshot);
  const std::string text = metrics.render();
  EXPECT_EQ(figures(text, "planwatch_indicator_value"), "trainings 2100, approval_days 90");
  EXPECT_EQ(figures(text, "planwatch_indicator_denominator"), "sme_share 0");
}

TEST(Metrics, DataStatesAreASetOfZerosAndOnes) {
  const std::string text = lines_with(rendered(), "planwatch_indicator_data_state{");
  const auto count = [&](const std::string& part) {
    int found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
      ++found;
    }
    return found;
  };
  EXPECT_EQ(count("indicator=\"sme_share\""), data_state_count);
  EXPECT_EQ(count("} 1"), 5);  // reported, corrected + stale, reported, awaited
}

TEST(Metrics, PeriodsShowTheYearAndWhatWasCaughtUp) {
  const std::string text = rendered();
  const std::string base =
      "{indicator=\"trainings\",area=\"620702\",unit=\"区人社局\",task=\"2\",plan=\"ganzhou\","
      "period=";
  EXPECT_EQ(lines_with(text, "planwatch_indicator_period_light" + base),
            "planwatch_indicator_period_light" + base + "\"2025-06\"} 4\n" +
                "planwatch_indicator_period_light" + base + "\"2025-09\"} 2\n" +
                "planwatch_indicator_period_light" + base + "\"2025-12\"} 0");
  EXPECT_EQ(lines_with(text, "planwatch_indicator_period_value" + base),
            "planwatch_indicator_period_value" + base + "\"2025-06\"} 300\n" +
                "planwatch_indicator_period_value" + base + "\"2025-09\"} 2100");
  EXPECT_EQ(lines_with(text, "planwatch_indicator_period_expected" + base),
            "planwatch_indicator_period_expected" + base + "\"2025-06\"} 1400\n" +
                "planwatch_indicator_period_expected" + base + "\"2025-09\"} 2333\n" +
                "planwatch_indicator_period_expected" + base + "\"2025-12\"} 2800");
}

TEST(Metrics, PeriodSeriesCanBeSwitchedOff) {
  auto snapshot = small_snapshot();
  auto configuration = test::small_configuration();
  configuration->metrics.period_series = false;
  snapshot->configuration = configuration;
  Metrics metrics;
  metrics.publish(snapshot);
  EXPECT_EQ(metrics.render().find("planwatch_indicator_period_light"), std::string::npos);
}

TEST(Metrics, OtherFamiliesReadAsTheSnapshotSays) {
  const std::string text = rendered();
  const std::vector<std::string> lines = {
      std::string("planwatch_indicator_info{indicator=\"trainings\",area=\"620702\",unit="
                  "\"区人社局\",task=") +
          "\"2\","
          "plan=\"ganzhou\",name=\"培训场次\",area_name=\"甘州区\",section=\"市场化\",kind="
          "\"cumulative\","
          "measure=\"count\",measure_name=\"场次\",title=\"技能培训\"} 1",
      "planwatch_task_light{task=\"2\",unit=\"区人社局\",plan=\"ganzhou\"} 5",
      std::string(
          "planwatch_task_info{task=\"16\",unit=\"区法院\",plan=\"ganzhou\",title=\"审判提速\",") +
          "section=\"法治化\",item=\"16\",due=\"2025-12\",quantified=\"yes\"} 1",
      "planwatch_task_percent_ratio{task=\"2\",unit=\"区人社局\",plan=\"ganzhou\"} 0.75",
      "planwatch_task_closed{task=\"16\",unit=\"区法院\",plan=\"ganzhou\"} 1",
      std::string("planwatch_task_deadline_timestamp_seconds{task=\"2\",unit=\"区人社局\",plan="
                  "\"ganzhou\"} ") +
          "1759247999",
      "planwatch_feed_up{feed=\"court\",unit=\"区法院\",plan=\"ganzhou\"} 0",
      "planwatch_feed_up{feed=\"finance\",unit=\"区财政局\",plan=\"ganzhou\"} 1",
      "planwatch_feed_report_due{feed=\"court\",unit=\"区法院\",plan=\"ganzhou\"} 2",
      "planwatch_feed_report_late{feed=\"court\",unit=\"区法院\",plan=\"ganzhou\"} 1",
      "planwatch_feed_report_missing{feed=\"court\",unit=\"区法院\",plan=\"ganzhou\"} 1",
      "planwatch_feed_report_late{feed=\"finance\",unit=\"区财政局\",plan=\"ganzhou\"} 0",
      "planwatch_feed_rejected_rows_total{feed=\"court\",unit=\"区法院\",plan=\"ganzhou\"} 7",
      "planwatch_feed_quarantined{feed=\"court\",unit=\"区法院\",plan=\"ganzhou\"} 1",
      "planwatch_feed_quarantined_figures{feed=\"court\",unit=\"区法院\",plan=\"ganzhou\"} 1",
      "planwatch_unit_reports_late{unit=\"区法院\",plan=\"ganzhou\"} 1",
      "planwatch_unit_reports_missing{unit=\"区法院\",plan=\"ganzhou\"} 1",
      "planwatch_unit_reports_late{unit=\"区财政局\",plan=\"ganzhou\"} 0",
      std::string(
          "planwatch_feed_last_success_timestamp_seconds{feed=\"finance\",unit=\"区财政局\",") +
          "plan=\"ganzhou\"} 1760932800",
      "planwatch_feed_fetches_total{feed=\"court\",result=\"failed\"} 1",
      "planwatch_feed_fetch_duration_seconds_bucket{feed=\"court\",le=\"10\"} 1",
      "planwatch_feed_fetch_duration_seconds_bucket{feed=\"court\",le=\"5\"} 0",
      "planwatch_alerts{level=\"red\",state=\"firing\",unit=\"区财政局\"} 1",
      "planwatch_alerts{level=\"yellow\",state=\"acknowledged\",unit=\"区法院\"} 2",
      "planwatch_ledger_rows{state=\"closed\",unit=\"区人社局\"} 1",
      "planwatch_outbox_notices{receiver=\"log\",state=\"waiting\"} 1",
      "planwatch_outbox_notices{receiver=\"log\",state=\"delivered\"} 20",
      "planwatch_outbox_notices{receiver=\"log\",state=\"refused\"} 3",
      "planwatch_outbox_notices{receiver=\"log\",state=\"expired\"} 4",
      "planwatch_outbox_attempts_failed_total{receiver=\"log\"} 5",
      "planwatch_outbox_waiting 1",
      "planwatch_notifications_total{receiver=\"log\",kind=\"fired\"} 18",
      "planwatch_notifications_total{receiver=\"log\",kind=\"silence_ending\"} 0",
      "planwatch_notification_attempts_total{receiver=\"log\",class=\"retry_later\"} 5",
      "planwatch_notification_people_missed_total{receiver=\"log\"} 6",
      "planwatch_notification_rate_blocked_until_timestamp_seconds{receiver=\"log\"} 1760922600",
      "planwatch_heartbeat_failures_total{to=\"heartbeat\"} 3",
      "planwatch_heartbeat_last_success_timestamp_seconds{to=\"heartbeat\"} 1760922000.5",
      "planwatch_silences_active 1",
      "planwatch_notices_held 2",
      "planwatch_alertmanager_posts_total{receiver=\"am\"} 9",
      "planwatch_alertmanager_post_failures_total{receiver=\"am\"} 2",
      "planwatch_config_last_reload_successful 1",
      "planwatch_config_last_reload_success_timestamp_seconds 1760922000",
      "planwatch_config_info{plan=\"ganzhou\",year=\"2025\",fingerprint=\"c0ffee\"} 1",
      "planwatch_calendar_confirmed{year=\"2025\"} 1",
      "planwatch_calendar_confirmed{year=\"2026\"} 0",
      "planwatch_plan_time_seconds 1760922000",
      "planwatch_commit_rows_total 12",
      "planwatch_http_requests_total{code=\"200\",path=\"/metrics\"} 1",
      "planwatch_observations_revised_total 2",
  };
  for (const std::string& line : lines) {
    EXPECT_NE(text.find("\n" + line + "\n"), std::string::npos) << line;
  }
}

TEST(Metrics, ResolvedAlertsAreNotCounted) {
  EXPECT_EQ(lines_with(rendered(), "planwatch_alerts{").find("区人社局"), std::string::npos);
}

TEST(Metrics, FailedReloadKeepsTheTimeOfTheLastGoodOne) {
  Metrics metrics;
  metrics.count_reload(true, Instant(std::chrono::seconds(100)));
  metrics.count_reload(false, Instant(std::chrono::seconds(200)));
  const std::string text = metrics.render();
  EXPECT_NE(text.find("\nplanwatch_config_last_reload_successful 0\n"), std::string::npos);
  EXPECT_NE(text.find("\nplanwatch_config_last_reload_success_timestamp_seconds 100\n"),
            std::string::npos);
}

TEST(Metrics, UnknownPathsAreCountedAsOne) {
  Metrics metrics;
  metrics.count_request("/wp-login.php", 404);
  metrics.count_request("/.git/config", 404);
  EXPECT_EQ(lines_with(metrics.render(), "planwatch_http_requests_total{"),
            "planwatch_http_requests_total{code=\"404\",path=\"other\"} 2");
}

TEST(Metrics, PeoplesActionsAreCountedByPath) {
  Metrics metrics;
  metrics.count_request("/act", 403);
  metrics.count_request("/api/v1/alerts/promise", 200);
  EXPECT_EQ(lines_with(metrics.render(), "planwatch_http_requests_total{"),
            "planwatch_http_requests_total{code=\"200\",path=\"/api/v1/alerts/promise\"} 1\n"
            "planwatch_http_requests_total{code=\"403\",path=\"/act\"} 1");
}

TEST(Metrics, BeforeTheFirstSnapshotOnlyTheDaemonSpeaks) {
  const std::string text = Metrics().render();
  EXPECT_NE(text.find("planwatch_build_info{version="), std::string::npos);
  EXPECT_EQ(text.find("planwatch_indicator_"), std::string::npos);
}

TEST(Metrics, FamiliesAreSortedAndEachHasHelpAndType) {
  std::istringstream in(rendered());
  std::vector<std::string> helped, typed;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string hash, word, name;
    words >> hash >> word >> name;
    if (word == "HELP") helped.push_back(name);
    if (word == "TYPE") typed.push_back(name);
  }
  EXPECT_EQ(helped, typed);
  EXPECT_TRUE(std::is_sorted(helped.begin(), helped.end()));
  EXPECT_EQ(std::set<std::string>(helped.begin(), helped.end()).size(), helped.size());
}

TEST(Metrics, TheSameStateRendersTheSameIndicatorBytes) {
  const std::string prefix = "planwatch_";
  EXPECT_EQ(lines_with(rendered(), prefix), lines_with(rendered(), prefix));
}

// The names of a rendered text with the label names of their first sample.
std::map<std::string, std::vector<std::string>> names_in(const std::string& text) {
  std::map<std::string, std::vector<std::string>> names;
  std::istringstream in(text);
  const std::regex label(R"re(([a-z_]+)="(?:[^"\\]|\\.)*")re");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("#")) continue;
    const std::size_t brace = line.find('{');
    auto& labels = names[line.substr(0, std::min(brace, line.find(' ')))];
    if (brace == std::string::npos || !labels.empty()) continue;
    for (std::sregex_iterator it(line.begin(), line.end(), label), end; it != end; ++it) {
      labels.push_back((*it)[1]);
    }
  }
  return names;
}

TEST(Metrics, KnownMetricsAreExactlyThoseThatAreRendered) {
  auto rendered_names = names_in(rendered());
  auto known = known_metrics();
  for (auto* names : {&rendered_names, &known}) {
    for (auto& [name, labels] : *names) std::sort(labels.begin(), labels.end());
  }
  EXPECT_EQ(rendered_names, known);
}

TEST(Metrics, PromtoolFindsNothing) {
  const std::string file =
      testing::TempDir() + "/planwatch_promtool_" + std::to_string(getpid()) + ".txt";
  std::ofstream(file) << rendered();
  FILE* promtool = popen(("promtool check metrics < '" + file + "' 2>&1").c_str(), "r");
  ASSERT_NE(promtool, nullptr);
  std::string said;
  for (int c = fgetc(promtool); c != EOF; c = fgetc(promtool)) said += static_cast<char>(c);
  const int status = pclose(promtool);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(said, "");
  std::remove(file.c_str());
}

TEST(Build, VersionIsTheProjects) {
  std::ifstream file(std::string(PLANWATCH_SOURCE_DIR) + "/CMakeLists.txt");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_NE(text.str().find(std::string("VERSION ") + build_version() + " "), std::string::npos);
}

}  // namespace
}  // namespace planwatch

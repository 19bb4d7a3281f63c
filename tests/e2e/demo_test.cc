#include <boost/json.hpp>
#include <fmt/format.h>
#include <set>

#include "gtest/gtest.h"

#include "tests/e2e/daemon_under_test.h"
#include "tests/e2e/peers.h"

namespace planwatch::e2e {
namespace {

namespace json = boost::json;

const std::string ganzhou = std::string(PLANWATCH_SOURCE_DIR) + "/config/ganzhou";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    std::string line = text.substr(begin, end - begin);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(std::move(line));
  }
  return lines;
}

std::set<std::string> indicator_ids() {
  const Finished list =
      run_program({PLANWATCH_BINARY, "list", "indicators", "--config", ganzhou, "--format", "csv"});
  std::set<std::string> ids;
  for (const std::string& line : lines_of(list.output)) ids.insert(line.substr(0, line.find(',')));
  ids.erase("id");
  return ids;
}

// One demo for all tests of this file, with the real Prometheus scraping it.
class Demo : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TestFolder;
    daemon_ = new DaemonUnderTest(ganzhou, folder_->file("data"), {"--demo"});
    ASSERT_TRUE(daemon_->wait_ready()) << daemon_->process().output();
    prometheus_ = new Prometheus(daemon_->port());
    ASSERT_TRUE(prometheus_->wait_ready()) << prometheus_->output();
    // Two stable looks at every file, and two pages more for every interface.
    ASSERT_TRUE(wait_until([] {
      return prometheus_->series_of("planwatch_indicator_value") >= 30 &&
             prometheus_->series_of("planwatch_alerts") > 0;
    })) << daemon_->process().output();
  }
  static void TearDownTestSuite() {
    delete prometheus_;
    delete daemon_;
    delete folder_;
  }
  static TestFolder* folder_;
  static DaemonUnderTest* daemon_;
  static Prometheus* prometheus_;
};
TestFolder* Demo::folder_ = nullptr;
DaemonUnderTest* Demo::daemon_ = nullptr;
Prometheus* Demo::prometheus_ = nullptr;

TEST_F(Demo, PrometheusKnowsEveryIndicatorAndTask) {
  const std::set<std::string> ids = indicator_ids();
  ASSERT_EQ(ids.size(), 36u);
  for (const std::string& id : ids) {
    for (const char* metric : {"light", "target", "info"}) {
      const std::string expression =
          fmt::format("planwatch_indicator_{}{{indicator=\"{}\"}}", metric, id);
      EXPECT_EQ(prometheus_->series_of(expression), 1) << expression;
    }
  }
  EXPECT_EQ(prometheus_->series_of("planwatch_task_light"), 93);
  EXPECT_EQ(prometheus_->series_of("planwatch_task_info"), 93);
}

TEST_F(Demo, MetricsPassPromtool) {
  const HttpAnswer metrics = daemon_->get("/metrics");
  ASSERT_EQ(metrics.status, 200);
  folder_->write("metrics.txt", metrics.body);
  const Finished lint =
      run_program({"sh", "-c", "promtool check metrics < '" + folder_->file("metrics.txt") + "'"});
  EXPECT_EQ(lint.exit_code, 0) << lint.output;
  EXPECT_EQ(lint.output, "");
}

TEST_F(Demo, EveryLightOccursAmongIndicatorsAndTasks) {
  for (int light = 0; light <= 5; ++light) {
    const std::string expression =
        fmt::format("count(planwatch_indicator_light == {}) or count(planwatch_task_light == {})",
                    light, light);
    EXPECT_GT(prometheus_->series_of(expression), 0) << "light " << light;
  }
}

TEST_F(Demo, UnitsWereToldAndTheNoticesAreInTheFile) {
  ASSERT_TRUE(wait_until([] { return !read_text(folder_->file("data/notices.jsonl")).empty(); }));
  std::set<std::string> units;
  std::set<std::string> alerts;
  for (const std::string& line : lines_of(read_text(folder_->file("data/notices.jsonl")))) {
    const json::value notice = json::parse(line);
    units.insert(json::value_to<std::string>(notice.at("unit")));
    for (const json::value& item : notice.at("items").as_array()) {
      // The backlog of a year is judged as a whole: nothing fires only to be taken back. Three reds
      // in a row are told one step higher at once.
      const auto kind = json::value_to<std::string>(item.at("kind"));
      const bool long_red = item.at("why").as_string().find("三期") != std::string::npos;
      EXPECT_EQ(kind, long_red ? "escalated" : "fired") << line;
      const auto alert = json::value_to<std::string>(item.at("alert"));
      EXPECT_TRUE(alerts.insert(kind + " " + alert).second) << line;
    }
    EXPECT_FALSE(json::value_to<std::string>(notice.at("why")).empty()) << line;
    EXPECT_NE(json::value_to<std::string>(notice.at("title")).find("【"), std::string::npos);
  }
  EXPECT_GT(units.size(), 3u);
}

// Grafana's variables as a reader of the dashboard would have them.
std::string filled_in(std::string expression) {
  const std::pair<std::string, std::string> values[] = {{"$__rate_interval", "1m"},
                                                        {"$__interval", "1m"},
                                                        {"$__range", "1h"},
                                                        {"${indicator}", "average_closing_days"},
                                                        {"$indicator", "average_closing_days"},
                                                        {"${unit:regex}", ".*"},
                                                        {"${unit}", ".*"},
                                                        {"$unit", ".*"},
                                                        {"${section:regex}", ".*"},
                                                        {"${section}", ".*"},
                                                        {"$section", ".*"}};
  for (const auto& [name, value] : values) {
    for (std::size_t at; (at = expression.find(name)) != std::string::npos;) {
      expression.replace(at, name.size(), value);
    }
  }
  return expression;
}

void collect_expressions(const json::value& value, std::vector<std::string>& out) {
  if (value.is_array()) {
    for (const json::value& one : value.as_array()) collect_expressions(one, out);
  }
  if (!value.is_object()) return;
  for (const auto& [key, one] : value.as_object()) {
    if (key == "expr" && one.is_string()) out.push_back(json::value_to<std::string>(one));
    collect_expressions(one, out);
  }
}

TEST_F(Demo, EveryExpressionOfTheDashboardReturnsData) {
  const json::value dashboard = json::parse(
      read_text(std::string(PLANWATCH_SOURCE_DIR) + "/grafana/dashboards/leadership.json"));
  std::vector<std::string> expressions;
  collect_expressions(dashboard, expressions);
  ASSERT_GT(expressions.size(), 8u);
  for (const std::string& expression : expressions) {
    EXPECT_GT(prometheus_->series_of(filled_in(expression)), 0) << filled_in(expression);
  }
}

TEST_F(Demo, ASecondDaemonOnTheSameStoreIsRefused) {
  const Finished second =
      run_program({PLANWATCH_BINARY, "run", "--config", ganzhou, "--data", folder_->file("data"),
                   "--listen", fmt::format("127.0.0.1:{}", free_port()), "--demo"});
  EXPECT_EQ(second.exit_code, 1) << second.output;
  EXPECT_NE(second.output.find(folder_->file("data")), std::string::npos) << second.output;
  EXPECT_EQ(daemon_->get("/-/healthy").status, 200) << "the first one goes on";
  EXPECT_FALSE(read_text(folder_->file("data/notices.jsonl")).empty()) << "its data is untouched";
}

TEST_F(Demo, StatusAndExplainReadTheRunningStore) {
  const std::string data = folder_->file("data");
  const Finished status = run_program(
      {PLANWATCH_BINARY, "status", "--config", ganzhou, "--data", data, "--format", "json"});
  ASSERT_EQ(status.exit_code, 0) << status.output;
  const json::value rows = json::parse(status.output);
  EXPECT_EQ(rows.as_array().size(), 36u);
  for (const json::value& row : rows.as_array()) {
    const std::string id = json::value_to<std::string>(row.at("indicator"));
    const std::string light = std::to_string(row.at("light_code").as_int64());
    EXPECT_EQ(prometheus_->value_of("planwatch_indicator_light{indicator=\"" + id + "\"}"), light)
        << id << ": the command line and the metrics must agree";
  }
  const Finished explain = run_program(
      {PLANWATCH_BINARY, "explain", "average_closing_days", "--config", ganzhou, "--data", data});
  EXPECT_EQ(explain.exit_code, 0) << explain.output;
  EXPECT_NE(explain.output.find("sha256"), std::string::npos) << explain.output;
}

}  // namespace
}  // namespace planwatch::e2e

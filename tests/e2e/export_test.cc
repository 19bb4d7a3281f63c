#include <boost/json.hpp>
#include <fmt/format.h>
#include <map>

#include "gtest/gtest.h"

#include "tests/e2e/daemon_under_test.h"
#include "tests/e2e/peers.h"

namespace planwatch::e2e {
namespace {

namespace json = boost::json;

using Lights = std::map<std::string, double>;  // indicator/area -> code

const std::string ganzhou = std::string(PLANWATCH_SOURCE_DIR) + "/config/ganzhou";

std::string exported_rules() {
  TestFolder folder;
  const std::string file = folder.file("lights.rules.yml");
  const Finished run = run_program({PLANWATCH_BINARY, "export", "prometheus-rules", "--config",
                                    ganzhou, "--demo", "--out", file});
  EXPECT_EQ(run.exit_code, 0) << run.output;
  const Finished lint =
      run_program({"promtool", "check", "rules", "--lint=all", "--lint-fatal", file});
  EXPECT_EQ(lint.exit_code, 0) << lint.output;
  return read_text(file);
}

// The lights of the daemon that are yellow or worse.
Lights lights_of(const DaemonUnderTest& daemon) {
  Lights lights;
  boost::system::error_code error;
  const json::value status = json::parse(daemon.get("/api/v1/status").body, error);
  if (error) return lights;
  for (const json::value& one : status.at("indicators").as_array()) {
    const auto code = one.at("light_code").to_number<double>();
    if (code < 4) continue;
    lights[json::value_to<std::string>(one.at("indicator")) + "/" +
           json::value_to<std::string>(one.at("area"))] = code;
  }
  return lights;
}

// The worst alert of every indicator that fires.
Lights alerts_of(const Prometheus& prometheus) {
  return prometheus.values_by(
      "max by (indicator, area) (ALERTS{alertstate=\"firing\",severity=\"red\"} * 5 or "
      "ALERTS{alertstate=\"firing\",severity=\"yellow\"} * 4)",
      {"indicator", "area"});
}

struct DemoDate {
  const char* start;
  const char* speed;
  const char* plan_time_passed;  // of the plan's clock; what comes later changes no light
  std::size_t least_lights;
};

class ExportedRules : public testing::TestWithParam<DemoDate> {};

TEST_P(ExportedRules, FireForTheIndicatorsThatTheDaemonLights) {
  const DemoDate& date = GetParam();
  TestFolder folder;
  DaemonUnderTest daemon(ganzhou, folder.file("data"),
                         {"--demo", "--demo-start", date.start, "--speed", date.speed});
  ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
  Prometheus prometheus(daemon.port(), exported_rules());
  ASSERT_TRUE(prometheus.wait_ready()) << prometheus.output();
  ASSERT_TRUE(wait_until([&] {
    return prometheus.series_of("planwatch_indicator_value") >= 30 &&
           prometheus.series_of(std::string("planwatch_plan_time_seconds > ") +
                                date.plan_time_passed) == 1;
  })) << daemon.process().output();
  Lights lights;
  Lights alerts;
  wait_until([&] {
    lights = lights_of(daemon);
    alerts = alerts_of(prometheus);
    return lights.size() >= date.least_lights && lights == alerts;
  });
  EXPECT_GE(lights.size(), date.least_lights);
  EXPECT_EQ(alerts, lights) << prometheus.output();
  EXPECT_EQ(prometheus.series_of("ALERTS{alertname=\"PlanwatchRulesOutdated\"}"), 0);
  EXPECT_EQ(prometheus.series_of("ALERTS{alertname=\"PlanwatchIndicatorRed\",unit!=\"\",task!=\"\","
                                 "rule!=\"\",indicator!=\"\"}"),
            prometheus.series_of("ALERTS{alertname=\"PlanwatchIndicatorRed\"}"));
}

INSTANTIATE_TEST_SUITE_P(
    AtDates, ExportedRules,
    testing::Values(DemoDate{"05-20", "1", "0", 3}, DemoDate{"10-20", "1", "0", 8},
                    // After 1 March of the next year every last report was due.
                    DemoDate{"12-28", "5d/s", "1772294400", 3}),
    [](const auto& one) {
      std::string name = one.param.start;
      std::replace(name.begin(), name.end(), '-', '_');
      return "On" + name;
    });

// The store's own lights at the moment where the demo's clock stood, and that moment in seconds.
Lights stored_lights(const std::string& data) {
  const Finished status = run_program(
      {PLANWATCH_BINARY, "status", "--config", ganzhou, "--data", data, "--format", "json"});
  Lights lights;
  const json::value rows = json::parse(status.output);
  for (const json::value& row : rows.as_array()) {
    const auto code = row.at("light_code").to_number<double>();
    if (code < 4) continue;
    lights[json::value_to<std::string>(row.at("indicator")) + "/" +
           json::value_to<std::string>(row.at("area"))] = code;
  }
  return lights;
}

// A demo that received the year so far on 20 October and whose clock then went to the 24th.
void play_four_days(const std::string& data) {
  DaemonUnderTest daemon(ganzhou, data, {"--demo", "--demo-start", "10-20", "--speed", "6h/s"});
  ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
  ASSERT_TRUE(wait_until([&] {
    const std::string body = daemon.get("/metrics").body;
    const std::string name = "\nplanwatch_plan_time_seconds ";
    const std::size_t at = body.find(name);
    return at != std::string::npos && std::stod(body.substr(at + name.size())) > 1761278400;
  })) << daemon.process().output();
  daemon.process().stop();
}

TEST(ExportedHistory, BecomesBlocksThatPrometheusAnswersFrom) {
  TestFolder folder;
  const std::string data = folder.file("data");
  play_four_days(data);
  const std::string file = folder.file("history.om");
  const Finished run =
      run_program({PLANWATCH_BINARY, "export", "openmetrics", "--config", ganzhou, "--data", data,
                   "--from", "2025-10-01", "--to", "2025-12-31", "--step", "1h", "--out", file});
  ASSERT_EQ(run.exit_code, 0) << run.output;
  const Finished blocks =
      run_program({"promtool", "tsdb", "create-blocks-from", "--max-block-duration=768h",
                   "openmetrics", file, folder.file("blocks")});
  ASSERT_EQ(blocks.exit_code, 0) << blocks.output;
  Prometheus prometheus(folder.file("blocks"), "1h");
  ASSERT_TRUE(prometheus.wait_ready()) << prometheus.output();
  const std::string bad = "planwatch_indicator_light >= 4";
  const std::vector<std::string> by = {"indicator", "area"};
  const std::string on_the_24th = "1761235201";  // just after midnight in the plan's place
  const Lights known = prometheus.values_by(bad, by, on_the_24th);
  EXPECT_GE(known.size(), 8u);
  EXPECT_EQ(known, stored_lights(data));
  EXPECT_GE(prometheus.values_by("planwatch_indicator_value", by, on_the_24th).size(), 35u);
  const std::string on_the_18th = "1760745600";
  EXPECT_TRUE(prometheus.values_by(bad, by, on_the_18th).empty()) << "nothing was known yet";
  EXPECT_EQ(prometheus.values_by("planwatch_indicator_target", by, on_the_18th).size(), 36u);
  EXPECT_TRUE(prometheus.values_by("planwatch_indicator_target", by, "1764950400").empty())
      << "nothing is told of what is to come";
}

}  // namespace
}  // namespace planwatch::e2e

#include <boost/json.hpp>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <map>

#include "gtest/gtest.h"

#include "tests/e2e/daemon_under_test.h"
#include "tests/e2e/peers.h"

namespace planwatch::e2e {
namespace {

namespace json = boost::json;

int notices(const TestFolder& folder) {
  const std::string text = read_text(folder.file("data/notices.jsonl"));
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

TEST(WithAlertmanager, ShowsAnAlertActiveAndThenResolved) {
  TestFolder folder;
  Alertmanager alertmanager;
  ASSERT_TRUE(alertmanager.wait_ready()) << alertmanager.output();
  write_small_configuration(
      folder, fmt::format("  - {{id: am, name: Alertmanager, alertmanager: {{url: \"{}\", resend: "
                          "1s, ends_after: 1m}}}}\n",
                          alertmanager.url()));
  deliver(folder, "a.csv", "45%", "05");
  DaemonUnderTest daemon(folder.path(), folder.file("data"));
  ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
  EXPECT_TRUE(wait_until([&] { return alertmanager.count_active("subject", "closing_rate") == 1; }))
      << daemon.process().output();
  EXPECT_TRUE(wait_until([&] {
    return alertmanager.count_active("alertname", "PlanwatchHeartbeat") == 1;
  })) << daemon.process().output();
  deliver(folder, "b_更正.csv", "98%", "20");
  EXPECT_TRUE(wait_until([&] { return alertmanager.count_active("subject", "closing_rate") == 0; }))
      << daemon.process().output();
  const std::string metrics = daemon.get("/metrics").body;
  EXPECT_NE(metrics.find("planwatch_heartbeat_failures_total{to=\"am\"} 0\n"), std::string::npos);
  EXPECT_EQ(metrics.find("planwatch_heartbeat_last_success_timestamp_seconds{to=\"am\"} 0\n"),
            std::string::npos)
      << "Alertmanager was asked and holds it";
}

TEST(Restart, AfterKillRepeatsNoConfirmedNoticeAndLosesNothing) {
  TestFolder folder;
  write_small_configuration(folder);
  deliver(folder, "a.csv", "45%", "05");
  for (int round = 0; round < 3; ++round) {
    DaemonUnderTest daemon(folder.path(), folder.file("data"));
    ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
    ASSERT_TRUE(wait_until([&] { return notices(folder) >= 1; })) << daemon.process().output();
    // A fetch later everything that was sent is confirmed too.
    ASSERT_TRUE(wait_until([&] {
      return daemon.get("/metrics")
                 .body.find(
                     "planwatch_outbox_notices{receiver=\"local_file\",state=\"waiting\"} 0") !=
             std::string::npos;
    })) << daemon.get("/metrics").body;
    EXPECT_EQ(daemon.process().kill_now(), 128 + SIGKILL);
  }
  std::map<std::string, int> keys;
  std::istringstream lines(read_text(folder.file("data/notices.jsonl")));
  for (std::string line; std::getline(lines, line);) {
    ++keys[json::value_to<std::string>(json::parse(line).at("key"))];
  }
  for (const auto& [key, times] : keys) EXPECT_EQ(times, 1) << key;
  const Finished status = run_program({PLANWATCH_BINARY, "status", "--config", folder.path(),
                                       "--data", folder.file("data"), "--format", "csv"});
  EXPECT_NE(status.output.find("45.0%"), std::string::npos) << status.output;
}

std::string metric(const DaemonUnderTest& daemon, const std::string& name) {
  const std::string body = daemon.get("/metrics").body;
  const std::size_t at = body.find("\n" + name + " ");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 2;
  return body.substr(begin, body.find('\n', begin) - begin);
}

TEST(Reload, KeepsTheOldConfigurationWhenTheNewOneIsBroken) {
  TestFolder folder;
  write_small_configuration(folder);
  deliver(folder, "a.csv", "45%", "05");
  DaemonUnderTest daemon(folder.path(), folder.file("data"));
  ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
  EXPECT_EQ(metric(daemon, "planwatch_config_last_reload_successful"), "1");
  const std::string rules = read_text(folder.file("rules.yaml"));
  folder.write("rules.yaml", rules + "    yellow_widht: {ratio: 0.03}\n");
  daemon.process().signal(SIGHUP);
  EXPECT_TRUE(
      wait_until([&] { return metric(daemon, "planwatch_config_last_reload_successful") == "0"; }));
  EXPECT_NE(daemon.process().output().find("rules.yaml:"), std::string::npos)
      << daemon.process().output();
  EXPECT_EQ(daemon.get("/api/v1/status").status, 200);
  EXPECT_NE(http_post(daemon.url("/-/reload")).status, 200);
  folder.write("rules.yaml", rules);
  EXPECT_EQ(http_post(daemon.url("/-/reload")).status, 200);
  EXPECT_EQ(metric(daemon, "planwatch_config_last_reload_successful"), "1");
}

TEST(Start, ABrokenConfigurationIsRefusedWithEveryProblem) {
  TestFolder folder;
  write_small_configuration(folder);
  folder.write("units.yaml", "units:\n  - {id: 营商局, nam: x}\n  - {id: 法院}\n  - {id: 法院}\n");
  folder.write("server.yaml", "metrics: {period_series: yes}\n");
  const Finished run =
      run_program({PLANWATCH_BINARY, "run", "--config", folder.path(), "--data",
                   folder.file("data"), "--listen", fmt::format("127.0.0.1:{}", free_port())});
  EXPECT_EQ(run.exit_code, 2);
  for (const char* place : {"units.yaml:2:", "units.yaml:4:", "server.yaml:1:"}) {
    EXPECT_NE(run.output.find(place), std::string::npos) << place << "\n" << run.output;
  }
  EXPECT_FALSE(std::filesystem::exists(folder.file("data"))) << "nothing was started";
}

TEST(Start, AnOpenAddressWithoutTlsAndTokensIsRefused) {
  TestFolder folder;
  write_small_configuration(folder);
  deliver(folder, "a.csv", "45%", "05");
  const Finished run =
      run_program({PLANWATCH_BINARY, "run", "--config", folder.path(), "--data",
                   folder.file("data"), "--listen", fmt::format("0.0.0.0:{}", free_port())});
  EXPECT_EQ(run.exit_code, 1) << run.output;
  EXPECT_NE(run.output.find("TLS"), std::string::npos) << run.output;
}

TEST(Feed, GarbageRaisesItsOwnAlertAndChangesNoLight) {
  TestFolder folder;
  write_small_configuration(folder);
  deliver(folder, "a.csv", "99%", "05");
  DaemonUnderTest daemon(folder.path(), folder.file("data"));
  ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
  const std::string light = "planwatch_indicator_light{";
  const auto light_line = [&] {
    const std::string body = daemon.get("/metrics").body;
    const std::size_t at = body.find("\n" + light);
    return at == std::string::npos ? std::string{} : body.substr(at, body.find('\n', at + 1) - at);
  };
  ASSERT_TRUE(wait_until([&] { return light_line().ends_with(" 1"); })) << light_line();
  folder.write("in/z.csv", "<html><body>请先登录</body></html>\n");
  EXPECT_TRUE(wait_until([&] {
    return read_text(folder.file("data/notices.jsonl")).find("/fetch/feed/court/") !=
           std::string::npos;
  })) << daemon.process().output();
  EXPECT_TRUE(light_line().ends_with(" 1")) << light_line();
}

}  // namespace
}  // namespace planwatch::e2e

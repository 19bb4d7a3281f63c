#include <boost/json.hpp>
#include <map>

#include "gtest/gtest.h"

#include "tests/e2e/daemon_under_test.h"

namespace planwatch::e2e {
namespace {

namespace json = boost::json;

const std::string ganzhou = std::string(PLANWATCH_SOURCE_DIR) + "/config/ganzhou";

std::map<std::string, std::string> lights_of(const json::value& rows) {
  std::map<std::string, std::string> lights;
  for (const json::value& row : rows.as_array()) {
    lights[json::value_to<std::string>(row.at("indicator"))] =
        std::to_string(row.at("light_code").as_int64());
  }
  return lights;
}

std::size_t figures_in(const json::value& answer) {
  std::size_t count = 0;
  for (const json::value& row : answer.at("indicators").as_array()) {
    count += row.as_object().contains("period") ? 1 : 0;
  }
  return count;
}

// The demo from a day when half a year was in, asked about April.
TEST(AsKnownOn, TheApiAndTheCommandLineAnswerAlikeWhileTheDaemonRuns) {
  const TestFolder folder;
  const std::string data = folder.file("data");
  DaemonUnderTest daemon(ganzhou, data, {"--demo", "--demo-start", "07-20"});
  ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
  const auto by_api = [&] {
    return json::parse(daemon.get("/api/v1/status?as_known_on=2025-04-20").body);
  };
  const auto by_command = [&] {
    const Finished status = run_program({PLANWATCH_BINARY, "status", "--config", ganzhou, "--data",
                                         data, "--format", "json", "--as-known-on", "2025-04-20"});
    EXPECT_EQ(status.exit_code, 0) << status.output;
    return lights_of(json::parse(status.output));
  };
  // The sample departments' files come in one after another.
  ASSERT_TRUE(wait_until([&] { return figures_in(by_api()) >= 30; }));
  const json::value answer = by_api();
  EXPECT_EQ(json::value_to<std::string>(answer.at("now")), "2025-04-20T23:59:59+08:00");
  EXPECT_EQ(lights_of(answer.at("indicators")).size(), 36u);
  for (const json::value& row : answer.at("indicators").as_array()) {
    if (!row.as_object().contains("period")) continue;
    const std::string period = json::value_to<std::string>(row.at("period"));
    EXPECT_TRUE(period < "2025-05" || period == "2025-Q1") << period << " was not known in April";
  }
  EXPECT_TRUE(wait_until([&] { return by_command() == lights_of(by_api().at("indicators")); }));
  EXPECT_EQ(daemon.get("/api/v1/tasks?as_known_on=2025-04-20").status, 200);
  EXPECT_EQ(
      daemon.get("/api/v1/explain?indicator=average_closing_days&as_known_on=2025-04-20").status,
      200);
  EXPECT_EQ(daemon.get("/api/v1/status?as_known_on=2025-4-20").status, 400);
  EXPECT_EQ(daemon.get("/api/v1/status?as_known_on=2199-04-20").status, 400);
}

int plan_year_of(const TestFolder& folder) {
  const std::string plan = read_text(folder.file("plan.yaml"));
  return std::stoi(plan.substr(plan.find("year: ") + 6));
}

TEST(Import, LastYearIsBroughtInOnceTheDaemonHasStopped) {
  const TestFolder folder;
  write_small_configuration(folder);
  deliver(folder, "january.csv", "99", "10");
  const int year = plan_year_of(folder);
  const std::string last = folder.file("last.csv");
  folder.write("last.csv", "统计期,报送日期,结案率\n" + std::to_string(year - 1) + "年12月," +
                               std::to_string(year) + "-01-05,97\n");
  const std::string data = folder.file("data");
  const auto import = [&] {
    return run_program(
        {PLANWATCH_BINARY, "import", "court", last, "--config", folder.path(), "--data", data});
  };
  {
    DaemonUnderTest daemon(folder.path(), data);
    ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
    const Finished refused = import();
    EXPECT_EQ(refused.exit_code, 1) << refused.output;
    EXPECT_NE(refused.output.find("glob"), std::string::npos) << refused.output;
  }
  const Finished imported = import();
  EXPECT_EQ(imported.exit_code, 0) << imported.output;
  EXPECT_NE(imported.output.find("接收 1，已有 0，拒收 0"), std::string::npos) << imported.output;
  EXPECT_NE(import().output.find("没有变化"), std::string::npos);
  const Finished explain = run_program(
      {PLANWATCH_BINARY, "explain", "closing_rate", "--config", folder.path(), "--data", data});
  EXPECT_NE(explain.output.find(std::to_string(year - 1) + "-12 r0  0.97"), std::string::npos)
      << explain.output;
  EXPECT_NE(explain.output.find("import:" + last), std::string::npos) << explain.output;
}

}  // namespace
}  // namespace planwatch::e2e

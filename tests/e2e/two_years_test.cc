#include <boost/json.hpp>
#include <filesystem>
#include <fmt/format.h>

#include "gtest/gtest.h"

#include "tests/e2e/daemon_under_test.h"

namespace planwatch::e2e {
namespace {

namespace json = boost::json;

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

// This year's small plan, and last year's as a copy of its folder with another year.
struct TwoYears {
  TestFolder now, last, data;
  int year = 0;

  TwoYears() {
    write_small_configuration(now);
    write_small_configuration(last);
    deliver(now, "a.csv", "99%", "05");
    const std::string plan = read_text(last.file("plan.yaml"));
    const std::size_t at = plan.find("year: ") + 6;
    year = std::stoi(plan.substr(at, 4));
    last.write("plan.yaml",
               replaced(plan, std::to_string(year), std::to_string(year - 1)) + "close_after: 0\n");
    std::filesystem::remove(last.file(fmt::format("calendar/{}.yaml", year)));
    last.write(fmt::format("calendar/{}.yaml", year - 1),
               fmt::format("year: {}\nconfirmed: false\nsource: none\n", year - 1));
    last.write("in/a.csv",
               fmt::format("统计期,报送日期,结案率\n{0}年12月,{1}-01-05,97%\n", year - 1, year));
  }
};

Finished plan_verb(const DaemonUnderTest& daemon, std::vector<std::string> words) {
  std::vector<std::string> command = {PLANWATCH_BINARY, "plan"};
  command.insert(command.end(), words.begin(), words.end());
  command.insert(command.end(), {"--url", daemon.url("")});
  return run_program(command);
}

TEST(TwoYearsSideBySide, EachIsJudgedKeptAndClosedByItself) {
  TwoYears years;
  DaemonUnderTest daemon(years.now.path(), years.data.path(), {"--also", years.last.path()});
  ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
  const auto light_of = [&](int year) {
    const auto answer = json::parse(daemon.get(fmt::format("/api/v1/status?year={}", year)).body);
    return json::value_to<std::string>(answer.at("indicators").as_array().at(0).at("light"));
  };
  EXPECT_TRUE(wait_until([&] { return light_of(years.year) == "green"; }));
  EXPECT_TRUE(wait_until([&] { return light_of(years.year - 1) == "red"; }))
      << "97 % of at least 98 % in December is not met";
  EXPECT_EQ(daemon.get("/api/v1/status?year=1999").status, 404);
  for (const int year : {years.year, years.year - 1}) {
    EXPECT_TRUE(
        std::filesystem::exists(years.data.file(fmt::format("small-{}/planwatch.db", year))))
        << year;
  }
  const std::string metrics = daemon.get("/metrics").body;
  EXPECT_NE(metrics.find(fmt::format("plan=\"small-{}\"", years.year - 1)), std::string::npos);
}

TEST(TwoYearsSideBySide, APersonClosesAndReopensLastYear) {
  TwoYears years;
  DaemonUnderTest daemon(years.now.path(), years.data.path(), {"--also", years.last.path()});
  ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
  const std::string last = std::to_string(years.year - 1);
  const auto closed = [&] {
    const Finished list = plan_verb(daemon, {"list", "--format", "json"});
    const auto plans = json::parse(list.output).as_array();
    return json::value_to<std::string>(plans.at(1).at("closed"));
  };
  EXPECT_EQ(plan_verb(daemon, {"close", "--year", last}).exit_code, 64) << "not without a reason";
  // The last figure is in, so the plan closed by itself.
  ASSERT_TRUE(wait_until([&] { return closed() == "是"; }));
  EXPECT_EQ(
      plan_verb(daemon, {"close", "--year", last, "--reason", "x", "--person", "王"}).exit_code, 1)
      << "it is closed already";
  const Finished reopened =
      plan_verb(daemon, {"reopen", "--year", last, "--reason", "更正", "--person", "王"});
  EXPECT_EQ(reopened.exit_code, 0) << reopened.output;
  EXPECT_EQ(closed(), "否");
  const Finished again =
      plan_verb(daemon, {"close", "--year", last, "--reason", "已更正", "--person", "王"});
  EXPECT_EQ(again.exit_code, 0) << again.output;
  EXPECT_EQ(closed(), "是");
}

TEST(TwoYearsSideBySide, TheSamePlanTwiceIsAConfigurationError) {
  TwoYears years;
  const Finished run = run_program({PLANWATCH_BINARY, "run", "--config", years.now.path(), "--also",
                                    years.now.path(), "--data", years.data.path(), "--listen",
                                    fmt::format("127.0.0.1:{}", free_port())});
  EXPECT_EQ(run.exit_code, 2) << run.output;
}

}  // namespace
}  // namespace planwatch::e2e

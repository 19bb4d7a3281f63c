#include <fmt/format.h>

#include "gtest/gtest.h"

#include "tests/e2e/daemon_under_test.h"

namespace planwatch::e2e {
namespace {

Finished run(const DaemonUnderTest& daemon, std::vector<std::string> words) {
  words.insert(words.begin(), PLANWATCH_BINARY);
  words.insert(words.end(), {"--url", daemon.url("")});
  return run_program(words);
}

bool shows(const DaemonUnderTest& daemon, const std::string& text) {
  return daemon.get("/api/v1/status").body.find(text) != std::string::npos;
}

// A clerk's file by the command line: every problem with its cell and nothing taken, then the
// mended file, and the light changes.
TEST(Reporting, AFileIsHandedInAndTheLightChanges) {
  TestFolder folder;
  write_small_configuration(folder);
  folder.write("in/还没有数.csv", "统计期,报送日期,结案率\n");
  DaemonUnderTest daemon(folder.path(), folder.file("data"));
  ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
  const int year = this_year();
  const std::string head = "统计期,报送日期,结案率\n";
  folder.write("坏.csv", head + fmt::format("{}年1月,{}-02-05,约98\n{}年1月,{}-02-06,99\n", year,
                                            year, year, year));
  folder.write("好.csv", head + fmt::format("{}年1月,{}-02-06,99\n", year, year));
  EXPECT_EQ(run(daemon, {"report", "court", folder.file("好.csv")}).exit_code, 64)
      << "nobody is named";
  const Finished bad = run(daemon, {"report", "court", folder.file("坏.csv"), "--person", "王五"});
  EXPECT_EQ(bad.exit_code, 1);
  EXPECT_NE(bad.output.find("第2行第3列"), std::string::npos) << bad.output;
  EXPECT_NE(bad.output.find("约98"), std::string::npos) << bad.output;
  EXPECT_FALSE(shows(daemon, R"("light":"green")")) << "nothing was taken";
  const Finished good = run(daemon, {"report", "court", folder.file("好.csv"), "--person", "王五"});
  EXPECT_EQ(good.exit_code, 0) << good.output;
  EXPECT_NE(good.output.find("已接收"), std::string::npos) << good.output;
  EXPECT_TRUE(shows(daemon, R"("light":"green")")) << daemon.get("/api/v1/status").body;
  const Finished nowhere =
      run(daemon, {"report", "nowhere", folder.file("好.csv"), "--person", "王五"});
  EXPECT_EQ(nowhere.exit_code, 1);
  EXPECT_NE(nowhere.output.find("nowhere"), std::string::npos) << nowhere.output;
}

TEST(Reporting, TheTemplateOfAUnitIsWrittenFromItsPlan) {
  TestFolder folder;
  write_small_configuration(folder);
  const std::string out = folder.file("模板.xlsx");
  const Finished made = run_program({PLANWATCH_BINARY, "template", "法院", "--period",
                                     fmt::format("{}-01", this_year()), "-o", out, "--config",
                                     folder.path(), "--data", folder.file("data")});
  EXPECT_EQ(made.exit_code, 0) << made.output;
  EXPECT_TRUE(read_text(out).starts_with("PK"));
  const auto fails = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {PLANWATCH_BINARY, "template", "--config", folder.path()});
    return run_program(words).exit_code;
  };
  EXPECT_EQ(fails({"没有这个单位", "-o", out}), 1);
  EXPECT_EQ(fails({"法院", "--period", "上个月", "-o", out}), 64);
  EXPECT_EQ(fails({"法院", "--period", "1999-01", "-o", out}), 1);
}

}  // namespace
}  // namespace planwatch::e2e

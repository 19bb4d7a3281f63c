#include <filesystem>
#include <fmt/format.h>

#include "gtest/gtest.h"

#include "tests/e2e/daemon_under_test.h"

namespace planwatch::e2e {
namespace {

namespace fs = std::filesystem;

const std::string ganzhou = std::string(PLANWATCH_SOURCE_DIR) + "/config/ganzhou";

Finished planwatch(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), PLANWATCH_BINARY);
  return run_program(arguments);
}

bool says(const Finished& finished, const std::string& text) {
  return finished.output.find(text) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

// A copy of the shipped configuration with one thing changed.
void copy_changed(const std::string& to, const std::string& file, const std::string& from,
                  const std::string& with) {
  fs::copy(ganzhou, to, fs::copy_options::recursive);
  std::string text = read_text(to + "/" + file);
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), with);
  FILE* out = std::fopen((to + "/" + file).c_str(), "wb");
  ASSERT_NE(out, nullptr);
  std::fwrite(text.data(), 1, text.size(), out);
  std::fclose(out);
}

// The store of a demo that has the whole year in it, for all tests of this file.
class Rehearsing : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TestFolder;
    DaemonUnderTest daemon(ganzhou, data(), {"--demo", "--demo-start", "12-31"});
    ASSERT_TRUE(daemon.wait_ready()) << daemon.process().output();
    // Every feed has delivered all that it has until then.
    const std::size_t feeds =
        count(planwatch({"list", "feeds", "--config", ganzhou, "--format", "csv"}).output, "\n") -
        1;
    ASSERT_TRUE(wait_until([&] {
      return count(daemon.get("/metrics").body,
                   "\nplanwatch_feed_last_success_timestamp_seconds{") == feeds;
    })) << daemon.process().output();
  }
  static void TearDownTestSuite() { delete folder_; }
  static std::string data() { return folder_->file("data"); }
  static Finished replay(std::vector<std::string> more) {
    std::vector<std::string> all = {"replay", "--data", data(), "--config", ganzhou};
    all.insert(all.end(), more.begin(), more.end());
    return planwatch(all);
  }
  static TestFolder* folder_;
};
TestFolder* Rehearsing::folder_ = nullptr;

TEST_F(Rehearsing, ReplayTellsTheYearDayByDayAndSendsNothing) {
  const auto before = fs::file_size(data() + "/notices.jsonl");
  const Finished csv = replay({"--format", "csv"});
  EXPECT_EQ(csv.exit_code, 0) << csv.output;
  EXPECT_TRUE(
      csv.output.starts_with("at,what,event,subject,name,area,unit,period,from,to,rule,why\r\n"))
      << csv.output.substr(0, 200);
  // August's termination rate: first 16 %, green; 19 % eight working days later, a correction.
  EXPECT_TRUE(says(csv, "2025-09-18T09:00,亮灯,更正,first_enforcement_termination_rate"));
  EXPECT_TRUE(says(csv, "2025-09-18T09:00,预警,预警（更正）,first_enforcement_termination_rate"));
  // September's trains were due on 9 October and came on 22 October.
  EXPECT_TRUE(says(csv, "2025-10-10T00:00,预警,预警,commerce_trains:2025-09"));
  EXPECT_TRUE(says(csv, "2025-10-22T09:00,预警,恢复,commerce_trains:2025-09"));
  EXPECT_EQ(fs::file_size(data() + "/notices.jsonl"), before);
  EXPECT_EQ(replay({"--format", "csv"}).output, csv.output) << "twice the same";
}

TEST_F(Rehearsing, ReplayOfASpan) {
  const Finished september = replay({"--from", "2025-09-01", "--to", "2025-09-30"});
  EXPECT_EQ(september.exit_code, 0);
  EXPECT_TRUE(says(september, "2025-09-18T09:00")) << september.output;
  EXPECT_FALSE(says(september, "2025-08-05T")) << "August's changes are not told";
  EXPECT_FALSE(says(september, "2025-10-09T"));
  EXPECT_TRUE(says(september, "重判到 2025-09-30T23:59"));
}

TEST_F(Rehearsing, ReplayAsKnownOnADayDoesNotKnowTheCorrection) {
  const Finished known =
      replay({"--as-known-on", "2025-09-17", "--from", "2025-09-01", "--lang", "en"});
  EXPECT_EQ(known.exit_code, 0);
  EXPECT_FALSE(says(known, "correction")) << known.output;
  EXPECT_TRUE(says(known, "judged again until 2025-09-17T23:59")) << known.output;
}

TEST_F(Rehearsing, ReplayShowsNoticesWhenAsked) {
  const Finished notices = replay({"--notices", "--from", "2025-09-18", "--to", "2025-09-18"});
  EXPECT_TRUE(says(notices, "【更正：无预警→黄灯】区法院")) << notices.output;
}

TEST_F(Rehearsing, DiffOfTheSameRulesIsNone) {
  const Finished same = planwatch({"diff", ganzhou, ganzhou, "--data", data()});
  EXPECT_EQ(same.exit_code, 0) << same.output;
  EXPECT_TRUE(says(same, "没有不同")) << same.output;
}

TEST_F(Rehearsing, DiffNamesWhatChangesAndWhy) {
  const std::string changed = folder_->file("changed");
  copy_changed(changed, "indicators.yaml", "target: 0.90", "target: 0.95");
  const Finished diff = planwatch({"diff", ganzhou, changed, "--data", data(), "--format", "csv"});
  EXPECT_EQ(diff.exit_code, 0) << diff.output;
  EXPECT_TRUE(diff.output.starts_with("unit,indicator,name,area,period,what,from,to,rule,why\r\n"))
      << diff.output;
  EXPECT_TRUE(says(diff, "区财政局,sme_procurement_share,")) << diff.output;
  EXPECT_TRUE(says(diff, "目标 0.90 → 0.95")) << diff.output;
  const Finished code = planwatch({"diff", ganzhou, changed, "--data", data(), "--exit-code"});
  EXPECT_EQ(code.exit_code, 1);
}

TEST_F(Rehearsing, DiffOfBrokenRulesIsAConfigurationError) {
  const std::string broken = folder_->file("broken");
  copy_changed(broken, "plan.yaml", "year: 2025", "yaer: 2025");
  const Finished diff = planwatch({"diff", ganzhou, broken, "--data", data()});
  EXPECT_EQ(diff.exit_code, 2);
  EXPECT_TRUE(says(diff, "plan.yaml:7:1")) << diff.output;
}

TEST(RehearsingWithoutAStore, SaysWhatToDo) {
  const TestFolder folder;
  const Finished replay = planwatch({"replay", "--data", folder.file("none"), "--config", ganzhou});
  EXPECT_EQ(replay.exit_code, 1);
  EXPECT_TRUE(says(replay, "planwatch run")) << replay.output;
  EXPECT_EQ(planwatch({"replay", "--from", "June", "--config", ganzhou}).exit_code, 64);
  EXPECT_EQ(planwatch({"diff", ganzhou}).exit_code, 64);
}

TEST(RuleTestsByTheBinary, TheShippedOnesPassAndWriteJunit) {
  const TestFolder folder;
  std::vector<std::string> command = {"test", "--junit", folder.file("report.xml")};
  for (const auto& entry : fs::directory_iterator(ganzhou + "/tests")) {
    const fs::path fixture = entry.path() / "fixture.yaml";
    if (entry.path().extension() == ".yaml") command.push_back(entry.path().string());
    if (fs::exists(fixture)) command.push_back(fixture.string());
  }
  const Finished test = planwatch(command);
  // Deliveries of two samples, kept: a CSV in GB18030 and pages of JSON.
  for (const char* feed : {"court", "tax"}) {
    EXPECT_TRUE(says(test, fmt::format("/{}/fixture.yaml：1 项，通过 1 项", feed))) << test.output;
  }
  EXPECT_EQ(test.exit_code, 0) << test.output;
  EXPECT_TRUE(says(test, "失败 0 项")) << test.output;
  const std::string xml = read_text(folder.file("report.xml"));
  EXPECT_NE(xml.find("failures=\"0\" errors=\"0\""), std::string::npos) << xml.substr(0, 300);
}

TEST(RuleTestsByTheBinary, AMismatchIsPlacedAndCounts) {
  const TestFolder folder;
  folder.write("t.yaml", fmt::format(R"(config: {}
year: 2025
tests:
  - name: 说错了
    today: 2025-07-10
    series: [{{indicator: sme_procurement_share, from: 6, values: 50/100}}]
    lights: [{{indicator: sme_procurement_share, light: green}}]
)",
                                     ganzhou));
  const Finished zh = planwatch({"test", folder.file("t.yaml")});
  EXPECT_EQ(zh.exit_code, 1) << zh.output;
  EXPECT_TRUE(says(zh, "t.yaml:7:56: 不符: 说错了：")) << zh.output;
  EXPECT_TRUE(says(zh, "亮灯应为“绿”，实为“红”")) << zh.output;
  const Finished en = planwatch({"test", folder.file("t.yaml"), "--lang", "en"});
  EXPECT_TRUE(says(en, "should be \"green\" and is \"red\"")) << en.output;
}

TEST(RuleTestsByTheBinary, AFileWithErrorsIsExitCodeTwo) {
  const TestFolder folder;
  folder.write("t.yaml", "config: " + ganzhou + "\ntest: []\n");
  const Finished broken = planwatch({"test", folder.file("t.yaml")});
  EXPECT_EQ(broken.exit_code, 2) << broken.output;
  EXPECT_TRUE(says(broken, "t.yaml:2:1: 错误: 未知的键 test")) << broken.output;
  EXPECT_EQ(planwatch({"test"}).exit_code, 64);
}

}  // namespace
}  // namespace planwatch::e2e

#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/config/bad_input.h"
#include "tests/config/config_folder.h"

namespace planwatch {
namespace {

class Oddities : public testing::TestWithParam<BadInput> {};

// What is odd but can be lived with is one warning at its place; the configuration is loaded.
TEST_P(Oddities, IsAWarningWithPlace) {
  const BadInput& row = GetParam();
  ConfigFolder folder;
  folder.replace(row.file, row.from, row.to);
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  const std::string start = folder.path() + "/" + row.at + ": 警告: ";
  const std::string text = all_texts(result);
  const std::size_t at = text.find(start);
  ASSERT_NE(at, std::string::npos) << text;
  const std::string line = text.substr(at, text.find('\n', at) - at);
  EXPECT_THAT(line, testing::HasSubstr(row.message));
  EXPECT_THAT(line, testing::HasSubstr(row.hint));
}

constexpr BadInput rows[] = {
    {"TaskWithoutDepartment", "tasks.yaml", "[协调局]", "[]", "tasks.yaml:14:18",
     "任务 2 没有责任单位，告知 协调局", "departments"},
    {"CollectiveWithoutMembers", "units.yaml", "members: [商务局]", "members: []", "units.yaml:6:9",
     "没有成员名单，暂时告知协调单位 协调局", "members"},
    {"IndicatorWithoutLead", "indicators.yaml", "    lead: 商务局\n", "", "indicators.yaml:2:9",
     "指标 trains 没有牵头单位，告知 协调局", "lead"},
    {"IndicatorLedByACollective", "indicators.yaml", "lead: 商务局", "lead: 各乡镇",
     "indicators.yaml:11:11", "各乡镇 是集合单位，告知 商务局", "单独的单位"},
    {"TaskLedByACollective", "tasks.yaml", "clause: 任务表第1行", "lead: 各乡镇", "tasks.yaml:2:5",
     "任务 1 的牵头单位 各乡镇 是集合单位，告知 商务局", "单独的单位"},
    {"DueMonthsDiffer", "tasks.yaml", "due_month: 12", "due_month: 11", "indicators.yaml:13:16",
     "完成月 12 与任务 1 的 11 不同", "核对原文"},
    {"OddityOfThePlan", "plan.yaml", "supervising_unit",
     "oddities: [原文未写年份]\nsupervising_unit", "plan.yaml:9:12", "原文未写年份", ""},
    {"OddityOfATask", "tasks.yaml", "clause: 任务表第1行", "oddity: 正文与表不同",
     "tasks.yaml:9:13", "正文与表不同", ""},
    {"OddityOfAnIndicator", "indicators.yaml", "min_denominator: 5",
     "oddities: [{zh: 两处写法不同, en: written in two ways}]", "indicators.yaml:42:16",
     "两处写法不同", ""},
    {"NoReportDate", "feeds.yaml", "      report_date: 填报日期\n", "", "feeds.yaml:11:7",
     "没有填报日期", "report_date"},
    {"ReportedTooSeldom", "feeds.yaml", "frequency: month, day", "frequency: quarter, day",
     "feeds.yaml:14:11", "3 个月才报一次", "frequency"},
    {"NextCalendarUnconfirmed", "calendar/2026.yaml", "confirmed: true", "confirmed: false",
     "calendar/2026.yaml:1:1", "2026 年的日历未确认", "通知"},
    {"CalendarWithoutDaysOff", "calendar/2026.yaml", "off: [2026-01-01..2026-01-03]", "off: []",
     "calendar/2026.yaml:1:1", "日历是空的，按未确认处理", "通知"},
    {"NoFeedDelivers", "feeds.yaml", "        - {indicator: inspections, value: 检查次数}\n", "",
     "indicators.yaml:14:9", "没有数据源报送指标 inspections", "feeds.yaml"},
    {"NoRuleSelects", "rules.yaml", "    bands: default\n",
     "    bands: default\n    kinds: [cumulative, duration]\n", "indicators.yaml:30:9",
     "没有规则选中指标 closing_rate", "rules.yaml"},
    {"RuleSelectsNothing", "rules.yaml",
     "task_rule:", "  - {id: second, name: 二, kinds: [cadence]}\ntask_rule:", "rules.yaml:13:10",
     "规则 second 没有选中任何指标", "kinds"},
    {"NobodyIsTold", "routing.yaml", "from: blue", "from: blue\n    units: [协调局]",
     "rules.yaml:9:9", "没有路由，亮红灯也没有人收到，例如 商务局", "routing.yaml"},
};
INSTANTIATE_TEST_SUITE_P(Config, Oddities, testing::ValuesIn(rows), name_of_row);

TEST(OddityTexts, AreGivenWordForWordInTheLanguagesTheyHave) {
  ConfigFolder folder;
  folder.replace("plan.yaml", "area:", "oddities: [年份未写, {zh: 甲, en: A}]\narea:");
  const LoadResult result = folder.load();
  ASSERT_EQ(result.diagnostics.size(), 2u);
  EXPECT_EQ(result.diagnostics[0].message_zh, "年份未写");
  EXPECT_EQ(result.diagnostics[0].message_en, "年份未写");
  EXPECT_EQ(result.diagnostics[1].message_zh, "甲");
  EXPECT_EQ(result.diagnostics[1].message_en, "A");
}

TEST(Files, ACalendarFileThatIsEmptyIsUnconfirmed) {
  ConfigFolder folder;
  folder.write("calendar/2026.yaml", "");
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  EXPECT_THAT(all_texts(result), testing::HasSubstr("2026.yaml:1:1: 警告: 2026 年的日历是空的"));
  EXPECT_FALSE(result.configuration->calendar.confirmed(2026));
}

TEST(Files, NextYearsCalendarMayBeMissingWithAWarning) {
  ConfigFolder folder;
  folder.remove("calendar/2026.yaml");
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  EXPECT_THAT(all_texts(result), testing::HasSubstr("plan.yaml:4:7: 警告: 没有 2026 年的日历"));
}

TEST(Files, YamlThatNothingReadsIsNamed) {
  ConfigFolder folder;
  folder.write("task.yaml", "a: 1\n");
  folder.write("feeds/old.yml", "a: 1\n");
  folder.write("calendar/holidays.yaml", "a: 1\n");
  folder.write("notes.txt", "a: 1\n");
  const LoadResult result = folder.load();
  EXPECT_NE(result.configuration, nullptr);
  ASSERT_EQ(result.diagnostics.size(), 3u) << all_texts(result);
  const std::string text = all_texts(result);
  EXPECT_THAT(text, testing::HasSubstr("task.yaml:1:1: 警告: 没有读这个文件（是否想写 tasks.yaml"));
  EXPECT_THAT(text, testing::HasSubstr("feeds/old.yml:1:1: 警告"));
  EXPECT_THAT(text, testing::HasSubstr("calendar/holidays.yaml:1:1: 警告"));
}

TEST(Files, AMissingFileIsOneErrorNotHundreds) {
  ConfigFolder folder;
  folder.remove("units.yaml");
  const LoadResult result = folder.load();
  EXPECT_EQ(result.configuration, nullptr);
  ASSERT_EQ(result.diagnostics.size(), 1u) << all_texts(result);
  EXPECT_THAT(all_texts(result), testing::HasSubstr("units.yaml:1:1: 错误: 缺少这个文件"));
}

TEST(Files, AnEmptyFileIsSaidToBeEmpty) {
  ConfigFolder folder;
  folder.write("rules.yaml", "# 以后再写\n");
  EXPECT_THAT(all_texts(folder.load()), testing::HasSubstr("rules.yaml:1:1: 错误: 文件是空的"));
}

TEST(Files, AFolderInPlaceOfAFileCannotBeRead) {
  ConfigFolder folder;
  folder.remove("units.yaml");
  folder.write("units.yaml/x.txt", "");
  EXPECT_THAT(all_texts(folder.load()), testing::HasSubstr("units.yaml:1:1: 错误: 这不是普通文件"));
}

TEST(Files, NoFeedsAtAll) {
  ConfigFolder folder;
  folder.remove("feeds.yaml");
  EXPECT_THAT(all_texts(folder.load()), testing::HasSubstr("缺少 feeds.yaml 或文件夹 feeds"));
}

TEST(Files, NoCalendarFolder) {
  ConfigFolder folder;
  folder.remove("calendar");
  EXPECT_THAT(all_texts(folder.load()), testing::HasSubstr("缺少文件夹 calendar"));
}

TEST(Files, NoSuchFolder) {
  const LoadResult result = load_configuration(testing::TempDir() + "no-such-folder", {});
  EXPECT_EQ(result.configuration, nullptr);
  ASSERT_EQ(result.diagnostics.size(), 1u);
  EXPECT_EQ(result.diagnostics[0].message_zh, "没有这个配置文件夹");
}

TEST(Diagnostics, ManyMistakesAreAllReportedByFileAndLine) {
  ConfigFolder folder;
  folder.replace("plan.yaml", "year: 2025", "year: x");
  folder.replace("tasks.yaml", "due_month: 9", "due_month: 013");
  folder.replace("tasks.yaml", "[各乡镇, 商务局]", "[商业局]");
  folder.replace("rules.yaml", "to: 10}", "to: 9}");
  const LoadResult result = folder.load();
  EXPECT_EQ(result.configuration, nullptr);
  std::vector<std::string> places;
  for (const Diagnostic& one : result.diagnostics) {
    const std::string file = one.at.file.substr(folder.path().size() + 1);
    places.push_back(file + ":" + std::to_string(one.at.line));
  }
  EXPECT_THAT(places,
              testing::ElementsAre("plan.yaml:4", "rules.yaml:6", "tasks.yaml:6", "tasks.yaml:15"));
}

TEST(Diagnostics, TextHasPlaceSeverityMessageAndHint) {
  Diagnostic one{
      Diagnostic::Severity::error, {"config/plan.yaml", 3, 7}, "坏了", "broken", "改", "fix"};
  EXPECT_EQ(to_text(one, Lang::zh), "config/plan.yaml:3:7: 错误: 坏了（改）");
  EXPECT_EQ(to_text(one, Lang::en), "config/plan.yaml:3:7: error: broken (fix)");
  one.severity = Diagnostic::Severity::warning;
  one.hint_zh.clear();
  one.hint_en.clear();
  EXPECT_EQ(to_text(one, Lang::zh), "config/plan.yaml:3:7: 警告: 坏了");
  EXPECT_EQ(to_text(one, Lang::en), "config/plan.yaml:3:7: warning: broken");
}

// A secret that was written in plain text is not repeated in logs.
TEST(Diagnostics, PlainSecretsAreNotRepeated) {
  ConfigFolder folder;
  folder.replace("feeds.yaml", "court\", paging",
                 "court\", bearer: s3cr3t, headers: {X-Token: s3cr3t}, paging");
  folder.replace("server.yaml", "sha256: 9f86", "sha256: s3cr3t");
  const std::string text = all_texts(folder.load());
  EXPECT_THAT(text, testing::HasSubstr("明文"));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("s3cr3t")));
}

}  // namespace
}  // namespace planwatch

#include <algorithm>
#include <filesystem>
#include <gmock/gmock.h>
#include <set>

#include "gtest/gtest.h"

#include "config/loader/rule_tests.h"
#include "tests/config/config_folder.h"

namespace planwatch {
namespace {

// The small configuration with one file of rule tests in its folder tests/.
class RuleTests : public testing::Test {
 protected:
  RuleTestFile load(const std::string& text) {
    folder_.write("tests/t.yaml", text);
    LoadedFolders folders;
    return load_rule_tests(folder_.path() + "/tests/t.yaml", {}, folders);
  }
  static std::string all(const RuleTestFile& file) {
    std::string text;
    for (const Diagnostic& one : file.diagnostics) text += to_text(one, Lang::zh) + "\n";
    return text;
  }
  std::string failures(const RuleTestFile& file) {
    std::string text = all(file);
    for (const RuleTest& test : file.tests) {
      for (const Mismatch& one : run_rule_test(test)) text += test.name + ": " + one.zh + "\n";
    }
    return text;
  }

  ConfigFolder folder_;
};

constexpr const char* good = R"(year: 2025
tests:
  - name: 班列按月走
    today: 2025-07-10
    time: "17:00"
    as_known_on: 2025-07-09
    series:
      - {indicator: trains, area: "620702", values: 1 +2x4 _}
      - {indicator: trains, from: 2025-06, values: 10, known: 2025-07-08}
      - indicator: closing_rate
        reports:
          - {period: 2025-06, value: 12/40, known: 2025-07-01}
    tasks:
      - {task: 2, state: in_progress, as_of: 2025-06-30, percent: 0.5, evidence: 简报}
    actions:
      - {on: 2025-07-08, time: "09:30", person: 张三, act: promise, indicator: trains,
         until: 2025-07-31, text: 加开}
    lights:
      - {indicator: trains, period: 2025-05, light: green, shown: green, reason: on_schedule,
         expected: 8, gap: -5}
      - {indicator: closing_rate, light: green, data: [reported]}
      - {task: 2, light: green}
    alerts:
      - {indicator: trains, rule: lights, state: none}
      - {feed: commerce, period: 2025-05, state: none}
    messages:
      - {indicator: trains, to: contact, kind: fired, level: yellow, on: 2025-07-08,
         contains: [班列], times: 0}
)";

TEST_F(RuleTests, EveryKeyIsRead) {
  const RuleTestFile file = load(good);
  ASSERT_FALSE(file.has_errors()) << all(file);
  ASSERT_EQ(file.tests.size(), 1u);
  const RuleTest& test = file.tests[0];
  EXPECT_EQ(test.name, "班列按月走");
  EXPECT_EQ(to_string_local(test.now).substr(0, 16), "2025-07-10T17:00");
  EXPECT_EQ(to_string(test.as_known_on.value()), "2025-07-09");
  ASSERT_EQ(test.figures.size(), 7u);
  EXPECT_EQ(to_string(test.figures[4].period), "2025-05");
  EXPECT_EQ(test.figures[4].value, Decimal(9));
  EXPECT_FALSE(test.figures[4].known);
  EXPECT_EQ(to_string(test.figures[5].known.value()), "2025-07-08");
  EXPECT_EQ(test.figures[6].denominator, Decimal(40));
  ASSERT_EQ(test.tasks.size(), 1u);
  EXPECT_EQ(test.tasks[0].report.evidence, "简报");
  ASSERT_EQ(test.actions.size(), 1u);
  EXPECT_EQ(test.actions[0].deed, TestDeed::promise);
  ASSERT_EQ(test.lights.size(), 3u);
  EXPECT_EQ(test.lights[0].light->at.line, 19);
  ASSERT_EQ(test.alerts.size(), 2u);
  EXPECT_EQ(to_string(test.alerts[1].subject.period.value()), "2025-05");
  ASSERT_EQ(test.messages.size(), 1u);
  EXPECT_EQ(test.messages[0].times, 0);
  EXPECT_EQ(failures(file), "");
}

TEST_F(RuleTests, TheFolderOfTestsIsNoConfiguration) {
  folder_.write("tests/t.yaml", good);
  const LoadResult result = folder_.load();
  EXPECT_NE(result.configuration, nullptr);
  EXPECT_TRUE(result.diagnostics.empty()) << all_texts(result);
}

TEST_F(RuleTests, AnotherYearMovesThePlan) {
  const RuleTestFile file = load(R"(year: 2026
tests:
  - name: 换年
    today: 2026-07-10
    series: [{indicator: trains, from: 6, values: 10}]
    lights: [{indicator: trains, period: 2026-06, light: green}]
)");
  EXPECT_EQ(failures(file), "");
}

TEST_F(RuleTests, ACalendarInPlaceOfTheYearsOwn) {
  const RuleTestFile file = load(R"(tests:
  - name: 未确认
    today: 2025-07-10
    calendar: {year: 2025, confirmed: false}
    alerts: [{indicator: trains, state: none}]
  - name: 自己的
    today: 2025-07-10
    calendar: {year: 2025, confirmed: true, source: 测试, off: [2025-07-07..2025-07-11],
               work: [2025-07-12]}
    alerts: [{indicator: trains, state: none}]
)");
  ASSERT_FALSE(file.has_errors()) << all(file);
  EXPECT_FALSE(file.tests[0].configuration->calendar.confirmed(2025));
  EXPECT_TRUE(file.tests[0].configuration->calendar.confirmed(2026)) << "the other year stays";
  EXPECT_FALSE(file.tests[1].configuration->calendar.is_working_day(make_date(2025, 7, 8)));
  EXPECT_TRUE(file.tests[1].configuration->calendar.is_working_day(make_date(2025, 7, 12)));
}

TEST_F(RuleTests, ErrorsOfTheConfigurationArePassedOn) {
  folder_.replace("plan.yaml", "id: demo\n", "");
  const RuleTestFile file = load(good);
  EXPECT_TRUE(file.has_errors());
  EXPECT_TRUE(file.tests.empty());
  EXPECT_THAT(all(file), testing::HasSubstr("plan.yaml:1:1: 错误: 缺少 id"));
}

TEST_F(RuleTests, AFileThatIsNotThere) {
  LoadedFolders folders;
  const RuleTestFile file = load_rule_tests("/nonexistent/t.yaml", {}, folders);
  EXPECT_THAT(all(file), testing::HasSubstr("/nonexistent/t.yaml:1:1: 错误: 测试文件读不了"));
}

struct BadTest {
  const char* name;
  const char* from;  // in `good`
  const char* to;
  const char* at;
  const char* message;
  const char* hint;
};

// Each mistake is an error at its place, with a hint, in both languages.
TEST_F(RuleTests, MistakesAreErrorsWithPlaceAndHint) {
  constexpr BadTest table[] = {
      {"unknown key", "today:", "todays:", "4:5", "未知的键 todays", "today"},
      {"no name", "name: 班列按月走", "name: ''", "3:11", "name 是空的", "写上内容"},
      {"an unknown indicator", "indicator: trains, area", "indicator: train, area", "8:21",
       "没有指标 train", "是否想写 trains"},
      {"an unknown area", "\"620702\"", "\"620703\"", "8:35", "没有行政区 620703", "620702"},
      {"an unknown task", "{task: 2, state", "{task: 9, state", "14:16", "没有任务 9", "序号"},
      {"an unknown feed", "feed: commerce", "feed: comerce", "25:16", "没有数据源 comerce",
       "commerce"},
      {"an unknown rule", "rule: lights", "rule: light", "24:35", "没有规则 light", "lights"},
      {"an unknown light", "period: 2025-05, light: green", "period: 2025-05, light: greeen",
       "19:53", "light 不认识 greeen", "是否想写 green"},
      {"an unknown reason", "on_schedule", "on_scedule", "19:82", "reason 不认识", "on_schedule"},
      {"a bad series", "1 +2x4 _", "1 +2y4 _", "8:56", "“2y4”不是数值", "+8x10"},
      {"a bad series in quotes", "1 +2x4 _", "\"1 98%\"", "8:56", "“98%”不是数值", "0.98"},
      {"too many periods", "1 +2x4 _", "1x13", "8:53", "13 期超出了这一年", "from"},
      {"a bad period", "period: 2025-06, value", "period: 2025-6, value", "12:22",
       "2025-6 不是统计期", "2025-06"},
      {"a period of another rhythm", "period: 2025-06, value", "period: 2025-Q2, value", "12:22",
       "每 1 个月一期", "周期"},
      {"a period of another year", "period: 2025-06, value", "period: 2024-06, value", "12:22",
       "不在方案年份 2025", "year"},
      {"two figures for one report", "value: 12/40", "value: 1 2", "12:38", "这里应是一个数",
       "12/40"},
      {"a list for one figure", "value: 12/40", "value: [12/40]", "12:38", "应是一个值", "方括号"},
      {"an empty list of figures", "values: 1 +2x4 _", "values: []", "8:53", "没有数值", "5 7 9"},
      {"no figures", ", values: 1 +2x4 _", "", "8:9", "没有数值", "values"},
      {"a bad day", "2025-07-10", "2025-7-10", "4:12", "不是日期", "2025-01-28"},
      {"a day of another year", "2025-07-10", "2027-07-10", "4:12", "today 不在方案年份", "year"},
      {"a bad time", "\"17:00\"", "\"5 pm\"", "5:11", "不是时刻", "09:00"},
      {"an unknown role", "to: contact", "to: contacts", "27:33", "to 不认识 contacts",
       "是否想写 contact"},
      {"a light of a feed", "{task: 2, light: green}", "{feed: commerce, light: green}", "22:16",
       "数据源没有亮灯", "alerts"},
      {"two subjects", "{task: 2, light: green}", "{task: 2, indicator: trains, light: green}",
       "22:10", "只能有一个", "恰好写一个"},
      {"no subject", "{task: 2, light: green}", "{light: green}", "22:9", "缺少", "恰好写一个"},
      {"nothing expected", "{task: 2, light: green}", "{task: 2}", "22:9", "什么也没有要求",
       "light"},
      {"shown without a period", "{indicator: closing_rate, light: green",
       "{indicator: closing_rate, shown: green", "21:42", "shown 要写明 period", "period"},
      {"a promise without its day", ",\n         until: 2025-07-31", "", "16:9", "缺少 until",
       "until"},
  };
  for (const BadTest& row : table) {
    std::string text = good;
    const std::size_t found = text.find(row.from);
    ASSERT_NE(found, std::string::npos) << row.name;
    text.replace(found, std::string(row.from).size(), row.to);
    const RuleTestFile file = load(text);
    EXPECT_TRUE(file.has_errors()) << row.name;
    EXPECT_TRUE(file.tests.empty()) << row.name;
    const std::string at = folder_.path() + "/tests/t.yaml:" + row.at + ": 错误: ";
    const auto match =
        std::find_if(file.diagnostics.begin(), file.diagnostics.end(), [&](const Diagnostic& one) {
          return to_text(one, Lang::zh).starts_with(at) &&
                 one.message_zh.find(row.message) != std::string::npos;
        });
    ASSERT_NE(match, file.diagnostics.end()) << row.name << " " << at << "\n" << all(file);
    EXPECT_THAT(match->hint_zh, testing::HasSubstr(row.hint)) << row.name;
    EXPECT_FALSE(match->message_en.empty()) << row.name;
    EXPECT_FALSE(match->hint_en.empty()) << row.name;
  }
}

TEST_F(RuleTests, ATestWithoutExpectationsAndANameThatIsTaken) {
  const RuleTestFile file = load(R"(tests:
  - {name: 甲, today: 2025-07-10}
  - {name: 甲, today: 2025-07-10, alerts: [{indicator: trains, state: none}]}
)");
  EXPECT_THAT(all(file), testing::HasSubstr(":2:5: 错误: 这个测试没有期望的结果"));
  EXPECT_THAT(all(file), testing::HasSubstr(":3:5: 错误: 测试名重复：甲"));
}

// The rules as shipped keep their promises; the same files run by `planwatch test`.
TEST(ShippedRuleTests, AllHold) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(PLANWATCH_SOURCE_DIR "/config/ganzhou/tests")) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  EXPECT_GE(files.size(), 9u);
  LoadedFolders folders;
  for (const std::string& name : files) {
    const RuleTestFile file = load_rule_tests(name, {}, folders);
    for (const Diagnostic& one : file.diagnostics) ADD_FAILURE() << to_text(one, Lang::zh);
    EXPECT_FALSE(file.tests.empty()) << name;
    for (const RuleTest& test : file.tests) {
      for (const Mismatch& one : run_rule_test(test)) {
        ADD_FAILURE() << one.at.file << ":" << one.at.line << " " << test.name << "：" << one.zh;
      }
    }
  }
}

// Every kind of indicator of the shipped plan is in some test.
TEST(ShippedRuleTests, EveryKindOfIndicatorIsTested) {
  namespace fs = std::filesystem;
  std::set<IndicatorKind> tested;
  std::set<IndicatorKind> shipped;
  LoadedFolders folders;
  for (const auto& entry : fs::directory_iterator(PLANWATCH_SOURCE_DIR "/config/ganzhou/tests")) {
    if (entry.path().extension() != ".yaml") continue;
    for (const RuleTest& test : load_rule_tests(entry.path().string(), {}, folders).tests) {
      const Plan& plan = test.configuration->plan;
      for (const Indicator& one : plan.indicators) shipped.insert(one.kind);
      for (const LightExpectation& light : test.lights) {
        const auto index = plan.find_indicator(light.subject.indicator);
        if (index) tested.insert(plan.indicators[index->value].kind);
      }
    }
  }
  EXPECT_EQ(tested, shipped);
}

}  // namespace
}  // namespace planwatch

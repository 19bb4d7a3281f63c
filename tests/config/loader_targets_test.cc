#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/config/bad_input.h"
#include "tests/config/config_folder.h"

namespace planwatch {
namespace {

constexpr const char* two = "targets: [{target: 0.95, valid_to: 6}, {target: 0.98, valid_from: 7}]";

TEST(LoaderTargets, MonthsSayWhichTargetHolds) {
  ConfigFolder folder;
  folder.replace("indicators.yaml", "target: 0.98\n", std::string(two) + "\n");
  const LoadResult result = folder.load();
  EXPECT_EQ(all_texts(result), "");
  ASSERT_NE(result.configuration, nullptr);
  const Indicator& rate = result.configuration->plan.indicators.at(2);
  ASSERT_EQ(rate.targets.size(), 2u);
  EXPECT_EQ(rate.target.to_string(), "0.98") << "the deadline's";
  EXPECT_EQ(rate.target_at(6).to_string(), "0.95");
  EXPECT_EQ(rate.target_at(7).to_string(), "0.98");
}

TEST(LoaderTargets, TheDeadlinesTargetNeedNotBeTheLastOne) {
  ConfigFolder folder;
  folder.replace("indicators.yaml", "target: 20\n",
                 "targets: [{target: 15, valid_to: 6}, {target: 20, valid_from: 7, valid_to: 9}, "
                 "{target: 30, valid_from: 10}]\n");
  folder.replace("indicators.yaml", "due_month: 12", "due_month: 9");
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  EXPECT_EQ(result.configuration->plan.indicators.at(0).target, Decimal(20));
  EXPECT_EQ(result.configuration->plan.indicators.at(0).target_at(12), Decimal(20));
}

class BadTargets : public testing::TestWithParam<BadInput> {};

TEST_P(BadTargets, AreErrorsWithPlaceAndHint) {
  const BadInput& row = GetParam();
  ConfigFolder folder;
  folder.replace(row.file, row.from, row.to);
  const LoadResult result = folder.load();
  EXPECT_EQ(result.configuration, nullptr);
  const std::string start = folder.path() + "/" + row.at + ": 错误: ";
  const std::string text = all_texts(result);
  const std::size_t at = text.find(start);
  ASSERT_NE(at, std::string::npos) << text;
  const std::string line = text.substr(at, text.find('\n', at) - at);
  EXPECT_THAT(line, testing::HasSubstr(row.message));
  EXPECT_THAT(line, testing::HasSubstr(row.hint));
}

constexpr BadInput rows[] = {
    {"Hole", "indicators.yaml", "target: 0.98\n",
     "targets: [{target: 0.95, valid_to: 5}, {target: 0.98, valid_from: 7}]\n",
     "indicators.yaml:35:44", "空洞：6 月到 6 月没有目标", "首尾相接"},
    {"Overlap", "indicators.yaml", "target: 0.98\n",
     "targets: [{target: 0.95, valid_to: 7}, {target: 0.98, valid_from: 7}]\n",
     "indicators.yaml:35:44", "重叠：7 月到 7 月有两个目标", "首尾相接"},
    {"NoTargetAtFirst", "indicators.yaml", "target: 0.98\n",
     "targets: [{target: 0.98, valid_from: 3}]\n", "indicators.yaml:35:15",
     "空洞：1 月到 2 月没有目标", "从 1 月"},
    {"NoTargetAtTheDeadline", "indicators.yaml", "target: 0.98\n",
     "targets: [{target: 0.98, valid_to: 11}]\n", "indicators.yaml:35:15",
     "空洞：12 月到 12 月没有目标", "due_month"},
    {"EndsBeforeItBegins", "indicators.yaml", "target: 0.98\n",
     "targets: [{target: 0.98}, {target: 0.97, valid_from: 9, valid_to: 8}]\n",
     "indicators.yaml:35:31", "从 9 月到 8 月是空的", "valid_from"},
    {"MonthOutOfRange", "indicators.yaml", "target: 0.98\n",
     "targets: [{target: 0.98, valid_to: 13}]\n", "indicators.yaml:35:40", "13 超出范围",
     "1 到 12"},
    {"DatesAreNotMonths", "indicators.yaml", "target: 0.98\n",
     "targets: [{target: 0.98, valid_to: 2025-06-30}]\n", "indicators.yaml:35:40", "不是数字", ""},
    {"UnknownKeyOfATarget", "indicators.yaml", "target: 0.98\n",
     "targets: [{target: 0.98, valid_till: 12}]\n", "indicators.yaml:35:30", "未知的键 valid_till",
     "valid_to"},
    {"Both", "indicators.yaml", "target: 0.98\n", "target: 0.98\n    targets: [{target: 0.98}]\n",
     "indicators.yaml:36:5", "target, targets", "恰好写一个"},
    {"Neither", "indicators.yaml", "    target: 0.98\n", "", "indicators.yaml:30:5",
     "缺少 target, targets 之一", "恰好写一个"},
    {"NoEntry", "indicators.yaml", "target: 0.98\n", "targets: []\n", "indicators.yaml:35:14",
     "没有一个目标", "valid_to"},
    {"AnEarlierTargetAsPercent", "indicators.yaml", "target: 0.98\n",
     "targets: [{target: 95, valid_to: 6}, {target: 0.98, valid_from: 7}]\n",
     "indicators.yaml:35:15", "比率的目标 95", "0.98"},
    {"AnEarlierSmallCount", "indicators.yaml", "target: 20\n",
     "targets: [{target: 10, valid_to: 6}, {target: 20, valid_from: 7}]\n", "indicators.yaml:7:15",
     "只增 10 个", "steps"},
    {"BelowTheStart", "indicators.yaml", "target: 20\n",
     "start: 16\n    targets: [{target: 15, valid_to: 6}, {target: 40, valid_from: 7}]\n",
     "indicators.yaml:8:15", "目标不大于起点", "start"},
};
INSTANTIATE_TEST_SUITE_P(Rows, BadTargets, testing::ValuesIn(rows), name_of_row);

// A backlog that is to shrink from 500 to 100.
constexpr const char* backlog = R"(  - id: backlog
    task: 1
    name: 积案
    kind: stock
    better: lower
    start: 500
    target: 100
    measure: count
    window: instant
    lead: 商务局
    due_month: 12
)";

std::string texts_with(const std::string& indicator) {
  ConfigFolder folder;
  folder.write("indicators.yaml", folder.text("indicators.yaml") + indicator);
  folder.replace("feeds.yaml", "value: 检查次数}",
                 "value: 检查次数}\n        - {indicator: backlog, value: 积案}");
  return all_texts(folder.load());
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(LoaderStock, MayShrink) {
  EXPECT_EQ(texts_with(backlog), "");
  const std::string table =
      "target: 100\n    schedule: {kind: table, absolute: true, points: [{month: 6, value: 300}, "
      "{month: 12, value: 100}]}\n";
  EXPECT_EQ(texts_with(replaced(backlog, "target: 100\n", table)), "");
}

TEST(LoaderStock, AShrinkingTableDoesNotRiseNorBeginAboveTheStart) {
  const std::string rising =
      "target: 100\n    schedule: {kind: table, absolute: true, points: [{month: 3, value: 50}, "
      "{month: 12, value: 100}]}\n";
  EXPECT_THAT(texts_with(replaced(backlog, "target: 100\n", rising)),
              testing::HasSubstr("应达数从 50 升到 100"));
  const std::string above =
      "target: 100\n    schedule: {kind: table, absolute: true, points: [{month: 3, value: 600}, "
      "{month: 12, value: 100}]}\n";
  EXPECT_THAT(texts_with(replaced(backlog, "target: 100\n", above)),
              testing::HasSubstr("第一点 600 大于起点 500"));
}

TEST(LoaderStock, AFewUnitsLessAreASmallCountToo) {
  EXPECT_THAT(texts_with(replaced(backlog, "start: 500", "start: 108")),
              testing::HasSubstr("只减 8 个"));
}

}  // namespace
}  // namespace planwatch

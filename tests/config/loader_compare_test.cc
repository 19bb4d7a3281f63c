#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/config/config_folder.h"

namespace planwatch {
namespace {

// More bands and rules for the small configuration.
std::string texts_with(const std::string& bands, const std::string& rules = "",
                       const std::string& task_bands = "") {
  ConfigFolder folder;
  folder.replace("rules.yaml", "rules:\n", bands + "rules:\n" + rules);
  if (!task_bands.empty()) {
    folder.replace("rules.yaml", "near_deadline: 10}",
                   "near_deadline: 10, bands: " + task_bands + "}");
  }
  return all_texts(folder.load());
}

constexpr const char* area = R"(  - id: area
    compare: area_above
    bands:
      - {light: green, to: 0, to_inclusive: true}
      - {light: yellow, from: 0, to: 3, to_inclusive: true}
      - {light: red, from: 3}
)";
std::string days(const char* green, const char* yellow, const char* red,
                 const char* more = "    days: working\n") {
  return std::string("  - id: days\n    compare: days_to_deadline\n") + more + "    bands:\n" +
         "      - {light: green, " + green + "}\n      - {light: yellow, " + yellow +
         "}\n      - {light: red, " + red + "}\n";
}
constexpr const char* green = "from: 30";
constexpr const char* yellow = "from: 10, from_inclusive: true, to: 30, to_inclusive: true";
constexpr const char* red = "to: 10";

TEST(LoaderCompare, ReadsWhatTheBandsCompareWith) {
  ConfigFolder folder;
  folder.replace("rules.yaml", "rules:\n", area + days(green, yellow, red) + "rules:\n");
  folder.replace("rules.yaml", "near_deadline: 10}", "near_deadline: 10, bands: days}");
  const LoadResult result = folder.load();
  EXPECT_EQ(all_texts(result), "");
  ASSERT_NE(result.configuration, nullptr);
  const Configuration& c = *result.configuration;
  EXPECT_EQ(c.find_bands(BandsId{"default"})->compare, Compare::schedule);
  EXPECT_EQ(c.find_bands(BandsId{"area"})->compare, Compare::area_above);
  EXPECT_EQ(c.find_bands(BandsId{"days"})->compare, Compare::days_to_deadline);
  EXPECT_TRUE(c.find_bands(BandsId{"days"})->working_days);
  EXPECT_EQ(c.task_rule.bands, BandsId{"days"});
}

TEST(LoaderCompare, HolesAndOverlapsOfDays) {
  struct Row {
    std::string bands;
    const char* said;
  };
  const Row rows[] = {
      {days("from: 31", yellow, red), "rules.yaml:13:9: 错误: 空洞：剩余天数 30 到 31 没有颜色"},
      {days("from: 25", yellow, red), "rules.yaml:13:9: 错误: 重叠：剩余天数 25 到 30 有两种颜色"},
      {days("from: 30, from_inclusive: true", yellow, red),
       "rules.yaml:13:9: 错误: 重叠：剩余天数恰为 30 有两种颜色"},
      {days(green, "from: 10, to: 30, to_inclusive: true", red),
       "rules.yaml:14:9: 错误: 空洞：剩余天数恰为 10 没有颜色"},
      {days("from: 30, to: 300", yellow, red), "大于 300 的剩余天数没有颜色"},
      {days(green, yellow, "from: 0, to: 10"), "小于 0 的剩余天数没有颜色"},
      {days(green, "from: 10", red), "中间的档要写 from 和 to"},
  };
  for (const Row& row : rows) EXPECT_THAT(texts_with(row.bands), testing::HasSubstr(row.said));
}

TEST(LoaderCompare, DaysBelongToDaysOnly) {
  std::string with_days = area;
  with_days.replace(with_days.find("    bands:"), 0, "    days: calendar\n");
  EXPECT_THAT(texts_with(with_days), testing::HasSubstr("只有 compare: days_to_deadline 有 days"));
  EXPECT_THAT(texts_with(days(green, yellow, red, "    days: weekly\n")),
              testing::HasSubstr("days 不认识 weekly"));
  std::string unknown = area;
  unknown.replace(unknown.find("area_above"), 10, "area_abov3");
  EXPECT_THAT(texts_with(unknown), testing::HasSubstr("是否想写 area_above"));
}

TEST(LoaderCompare, LevelsAreNeverUnfinished) {
  const std::string rule = "  - {id: by_days, name: 天数, bands: days}\n";
  EXPECT_THAT(texts_with(days(green, yellow, red), rule),
              testing::HasSubstr("规则 by_days 按剩余天数亮灯，却选了 closing_rate"));
  const std::string progress = "  - {id: by_days, name: 天数, kinds: [cumulative], bands: days}\n";
  EXPECT_EQ(texts_with(days(green, yellow, red), progress), "");
}

TEST(LoaderCompare, TheAreaAboveHasToBeThereAndASumIsNotToBeComparedWithItsPart) {
  const std::string rate = "  - {id: by_area, name: 比上级, kinds: [ratio_ramped], bands: area}\n";
  EXPECT_THAT(texts_with(area, rate), testing::HasSubstr("没有一个行政区写了 parent，全部是灰灯"));
  const std::string all = "  - {id: by_area, name: 比上级, bands: area}\n";
  EXPECT_THAT(texts_with(area, all), testing::HasSubstr("把 trains 与上级比较"));
  ConfigFolder folder;
  folder.replace("rules.yaml", "rules:\n", area + std::string("rules:\n") + rate);
  folder.replace("plan.yaml", "name_en: Ganzhou}",
                 "name_en: Ganzhou, parent: \"620700\"}\n  - {code: \"620700\", name: 张掖市}");
  EXPECT_EQ(all_texts(folder.load()), "") << "no yellow_width is asked for";
}

TEST(LoaderCompare, TasksCountDaysOnly) {
  EXPECT_THAT(texts_with(area, "", "area"),
              testing::HasSubstr("任务没有数值，bands 只能按剩余天数"));
}

TEST(LoaderAreas, ARingHasNoTop) {
  ConfigFolder folder;
  folder.replace("plan.yaml", "name_en: Ganzhou}",
                 "parent: \"620700\"}\n  - {code: \"620700\", name: 张掖市, parent: \"620702\"}");
  const LoadResult result = folder.load();
  EXPECT_EQ(result.configuration, nullptr);
  const std::string text = all_texts(result);
  EXPECT_THAT(text, testing::HasSubstr("plan.yaml:7:41: 错误: 620702 绕了一圈成了自己的上级"));
  EXPECT_THAT(text, testing::HasSubstr("620700 绕了一圈成了自己的上级"));
}

}  // namespace
}  // namespace planwatch

#include <algorithm>
#include <string>

#include "gtest/gtest.h"

#include "config/loader/load.h"

namespace planwatch {
namespace {

// The plan as it is shipped: complete, without errors, with its oddities named.
LoadResult load_shipped() {
  return load_configuration(PLANWATCH_SOURCE_DIR "/config/ganzhou", LoadOptions{});
}

bool warns_of(const LoadResult& result, const std::string& fragment) {
  return std::any_of(result.diagnostics.begin(), result.diagnostics.end(),
                     [&fragment](const Diagnostic& one) {
                       return one.message_zh.find(fragment) != std::string::npos;
                     });
}

TEST(ShippedPlan, HasNoErrors) {
  for (const Diagnostic& one : load_shipped().diagnostics) {
    EXPECT_EQ(one.severity, Diagnostic::Severity::warning) << to_text(one, Lang::zh);
  }
}

TEST(ShippedPlan, IsComplete) {
  const LoadResult result = load_shipped();
  ASSERT_NE(result.configuration, nullptr);
  const Plan& plan = result.configuration->plan;
  EXPECT_EQ(plan.tasks.size(), 93u);
  EXPECT_EQ(plan.indicators.size(), 36u);
  EXPECT_EQ(plan.year, 2025);
  EXPECT_EQ(plan.area.text, "620702");
  EXPECT_TRUE(result.configuration->calendar.confirmed(2025));
  EXPECT_TRUE(result.configuration->calendar.confirmed(2026));
}

// Tasks 14 and 15 open with a collective unit; the first single one leads. Task 67 names nobody.
TEST(ShippedPlan, LeadIsTheFirstSingleUnitElseTheCoordinatingUnit) {
  const LoadResult result = load_shipped();
  ASSERT_NE(result.configuration, nullptr);
  const Plan& plan = result.configuration->plan;
  for (const auto& [number, lead] : {std::pair{14, "区营商环境建设局"},
                                     {15, "区营商环境建设局"},
                                     {67, "区营商环境建设局"},
                                     {66, "市自然资源局甘州分局"},
                                     {7, "区发改局"}}) {
    const Task* task = plan.find_task(number);
    ASSERT_NE(task, nullptr) << number;
    EXPECT_EQ(task->lead.text, lead) << number;
  }
}

TEST(ShippedPlan, NamesThePlansOddities) {
  const LoadResult result = load_shipped();
  for (const char* fragment :
       {"任务 67 没有责任单位", "集合单位 各乡镇、街道 没有成员名单", "年内", "凭祥", "政务效能"}) {
    EXPECT_TRUE(warns_of(result, fragment)) << fragment;
  }
}

// Every indicator has a light, a feed and somebody who is told; only the plan's text is odd.
TEST(ShippedPlan, LeavesNoIndicatorWithoutFeedRuleOrRoute) {
  const LoadResult result = load_shipped();
  EXPECT_FALSE(warns_of(result, "没有数据源报送指标"));
  EXPECT_FALSE(warns_of(result, "没有规则选中指标"));
  EXPECT_FALSE(warns_of(result, "没有路由"));
  EXPECT_FALSE(warns_of(result, "没有预警会走"));
}

}  // namespace
}  // namespace planwatch

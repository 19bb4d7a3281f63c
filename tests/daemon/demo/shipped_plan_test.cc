#include "tests/daemon/demo/shipped_plan.h"

#include <algorithm>
#include <map>
#include <set>

namespace planwatch::demo {
namespace {

class ShippedPlan : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(configuration_, nullptr); }
  const Indicator& named(const std::string& id) const {
    return plan().indicators[plan().find_indicator(IndicatorId(id))->value];
  }
  const Plan& plan() const { return configuration_->plan; }

  std::shared_ptr<const Configuration> configuration_ = shipped_configuration();
};

TEST_F(ShippedPlan, HasAllOfThePlan) {
  EXPECT_EQ(plan().year, 2025);
  EXPECT_EQ(plan().area.text, "620702");
  EXPECT_EQ(plan().tasks.size(), 93u);
  EXPECT_EQ(plan().indicators.size(), 36u);
  for (int number = 1; number <= 93; ++number) EXPECT_NE(plan().find_task(number), nullptr);
}

TEST_F(ShippedPlan, Names29UnitsAnd3CollectiveOnesThatAreEmpty) {
  const auto collective = std::count_if(plan().units.begin(), plan().units.end(),
                                        [](const Unit& unit) { return unit.collective; });
  EXPECT_EQ(collective, 3);
  EXPECT_EQ(plan().units.size(), 29u + 3u);
  for (const Unit& unit : plan().units) {
    EXPECT_TRUE(unit.members.empty()) << unit.id.text;
    EXPECT_TRUE(unit.people.contact.name.empty()) << "people are not known: " << unit.id.text;
    EXPECT_FALSE(unit.name_en.empty()) << unit.id.text;
  }
}

TEST_F(ShippedPlan, HasTheTablesSectionsAndDueMonths) {
  std::map<std::string, int> sections;
  std::map<unsigned, int> due;
  for (const Task& task : plan().tasks) {
    ++sections[task.section];
    ++due[task.due_month];
  }
  EXPECT_EQ(sections,
            (std::map<std::string, int>{
                {"市场化", 33}, {"法治化", 19}, {"国际化", 13}, {"便利化", 22}, {"攻坚重点", 6}}));
  EXPECT_EQ(due, (std::map<unsigned, int>{{6, 5}, {9, 8}, {10, 8}, {12, 72}}));
}

TEST_F(ShippedPlan, TasksOfTargetsAreThoseOfTheTable) {
  std::set<int> quantified;
  for (const Task& task : plan().tasks) {
    if (task.quantified) quantified.insert(task.number);
  }
  EXPECT_EQ(quantified, (std::set<int>{7,  8,  9,  13, 24, 27, 30, 39, 40, 42, 43, 47,
                                       52, 53, 60, 67, 68, 75, 77, 81, 86, 87, 92}));
}

struct Lead {
  int task;
  const char* unit;
};

TEST_F(ShippedPlan, TheFirstSingleUnitLeads) {
  const Lead leads[] = {{1, "区发改局"},          {14, "区营商环境建设局"},
                        {15, "区营商环境建设局"}, {66, "市自然资源局甘州分局"},
                        {67, "区营商环境建设局"}, {88, "区营商环境建设局"},
                        {36, "区委政法委"},       {81, "区供电公司"}};
  for (const Lead& lead : leads) {
    EXPECT_EQ(plan().find_task(lead.task)->lead.text, lead.unit) << "task " << lead.task;
  }
  EXPECT_TRUE(plan().find_task(67)->departments.empty());
  EXPECT_EQ(plan().find_task(66)->departments.size(), 10u);
}

struct Target {
  const char* id;
  IndicatorKind kind;
  const char* target;
  unsigned due;
};

TEST_F(ShippedPlan, TargetsKeepThePlansDigits) {
  using enum IndicatorKind;
  const Target targets[] = {{"construction_random_inspections", cumulative, "2", 9},
                            {"sme_procurement_share", ratio, "0.90", 12},
                            {"subsidised_training", cumulative, "2800", 12},
                            {"civil_first_instance_closing_rate", ratio_ramped, "0.98", 12},
                            {"average_closing_days", duration, "75", 12},
                            {"first_enforcement_termination_rate", upper_bound, "0.18", 12},
                            {"foreign_enterprise_visits", cadence, "1", 12},
                            {"e_licence_coverage", ratio_ramped, "1.00", 12},
                            {"tech_sme_enterprises", stock, "113", 12}};
  for (const Target& one : targets) {
    EXPECT_EQ(named(one.id).kind, one.kind) << one.id;
    EXPECT_EQ(named(one.id).target.to_string(), one.target) << one.id;
    EXPECT_EQ(named(one.id).due_month, one.due) << one.id;
  }
}

TEST_F(ShippedPlan, RampsEndAtTheTarget) {
  for (const Indicator& indicator : plan().indicators) {
    if (indicator.schedule.points.empty()) continue;
    EXPECT_TRUE(indicator.schedule.absolute) << indicator.id.text;
    EXPECT_EQ(indicator.schedule.points.back().value, indicator.target) << indicator.id.text;
    EXPECT_EQ(indicator.schedule.points.back().month, indicator.due_month) << indicator.id.text;
  }
}

TEST_F(ShippedPlan, BothYearsHave248ConfirmedWorkingDays) {
  for (const int year : {2025, 2026}) {
    EXPECT_TRUE(configuration_->calendar.confirmed(year));
    EXPECT_EQ(configuration_->calendar.workdays_between(make_date(year - 1, 12, 31),
                                                        make_date(year, 12, 31)),
              248);
  }
}

TEST_F(ShippedPlan, EveryIndicatorHasExactlyOneFeed) {
  std::map<std::string, int> feeds;
  int tasks = 0;
  for (const FeedSpec& feed : configuration_->feeds) {
    EXPECT_TRUE(feed.sample) << feed.id.text;
    for (const IndicatorId& id : indicators_of(feed)) ++feeds[id.text];
    if (std::holds_alternative<TaskMapping>(feed.mapping)) ++tasks;
  }
  EXPECT_EQ(tasks, 1);
  EXPECT_EQ(feeds.size(), 36u);
  for (const auto& [id, count] : feeds) EXPECT_EQ(count, 1) << id;
}

TEST_F(ShippedPlan, EveryFeedStatesReportDates) {
  for (const FeedSpec& feed : configuration_->feeds) {
    if (const auto* mapping = std::get_if<ObservationMapping>(&feed.mapping)) {
      EXPECT_TRUE(mapping->report_date.has_value()) << feed.id.text;
    }
  }
}

TEST_F(ShippedPlan, EveryKindOfIndicatorHasARuleThatLightsIt) {
  const Rule& lights = configuration_->rules.front();
  EXPECT_EQ(lights.id.text, "lights");
  EXPECT_EQ(lights.kinds.size(), static_cast<std::size_t>(indicator_kind_count));
}

TEST(ShippedPlanOddities, AreAllNamedAsWarnings) {
  const char* oddities[] = {"没有写年份",
                            "没有编号的总体目标",
                            "全角",
                            "“年内”完成",
                            "凭祥",
                            "只见于责任分工表",
                            "90%以上",
                            "政务效能",
                            "任务 67",
                            "各乡镇、街道",
                            "区属各相关责任部门",
                            "区属各相关部门按职责分工负责"};
  for (const char* oddity : oddities) {
    const bool named = std::any_of(
        shipped().diagnostics.begin(), shipped().diagnostics.end(), [&](const Diagnostic& one) {
          return one.severity == Diagnostic::Severity::warning && one.at.line > 0 &&
                 one.message_zh.find(oddity) != std::string::npos;
        });
    EXPECT_TRUE(named) << oddity;
  }
}

}  // namespace
}  // namespace planwatch::demo

#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/config/config_folder.h"

namespace planwatch {
namespace {

std::string table_of(const QualityRule& rule) {
  std::string text;
  for (int i = 0; i < quality_finding_count; ++i) {
    const auto one = static_cast<QualityFinding>(i);
    text += std::string(id_of(one)) + ": " + std::string(name_of(rule.of(one), Lang::en)) + "\n";
  }
  return text;
}

constexpr const char* defaults =
    "numerator_over_denominator: quarantine\n"
    "ratio_out_of_range: quarantine\n"
    "negative_value: quarantine\n"
    "value_differs_from_parts: doubtful\n"
    "cumulative_falls: doubtful\n"
    "differs_from_months: doubtful\n"
    "same_as_last_period: note\n"
    "jump: doubtful\n"
    "full_with_tiny_denominator: doubtful\n";

TEST(LoadQuality, WithoutTheSectionTheDefaultsHold) {
  const ConfigFolder folder;
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  EXPECT_EQ(table_of(result.configuration->quality), defaults);
  EXPECT_EQ(result.configuration->quality.id.text, "quality");
}

TEST(LoadQuality, TheShippedRulesWriteTheDefaultsDown) {
  const LoadResult result =
      load_configuration(std::string(PLANWATCH_SOURCE_DIR) + "/config/ganzhou", {});
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  const QualityRule& shipped = result.configuration->quality;
  EXPECT_EQ(table_of(shipped), defaults);
  EXPECT_EQ(shipped.jump_ranges, QualityRule{}.jump_ranges);
  EXPECT_EQ(shipped.jump_periods, QualityRule{}.jump_periods);
  EXPECT_EQ(shipped.tiny_denominator, QualityRule{}.tiny_denominator);
}

TEST(LoadQuality, OpsTuneEveryCheck) {
  ConfigFolder folder;
  folder.replace("rules.yaml", "task_rule:",
                 "quality:\n  id: data_quality\n  findings: {jump: off, cumulative_falls: note, "
                 "negative_value: doubtful}\n  jump_ranges: 3.5\n  jump_periods: 12\n"
                 "  tiny_denominator: 20\ntask_rule:");
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  const QualityRule& rule = result.configuration->quality;
  EXPECT_EQ(rule.id.text, "data_quality");
  EXPECT_EQ(rule.of(QualityFinding::jump), QualityConsequence::off);
  EXPECT_EQ(rule.of(QualityFinding::cumulative_falls), QualityConsequence::note);
  EXPECT_EQ(rule.of(QualityFinding::negative_value), QualityConsequence::doubtful);
  EXPECT_EQ(rule.of(QualityFinding::ratio_out_of_range), QualityConsequence::quarantine);
  EXPECT_EQ(rule.jump_ranges, Decimal::of(35, 1));
  EXPECT_EQ(rule.jump_periods, 12);
  EXPECT_EQ(rule.tiny_denominator, 20);
  EXPECT_EQ(rule.at.line, 14);
}

TEST(LoadQuality, QuarantineByOtherFiguresIsAWarning) {
  ConfigFolder folder;
  folder.replace("rules.yaml", "task_rule:", "quality: {findings: {jump: quarantine}}\ntask_rule:");
  const LoadResult result = folder.load();
  ASSERT_NE(result.configuration, nullptr) << all_texts(result);
  EXPECT_THAT(all_texts(result), testing::HasSubstr("到达先后"));
}

TEST(LoadQuality, AnIndicatorOfMonthsServesOneSum) {
  ConfigFolder folder;
  folder.replace("indicators.yaml", "indicators:\n",
                 "indicators:\n  - {id: trains_of_month, task: 1, name: 当月, kind: cadence, "
                 "better: higher, target: 1, measure: count, window: month, lead: 商务局, "
                 "due_month: 12}\n");
  folder.replace("indicators.yaml", "target: 20\n", "target: 20\n    monthly: trains_of_month\n");
  const LoadResult one = folder.load();
  ASSERT_NE(one.configuration, nullptr) << all_texts(one);
  EXPECT_EQ(one.configuration->plan.indicators.at(1).monthly, IndicatorId{"trains_of_month"});
  folder.replace("indicators.yaml", "target: 2\n", "target: 2\n    monthly: trains_of_month\n");
  const LoadResult two = folder.load();
  EXPECT_EQ(two.configuration, nullptr);
  EXPECT_THAT(all_texts(two), testing::HasSubstr("已是 trains 的分月指标"));
}

}  // namespace
}  // namespace planwatch

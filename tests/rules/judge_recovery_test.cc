#include "tests/rules/judge_support.h"

namespace planwatch {
namespace {

using namespace testing_judge;

bool recovered(const Indicator& indicator, const Rule& rule, unsigned month, const char* value) {
  return judge_period(compiled(indicator, rule), value_in(month, value)).recovered;
}

Rule rule_with_margin(const char* margin, Light alert_from = Light::yellow) {
  Rule rule = default_rule();
  rule.recover_margin = dec(margin);
  rule.alert_from = alert_from;
  return rule;
}

TEST(JudgeRecovery, WithoutAMarginWhatIsGoodHasRecovered) {
  EXPECT_TRUE(recovered(cumulative("1000"), default_rule(), 6, "401"));
  EXPECT_FALSE(recovered(cumulative("1000"), default_rule(), 6, "400"));
  EXPECT_TRUE(recovered(ratio("0.98"), default_rule(), 6, "0.98"));
  EXPECT_FALSE(recovered(ratio("0.98"), default_rule(), 6, "0.979"));
}

TEST(JudgeRecovery, ProgressHasToBeGoodByTheMarginInPoints) {
  const Rule rule = rule_with_margin("2");
  EXPECT_FALSE(recovered(cumulative("1000"), rule, 6, "419"));
  EXPECT_TRUE(recovered(cumulative("1000"), rule, 6, "420"));
  EXPECT_TRUE(recovered(cumulative("1000"), rule_with_margin("2", Light::red), 6, "220"));
  EXPECT_FALSE(recovered(cumulative("1000"), rule_with_margin("2", Light::red), 6, "219"));
}

TEST(JudgeRecovery, LevelsHaveToBeGoodByTheMarginInTheirMeasure) {
  EXPECT_FALSE(recovered(ratio("0.90"), rule_with_margin("0.01"), 6, "0.909"));
  EXPECT_TRUE(recovered(ratio("0.90"), rule_with_margin("0.01"), 6, "0.91"));
  EXPECT_FALSE(recovered(duration("75"), rule_with_margin("2"), 6, "74"));
  EXPECT_TRUE(recovered(duration("75"), rule_with_margin("2"), 6, "73"));
}

TEST(JudgeRecovery, AMarginNeverAsksForMoreThanIsPossible) {
  EXPECT_TRUE(recovered(ratio("1.00"), rule_with_margin("0.01"), 6, "1"));
  EXPECT_FALSE(recovered(ratio("0.995"), rule_with_margin("0.01"), 6, "0.999"));
  EXPECT_TRUE(recovered(upper_bound("0"), rule_with_margin("0.01"), 6, "0"));
}

TEST(JudgeRecovery, WhatIsMetAtTheDeadlineHasRecovered) {
  EXPECT_TRUE(recovered(cumulative("1000"), rule_with_margin("5"), 12, "1000"));
  EXPECT_TRUE(recovered(ratio("0.90"), rule_with_margin("0.01"), 12, "0.90"));
  EXPECT_FALSE(recovered(ratio("0.90"), rule_with_margin("0.01"), 12, "0.899"));
  EXPECT_TRUE(recovered(cadence("1"), rule_with_margin("1"), 3, "1"));
}

TEST(JudgeRecovery, GreyHasNotRecovered) {
  const Assessment a = judge_period(compiled(ratio("0.98")), parts_in(3, "0", "0"));
  EXPECT_FALSE(a.recovered);
}

Assessment lit(Light light, Reason reason = Reason::none) {
  Assessment a;
  a.light = light;
  a.reason = reason;
  return a;
}

std::vector<Light> shown_after(std::vector<Assessment> assessments) {
  std::vector<Assessment*> pointers;
  for (auto& a : assessments) pointers.push_back(&a);
  mark_caught_up(pointers);
  mark_caught_up(pointers);  // twice is once
  std::vector<Light> shown;
  for (const auto& a : assessments) shown.push_back(a.shown);
  return shown;
}

TEST(JudgeCaughtUp, ARedThatALaterReportMakesGoodIsShownYellow) {
  EXPECT_EQ(shown_after({lit(Light::red), lit(Light::red), lit(Light::green)}),
            (std::vector{Light::yellow, Light::yellow, Light::green}));
  EXPECT_EQ(shown_after({lit(Light::red), lit(Light::grey), lit(Light::attention)}),
            (std::vector{Light::yellow, Light::grey, Light::attention}));
}

TEST(JudgeCaughtUp, ARedWithoutAGoodReportAfterItStaysRed) {
  EXPECT_EQ(shown_after({lit(Light::green), lit(Light::red), lit(Light::grey)}),
            (std::vector{Light::green, Light::red, Light::grey}));
  EXPECT_EQ(shown_after({lit(Light::red), lit(Light::yellow)}),
            (std::vector{Light::red, Light::yellow}));
  EXPECT_TRUE(shown_after({}).empty());
}

TEST(JudgeCaughtUp, AQuarterWithoutAVisitIsRedForGood) {
  EXPECT_EQ(shown_after({lit(Light::red, Reason::no_event_in_period), lit(Light::green)}),
            (std::vector{Light::red, Light::green}));
}

TEST(JudgeSelection, AllConditionsThatAreNotEmptyHold) {
  Rule rule;
  EXPECT_TRUE(selects(rule, ratio("0.9")));
  rule.kinds = {IndicatorKind::ratio};
  EXPECT_TRUE(selects(rule, ratio("0.9")));
  EXPECT_FALSE(selects(rule, duration("75")));
  rule.indicators = {IndicatorId("another")};
  EXPECT_FALSE(selects(rule, ratio("0.9")));
  rule.indicators.push_back(IndicatorId("share"));
  EXPECT_TRUE(selects(rule, ratio("0.9")));
}

}  // namespace
}  // namespace planwatch

#include "gtest/gtest.h"

#include "rules/rehearse/rule_test.h"
#include "rules/rehearse/test_scene.h"
#include "tests/rules/engine_support.h"

namespace planwatch {
namespace {

SourcePosition here(int line) {
  return SourcePosition{std::string("t.yaml"), line, 1};
}

TestSubject of_indicator(const char* id) {
  TestSubject subject;
  subject.indicator = IndicatorId{id};
  subject.area = AreaCode{"620702"};
  return subject;
}

TestSubject of_feed(const char* id, unsigned month) {
  TestSubject subject;
  subject.kind = SubjectKind::feed;
  subject.feed = FeedId{id};
  subject.period = Period::month(2025, month);
  return subject;
}

TestFigure figure(const char* id, unsigned month, const char* value,
                  std::optional<Date> known = std::nullopt) {
  return {IndicatorId{id},
          AreaCode{"620702"},
          Period::month(2025, month),
          Decimal::parse(value).value(),
          std::nullopt,
          known};
}

RuleTest test_on(unsigned month, unsigned day_of_month) {
  RuleTest test;
  test.now = at(month, day_of_month, 18);
  test.configuration = SmallPlan::shared();
  return test;
}

std::string mismatches(const RuleTest& test) {
  std::string text;
  for (const Mismatch& one : run_rule_test(test)) {
    text += std::to_string(one.at.line) + ": " + one.en + "\n";
  }
  return text;
}

LightExpectation light(const char* id, unsigned month, Light wanted, int line) {
  LightExpectation one;
  one.subject = of_indicator(id);
  one.period = Period::month(2025, month);
  one.light = Placed<Light>{wanted, here(line)};
  return one;
}

TEST(RunRuleTest, WhatHoldsSaysNothing) {
  RuleTest test = test_on(7, 10);
  test.figures = {figure(closing_days, 6, "80")};
  test.lights = {light(closing_days, 6, Light::yellow, 1)};
  AlertExpectation alert;
  alert.subject = of_indicator(closing_days);
  alert.state = Placed<std::optional<AlertState>>{AlertState::firing, here(2)};
  alert.level = Placed<Light>{Light::yellow, here(3)};
  alert.unit = Placed<UnitId>{UnitId{"法院"}, here(4)};
  test.alerts = {alert};
  MessageExpectation message;
  message.subject = of_indicator(closing_days);
  message.to = Role::contact;
  message.kind = NoticeKind::fired;
  message.contains = {"80天"};
  message.times = 1;
  test.messages = {message};
  EXPECT_EQ(mismatches(test), "");
}

TEST(RunRuleTest, AMismatchSaysWhereWhatAndWhatCame) {
  RuleTest test = test_on(7, 10);
  test.figures = {figure(closing_days, 6, "80")};
  test.lights = {light(closing_days, 6, Light::red, 7)};
  EXPECT_EQ(mismatches(test),
            "7: indicator closing_days 2025-06: light should be \"red\" and is \"yellow\" "
            "(2025-06 80 days, expected 75 days, gap 0.066666667)\n");
  const auto zh = run_rule_test(test);
  EXPECT_NE(zh.at(0).zh.find("应为“红”，实为“黄”"), std::string::npos) << zh.at(0).zh;
}

TEST(RunRuleTest, AFigureThatIsNotThereIsExplained) {
  RuleTest test = test_on(7, 1);
  test.figures = {figure(closing_days, 5, "80"), figure(closing_days, 6, "80")};
  test.lights = {light(closing_days, 6, Light::yellow, 1), light(closing_days, 4, Light::green, 2)};
  EXPECT_EQ(mismatches(test),
            "1: indicator closing_days 2025-06: light should be \"yellow\" and is \"grey\" (the "
            "figure comes on 2025-07-07)\n"
            "2: indicator closing_days 2025-04: light should be \"green\" and is \"grey\" (no "
            "figure for this period)\n");
}

TEST(RunRuleTest, ARejectedFigureIsExplained) {
  RuleTest test = test_on(7, 10);
  TestFigure wrong = figure(closing_rate, 6, "120");
  wrong.denominator = Decimal(100);
  test.figures = {wrong};
  test.lights = {light(closing_rate, 6, Light::green, 1)};
  EXPECT_NE(mismatches(test).find("not accepted: "), std::string::npos) << mismatches(test);
}

TEST(RunRuleTest, NumbersAreComparedToSixDigits) {
  RuleTest test = test_on(7, 10);
  test.figures = {figure(closing_days, 6, "80")};
  LightExpectation gap;
  gap.subject = of_indicator(closing_days);
  gap.gap = Placed<Decimal>{Decimal::parse("0.066667").value(), here(1)};
  test.lights = {gap};
  EXPECT_EQ(mismatches(test), "");
  test.lights[0].gap->value = Decimal::parse("0.07").value();
  EXPECT_EQ(
      mismatches(test),
      "1: indicator closing_days: gap should be \"0.07\" and is \"0.066666667\" (2025-06 80 days, "
      "expected 75 days, gap 0.066666667)\n");
}

TEST(RunRuleTest, NoAlertIsAnExpectationToo) {
  RuleTest test = test_on(7, 10);
  test.figures = {figure(closing_days, 6, "80")};
  AlertExpectation none;
  none.subject = of_indicator(closing_days);
  none.state = Placed<std::optional<AlertState>>{std::nullopt, here(3)};
  test.alerts = {none};
  EXPECT_EQ(mismatches(test),
            "3: alert of indicator closing_days (rule lights): state should be \"none\" and is "
            "\"firing\" (yellow narrowly missed 2025-06)\n");
  test.figures = {figure(closing_days, 5, "80"), figure(closing_days, 6, "70")};
  EXPECT_EQ(mismatches(test), "") << "one that is over is none";
}

TEST(RunRuleTest, MessagesThatDidNotComeAreSaidBesideThoseThatDid) {
  RuleTest test = test_on(7, 10);
  test.figures = {figure(closing_days, 6, "80")};
  MessageExpectation message;
  message.subject = of_indicator(closing_days);
  message.to = Role::deputy;
  message.on = day(7, 9);
  message.at = here(5);
  test.messages = {message};
  const std::string text = mismatches(test);
  EXPECT_NE(text.find("5: messages (indicator closing_days deputy leader 2025-07-09): at least 1 "
                      "should come, 0 came; what came:"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("2025-07-07 fired → contact"), std::string::npos) << text;
  EXPECT_NE(text.find("2025-07-10 escalated → deputy leader"), std::string::npos) << text;
}

TEST(RunRuleTest, TwoReceiversAreOneMessage) {
  RuleTest test = test_on(7, 7);
  test.figures = {figure(closing_days, 6, "80")};
  MessageExpectation message;
  message.kind = NoticeKind::fired;
  message.subject = of_indicator(closing_days);
  message.times = 2;
  test.messages = {message};
  EXPECT_NE(mismatches(test).find("2 should come, 1 came"), std::string::npos);
}

TEST(RunRuleTest, OnlyWhatIsMentionedTakesPart) {
  RuleTest test = test_on(7, 10);
  test.figures = {figure(closing_days, 6, "70")};
  const auto narrowed = narrow(test);
  ASSERT_EQ(narrowed->plan.indicators.size(), 1u);
  ASSERT_EQ(narrowed->feeds.size(), 1u);
  EXPECT_EQ(indicators_of(narrowed->feeds[0]), std::vector{IndicatorId{closing_days}});
  AlertExpectation complete;
  complete.subject = of_feed("court", 6);
  complete.state = Placed<std::optional<AlertState>>{std::nullopt, here(1)};
  test.alerts = {complete};
  EXPECT_EQ(mismatches(test), "") << "the mentioned figures are in, so the report is";
}

TEST(RunRuleTest, AFeedThatIsNamedAloneOwesAllItsFigures) {
  RuleTest test = test_on(7, 10);
  AlertExpectation late;
  late.subject = of_feed("court", 6);
  late.state = Placed<std::optional<AlertState>>{AlertState::firing, here(1)};
  test.alerts = {late};
  EXPECT_EQ(narrow(test)->plan.indicators.size(), 3u);
  EXPECT_EQ(mismatches(test), "");
}

TEST(RunRuleTest, WhereARealFeedDeliversTheSampleStaysOut) {
  Configuration c = SmallPlan::configuration();
  FeedSpec sample = c.feeds[1];
  sample.id = FeedId{"court_sample"};
  sample.sample = true;
  c.feeds.insert(c.feeds.begin(), sample);
  RuleTest test = test_on(7, 10);
  test.configuration = std::make_shared<const Configuration>(c);
  test.figures = {figure(closing_days, 6, "70")};
  const auto narrowed = narrow(test);
  ASSERT_EQ(narrowed->feeds.size(), 1u);
  EXPECT_EQ(narrowed->feeds[0].id.text, "court");
}

TEST(RunRuleTest, AsKnownOnADay) {
  RuleTest test = test_on(7, 31);
  test.figures = {figure(closing_days, 6, "70", day(7, 7)),
                  figure(closing_days, 6, "90", day(7, 20))};
  test.lights = {light(closing_days, 6, Light::red, 1)};
  EXPECT_EQ(mismatches(test), "");
  test.as_known_on = day(7, 19);
  test.lights = {light(closing_days, 6, Light::green, 1)};
  EXPECT_EQ(mismatches(test), "");
}

TEST(RunRuleTest, TasksAndTheirReports) {
  RuleTest test = test_on(7, 10);
  TestProgress begun;
  begun.report.task = 1;
  begun.report.state = TaskState::not_started;
  begun.report.as_of = day(6, 30);
  test.tasks = {begun};
  LightExpectation red;
  red.subject.kind = SubjectKind::task;
  red.subject.task = 1;
  red.light = Placed<Light>{Light::red, here(1)};
  red.reason = Placed<Reason>{Reason::not_started_long, here(1)};
  test.lights = {red};
  EXPECT_EQ(mismatches(test), "");
}

}  // namespace
}  // namespace planwatch

#include "rules/judge/schedule.h"
#include "tests/rules/judge_support.h"
#include "tests/rules/model_seed.h"

namespace planwatch {
namespace {

using namespace testing_judge;

Indicator some_indicator() {
  Indicator shrinking = stock("500", "100");
  shrinking.better = Better::lower;
  return *rc::gen::element(cumulative("2800"), cumulative("90", 9), stock("60", "110"),
                           stock("75", "72"), ratio("0.98"), upper_bound("0.18"), duration("75"),
                           closing_rate(), cadence("1"), shrinking);
}

Rule some_rule() {
  Rule rule = default_rule();
  rule.recover_margin = *rc::gen::element(dec("0"), dec("0.01"), dec("2"));
  rule.alert_from = *rc::gen::element(Light::attention, Light::yellow, Light::red);
  return rule;
}

// Around the range where the colours change: 0 to 1.2 times the larger of start and target.
Decimal some_value(const Indicator& indicator) {
  const Decimal widest = std::max(indicator.start, indicator.target);
  const auto share = *rc::gen::inRange<std::int64_t>(0, 1201);
  return (Rational::of(widest) * Rational::of(share, 1000)).rounded(4);
}

RC_GTEST_PROP(JudgeProperties, ImprovingAFigureNeverWorsensItsLight, ()) {
  const Indicator indicator = some_indicator();
  const JudgePlan plan = compiled(indicator, some_rule());
  const unsigned month = *rc::gen::inRange(1U, 13U);
  Decimal worse = some_value(indicator);
  Decimal better = some_value(indicator);
  if ((worse > better) == (indicator.better == Better::higher)) std::swap(worse, better);
  const Assessment before = judge_period(plan, value_in(Period::month(2025, month), worse));
  const Assessment after = judge_period(plan, value_in(Period::month(2025, month), better));
  RC_ASSERT(after.light <= before.light);
  RC_ASSERT(after.recovered >= before.recovered);
  RC_ASSERT(after.gap <= before.gap);
}

RC_GTEST_PROP(JudgeProperties, ImprovingAFigureNeverWorsensItWhateverIsCompared, ()) {
  const Bands bands = *rc::gen::element(bands_by_area(), bands_by_days(), bands_by_days(true));
  const bool days = bands.compare == Compare::days_to_deadline;
  const Indicator indicator =
      days ? cumulative("2800", *rc::gen::element(9U, 12U)) : some_indicator();
  const JudgePlan plan = compiled_by(bands, indicator, some_rule());
  const unsigned month = *rc::gen::inRange(1U, 13U);
  const Observation above = value_in(Period::month(2025, month), some_value(indicator));
  Decimal worse = some_value(indicator);
  Decimal better = some_value(indicator);
  if ((worse > better) == (indicator.better == Better::higher)) std::swap(worse, better);
  const auto judged = [&](Decimal value) {
    return judge_period(plan, value_in(Period::month(2025, month), value), &above);
  };
  RC_ASSERT(judged(better).light <= judged(worse).light);
  RC_ASSERT(judged(better).recovered >= judged(worse).recovered);
  RC_ASSERT(judged(better).gap <= judged(worse).gap);
  RC_ASSERT(judged(better) == judged(better));
}

RC_GTEST_PROP(JudgeProperties, WhatIsOnScheduleStaysSoUnderAMilderTarget, ()) {
  const Indicator indicator =
      *rc::gen::element(cumulative("2800"), stock("60", "110"), ratio("0.98"));
  const Indicator milder =
      stricter_from_july(indicator, indicator.measure == Measure::ratio ? "0.9" : "100");
  const unsigned month = *rc::gen::inRange(1U, 13U);
  const auto figure = value_in(Period::month(2025, month), some_value(indicator));
  const Light with = judge_period(compiled(milder), figure).light;
  const Light without = judge_period(compiled(indicator), figure).light;
  RC_ASSERT(month < 7 || with == without);
  const bool on_schedule = without == Light::green;
  RC_ASSERT(!on_schedule || with == Light::green);
}

RC_GTEST_PROP(JudgeProperties, LightFollowsFromTheGapByTheBands, ()) {
  const JudgePlan plan = compiled(cumulative("2800"));
  const unsigned month = *rc::gen::inRange(1U, 12U);
  const auto value = *rc::gen::inRange<std::int64_t>(0, 3000);
  const Assessment a = judge_period(plan, value_in(Period::month(2025, month), Decimal(value)));
  const Rational gap = Rational::of(100 * (2800 * static_cast<int>(month) / 12 - value), 2800);
  Light expected = Light::red;
  if (gap <= Rational::of(30, 1)) expected = Light::yellow;
  if (gap < Rational::of(10, 1)) expected = Light::attention;
  if (gap <= Rational::of(0, 1)) expected = Light::green;
  RC_ASSERT(a.light == expected);
  RC_ASSERT(a.gap == gap.rounded(9));
}

RC_GTEST_PROP(JudgeProperties, JudgingTwiceEqualsOnce, ()) {
  const Indicator indicator = some_indicator();
  const JudgePlan plan = compiled(indicator, some_rule());
  const auto figure =
      value_in(Period::month(2025, *rc::gen::inRange(1U, 13U)), some_value(indicator));
  RC_ASSERT(judge_period(plan, figure) == judge_period(plan, figure));
  const JudgePlan again = compiled(indicator, some_rule());
  RC_ASSERT(judge_period(again, figure).gap == judge_period(plan, figure).gap);
}

RC_GTEST_PROP(JudgeProperties, PartsAreJudgedLikeTheValueTheyMake, ()) {
  const JudgePlan plan = compiled(ratio("0.98"));
  const auto hundredths = *rc::gen::inRange<std::int64_t>(0, 10'001);
  const auto factor = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
  Observation parts = parts_in(5, "1", "1");
  parts.numerator = Decimal(hundredths * factor);
  parts.denominator = Decimal(10'000 * factor);
  const auto stated = value_in(Period::month(2025, 5), Decimal::of(hundredths, 4));
  RC_ASSERT(judge_period(plan, parts) == judge_period(plan, stated));
}

RC_GTEST_PROP(JudgeProperties, SchedulesStayBetweenZeroAndOneAndNeverFall, ()) {
  ScheduleSpec schedule;
  schedule.kind = *rc::gen::element(ScheduleKind::months, ScheduleKind::days,
                                    ScheduleKind::workdays, ScheduleKind::table);
  schedule.points = {{2, dec("0.1")}, {5, dec("0.4")}, {8, dec("0.4")}, {12, dec("1")}};
  const Date deadline = last_day_of_month(2025, *rc::gen::inRange(1U, 13U));
  const Date first = make_date(2024, 12, 1) + std::chrono::days(*rc::gen::inRange(0, 430));
  const Date second = first + std::chrono::days(*rc::gen::inRange(0, 60));
  const auto before = expected_share(schedule, calendar(), first, deadline).value_or(Rational{});
  const auto after = expected_share(schedule, calendar(), second, deadline).value_or(Rational{});
  RC_ASSERT((before >= Rational{}));
  RC_ASSERT((after <= Rational::of(1, 1)));
  RC_ASSERT(before <= after);
}

}  // namespace
}  // namespace planwatch

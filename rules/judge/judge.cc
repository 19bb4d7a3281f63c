#include "rules/judge/judge.h"

#include <utility>

#include "rules/model/checked.h"

namespace planwatch {
namespace {

// Digits after the point of what is shown; figures of sane size keep all of them.
constexpr int shown_digits = 9;

// At or better than the limit, in the direction of the indicator.
bool reaches(const JudgePlan& plan, const Rational& value, const Rational& limit,
             bool inclusive = true) {
  const auto order = plan.higher_is_better ? value <=> limit : limit <=> value;
  return std::is_gt(order) || (inclusive && std::is_eq(order));
}

Rational figure_of(const Observation& observation) {
  return observation.has_parts ? Rational::of(observation.numerator, observation.denominator)
                               : Rational::of(observation.value);
}

Decimal shown_figure(const Observation& observation, const Rational& exact) {
  if (observation.has_parts) return exact.rounded(shown_digits);
  return observation.value.scale() <= shown_digits ? observation.value
                                                   : observation.value.rounded(shown_digits);
}

// Shown only, so where the exact gap of an extreme figure does not fit, that of the figure rounded
// to nine digits is taken, and where even that does not, none is told.
void add_gap(const std::optional<Rational>& factor, const Rational& expected, const Rational& value,
             Assessment& result) {
  if (!factor) return;
  std::optional<Rational> gap;
  if (auto behind = checked_subtract(expected, value)) {
    gap = checked_multiply(*factor, *behind);
  }
  if (!gap) {
    if (auto behind = checked_subtract(expected, Rational::of(result.value))) {
      gap = checked_multiply(*factor, *behind);
    }
  }
  if (!gap) return;
  result.has_gap = true;
  result.gap = gap->rounded(shown_digits);
}

Reason reason_of(const JudgePlan& plan, const Rational& value, Light light, unsigned month) {
  const bool by_days = plan.compare == Compare::days_to_deadline;
  const bool final_target = by_days && month < plan.due_month;
  const Rational target = final_target ? Rational::of(plan.target) : plan.months[month - 1].target;
  if (reaches(plan, value, target)) return Reason::met;
  if (plan.kind == IndicatorKind::cadence) return Reason::no_event_in_period;
  if (month >= plan.due_month) return Reason::not_met_at_deadline;
  if (by_days) return Reason::by_days_left;
  const auto& expected = plan.expected[month - 1];
  if (!expected) return Reason::no_expectation_yet;
  if (reaches(plan, value, *expected)) return Reason::on_schedule;
  if (!plan.judged_as_level) return Reason::behind_schedule;
  return light == Light::yellow ? Reason::missed_narrowly : Reason::missed;
}

void judge_value(const JudgePlan& plan, const Rational& value, unsigned month, Assessment& result) {
  const JudgePlan::Month& limits = plan.months[month - 1];
  for (const auto& cut : limits.cuts) {
    if (cut.bounded && !reaches(plan, value, cut.limit, cut.inclusive)) continue;
    result.light = cut.light;
    break;
  }
  result.shown = result.light;
  result.reason = reason_of(plan, value, result.light, month);
  result.recovered = result.light < plan.alert_from &&
                     (!limits.recovered_at || reaches(plan, value, *limits.recovered_at));
  if (const auto& expected = plan.expected[month - 1]) {
    add_gap(limits.gap_factor, *expected, value, result);
  }
}

// 100 x (above - own) in the direction of the indicator, and for all but ratios divided by the
// size of the figure above. Empty where that is 0, or too long to be exact.
std::optional<Rational> gap_to_above(const JudgePlan& plan, const Rational& value,
                                     const Rational& above) {
  const auto behind = checked_subtract(above, value);
  if (!behind) return std::nullopt;
  const Rational hundred = Rational::of(plan.higher_is_better ? 100 : -100, 1);
  const auto points = checked_multiply(hundred, *behind);
  if (plan.measure == Measure::ratio || !points) return points;
  if (above.num == 0) return std::nullopt;
  const bool negative = above.num < 0;
  return checked_multiply(
      *points, negative ? Rational{-above.den, -above.num} : Rational{above.den, above.num});
}

bool is_best_possible(const JudgePlan& plan, const Rational& value) {
  if (!plan.higher_is_better) return value.num == 0;
  return plan.measure == Measure::ratio && value == Rational::of(1, 1);
}

void judge_against(const JudgePlan& plan, const Rational& value, const Rational& above,
                   Assessment& result) {
  const auto gap = gap_to_above(plan, value, above);
  if (!gap) {
    result.reason = Reason::no_area_above;
    return;
  }
  result.light = light_by(plan.edges, *gap);
  result.shown = result.light;
  const bool behind = *gap > Rational{};
  result.reason = behind ? Reason::behind_area_above : Reason::level_with_area_above;
  const auto with_margin = checked_add(*gap, plan.recover_margin);
  result.recovered = result.light < plan.alert_from &&
                     (is_best_possible(plan, value) ||
                      (with_margin && light_by(plan.edges, *with_margin) < plan.alert_from));
  const bool days = plan.measure == Measure::days || plan.measure == Measure::working_days;
  const auto shown = days ? checked_multiply(*gap, Rational::of(1, 100)) : gap;
  result.has_gap = shown.has_value();
  if (shown) result.gap = shown->rounded(shown_digits);
}

// The expected value of such a judgement is the figure above, where there is one.
void judge_by_above(const JudgePlan& plan, const Rational& value, const Observation* above,
                    Assessment& result) {
  const auto figure = above == nullptr ? std::nullopt : exact_value(*above);
  result.has_expected = figure.has_value();
  result.expected = figure ? shown_figure(*above, *figure) : Decimal();
  if (figure) {
    judge_against(plan, value, *figure, result);
  } else {
    result.reason = Reason::no_area_above;
  }
}

// Grey with the reason in words and as a state beside the light.
Assessment& grey(Assessment& result, Reason reason, DataState state) {
  result.reason = reason;
  result.data |= state;
  return result;
}

}  // namespace

Assessment judge_period(const JudgePlan& plan, const Observation& observation,
                        const Observation* above) {
  const unsigned month = observation.period.last_month;
  Assessment result;
  result.final_period = month >= plan.due_month;
  result.has_expected = plan.expected[month - 1].has_value();
  result.expected = plan.months[month - 1].expected_shown;
  if (!observation.has_value && !observation.has_parts) return result;
  if (observation.provisional) result.data |= DataState::provisional;
  if (observation.has_parts && observation.denominator.is_zero()) {
    return grey(result, Reason::no_business, DataState::no_business);
  }
  const Rational value = figure_of(observation);
  result.value = shown_figure(observation, value);
  if (observation.has_parts && plan.min_denominator &&
      observation.denominator < *plan.min_denominator) {
    return grey(result, Reason::small_sample, DataState::small_sample);
  }
  if (plan.compare == Compare::area_above && !result.final_period) {
    judge_by_above(plan, value, above, result);
  } else {
    judge_value(plan, value, month, result);
  }
  return result;
}

std::optional<Rational> exact_value(const Observation& observation) {
  if (observation.has_parts) {
    if (observation.denominator.is_zero()) return std::nullopt;
    return figure_of(observation);
  }
  if (!observation.has_value) return std::nullopt;
  return figure_of(observation);
}

std::optional<bool> meets_target(const JudgePlan& plan, const Observation& observation) {
  const auto value = exact_value(observation);
  if (!value) return std::nullopt;
  return reaches(plan, *value, Rational::of(plan.target));
}

void mark_caught_up(std::vector<Assessment*>& assessments) {
  bool good_later = false;
  for (auto it = assessments.rbegin(); it != assessments.rend(); ++it) {
    Assessment& one = **it;
    one.shown = one.light;
    if (one.light == Light::red && good_later && one.reason != Reason::no_event_in_period) {
      one.shown = Light::yellow;
    }
    good_later = good_later || one.light == Light::green || one.light == Light::attention;
  }
}

}  // namespace planwatch

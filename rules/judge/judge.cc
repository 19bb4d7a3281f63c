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
void add_gap(const JudgePlan& plan, const Rational& expected, const Rational& value,
             Assessment& result) {
  if (!plan.gap_factor) return;
  std::optional<Rational> gap;
  if (auto behind = checked_subtract(expected, value)) {
    gap = checked_multiply(*plan.gap_factor, *behind);
  }
  if (!gap) {
    if (auto behind = checked_subtract(expected, Rational::of(result.value))) {
      gap = checked_multiply(*plan.gap_factor, *behind);
    }
  }
  if (!gap) return;
  result.has_gap = true;
  result.gap = gap->rounded(shown_digits);
}

Reason reason_of(const JudgePlan& plan, const Rational& value, Light light, unsigned month) {
  const bool target_met = reaches(plan, value, Rational::of(plan.target));
  if (target_met) return Reason::met;
  if (plan.kind == IndicatorKind::cadence) return Reason::no_event_in_period;
  if (month >= plan.due_month) return Reason::not_met_at_deadline;
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
  if (const auto& expected = plan.expected[month - 1]) add_gap(plan, *expected, value, result);
}

// Grey with the reason in words and as a state beside the light.
Assessment& grey(Assessment& result, Reason reason, DataState state) {
  result.reason = reason;
  result.data |= state;
  return result;
}

}  // namespace

Assessment judge_period(const JudgePlan& plan, const Observation& observation) {
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
  judge_value(plan, value, month, result);
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

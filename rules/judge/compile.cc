#include <algorithm>

#include "rules/judge/judge.h"
#include "rules/judge/schedule.h"

namespace planwatch {
namespace {

template <class Values, class Value>
bool takes(const Values& wanted, const Value& value) {
  return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

Rational yellow_width_of(const Rule& rule, IndicatorKind kind) {
  for (const auto& entry : rule.yellow_widths) {
    if (entry.kind == kind) return Rational::of(entry.width);
  }
  return Rational{};
}

// `amount` worse than `from`, in the direction of the indicator.
Rational worse_by(const JudgePlan& plan, const Rational& from, const Rational& amount) {
  return (plan.higher_is_better ? from - amount : from + amount).reduced();
}

std::vector<JudgePlan::Cut> met_or_red(const Rational& limit) {
  return {{Light::green, true, true, limit}, {Light::red, false, false, {}}};
}

std::vector<JudgePlan::Cut> level_cuts(const JudgePlan& plan, const Rational& limit) {
  auto cuts = met_or_red(limit);
  if (plan.yellow_width > Rational{}) {
    cuts.insert(cuts.begin() + 1,
                {Light::yellow, true, true, worse_by(plan, limit, plan.yellow_width)});
  }
  return cuts;
}

// How much of the own measure one percentage point of progress towards `target` is.
Rational point_size(const JudgePlan& plan, const Rational& target) {
  const Rational range = target - Rational::of(plan.start);
  return (range.num < 0 ? Rational{-range.num, range.den} : range) * Rational::of(1, 100);
}

std::vector<JudgePlan::Cut> band_cuts(const JudgePlan& plan, const Rational& target,
                                      const Rational& expected) {
  if (plan.edges.empty()) return met_or_red(expected);
  std::vector<JudgePlan::Cut> cuts;
  const Rational point = point_size(plan, target);
  for (const auto& edge : plan.edges) {
    const Rational limit = edge.bounded ? worse_by(plan, expected, edge.upper * point) : Rational{};
    cuts.push_back({edge.light, edge.bounded, edge.inclusive, limit});
  }
  return cuts;
}

// The best that a figure can be; a margin does not ask for more. Empty: without an end.
std::optional<Rational> best_possible(const JudgePlan& plan) {
  if (!plan.higher_is_better) return Rational{};
  if (plan.measure == Measure::ratio) return Rational::of(1, 1);
  return std::nullopt;
}

// Good by the margin: as far inside the worst good colour's limit as the rule asks for.
std::optional<Rational> recovered_at(const JudgePlan& plan, const JudgePlan::Month& month) {
  if (plan.recover_margin == Rational{}) return std::nullopt;
  const JudgePlan::Cut* worst_good = nullptr;
  for (const auto& cut : month.cuts) {
    if (cut.light < plan.alert_from) worst_good = &cut;
  }
  if (worst_good == nullptr || !worst_good->bounded) return std::nullopt;
  const Rational margin = plan.judged_as_level
                              ? plan.recover_margin
                              : plan.recover_margin * point_size(plan, month.target);
  const Rational wanted = worse_by(plan, worst_good->limit, Rational{-margin.num, margin.den});
  const auto best = best_possible(plan);
  if (!best) return wanted;
  return plan.higher_is_better ? std::min(wanted, *best) : std::max(wanted, *best);
}

// Percentage points of the range for progress, of the whole for ratios, of the target for counts
// that are judged as a level; a part of the target for days. Positive is worse.
std::optional<Rational> gap_factor_of(const JudgePlan& plan, const Rational& target) {
  const std::int64_t sign = plan.higher_is_better ? 1 : -1;
  if (plan.kind == IndicatorKind::cadence) return std::nullopt;
  if (!plan.judged_as_level) {
    return (Rational::of(100, 1) / (target - Rational::of(plan.start))).reduced();
  }
  if (plan.measure == Measure::ratio) return Rational::of(100 * sign, 1);
  if (target.num == 0) return std::nullopt;
  const Rational size = target.num < 0 ? Rational{-target.num, target.den} : target;
  const bool days = plan.measure == Measure::days || plan.measure == Measure::working_days;
  return (Rational::of(days ? sign : 100 * sign, 1) / size).reduced();
}

// Met is green whatever the day; what is unfinished has the light of the days that are left when
// the period ends.
std::vector<JudgePlan::Cut> cuts_by_days(const JudgePlan& plan, const Rational& days) {
  return {{Light::green, true, true, Rational::of(plan.target)},
          {light_by(plan.edges, days), false, false, {}}};
}

// What a month's end is: how many days are left then, and what is expected by then.
struct MonthEnd {
  unsigned month;
  Rational days_left;
};

JudgePlan::Month compile_month(const JudgePlan& plan, Decimal target, const MonthEnd& end) {
  JudgePlan::Month compiled;
  const auto& expected = plan.expected[end.month - 1];
  compiled.target = Rational::of(target);
  compiled.gap_factor = gap_factor_of(plan, compiled.target);
  if (expected) compiled.expected_shown = expected->rounded(expected->den == 1 ? 0 : 9);
  if (end.month >= plan.due_month || plan.kind == IndicatorKind::cadence) {
    compiled.cuts = met_or_red(compiled.target);
    return compiled;
  }
  if (plan.compare == Compare::area_above) {
    // The value alone has no colour.
    compiled.cuts = {{Light::grey, false, false, {}}};
    return compiled;
  }
  if (plan.compare == Compare::days_to_deadline) {
    compiled.cuts = cuts_by_days(plan, end.days_left);
    return compiled;
  }
  if (!expected) {
    compiled.cuts = {{Light::green, false, false, {}}};
    return compiled;
  }
  compiled.cuts = plan.judged_as_level ? level_cuts(plan, *expected)
                                       : band_cuts(plan, compiled.target, *expected);
  compiled.recovered_at = recovered_at(plan, compiled);
  return compiled;
}

void take_indicator(JudgePlan& plan, const Indicator& indicator) {
  plan.kind = indicator.kind;
  plan.better = indicator.better;
  plan.higher_is_better = indicator.better == Better::higher;
  plan.measure = indicator.measure;
  plan.target = indicator.target;
  plan.start = indicator.start;
  plan.judged_as_level = is_judged_as_level(indicator);
  plan.min_denominator = indicator.min_denominator;
  plan.due_month = indicator.due_month;
}

void take_rule(JudgePlan& plan, const Rule& rule, const Bands* bands) {
  plan.yellow_width = yellow_width_of(rule, plan.kind);
  plan.recover_margin = Rational::of(rule.recover_margin).reduced();
  plan.alert_from = rule.alert_from;
  // A cadence is judged by its own period alone.
  if (bands == nullptr || plan.kind == IndicatorKind::cadence) return;
  plan.compare = bands->compare;
  plan.working_days = bands->working_days;
  plan.edges = edges_of(*bands);
}

}  // namespace

bool selects(const Rule& rule, const Indicator& indicator) {
  return takes(rule.kinds, indicator.kind) && takes(rule.indicators, indicator.id);
}

JudgePlan compile_judge_plan(const Configuration& configuration, RuleIndex rule_index,
                             IndicatorIndex indicator_index) {
  const Rule& rule = configuration.rules[rule_index.value];
  const Indicator& indicator = configuration.plan.indicators[indicator_index.value];
  const Date deadline = configuration.plan.deadline_of(indicator.due_month);
  JudgePlan plan;
  plan.rule = rule_index;
  plan.indicator = indicator_index;
  take_indicator(plan, indicator);
  take_rule(plan, rule, configuration.find_bands(rule.bands));
  for (unsigned month = 1; month <= 12; ++month) {
    const Date end = last_day_of_month(configuration.plan.year, month);
    plan.expected[month - 1] = expected_value(indicator, configuration.calendar, end, deadline);
    plan.months[month - 1] =
        compile_month(plan, indicator.target_at(month),
                      {month, days_left(configuration.calendar, plan.working_days, end, deadline)});
  }
  return plan;
}

}  // namespace planwatch

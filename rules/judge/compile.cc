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

std::vector<JudgePlan::Edge> edges_of(const Bands* bands) {
  std::vector<JudgePlan::Edge> edges;
  if (bands == nullptr) return edges;
  for (const auto& band : bands->bands) {
    const Rational upper = band.to ? Rational::of(*band.to) : Rational{};
    edges.push_back({band.light, band.to.has_value(), band.to_inclusive, upper});
  }
  return edges;
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

// How much of the own measure one percentage point of progress is.
Rational point_size(const JudgePlan& plan) {
  const Rational range = Rational::of(plan.target) - Rational::of(plan.start);
  return (range.num < 0 ? Rational{-range.num, range.den} : range) * Rational::of(1, 100);
}

std::vector<JudgePlan::Cut> band_cuts(const JudgePlan& plan, const Rational& expected) {
  if (plan.edges.empty()) return met_or_red(expected);
  std::vector<JudgePlan::Cut> cuts;
  const Rational point = point_size(plan);
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
std::optional<Rational> recovered_at(const JudgePlan& plan,
                                     const std::vector<JudgePlan::Cut>& cuts) {
  if (plan.recover_margin == Rational{}) return std::nullopt;
  const JudgePlan::Cut* worst_good = nullptr;
  for (const auto& cut : cuts) {
    if (cut.light < plan.alert_from) worst_good = &cut;
  }
  if (worst_good == nullptr || !worst_good->bounded) return std::nullopt;
  const Rational margin =
      plan.judged_as_level ? plan.recover_margin : plan.recover_margin * point_size(plan);
  const Rational wanted = worse_by(plan, worst_good->limit, Rational{-margin.num, margin.den});
  const auto best = best_possible(plan);
  if (!best) return wanted;
  return plan.higher_is_better ? std::min(wanted, *best) : std::max(wanted, *best);
}

JudgePlan::Month compile_month(const JudgePlan& plan, unsigned month) {
  JudgePlan::Month compiled;
  const auto& expected = plan.expected[month - 1];
  if (expected) compiled.expected_shown = expected->rounded(expected->den == 1 ? 0 : 9);
  if (month >= plan.due_month || plan.kind == IndicatorKind::cadence) {
    compiled.cuts = met_or_red(Rational::of(plan.target));
    return compiled;
  }
  if (!expected) {
    compiled.cuts = {{Light::green, false, false, {}}};
    return compiled;
  }
  compiled.cuts = plan.judged_as_level ? level_cuts(plan, *expected) : band_cuts(plan, *expected);
  compiled.recovered_at = recovered_at(plan, compiled.cuts);
  return compiled;
}

// Percentage points of the range for progress, of the whole for ratios, of the target for counts
// that are judged as a level; a part of the target for days. Positive is worse.
std::optional<Rational> gap_factor_of(const JudgePlan& plan) {
  const Rational target = Rational::of(plan.target);
  const std::int64_t sign = plan.higher_is_better ? 1 : -1;
  if (plan.kind == IndicatorKind::cadence) return std::nullopt;
  if (!plan.judged_as_level) {
    return Rational::of(100, 1) / (target - Rational::of(plan.start));
  }
  if (plan.measure == Measure::ratio) return Rational::of(100 * sign, 1);
  if (target.num == 0) return std::nullopt;
  const Rational size = target.num < 0 ? Rational{-target.num, target.den} : target;
  const bool days = plan.measure == Measure::days || plan.measure == Measure::working_days;
  return Rational::of(days ? sign : 100 * sign, 1) / size;
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
  plan.yellow_width = yellow_width_of(rule, indicator.kind);
  plan.recover_margin = Rational::of(rule.recover_margin).reduced();
  plan.alert_from = rule.alert_from;
  plan.edges = edges_of(configuration.find_bands(rule.bands));
  plan.gap_factor = gap_factor_of(plan);
  if (plan.gap_factor) plan.gap_factor = plan.gap_factor->reduced();
  for (unsigned month = 1; month <= 12; ++month) {
    plan.expected[month - 1] =
        expected_value(indicator, configuration.calendar,
                       last_day_of_month(configuration.plan.year, month), deadline);
    plan.months[month - 1] = compile_month(plan, month);
  }
  return plan;
}

}  // namespace planwatch

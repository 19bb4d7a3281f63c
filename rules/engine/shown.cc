#include "rules/engine/snapshot.h"
#include "rules/judge/judge.h"
#include "rules/model/display.h"

namespace planwatch {

Decimal shown_target(const Snapshot& snapshot, const IndicatorStatus& status) {
  const Plan& plan = snapshot.configuration->plan;
  const Indicator& indicator = plan.indicators[status.indicator.value];
  if (status.latest) return indicator.target_at(status.latest->period.last_month);
  const Date today = local_date(snapshot.plan_now);
  if (year_of(today) < plan.year) return indicator.target_at(1);
  if (year_of(today) > plan.year) return indicator.target;
  return indicator.target_at(month_of(today));
}

Compare compare_of(const Configuration& configuration, RuleIndex rule) {
  if (rule.value >= configuration.rules.size()) return Compare::schedule;
  const Bands* bands = configuration.find_bands(configuration.rules[rule.value].bands);
  return bands == nullptr ? Compare::schedule : bands->compare;
}

std::string shown_figure(const Indicator& indicator, const PeriodStatus& period, Lang lang) {
  const auto value = exact_value(period.observation);
  if (!value) return {};
  std::vector<Rational> limits = {Rational::of(indicator.target_at(period.period.last_month))};
  if (period.assessment.has_expected) {
    limits.push_back(Rational::of(period.assessment.expected));
  }
  return display_value(indicator, *value, limits, lang);
}

}  // namespace planwatch

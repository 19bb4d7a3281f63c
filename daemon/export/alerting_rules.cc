#include "daemon/export/alerting_rules.h"

#include <algorithm>
#include <fmt/format.h>

#include "daemon/export/alert_texts.h"
#include "daemon/expose/metric_families.h"
#include "rules/engine/steps.h"

namespace planwatch {

namespace {

// Everything of one indicator that its alerts are written from.
struct Writing {
  const EngineState& state;
  const Indicator& indicator;
  IndicatorFacts facts;
  std::string overdue;  // expression; other alerts give way to it
  Lang lang;

  const Plan& plan() const { return state.configuration->plan; }
  bool has_period_series() const { return state.configuration->metrics.period_series; }
};

// The daemon's own statement that it runs this plan, so that a file of another year is silent.
std::string of_this_plan(const Plan& plan) {
  return fmt::format("and on (instance, job) planwatch_config_info{{plan={},year=\"{}\"}}",
                     promql_text(plan.id), plan.year);
}

std::string block(const std::string& expression) {
  return "(\n" + indented(expression, 2) + "\n)";
}

std::string seconds(double since_epoch) {
  return fmt::format("{:.0f}", since_epoch);
}

// Series without any figure count when somebody looked for one: their feed was read.
std::string never_reported(const EngineState& state, const Indicator& indicator,
                           const IndicatorFacts& facts, const std::string& period_end) {
  const auto index = state.plan().find_indicator(indicator.id);
  const int feed = index ? state.feed_of_indicator[index->value] : -1;
  if (feed < 0) return {};
  const FeedId& id = state.feeds[static_cast<std::size_t>(feed)].state.feed;
  return fmt::format(
      "\nor\n(\n  {} unless {}\n  and on (instance, job) "
      "planwatch_feed_last_success_timestamp_seconds{{feed={},plan={}}}\n)",
      metric_of(facts, "planwatch_indicator_target"), period_end, promql_text(id.text),
      promql_text(state.plan().id));
}

std::string overdue_expression(const EngineState& state, const Indicator& indicator,
                               const JudgePlan& judged, const IndicatorFacts& facts) {
  const Date deadline = state.plan().deadline_of(indicator.due_month);
  const Date last_day = std::max(deadline, final_report_due(state, indicator));
  const Instant after = instant_at(last_day + std::chrono::days(1), TimeOfDay{0});
  const std::string period_end =
      metric_of(facts, "planwatch_indicator_period_end_timestamp_seconds");
  std::string expression = block(period_end + " < " + seconds(last_second_of(deadline)) +
                                 never_reported(state, indicator, facts, period_end));
  const bool progress =
      indicator.kind == IndicatorKind::cumulative || indicator.kind == IndicatorKind::stock;
  if (progress) {
    const Rational target = judged.months[indicator.due_month - 1].cuts.front().limit;
    expression += fmt::format("\nunless {} {} {}", metric_of(facts, "planwatch_indicator_value"),
                              facts.higher_is_better ? ">=" : "<=", promql_number(target));
  }
  return expression +
         "\nand on (instance, job) planwatch_plan_time_seconds >= " + seconds(to_seconds(after));
}

AlertingRule make_rule(const Writing& w, const JudgedAlike& group, const char* alert, Light light,
                       AlertAbout about, const std::string& expression) {
  AlertingRule rule;
  rule.alert = alert;
  rule.expr = expression + "\n" + of_this_plan(w.plan());
  rule.labels = {{"severity", std::string(name_of(light, Lang::en))},
                 {"indicator", template_text(w.indicator.id.text)},
                 {"rule", template_text(group.rules.front()->id.text)}};
  rule.annotations =
      annotations_of({w.plan(), w.indicator, *group.plan, w.facts}, about, light, w.lang);
  return rule;
}

// The months in which yellow is something of its own, and red where it lies behind that.
std::pair<WorseByMonth, WorseByMonth> yellow_alone(const JudgedAlike& group) {
  auto parts = std::pair(group.yellow, group.red);
  for (std::size_t i = 0; i < parts.first.size(); ++i) {
    if (group.yellow[i] == group.red[i]) parts.first[i] = parts.second[i] = {};
  }
  return parts;
}

std::string not_a_small_sample(const Writing& w) {
  if (!w.facts.min_denominator) return {};
  return fmt::format("\nunless {} < {}", metric_of(w.facts, "planwatch_indicator_denominator"),
                     w.facts.min_denominator->to_string());
}

void add_latest(const Writing& w, const JudgedAlike& group, std::vector<AlertingRule>& rules) {
  const auto red = runs_of(group.red, w.facts.first_month);
  if (!red.empty()) {
    rules.push_back(make_rule(w, group, "PlanwatchIndicatorRed", Light::red, AlertAbout::latest,
                              block(bad_latest(w.facts, red)) + not_a_small_sample(w)));
  }
  const auto [yellow_months, red_months] = yellow_alone(group);
  const auto yellow = runs_of(yellow_months, w.facts.first_month);
  if (yellow.empty()) return;
  std::string expression = block(bad_latest(w.facts, yellow));
  const auto beyond = runs_of(red_months, w.facts.first_month);
  if (!beyond.empty()) expression += "\nunless " + block(bad_latest(w.facts, beyond));
  expression += not_a_small_sample(w) + "\nunless " + block(w.overdue);
  rules.push_back(make_rule(w, group, "PlanwatchIndicatorYellow", Light::yellow, AlertAbout::latest,
                            expression));
}

// A period that ended without its event is red for good. A rule that waits for several reports
// keeps the light only from so many on.
void add_cadence(const Writing& w, const JudgedAlike& group, std::vector<AlertingRule>& rules) {
  const auto red = runs_of(group.red, w.facts.first_month);
  if (red.empty()) return;
  std::string expression = block(bad_latest(w.facts, red));
  if (w.has_period_series()) {
    int reports = group.rules.front()->for_reports;
    for (const Rule* rule : group.rules) reports = std::min(reports, rule->for_reports);
    const std::string bad = block(bad_periods(w.facts, w.plan().year, red));
    if (reports == 1) {
      expression = "min without (period) " + bad;
    } else {
      expression += fmt::format("\nor\ncount without (period) {} >= {}", bad, reports);
    }
    expression = block(expression);
  }
  rules.push_back(make_rule(w, group, "PlanwatchIndicatorRed", Light::red, AlertAbout::latest,
                            expression + not_a_small_sample(w)));
}

// Whether the rule's level is that of the last report that could be judged, without hold.
bool follows_each_report(const Rule& rule) {
  return rule.for_reports == 1 && rule.recover_reports == 1 && rule.recover_margin.is_zero();
}

void add_kept(const Writing& w, const JudgedAlike& group, std::vector<AlertingRule>& rules) {
  Light from = Light::grey;
  for (const Rule* rule : group.rules) {
    if (!follows_each_report(*rule)) continue;
    from = from == Light::grey ? rule->alert_from : std::min(from, rule->alert_from);
  }
  if (from == Light::grey || !w.facts.has_parts || !w.has_period_series()) return;
  const std::string denominator = metric_of(w.facts, "planwatch_indicator_denominator");
  const std::string unjudged =
      "\nand " + denominator +
      (w.facts.min_denominator ? " < " + w.facts.min_denominator->to_string()
                               : std::string(" == 0"));
  const auto last_known = [&](const WorseByMonth& worse) {
    const std::string bad =
        bad_last_known(w.facts, w.plan().year, runs_of(worse, w.facts.first_month));
    return bad.empty() ? bad : "max without (period) " + block(bad);
  };
  const std::string red = last_known(group.red);
  if (!red.empty()) {
    rules.push_back(make_rule(w, group, "PlanwatchIndicatorRedKept", Light::red, AlertAbout::kept,
                              red + unjudged));
  }
  if (from > Light::yellow) return;
  const auto [yellow_months, red_months] = yellow_alone(group);
  const std::string yellow = last_known(yellow_months);
  if (yellow.empty()) return;
  const std::string beyond = last_known(red_months);
  rules.push_back(make_rule(w, group, "PlanwatchIndicatorYellowKept", Light::yellow,
                            AlertAbout::kept,
                            yellow + (beyond.empty() ? "" : "\nunless " + block(beyond)) +
                                unjudged + "\nunless " + block(w.overdue)));
}

}  // namespace

std::vector<JudgedAlike> judged_alike(const EngineState& state, IndicatorIndex indicator) {
  std::vector<JudgedAlike> groups;
  for (const JudgePlan& plan : state.table.plans(indicator)) {
    JudgedAlike one{&plan,
                    {&state.configuration->rules[plan.rule.value]},
                    worse_by_month(plan, Light::yellow),
                    worse_by_month(plan, Light::red)};
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const JudgedAlike& other) {
      return other.yellow == one.yellow && other.red == one.red;
    });
    if (same == groups.end()) {
      groups.push_back(std::move(one));
    } else {
      same->rules.push_back(one.rules.front());
    }
  }
  return groups;
}

std::vector<AlertingRule> alerting_rules_of(const EngineState& state, IndicatorIndex index,
                                            Lang lang) {
  const std::vector<JudgedAlike> groups = judged_alike(state, index);
  if (groups.empty()) return {};
  const Indicator& indicator = state.plan().indicators[index.value];
  Writing w{state, indicator, facts_of(state.plan(), indicator), {}, lang};
  w.overdue = overdue_expression(state, indicator, *groups.front().plan, w.facts);
  std::vector<AlertingRule> rules;
  for (const JudgedAlike& group : groups) {
    if (indicator.kind == IndicatorKind::cadence) {
      add_cadence(w, group, rules);
    } else {
      add_latest(w, group, rules);
      add_kept(w, group, rules);
    }
  }
  rules.push_back(make_rule(w, groups.front(), "PlanwatchIndicatorOverdue", Light::red,
                            AlertAbout::overdue, w.overdue));
  return rules;
}

}  // namespace planwatch

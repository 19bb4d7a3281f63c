#include "rules/rehearse/compare.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <tuple>

#include "rules/model/display.h"
#include "rules/rehearse/config_changes.h"

namespace planwatch {

std::string_view name_of(DifferenceOf what, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (what) {
    case DifferenceOf::light:
      return zh ? "亮灯" : "light";
    case DifferenceOf::alert:
      return zh ? "预警" : "alert";
    case DifferenceOf::indicator:
      return zh ? "指标" : "indicator";
    case DifferenceOf::task:
      return zh ? "任务" : "task";
    case DifferenceOf::rule:
      return zh ? "规则" : "rule";
    case DifferenceOf::feed:
      return zh ? "数据源" : "feed";
  }
  return {};
}

namespace {

using Why = std::vector<std::string>;

void append(Why& all, Why more) {
  for (std::string& text : more) {
    if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
  }
}

// Both sides of a comparison and what has been found so far.
struct Comparison {
  const Rehearsal& before;
  const Rehearsal& after;
  Lang lang;
  std::vector<Difference> found;

  const Configuration& old_rules() const { return *before.end->configuration; }
  const Configuration& new_rules() const { return *after.end->configuration; }
  bool zh() const { return lang == Lang::zh; }
  void add(Difference difference) {
    if (difference.why.empty()) {
      difference.why.emplace_back(zh() ? "由其他配置变更引起" : "by another change of the files");
    }
    found.push_back(std::move(difference));
  }
};

std::string task_text(const Comparison& c, const Task& task) {
  return c.zh() ? fmt::format("任务{} {}", task.number, task.title)
                : fmt::format("task {} {}", task.number, task.title_en);
}

// ---- what only one side has ----

void add_one_sided(Comparison& c, DifferenceOf what, const std::string& subject,
                   const std::string& name, const UnitId& unit, bool only_before) {
  Difference d;
  d.what = what;
  d.unit = unit;
  d.subject = subject;
  d.name = name;
  (only_before ? d.from : d.to) = Light::grey;
  d.why.emplace_back(only_before ? (c.zh() ? "只在旧规则中" : "in the old rules only")
                                 : (c.zh() ? "只在新规则中" : "in the new rules only"));
  c.add(std::move(d));
}

void compare_presence(Comparison& c, const Configuration& has, const Configuration& other,
                      bool only_before) {
  for (const Indicator& one : has.plan.indicators) {
    if (other.plan.find_indicator(one.id)) continue;
    add_one_sided(c, DifferenceOf::indicator, one.id.text, c.zh() ? one.name : one.name_en,
                  one.answerable, only_before);
  }
  for (const Task& one : has.plan.tasks) {
    if (other.plan.find_task(one.number)) continue;
    add_one_sided(c, DifferenceOf::task, std::to_string(one.number), task_text(c, one), one.lead,
                  only_before);
  }
  for (const Rule& one : has.rules) {
    const bool there = std::any_of(other.rules.begin(), other.rules.end(),
                                   [&](const Rule& rule) { return rule.id == one.id; });
    if (there) continue;
    add_one_sided(c, DifferenceOf::rule, one.id.text, c.zh() ? one.name : one.name_en, UnitId{},
                  only_before);
  }
  for (const FeedSpec& one : has.feeds) {
    if (other.find_feed(one.id) != nullptr) continue;
    add_one_sided(c, DifferenceOf::feed, one.id.text, c.zh() ? one.name : one.name_en, one.unit,
                  only_before);
  }
}

// ---- lights ----

// Indicators of the snapshot by (id, area).
using StatusOf = std::map<std::pair<std::string, std::string>, const IndicatorStatus*>;

StatusOf statuses_of(const Snapshot& snapshot) {
  StatusOf statuses;
  const Plan& plan = snapshot.configuration->plan;
  for (const IndicatorStatus& one : snapshot.indicators) {
    statuses[{plan.indicators[one.indicator.value].id.text, plan.areas[one.area.value].code.text}] =
        &one;
  }
  return statuses;
}

std::optional<Decimal> expected_at(const IndicatorStatus& status, const Period& period) {
  for (const auto& [of, expected] : status.expected) {
    if (of == period) return expected;
  }
  return std::nullopt;
}

std::string expected_text(const Indicator& indicator, const std::optional<Decimal>& expected,
                          Lang lang) {
  if (expected) return display_expected(indicator, *expected, lang);
  return lang == Lang::zh ? "无要求" : "nothing";
}

// Where the schedule moved, what it expects at that very period is the plainest reason.
void say_expected(const Comparison& c, const IndicatorStatus& a, const IndicatorStatus& b,
                  const Period& period, Why& why) {
  const auto before = expected_at(a, period);
  const auto after = expected_at(b, period);
  if (before == after) return;
  const Indicator& old_one = c.old_rules().plan.indicators[a.indicator.value];
  const Indicator& new_one = c.new_rules().plan.indicators[b.indicator.value];
  if (before == old_one.target && after == new_one.target) return;  // said as the target
  why.push_back(fmt::format("{} {} → {}", c.zh() ? "当期应达" : "expected at the period's end",
                            expected_text(old_one, before, c.lang),
                            expected_text(new_one, after, c.lang)));
}

RuleId rule_of(const Configuration& c, const IndicatorStatus& status) {
  return status.rule.value < c.rules.size() ? c.rules[status.rule.value].id : RuleId{};
}

// Another rule may give the light now: both are named and compared.
Why why_light(const Comparison& c, const IndicatorStatus& a, const IndicatorStatus& b) {
  const IndicatorId& id = c.new_rules().plan.indicators[b.indicator.value].id;
  const RuleId before = rule_of(c.old_rules(), a);
  const RuleId after = rule_of(c.new_rules(), b);
  Why why = light_changes(c.old_rules(), c.new_rules(), id, after, c.lang);
  if (before != after) {
    append(why, light_changes(c.old_rules(), c.new_rules(), id, before, c.lang));
    why.push_back(fmt::format("{} {} → {}", c.zh() ? "亮灯规则" : "rule of the light", before.text,
                              after.text));
  }
  return why;
}

std::map<Period, Light> lights_of(const IndicatorStatus& status) {
  std::map<Period, Light> lights;
  for (const PeriodStatus& one : status.history) lights[one.period] = one.assessment.light;
  return lights;
}

Difference light_difference(const Comparison& c, const IndicatorStatus& b) {
  const Indicator& indicator = c.new_rules().plan.indicators[b.indicator.value];
  Difference d;
  d.unit = indicator.answerable;
  d.subject = indicator.id.text;
  d.name = c.zh() ? indicator.name : indicator.name_en;
  d.area = c.new_rules().plan.areas[b.area.value].code;
  d.rule = rule_of(c.new_rules(), b);
  return d;
}

// What changed about the feeds that deliver the indicator: overdue waits for their report.
Why why_delivered(const Comparison& c, const IndicatorId& indicator) {
  Why why;
  for (const FeedSpec& feed : c.new_rules().feeds) {
    const auto delivers = indicators_of(feed);
    if (std::find(delivers.begin(), delivers.end(), indicator) == delivers.end()) continue;
    append(why, feed_changes(c.old_rules(), c.new_rules(), feed.id, c.lang));
  }
  return why;
}

// The light as shown at the end, where its last period does not say it already.
void compare_now(Comparison& c, const IndicatorStatus& a, const IndicatorStatus& b,
                 const Why& why) {
  if (a.light == b.light) return;
  const bool said = a.latest && b.latest && a.latest->assessment.light == a.light &&
                    b.latest->assessment.light == b.light && a.latest->period == b.latest->period;
  if (said) return;
  Difference d = light_difference(c, b);
  d.from = a.light;
  d.to = b.light;
  d.why = why;
  append(d.why, hold_changes(c.old_rules(), c.new_rules(), d.rule, c.lang));
  if (d.why.empty()) d.why = why_delivered(c, IndicatorId{d.subject});
  c.add(std::move(d));
}

void compare_indicator(Comparison& c, const IndicatorStatus& a, const IndicatorStatus& b) {
  const Why why = why_light(c, a, b);
  std::map<Period, std::pair<Light, Light>> periods;
  for (const auto& [period, light] : lights_of(a)) periods[period].first = light;
  for (const auto& [period, light] : lights_of(b)) periods[period].second = light;
  for (const auto& [period, lights] : periods) {
    if (lights.first == lights.second) continue;
    Difference d = light_difference(c, b);
    d.period = period;
    d.from = lights.first;
    d.to = lights.second;
    d.why = why;
    say_expected(c, a, b, period, d.why);
    c.add(std::move(d));
  }
  compare_now(c, a, b, why);
}

void compare_indicators(Comparison& c) {
  const StatusOf old_ones = statuses_of(*c.before.end);
  const StatusOf new_ones = statuses_of(*c.after.end);
  for (const IndicatorStatus& b : c.after.end->indicators) {
    const Plan& plan = c.new_rules().plan;
    const auto a = old_ones.find(
        {plan.indicators[b.indicator.value].id.text, plan.areas[b.area.value].code.text});
    if (a != old_ones.end()) compare_indicator(c, *a->second, b);
  }
}

void compare_tasks(Comparison& c) {
  std::map<int, const TaskStatus*> old_ones;
  for (const TaskStatus& one : c.before.end->tasks) {
    old_ones[c.old_rules().plan.tasks[one.task.value].number] = &one;
  }
  for (const TaskStatus& b : c.after.end->tasks) {
    const Task& task = c.new_rules().plan.tasks[b.task.value];
    const auto a = old_ones.find(task.number);
    if (a == old_ones.end() || a->second->light == b.light) continue;
    Difference d;
    d.unit = task.lead;
    d.subject = std::to_string(task.number);
    d.name = task_text(c, task);
    d.from = a->second->light;
    d.to = b.light;
    d.why = task_changes(c.old_rules(), c.new_rules(), task.number, c.lang);
    if (a->second->milestone == b.milestone) {
      d.why = {c.zh() ? "所属指标的亮灯变了" : "the light of one of its indicators moved"};
    }
    c.add(std::move(d));
  }
}

// ---- alerts ----

struct AlertPath {
  UnitId unit;
  std::map<Period, Light> level_after;  // after the last change within that latest period
};
// rule, kind, subject, area
using AlertId = std::tuple<RuleId, SubjectKind, std::string, AreaCode>;

std::map<AlertId, AlertPath> alert_paths(const Rehearsal& rehearsal) {
  std::map<AlertId, AlertPath> paths;
  for (const AlertChange& change : rehearsal.alerts) {
    const AlertKey& key = change.alert.key;
    AlertPath& path = paths[{key.rule, key.subject_kind, key.subject, key.area}];
    path.unit = change.alert.unit;
    path.level_after[change.alert.period] = change.to;
  }
  return paths;
}

bool one_sided(const Comparison& c, const AlertId& id) {
  const auto& [rule, kind, subject, area] = id;
  const Plan& a = c.old_rules().plan;
  const Plan& b = c.new_rules().plan;
  if (kind == SubjectKind::indicator) {
    return a.find_indicator(IndicatorId{subject}).has_value() !=
           b.find_indicator(IndicatorId{subject}).has_value();
  }
  if (kind == SubjectKind::task) {
    const int number = std::stoi(subject);
    return (a.find_task(number) == nullptr) != (b.find_task(number) == nullptr);
  }
  const FeedId feed{subject.substr(0, subject.find(':'))};
  return (c.old_rules().find_feed(feed) == nullptr) != (c.new_rules().find_feed(feed) == nullptr);
}

Why why_alert(const Comparison& c, const AlertId& id) {
  const auto& [rule, kind, subject, area] = id;
  const Configuration& a = c.old_rules();
  const Configuration& b = c.new_rules();
  if (kind == SubjectKind::task) return task_changes(a, b, std::stoi(subject), c.lang);
  if (kind == SubjectKind::feed) {
    return feed_changes(a, b, FeedId{subject.substr(0, subject.find(':'))}, c.lang);
  }
  Why why = light_changes(a, b, IndicatorId{subject}, rule, c.lang);
  append(why, hold_changes(a, b, rule, c.lang));
  if (why.empty()) append(why, why_delivered(c, IndicatorId{subject}));
  return why;
}

std::string alert_name(const Comparison& c, const AlertId& id) {
  const auto& [rule, kind, subject, area] = id;
  const Configuration& b = c.new_rules();
  if (kind == SubjectKind::indicator) {
    const auto index = b.plan.find_indicator(IndicatorId{subject});
    if (!index) return {};
    const Indicator& one = b.plan.indicators[index->value];
    return c.zh() ? one.name : one.name_en;
  }
  if (kind == SubjectKind::task) {
    const Task* task = b.plan.find_task(std::stoi(subject));
    return task == nullptr ? std::string{} : task_text(c, *task);
  }
  const FeedSpec* feed = b.find_feed(FeedId{subject.substr(0, subject.find(':'))});
  return feed == nullptr ? std::string{} : (c.zh() ? feed->name : feed->name_en);
}

// Told where the pair of levels changes, so that an alert that stays different is said once.
void compare_alert(Comparison& c, const AlertId& id, const AlertPath& a, const AlertPath& b) {
  std::map<Period, std::pair<std::optional<Light>, std::optional<Light>>> periods;
  for (const auto& [period, level] : a.level_after) periods[period].first = level;
  for (const auto& [period, level] : b.level_after) periods[period].second = level;
  Light before = Light::grey;
  Light after = Light::grey;
  for (const auto& [period, levels] : periods) {
    const std::pair last{before, after};
    before = levels.first.value_or(before);
    after = levels.second.value_or(after);
    if (before == after || last == std::pair{before, after}) continue;
    Difference d;
    d.what = DifferenceOf::alert;
    d.unit = b.unit.empty() ? a.unit : b.unit;
    d.rule = std::get<RuleId>(id);
    d.subject = std::get<std::string>(id);
    d.name = alert_name(c, id);
    d.area = std::get<AreaCode>(id);
    if (period.year != 0) d.period = period;
    d.from = before;
    d.to = after;
    d.why = why_alert(c, id);
    c.add(std::move(d));
  }
}

void compare_alerts(Comparison& c) {
  std::map<AlertId, std::pair<AlertPath, AlertPath>> all;
  for (auto& [id, path] : alert_paths(c.before)) all[id].first = path;
  for (auto& [id, path] : alert_paths(c.after)) all[id].second = path;
  for (const auto& [id, paths] : all) {
    if (!one_sided(c, id)) compare_alert(c, id, paths.first, paths.second);
  }
}

}  // namespace

std::vector<Difference> compare(const Rehearsal& before, const Rehearsal& after, Lang lang) {
  Comparison c{before, after, lang, {}};
  compare_presence(c, c.old_rules(), c.new_rules(), true);
  compare_presence(c, c.new_rules(), c.old_rules(), false);
  compare_indicators(c);
  compare_tasks(c);
  compare_alerts(c);
  std::stable_sort(c.found.begin(), c.found.end(),
                   [](const Difference& a, const Difference& b) { return a.unit < b.unit; });
  return std::move(c.found);
}

}  // namespace planwatch

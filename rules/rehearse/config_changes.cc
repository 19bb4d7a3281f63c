#include "rules/rehearse/config_changes.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/judge/judge.h"

namespace planwatch {

namespace {

// Collects differences as texts of one language.
class Texts {
 public:
  explicit Texts(Lang lang) : lang_(lang) {}

  const char* in(const char* zh, const char* en) const { return lang_ == Lang::zh ? zh : en; }
  Lang lang() const { return lang_; }
  void say(const char* zh, const char* en) { all_.emplace_back(in(zh, en)); }
  void compare(const char* zh, const char* en, const std::string& before,
               const std::string& after) {
    if (before == after) return;
    const char* none = in("无", "none");
    all_.push_back(fmt::format("{} {} → {}", in(zh, en), before.empty() ? none : before,
                               after.empty() ? none : after));
  }
  // By value: 0.9 and 0.90 are the same number.
  void compare(const char* zh, const char* en, Decimal before, Decimal after) {
    if (before != after) compare(zh, en, before.to_string(), after.to_string());
  }
  template <class Number>
  requires std::is_integral_v<Number>
  void compare(const char* zh, const char* en, Number before, Number after) {
    compare(zh, en, std::to_string(before), std::to_string(after));
  }
  std::vector<std::string> take() { return std::move(all_); }

 private:
  Lang lang_;
  std::vector<std::string> all_;
};

const Rule* find_rule(const Configuration& c, const RuleId& id) {
  const auto found =
      std::find_if(c.rules.begin(), c.rules.end(), [&](const Rule& one) { return one.id == id; });
  return found == c.rules.end() ? nullptr : &*found;
}

// Says when the thing stands on one side only; true when both have it.
template <class Thing>
bool on_both_sides(const Thing* before, const Thing* after, const char* zh, const char* en,
                   Texts& texts, std::vector<std::string>& said) {
  if (before && after) return true;
  if (!before && !after) return false;
  said.push_back(fmt::format("{}{}", texts.in(zh, en),
                             before ? texts.in("已删除", " removed") : texts.in("新增", " added")));
  return false;
}

std::string edge(const std::optional<Decimal>& at) {
  return at ? at->to_string() : std::string{};
}

// (10, 30] and the like; points of the gap.
std::string stretch(const Band& band) {
  return fmt::format("{}{}, {}{}", band.from && band.from_inclusive ? '[' : '(', edge(band.from),
                     edge(band.to), band.to && band.to_inclusive ? ']' : ')');
}

std::string stretch_of(const Bands* bands, Light light) {
  if (bands == nullptr) return {};
  for (const Band& band : bands->bands) {
    if (band.light == light) return stretch(band);
  }
  return {};
}

void compare_bands(const Bands* before, const Bands* after, Texts& texts) {
  for (int code = 0; code <= static_cast<int>(Light::red); ++code) {
    const auto light = static_cast<Light>(code);
    const std::string zh = fmt::format("{}灯档", name_of(light, Lang::zh));
    const std::string en = fmt::format("{} band", name_of(light, Lang::en));
    texts.compare(zh.c_str(), en.c_str(), stretch_of(before, light), stretch_of(after, light));
  }
}

std::string width_for(const Rule& rule, IndicatorKind kind) {
  for (const YellowWidth& width : rule.yellow_widths) {
    if (width.kind == kind) return width.width.to_string();
  }
  return {};
}

std::string points_text(const ScheduleSpec& schedule) {
  std::string text;
  for (const SchedulePoint& point : schedule.points) {
    text += fmt::format("{}{}:{}", text.empty() ? "" : " ", point.month, point.value.to_string());
  }
  return text;
}

const char* kind_text(ScheduleKind kind) {
  switch (kind) {
    case ScheduleKind::months:
      return "months";
    case ScheduleKind::days:
      return "days";
    case ScheduleKind::workdays:
      return "workdays";
    case ScheduleKind::table:
      return "table";
    case ScheduleKind::steps:
      return "steps";
    case ScheduleKind::none:
      return "none";
  }
  return "";
}

bool same_year(const Calendar& a, const Calendar& b, int year) {
  for (Date day = make_date(year, 1, 1); day <= make_date(year, 12, 31);
       day += std::chrono::days{1}) {
    if (a.is_working_day(day) != b.is_working_day(day)) return false;
  }
  return a.confirmed(year) == b.confirmed(year);
}

// The plan's year and the one after it: December's reports are due there.
void compare_calendars(const Configuration& before, const Configuration& after, Texts& texts) {
  for (const int year : {after.plan.year, after.plan.year + 1}) {
    if (same_year(before.calendar, after.calendar, year)) continue;
    const std::string zh = fmt::format("{} 年日历变更", year);
    const std::string en = fmt::format("the calendar of {} changed", year);
    texts.say(zh.c_str(), en.c_str());
  }
}

void compare_schedules(const Indicator& before, const Indicator& after, Texts& texts) {
  texts.compare("序时方式", "schedule", kind_text(before.schedule.kind),
                kind_text(after.schedule.kind));
  texts.compare("各月应达", "points by month", points_text(before.schedule),
                points_text(after.schedule));
  if (before.schedule.absolute != after.schedule.absolute) {
    texts.say("应达数由份额改为绝对数，或相反", "points are shares on one side only");
  }
}

void compare_indicators(const Indicator& before, const Indicator& after, Texts& texts) {
  if (before.kind != after.kind) texts.say("指标类型变更", "another kind of indicator");
  if (before.better != after.better) texts.say("好坏方向变更", "the better direction changed");
  if (before.window != after.window) texts.say("口径变更", "another window");
  texts.compare("目标", "target", before.target, after.target);
  texts.compare("年初数", "start", before.start, after.start);
  texts.compare("完成月份", "due month", before.due_month, after.due_month);
  texts.compare("一期的月数", "months of a period", before.period_months, after.period_months);
  texts.compare("最小分母", "min_denominator", edge(before.min_denominator),
                edge(after.min_denominator));
  compare_schedules(before, after, texts);
}

const Indicator* find(const Configuration& c, const IndicatorId& id) {
  const auto index = c.plan.find_indicator(id);
  return index ? &c.plan.indicators[index->value] : nullptr;
}

}  // namespace

std::vector<std::string> light_changes(const Configuration& before, const Configuration& after,
                                       const IndicatorId& indicator, const RuleId& rule,
                                       Lang lang) {
  Texts texts(lang);
  std::vector<std::string> said;
  texts.compare("方案年份", "year of the plan", before.plan.year, after.plan.year);
  const Indicator* old_one = find(before, indicator);
  const Indicator* new_one = find(after, indicator);
  if (!on_both_sides(old_one, new_one, "指标", "indicator", texts, said)) return said;
  compare_indicators(*old_one, *new_one, texts);
  if (new_one->schedule.kind == ScheduleKind::workdays) compare_calendars(before, after, texts);
  const Rule* old_rule = find_rule(before, rule);
  const Rule* new_rule = find_rule(after, rule);
  if (on_both_sides(old_rule, new_rule, "规则", "rule", texts, said)) {
    const bool progress =
        new_one->kind == IndicatorKind::cumulative || new_one->kind == IndicatorKind::stock;
    if (progress) {
      compare_bands(before.find_bands(old_rule->bands), after.find_bands(new_rule->bands), texts);
    }
    texts.compare("黄灯宽度", "yellow_width", width_for(*old_rule, old_one->kind),
                  width_for(*new_rule, new_one->kind));
    const bool selected = selects(*old_rule, *old_one);
    if (selected != selects(*new_rule, *new_one)) {
      texts.say(selected ? "规则不再选中该指标" : "规则改为选中该指标",
                selected ? "the rule no longer selects it" : "the rule selects it now");
    }
  }
  for (std::string& text : texts.take()) said.push_back(std::move(text));
  return said;
}

std::vector<std::string> hold_changes(const Configuration& before, const Configuration& after,
                                      const RuleId& rule, Lang lang) {
  Texts texts(lang);
  const Rule* a = find_rule(before, rule);
  const Rule* b = find_rule(after, rule);
  if (a == nullptr || b == nullptr) return {};
  texts.compare("起报亮灯", "alert_from", std::string(name_of(a->alert_from, lang)),
                std::string(name_of(b->alert_from, lang)));
  texts.compare("连续期数", "for_reports", a->for_reports, b->for_reports);
  texts.compare("恢复期数", "recover_reports", a->recover_reports, b->recover_reports);
  texts.compare("恢复余量", "recover_margin", a->recover_margin, b->recover_margin);
  texts.compare("临期工作日", "near_deadline", a->near_deadline_workdays,
                b->near_deadline_workdays);
  return texts.take();
}

std::vector<std::string> task_changes(const Configuration& before, const Configuration& after,
                                      int task, Lang lang) {
  Texts texts(lang);
  std::vector<std::string> said;
  const Task* a = before.plan.find_task(task);
  const Task* b = after.plan.find_task(task);
  if (!on_both_sides(a, b, "任务", "task", texts, said)) return said;
  texts.compare("方案年份", "year of the plan", before.plan.year, after.plan.year);
  texts.compare("计划启动月", "planned month", a->planned_month, b->planned_month);
  texts.compare("完成月份", "due month", a->due_month, b->due_month);
  const TaskRule& old_rule = before.task_rule;
  const TaskRule& new_rule = after.task_rule;
  texts.compare("未启动转黄月数", "yellow_after_months", old_rule.yellow_after_months,
                new_rule.yellow_after_months);
  texts.compare("未启动转红月数", "red_after_months", old_rule.red_after_months,
                new_rule.red_after_months);
  texts.compare("临期工作日", "near_deadline", old_rule.near_deadline_workdays,
                new_rule.near_deadline_workdays);
  texts.compare("起报亮灯", "alert_from", std::string(name_of(old_rule.alert_from, lang)),
                std::string(name_of(new_rule.alert_from, lang)));
  compare_calendars(before, after, texts);
  return texts.take();
}

namespace {

std::string names_of(const std::vector<IndicatorId>& ids) {
  std::string text;
  for (const IndicatorId& id : ids) text += (text.empty() ? "" : " ") + id.text;
  return text;
}

template <class Number>
std::string number_text(const std::optional<Number>& number) {
  return number ? std::to_string(*number) : std::string{};
}

void compare_due(const ReportDue& a, const ReportDue& b, Texts& texts) {
  if (a.frequency != b.frequency) texts.say("报送周期变更", "reported in another rhythm");
  if (a.roll != b.roll) texts.say("顺延方式变更", "rolled in another way");
  texts.compare("报送日", "due day", number_text(a.day), number_text(b.day));
  texts.compare("报送工作日", "due workday", number_text(a.workday), number_text(b.workday));
  texts.compare("宽限工作日", "grace", a.grace_workdays, b.grace_workdays);
  if (a.january_with_february != b.january_with_february) {
    texts.say("一二月是否合并报送变更", "january_with_february changed");
  }
}

}  // namespace

std::vector<std::string> feed_changes(const Configuration& before, const Configuration& after,
                                      const FeedId& feed, Lang lang) {
  Texts texts(lang);
  std::vector<std::string> said;
  const FeedSpec* a = before.find_feed(feed);
  const FeedSpec* b = after.find_feed(feed);
  if (!on_both_sides(a, b, "数据源", "feed", texts, said)) return said;
  compare_due(a->due, b->due, texts);
  texts.compare("所报指标", "delivers", names_of(indicators_of(*a)), names_of(indicators_of(*b)));
  compare_calendars(before, after, texts);
  return texts.take();
}

}  // namespace planwatch

#include "rules/engine/describe.h"

#include <fmt/format.h>

#include "rules/engine/explain_forecast.h"
#include "rules/engine/quality_cases.h"
#include "rules/judge/report_due.h"
#include "rules/model/display.h"

namespace planwatch {

namespace {

std::string value_text(const Indicator& indicator, const PeriodStatus& period) {
  std::string text = shown_figure(indicator, period, Lang::zh);
  const Observation& figure = period.observation;
  if (!text.empty() && figure.has_parts) {
    text += fmt::format("（{}/{}）", figure.numerator.to_string(), figure.denominator.to_string());
  }
  return text;
}

std::string gap_text(const Indicator& indicator, const Assessment& assessment, Compare compare) {
  if (!assessment.has_gap || assessment.gap.is_zero()) return {};
  const bool behind = !assessment.gap.is_negative();
  const std::string size = display_gap(indicator, assessment.gap, Lang::zh, compare);
  if (compare != Compare::area_above) return (behind ? "落后 " : "领先 ") + size;
  return fmt::format("{}上级（{}）{}", behind ? "落后于" : "领先于",
                     display_expected(indicator, assessment.expected, Lang::zh), size);
}

const JudgePlan* plan_of_rule(const EngineState& state, IndicatorIndex indicator,
                              const RuleId& rule) {
  for (const JudgePlan& plan : state.table.plans(indicator)) {
    if (state.configuration->rules[plan.rule.value].id == rule) return &plan;
  }
  return nullptr;
}

// The figure that the alert is about; the latest one where that period has none.
std::optional<PeriodStatus> period_of_alert(const EngineState& state, SeriesIndex series,
                                            const JudgePlan& plan, const Alert& alert) {
  const bool this_year = alert.period.year == state.plan().year;
  int slot = this_year ? static_cast<int>(alert.period.last_month) - 1 : -1;
  if (slot < 0 || !state.table.figure(series, static_cast<unsigned>(slot)).present) {
    slot = state.table.last_slot(series);
  }
  if (slot < 0) return std::nullopt;
  const CurrentFigure& figure = state.table.figure(series, static_cast<unsigned>(slot));
  PeriodStatus period;
  period.period = figure.observation.period;
  period.observation = figure.observation;
  period.assessment =
      judge_slot(state.table, *state.configuration, series, plan, static_cast<unsigned>(slot));
  return period;
}

// Why days count: the target is not met, and this is when it has to be.
std::string days_text(const EngineState& state, const Indicator& indicator, const Alert& alert) {
  return fmt::format("{}（时限 {}）", name_of(alert.reason, Lang::zh),
                     to_string(state.plan().deadline_of(indicator.due_month)));
}

void describe_figure(const EngineState& state, const Alert& alert, IndicatorIndex index,
                     NoticeContext& context) {
  const Indicator& indicator = state.plan().indicators[index.value];
  const auto area = state.plan().find_area(alert.key.area);
  const JudgePlan* plan = plan_of_rule(state, index, alert.key.rule);
  if (!area || plan == nullptr) return;
  const SeriesIndex series = state.table.series_of(index, *area);
  const auto period = period_of_alert(state, series, *plan, alert);
  if (!period) {
    context.problem = "尚无数据";
    return;
  }
  const Assessment& assessment = period->assessment;
  const Decimal target = indicator.target_at(period->period.last_month);
  context.period = to_chinese(period->period);
  context.value = value_text(indicator, *period);
  context.target = display_target(indicator, target, Lang::zh);
  const bool by_schedule = plan->compare != Compare::area_above;
  if (by_schedule && assessment.has_expected && assessment.expected != target) {
    context.expected = display_expected(indicator, assessment.expected, Lang::zh);
  }
  context.gap = gap_text(indicator, assessment, plan->compare);
  if (alert.reason == Reason::by_days_left) context.problem = days_text(state, indicator, alert);
  const bool by_deadline =
      alert.reason == Reason::overdue || alert.reason == Reason::not_met_at_deadline;
  if (by_deadline) context.problem = std::string(name_of(alert.reason, Lang::zh));
}

void describe_indicator(const EngineState& state, const Alert& alert, NoticeContext& context) {
  const auto index = state.plan().find_indicator(IndicatorId{alert.key.subject});
  if (!index) return;
  const Indicator& indicator = state.plan().indicators[index->value];
  const Task* task = state.plan().find_task(indicator.task);
  context.subject = fmt::format("指标“{}”", indicator.name);
  const auto area = state.plan().find_area(alert.key.area);
  if (area && alert.key.area != state.plan().area) {
    context.subject += fmt::format("（{}）", state.plan().areas[area->value].name);
  }
  context.clause = task == nullptr ? "" : task->clause;
  context.target = display_target(indicator, Lang::zh);
  context.deadline = to_string(state.plan().deadline_of(indicator.due_month));
  context.action = "核实数据，说明落后原因，提出整改措施和承诺时限";
  describe_figure(state, alert, *index, context);
}

void describe_task(const EngineState& state, const Alert& alert, NoticeContext& context) {
  const Task* task = state.plan().find_task(std::stoi(alert.key.subject));
  if (task == nullptr) return;
  context.subject = fmt::format("任务{}“{}”", task->number, task->title);
  context.clause = task->clause;
  context.deadline = to_string(state.plan().deadline_of(task->due_month));
  context.problem = std::string(name_of(alert.reason, Lang::zh));
  context.action = "推进任务并报送进展；已完成的请附佐证材料，由确认人确认";
}

// A day that rests on Monday to Friday alone says so.
std::string due_text(const FeedSpec& feed, const Period& period, const Calendar& calendar) {
  const Date due = report_due_date(feed.due, period, calendar);
  return fmt::format("，应于 {} 前报送{}", to_string(due),
                     calendar.confirmed(year_of(due)) ? "" : "（工作日历未确认）");
}

// How many reports in a row up to this one are missing, this one included.
int missing_in_row(const EngineState& state, const Alert& alert, const FeedSpec& feed) {
  int count = 0;
  for (const Period& period : report_periods(feed.due, state.plan().year)) {
    AlertKey key = alert.key;
    key.subject = report_subject_text(feed.id, period);
    const bool is_this = period == alert.period;
    const auto found = state.alerts.find(to_string(key));
    const bool missing = is_this || (found != state.alerts.end() && is_open(found->second) &&
                                     found->second.level == Light::red);
    count = missing ? count + 1 : 0;
    if (is_this) return count;
  }
  return 1;
}

std::string missing_text(const EngineState& state, const Alert& alert, const FeedSpec& feed) {
  const int in_row = missing_in_row(state, alert, feed);
  return in_row > 1 ? fmt::format("连续{}期漏报", in_row) : std::string("漏报");
}

// 3处未被接受：Sheet1!C7：…；Sheet1!C8：…
void describe_rejected(const FeedRuntime* runtime, const std::string& source,
                       NoticeContext& context) {
  context.problem = "有未被接受的数据";
  context.action = "按所列位置核对后重新报送";
  if (runtime == nullptr) return;
  const auto found = runtime->rejected_by_source.find(source);
  if (found == runtime->rejected_by_source.end()) return;
  const FeedRuntime::Rejected& rejected = found->second;
  context.problem = fmt::format("{} 有{}处未被接受", source, rejected.count);
  for (std::size_t i = 0; i < rejected.places.size(); ++i) {
    context.problem += (i == 0 ? "：" : "；") + rejected.places[i];
  }
  if (rejected.count > rejected.places.size() && !rejected.places.empty()) {
    context.problem += "；其余见运行日志";
  }
}

void describe_feed(const EngineState& state, const Alert& alert, NoticeContext& context) {
  const FeedSpec* feed = state.configuration->find_feed(feed_of_subject(alert.key.subject));
  if (feed == nullptr) return;
  context.subject = fmt::format("数据源“{}”", feed->name);
  const FeedRuntime* runtime = nullptr;
  for (const FeedRuntime& one : state.feeds) {
    if (one.state.feed == feed->id) runtime = &one;
  }
  if (alert.key.rule == fetch_rule()) {
    context.problem = "取数失败";
    if (runtime != nullptr) context.problem += "：" + runtime->state.last_error;
    context.action = "检查该数据源是否可用；修复前各指标保持原有亮灯";
  } else if (alert.key.rule == data_rule()) {
    const std::size_t colon = alert.key.subject.find(':');
    describe_rejected(
        runtime, colon == std::string::npos ? "" : alert.key.subject.substr(colon + 1), context);
  } else if (alert.key.rule == quality_rule(state)) {
    describe_quality_case(state, alert, context);
  } else {
    context.problem =
        alert.level == Light::red ? missing_text(state, alert, *feed) : std::string("迟报");
    if (alert.period.year != 0) {
      context.period = to_chinese(alert.period);
      context.problem += due_text(*feed, alert.period, state.configuration->calendar);
    }
    context.action = "尽快报送，并说明迟报原因";
  }
}

void describe_receiver(const EngineState& state, const Alert& alert, NoticeContext& context) {
  const ReceiverId id{alert.key.subject};
  const Receiver* receiver = find_receiver(state, id);
  const bool named = receiver != nullptr && !receiver->name.empty() && receiver->name != id.text;
  context.subject = named ? fmt::format("接收端“{}”（{}）", receiver->name, id.text)
                          : fmt::format("接收端“{}”", id.text);
  context.problem = "通知未送达";
  const auto answer = state.refusals.find(id);
  if (answer != state.refusals.end()) context.problem += "：" + answer->second;
  context.action = "检查该接收端的配置、密钥和网络；有备用接收端的，通知已转发";
}

}  // namespace

NoticeContext describe_subject(const EngineState& state, const Alert& alert) {
  NoticeContext context;
  switch (alert.key.subject_kind) {
    case SubjectKind::indicator:
      describe_indicator(state, alert, context);
      break;
    case SubjectKind::task:
      describe_task(state, alert, context);
      break;
    case SubjectKind::feed:
      describe_feed(state, alert, context);
      break;
    case SubjectKind::receiver:
      describe_receiver(state, alert, context);
      break;
  }
  return context;
}

std::string forecast_of(const EngineState& state, const Alert& alert) {
  if (alert.key.subject_kind != SubjectKind::indicator || !is_firing(alert)) return {};
  const auto indicator = state.plan().find_indicator(IndicatorId{alert.key.subject});
  const auto area = state.plan().find_area(alert.key.area);
  if (!indicator || !area || alert.key.year != state.plan().year) return {};
  const auto advice = advice_of(state, state.table.series_of(*indicator, *area));
  return forecast_in_brief(state.plan().indicators[indicator->value], *advice);
}

std::string person_of(const EngineState& state, const Alert& alert, Role role) {
  if (role == Role::feed_contact) {
    const FeedSpec* feed = state.configuration->find_feed(feed_of_subject(alert.key.subject));
    return feed == nullptr ? std::string{} : feed->contact;
  }
  const Unit* unit = state.plan().find_unit(alert.unit);
  if (unit == nullptr) return {};
  switch (role) {
    case Role::contact:
      return unit->people.contact.name;
    case Role::deputy:
      return unit->people.deputy.name;
    case Role::leader:
      return unit->people.leader.name;
    default:
      return {};
  }
}

std::string co_units_of(const EngineState& state, const Alert& alert) {
  std::string text;
  const auto add = [&](const UnitId& unit) {
    if (unit != alert.unit) text += (text.empty() ? "" : "、") + unit.text;
  };
  if (alert.key.subject_kind == SubjectKind::indicator) {
    if (const auto index = state.plan().find_indicator(IndicatorId{alert.key.subject})) {
      for (const UnitId& unit : state.plan().indicators[index->value].co) add(unit);
    }
  } else if (alert.key.subject_kind == SubjectKind::task) {
    if (const Task* task = state.plan().find_task(std::stoi(alert.key.subject))) {
      for (const UnitId& unit : task->departments) add(unit);
    }
  }
  return text;
}

}  // namespace planwatch

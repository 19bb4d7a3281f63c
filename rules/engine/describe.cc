#include "rules/engine/describe.h"

#include <fmt/format.h>

#include "rules/engine/explain_forecast.h"
#include "rules/engine/quality_cases.h"
#include "rules/judge/report_due.h"
#include "rules/model/display.h"

namespace planwatch {

namespace {

const std::string& either(Lang lang, const std::string& zh, const std::string& en) {
  return lang == Lang::zh || en.empty() ? zh : en;
}

std::string text(Lang lang, std::string_view zh, std::string_view en) {
  return std::string(lang == Lang::zh ? zh : en);
}

std::string period_text(const Period& period, Lang lang) {
  return lang == Lang::zh ? to_chinese(period) : to_string(period);
}

// 指标“办结率”, indicator “closing rate”.
std::string quoted(Lang lang, std::string_view zh, std::string_view en, const std::string& name) {
  return lang == Lang::zh ? fmt::format("{}“{}”", zh, name) : fmt::format("{} “{}”", en, name);
}

std::string value_text(const Indicator& indicator, const PeriodStatus& period, Lang lang) {
  std::string text = shown_figure(indicator, period, lang);
  const Observation& figure = period.observation;
  if (!text.empty() && figure.has_parts) {
    text += fmt::format(fmt::runtime(lang == Lang::zh ? "（{}/{}）" : " ({}/{})"),
                        figure.numerator.to_string(), figure.denominator.to_string());
  }
  return text;
}

std::string gap_text(const Indicator& indicator, const Assessment& assessment, Compare compare,
                     Lang lang) {
  if (!assessment.has_gap || assessment.gap.is_zero()) return {};
  const bool behind = !assessment.gap.is_negative();
  const std::string size = display_gap(indicator, assessment.gap, lang, compare);
  if (compare != Compare::area_above) {
    return (behind ? text(lang, "落后 ", "behind by ") : text(lang, "领先 ", "ahead by ")) + size;
  }
  const std::string above = display_expected(indicator, assessment.expected, lang);
  if (lang == Lang::zh) {
    return fmt::format("{}上级（{}）{}", behind ? "落后于" : "领先于", above, size);
  }
  return fmt::format("{} the area above ({}) by {}", behind ? "behind" : "ahead of", above, size);
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
std::string days_text(const EngineState& state, const Indicator& indicator, const Alert& alert,
                      Lang lang) {
  return fmt::format(fmt::runtime(lang == Lang::zh ? "{}（时限 {}）" : "{} (deadline {})"),
                     name_of(alert.reason, lang),
                     to_string(state.plan().deadline_of(indicator.due_month)));
}

void describe_figure(const EngineState& state, const Alert& alert, IndicatorIndex index, Lang lang,
                     NoticeContext& context) {
  const Indicator& indicator = state.plan().indicators[index.value];
  const auto area = state.plan().find_area(alert.key.area);
  const JudgePlan* plan = plan_of_rule(state, index, alert.key.rule);
  if (!area || plan == nullptr) return;
  const SeriesIndex series = state.table.series_of(index, *area);
  const auto period = period_of_alert(state, series, *plan, alert);
  if (!period) {
    context.problem = text(lang, "尚无数据", "no figures yet");
    return;
  }
  const Assessment& assessment = period->assessment;
  const Decimal target = indicator.target_at(period->period.last_month);
  context.period = period_text(period->period, lang);
  context.value = value_text(indicator, *period, lang);
  context.target = display_target(indicator, target, lang);
  const bool by_schedule = plan->compare != Compare::area_above;
  if (by_schedule && assessment.has_expected && assessment.expected != target) {
    context.expected = display_expected(indicator, assessment.expected, lang);
  }
  context.gap = gap_text(indicator, assessment, plan->compare, lang);
  if (alert.reason == Reason::by_days_left) {
    context.problem = days_text(state, indicator, alert, lang);
  }
  const bool by_deadline =
      alert.reason == Reason::overdue || alert.reason == Reason::not_met_at_deadline;
  if (by_deadline) context.problem = std::string(name_of(alert.reason, lang));
  // Two rules may light the same figure: what the second one is about is said by its name.
  const bool first_rule = plan == &state.table.plans(index).front();
  if (!first_rule && context.problem.empty()) {
    const Rule& rule = state.configuration->rules[plan->rule.value];
    context.problem = either(lang, rule.name, rule.name_en);
  }
}

void describe_indicator(const EngineState& state, const Alert& alert, Lang lang,
                        NoticeContext& context) {
  const auto index = state.plan().find_indicator(IndicatorId{alert.key.subject});
  if (!index) return;
  const Indicator& indicator = state.plan().indicators[index->value];
  const Task* task = state.plan().find_task(indicator.task);
  context.subject =
      quoted(lang, "指标", "indicator", either(lang, indicator.name, indicator.name_en));
  const auto index_of_area = state.plan().find_area(alert.key.area);
  if (index_of_area && alert.key.area != state.plan().area) {
    const Area& area = state.plan().areas[index_of_area->value];
    context.subject += fmt::format(fmt::runtime(lang == Lang::zh ? "（{}）" : " ({})"),
                                   either(lang, area.name, area.name_en));
  }
  context.clause = task == nullptr ? "" : task->clause;
  context.target = display_target(indicator, lang);
  context.deadline = to_string(state.plan().deadline_of(indicator.due_month));
  context.action = text(lang, "核实数据，说明落后原因，提出整改措施和承诺时限",
                        "check the figure, say why it lags, name measures and promise a day");
  describe_figure(state, alert, *index, lang, context);
}

void describe_task(const EngineState& state, const Alert& alert, Lang lang,
                   NoticeContext& context) {
  const Task* task = state.plan().find_task(std::stoi(alert.key.subject));
  if (task == nullptr) return;
  context.subject =
      quoted(lang, fmt::format("任务{}", task->number), fmt::format("task {}", task->number),
             either(lang, task->title, task->title_en));
  context.clause = task->clause;
  context.deadline = to_string(state.plan().deadline_of(task->due_month));
  context.problem = std::string(name_of(alert.reason, lang));
  context.action =
      text(lang, "推进任务并报送进展；已完成的请附佐证材料，由确认人确认",
           "move the task on and report its progress; once done, attach evidence to be confirmed");
}

// A day that rests on Monday to Friday alone says so.
std::string due_text(const FeedSpec& feed, const Period& period, const Calendar& calendar,
                     Lang lang) {
  const Date due = report_due_date(feed.due, period, calendar);
  const bool confirmed = calendar.confirmed(year_of(due));
  if (lang == Lang::zh) {
    return fmt::format("，应于 {} 前报送{}", to_string(due), confirmed ? "" : "（工作日历未确认）");
  }
  return fmt::format(", due by {}{}", to_string(due),
                     confirmed ? "" : " (calendar of working days unconfirmed)");
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

std::string missing_text(const EngineState& state, const Alert& alert, const FeedSpec& feed,
                         Lang lang) {
  const int in_row = missing_in_row(state, alert, feed);
  if (in_row <= 1) return text(lang, "漏报", "the report is missing");
  return lang == Lang::zh ? fmt::format("连续{}期漏报", in_row)
                          : fmt::format("{} reports in a row are missing", in_row);
}

// 3处未被接受：Sheet1!C7：…；Sheet1!C8：…
void describe_rejected(const FeedRuntime* runtime, const std::string& source, Lang lang,
                       NoticeContext& context) {
  const bool zh = lang == Lang::zh;
  context.problem = text(lang, "有未被接受的数据", "some figures were not accepted");
  context.action =
      text(lang, "按所列位置核对后重新报送", "check the listed places and report again");
  if (runtime == nullptr) return;
  const auto found = runtime->rejected_by_source.find(source);
  if (found == runtime->rejected_by_source.end()) return;
  const FeedRuntime::Rejected& rejected = found->second;
  context.problem =
      fmt::format(fmt::runtime(zh ? "{} 有{}处未被接受" : "{}: {} places were not accepted"),
                  source, rejected.count);
  for (std::size_t i = 0; i < rejected.places.size(); ++i) {
    context.problem += text(lang, i == 0 ? "：" : "；", i == 0 ? ": " : "; ") + rejected.places[i];
  }
  if (rejected.count > rejected.places.size() && !rejected.places.empty()) {
    context.problem += text(lang, "；其余见运行日志", "; for the rest see the log");
  }
}

void describe_report(const EngineState& state, const Alert& alert, const FeedSpec& feed, Lang lang,
                     NoticeContext& context) {
  context.problem = alert.level == Light::red ? missing_text(state, alert, feed, lang)
                                              : text(lang, "迟报", "the report is late");
  if (alert.period.year != 0) {
    context.period = period_text(alert.period, lang);
    context.problem += due_text(feed, alert.period, state.configuration->calendar, lang);
  }
  context.action =
      text(lang, "尽快报送，并说明迟报原因", "report as soon as you can and say why it is late");
}

void describe_feed(const EngineState& state, const Alert& alert, Lang lang,
                   NoticeContext& context) {
  const FeedSpec* feed = state.configuration->find_feed(feed_of_subject(alert.key.subject));
  if (feed == nullptr) return;
  context.subject = quoted(lang, "数据源", "feed", either(lang, feed->name, feed->name_en));
  const FeedRuntime* runtime = nullptr;
  for (const FeedRuntime& one : state.feeds) {
    if (one.state.feed == feed->id) runtime = &one;
  }
  if (alert.key.rule == fetch_rule()) {
    context.problem = text(lang, "取数失败", "fetching failed");
    if (runtime != nullptr) {
      context.problem +=
          text(lang, "：", ": ") + either(lang, runtime->state.last_error, runtime->last_error_en);
    }
    context.action = text(lang, "检查该数据源是否可用；修复前各指标保持原有亮灯",
                          "check whether it can be reached; lights stay as they are until then");
  } else if (alert.key.rule == data_rule()) {
    const std::size_t colon = alert.key.subject.find(':');
    describe_rejected(runtime,
                      colon == std::string::npos ? "" : alert.key.subject.substr(colon + 1), lang,
                      context);
  } else if (alert.key.rule == quality_rule(state)) {
    describe_quality_case(state, alert, lang, context);
  } else {
    describe_report(state, alert, *feed, lang, context);
  }
}

void describe_receiver(const EngineState& state, const Alert& alert, Lang lang,
                       NoticeContext& context) {
  const ReceiverId id{alert.key.subject};
  const Receiver* receiver = find_receiver(state, id);
  const bool named = receiver != nullptr && !receiver->name.empty() && receiver->name != id.text;
  context.subject = quoted(lang, "接收端", "receiver", named ? receiver->name : id.text);
  if (named)
    context.subject += fmt::format(fmt::runtime(lang == Lang::zh ? "（{}）" : " ({})"), id.text);
  context.problem = text(lang, "通知未送达", "notices were not delivered");
  const auto answer = state.refusals.find(id);
  if (answer != state.refusals.end()) context.problem += text(lang, "：", ": ") + answer->second;
  context.action = text(
      lang, "检查该接收端的配置、密钥和网络；有备用接收端的，通知已转发",
      "check its settings, secrets and network; a fallback receiver was told where one is set");
}

}  // namespace

NoticeContext describe_subject(const EngineState& state, const Alert& alert, Lang lang) {
  NoticeContext context;
  switch (alert.key.subject_kind) {
    case SubjectKind::indicator:
      describe_indicator(state, alert, lang, context);
      break;
    case SubjectKind::task:
      describe_task(state, alert, lang, context);
      break;
    case SubjectKind::feed:
      describe_feed(state, alert, lang, context);
      break;
    case SubjectKind::receiver:
      describe_receiver(state, alert, lang, context);
      break;
  }
  return context;
}

std::string forecast_of(const EngineState& state, const Alert& alert, Lang lang) {
  if (alert.key.subject_kind != SubjectKind::indicator || !is_firing(alert)) return {};
  const auto indicator = state.plan().find_indicator(IndicatorId{alert.key.subject});
  const auto area = state.plan().find_area(alert.key.area);
  if (!indicator || !area || alert.key.year != state.plan().year) return {};
  const auto advice = advice_of(state, state.table.series_of(*indicator, *area));
  return forecast_in_brief(state.plan().indicators[indicator->value], *advice, lang);
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

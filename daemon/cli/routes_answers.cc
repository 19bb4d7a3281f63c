#include "daemon/cli/routes_answers.h"

#include <algorithm>
#include <fmt/format.h>

#include "config/loader/possible_alerts.h"
#include "daemon/cli/channel_words.h"
#include "rules/judge/judge.h"
#include "rules/notify/decide.h"
#include "rules/notify/ladder.h"
#include "rules/notify/round_times.h"

namespace planwatch {

namespace {

using loader::PossibleAlert;

struct Asked {
  PossibleAlert alert;
  std::optional<Date> deadline;
  bool urgent = false;
  std::string problem;
};

std::string no_such(const char* zh, const char* en, const std::string& name, Lang lang) {
  return lang == Lang::zh ? fmt::format("没有{} {}；用 planwatch list 查看", zh, name)
                          : fmt::format("no {} {}; see planwatch list", en, name);
}

void ask_indicator(const Configuration& configuration, const RoutesQuestion& question, Lang lang,
                   Asked& asked) {
  const Plan& plan = configuration.plan;
  const auto index = plan.find_indicator(IndicatorId{question.indicator});
  if (!index) {
    asked.problem = no_such("指标", "indicator", question.indicator, lang);
    return;
  }
  const Indicator& indicator = plan.indicators[index->value];
  asked.alert.unit = indicator.answerable;
  asked.alert.co = indicator.co;
  asked.deadline = plan.deadline_of(indicator.due_month);
  for (const Rule& rule : configuration.rules) {
    if (!selects(rule, indicator)) continue;
    if (!question.rule.empty() && rule.id.text != question.rule) continue;
    asked.alert.rule = rule.id;
    asked.urgent = rule.urgent;
    return;
  }
  asked.problem = lang == Lang::zh ? "没有规则判定这个指标；核对 --rule 和 rules.yaml"
                                   : "no such rule judges the indicator; check --rule";
}

void ask_task(const Configuration& configuration, const RoutesQuestion& question, Lang lang,
              Asked& asked) {
  const Task* task = configuration.plan.find_task(question.task);
  if (task == nullptr) {
    asked.problem = no_such("任务", "task", std::to_string(question.task), lang);
    return;
  }
  asked.alert.subject = SubjectKind::task;
  asked.alert.unit = task->lead;
  asked.alert.co = task->departments;
  asked.alert.rule = configuration.task_rule.id;
  asked.deadline = configuration.plan.deadline_of(task->due_month);
}

void ask_feed(const Configuration& configuration, const RoutesQuestion& question, Lang lang,
              Asked& asked) {
  const FeedSpec* feed = configuration.find_feed(FeedId{question.feed});
  if (feed == nullptr) {
    asked.problem = no_such("数据源", "feed", question.feed, lang);
    return;
  }
  asked.alert.subject = SubjectKind::feed;
  asked.alert.unit = feed->unit;
  asked.alert.feed_contact = feed->contact;
  asked.alert.rule = configuration.report_rule.id;
}

Asked ask(const Configuration& configuration, const RoutesQuestion& question, Lang lang) {
  Asked asked;
  if (!question.indicator.empty()) {
    ask_indicator(configuration, question, lang, asked);
  } else if (question.task != 0) {
    ask_task(configuration, question, lang, asked);
  } else if (!question.feed.empty()) {
    ask_feed(configuration, question, lang, asked);
  } else {
    asked.alert.unit = configuration.plan.coordinating_unit;
    if (question.receiver) asked.alert.subject = SubjectKind::receiver;
    if (!question.receiver && !configuration.rules.empty()) {
      asked.alert.rule = configuration.rules.front().id;
      asked.urgent = configuration.rules.front().urgent;
    }
  }
  if (!question.rule.empty()) asked.alert.rule = RuleId{question.rule};
  if (question.unit.empty() || !asked.problem.empty()) return asked;
  asked.alert.unit = UnitId{question.unit};
  if (configuration.plan.find_unit(asked.alert.unit) == nullptr) {
    asked.problem = no_such("单位", "unit", question.unit, lang);
  }
  return asked;
}

Alert alert_of(const Asked& asked, const RoutesQuestion& question) {
  Alert alert;
  alert.unit = asked.alert.unit;
  alert.key.rule = asked.alert.rule;
  alert.key.subject_kind = asked.alert.subject;
  alert.level = question.level;
  alert.state = AlertState::firing;
  alert.fired_at = question.at;
  alert.level_since = question.at;
  alert.deadline = asked.deadline;
  alert.urgent = asked.urgent;
  return alert;
}

const Receiver* find_receiver(const Routing& routing, const ReceiverId& id) {
  const auto found = std::find_if(routing.receivers.begin(), routing.receivers.end(),
                                  [&id](const Receiver& one) { return one.id == id; });
  return found == routing.receivers.end() ? nullptr : &*found;
}

std::string minute_text(Instant instant) {
  const std::string text = to_string_local(instant);  // 2025-10-20T09:00:00+08:00
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

std::string step_words(const LadderStep& step, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (step.after) {
    case StepAfter::firing:
      if (step.workdays == 0) return zh ? "预警当时" : "at once";
      return fmt::format(fmt::runtime(zh ? "预警后 {} 个工作日" : "{} working days after firing"),
                         step.workdays);
    case StepAfter::unacknowledged:
      return fmt::format(
          fmt::runtime(zh ? "{} 个工作日没有签收" : "{} working days without acknowledgement"),
          step.workdays);
    case StepAfter::deadline_passed:
      return fmt::format(
          fmt::runtime(zh ? "期限或承诺过后 {} 个工作日" : "{} working days after the deadline"),
          step.workdays);
  }
  return {};
}

// Everything that a row needs beside role and receiver.
struct Walk {
  const Configuration& configuration;
  const Asked& asked;
  const Route& route;
  Alert alert;
  Lang lang;
  OutputTable table;
};

void add_rows(Walk& walk, int number, const LadderStep& step, Role role, Instant due) {
  const bool zh = walk.lang == Lang::zh;
  const Configuration& configuration = walk.configuration;
  auto people = loader::people_behind(configuration.plan, walk.asked.alert, role);
  if (people.empty()) people.push_back({walk.asked.alert.unit, {}});
  for (const ReceiverId& id : receivers_of(walk.route, role)) {
    const Receiver* receiver = find_receiver(configuration.routing, id);
    if (receiver == nullptr) continue;
    const Instant told =
        round_closes({&walk.route, receiver, walk.alert.urgent}, configuration.calendar, due, {});
    std::string note;
    if (told != due) {
      note = fmt::format(
          fmt::runtime(zh ? "等到 {}（{}）" : "waits until {} ({})"), minute_text(told),
          receiver->digest.every == DigestEvery::never ? (zh ? "合并或免打扰" : "grouped or quiet")
                                                       : (zh ? "汇总" : "digest"));
    }
    if (!configuration.calendar.confirmed(year_of(local_date(due)))) {
      note += std::string(note.empty() ? "" : "；") + (zh ? "日历未确认" : "calendar unconfirmed");
    }
    for (const loader::UnitPerson& one : people) {
      const std::string address = address_for(receiver->channel, one.person, walk.lang);
      walk.table.rows.push_back(
          {std::to_string(number), step_words(step, walk.lang), minute_text(due), minute_text(told),
           std::string(name_of(role, walk.lang)), one.unit.text, one.person.name, id.text,
           channel_word(receiver->channel), address, note});
    }
  }
}

void walk_ladder(Walk& walk, Instant fired) {
  const Configuration& configuration = walk.configuration;
  const WorkingHours& hours = configuration.routing.working_hours;
  for (std::size_t i = 0; i < walk.route.ladder.size(); ++i) {
    const LadderStep& step = walk.route.ladder[i];
    const auto day = step_due(walk.alert, step, configuration.calendar);
    if (!day) continue;
    // The first notice goes at once, at any hour; what comes later keeps to working hours.
    const bool first = step.after == StepAfter::firing && step.workdays == 0;
    Instant due = std::max(fired, instant_at(*day, TimeOfDay{0}));
    if (!first && !walk.alert.urgent) {
      due = next_working_instant(hours, configuration.calendar, due);
    }
    const int number = static_cast<int>(i) + 1;
    add_rows(walk, number, step, step.role, due);
    for (const Role role : step.copy) add_rows(walk, number, step, role, due);
    if (i == 0 && walk.route.inform_co_units && !walk.asked.alert.co.empty()) {
      add_rows(walk, number, step, Role::co_unit, due);
    }
  }
}

std::vector<OutputColumn> columns(bool zh) {
  return {{"step", zh ? "级" : "step", true},   {"after", zh ? "什么时候" : "after"},
          {"due", zh ? "到期" : "due"},         {"told", ""},
          {"role", zh ? "角色" : "role"},       {"unit", zh ? "单位" : "unit"},
          {"person", zh ? "姓名" : "person"},   {"receiver", zh ? "接收端" : "receiver"},
          {"channel", zh ? "通道" : "channel"}, {"address", zh ? "地址" : "address"},
          {"note", zh ? "说明" : "note"}};
}

std::string subject_words(const RoutesQuestion& question, const Asked& asked, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string what = question.indicator;
  if (question.task != 0) what = fmt::format("{} {}", zh ? "任务" : "task", question.task);
  if (!question.feed.empty()) what = question.feed;
  if (question.receiver) what = zh ? "通知送不到" : "notices that do not arrive";
  return fmt::format("{}{}{} {}{}", asked.alert.unit.text, what.empty() ? "" : " ", what,
                     name_of(question.level, lang), zh ? "灯" : "");
}

}  // namespace

RoutesAnswer answer_routes(const Configuration& configuration, const RoutesQuestion& question,
                           Lang lang) {
  RoutesAnswer answer;
  const Asked asked = ask(configuration, question, lang);
  answer.problem = asked.problem;
  if (!answer.problem.empty()) return answer;
  answer.subject = subject_words(question, asked, lang);
  answer.table.columns = columns(lang == Lang::zh);
  const Alert alert = alert_of(asked, question);
  const Route* route = match_route(configuration.routing, alert);
  if (route == nullptr) return answer;
  answer.route = route->id.text;
  Walk walk{configuration, asked, *route, alert, lang, std::move(answer.table)};
  walk_ladder(walk, question.at);
  answer.table = std::move(walk.table);
  return answer;
}

}  // namespace planwatch

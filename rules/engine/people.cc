#include <algorithm>
#include <fmt/format.h>

#include "rules/engine/access.h"
#include "rules/engine/describe.h"
#include "rules/engine/keep_ledger.h"
#include "rules/engine/silences.h"
#include "rules/engine/steps.h"
#include "rules/ledger/ledger.h"
#include "rules/notify/decide.h"
#include "rules/notify/ladder.h"
#include "rules/notify/recipients.h"

namespace planwatch {

void record(const PersonActed& event, std::string action, std::string subject, std::string text,
            Effects& effects) {
  effects.push_back(Persist{PersonActionRow{event.at, event.person, std::move(action),
                                            std::move(subject), std::move(text), event.link}});
}

void refuse(const PersonActed& event, const std::string& subject, const std::string& why,
            Effects& effects) {
  effects.push_back(Report{ReportLevel::warning,
                           action_refused,
                           {{"person", event.person}, {"subject", subject}, {"why", why}}});
}

namespace {

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

// The firing alert that the action is about; null, and refused, when there is none.
Alert* firing_alert(EngineState& state, const PersonActed& event, const std::string& key,
                    Effects& effects) {
  const auto found = state.alerts.find(key);
  if (found == state.alerts.end()) {
    refuse(event, key, "没有这条预警，请核对编号 (no such alert, look its key up)", effects);
    return nullptr;
  }
  if (!is_firing(found->second)) {
    refuse(
        event, key,
        fmt::format("这条预警{}，不需要办理 (it is {} and needs no answer)",
                    name_of(found->second.state, Lang::zh), name_of(found->second.state, Lang::en)),
        effects);
    return nullptr;
  }
  return &found->second;
}

void keep(EngineState& state, const Alert& alert, Instant now, Effects& effects) {
  keep_ledger(state, alert, Transition::none, now, effects);
  effects.push_back(Persist{AlertRow{alert}});
}

// The first one counts: saying it again buys no more time for the promise.
void note_seen(Alert& alert, const PersonActed& event) {
  if (alert.acknowledged_at) return;
  alert.acknowledged_at = event.at;
  alert.acknowledged_by = event.person;
}

void act_on(EngineState& state, const PersonActed& event, const Acknowledge& action,
            Effects& effects) {
  Alert* alert = firing_alert(state, event, action.alert, effects);
  if (alert == nullptr) return;
  note_seen(*alert, event);
  if (alert->state == AlertState::firing) alert->state = AlertState::acknowledged;
  keep(state, *alert, event.at, effects);
  record(event, "acknowledge", action.alert, {}, effects);
}

std::optional<std::string> refusal_of_promise(const Alert& alert, const PersonActed& event,
                                              const Promise& action) {
  if (is_blank(action.text)) {
    return "承诺要写明整改措施 (say what will be done: a promise needs a text)";
  }
  if (action.until < local_date(event.at)) {
    return fmt::format(
        "承诺时限 {} 已过，请写今天或以后的日期 (that day is past, name one to come)",
        to_string(action.until));
  }
  const bool moves = alert.promised_for && *alert.promised_for != action.until;
  if (moves && event.role == AccessRole::unit && alert.promise_moves > 0) {
    return fmt::format(
        "承诺时限只能由责任单位改一次，现为 {}；再改请联系督查单位 (a unit moves its promise once; "
        "it is for {} now, ask the supervising unit)",
        to_string(*alert.promised_for), to_string(*alert.promised_for));
  }
  return std::nullopt;
}

void act_on(EngineState& state, const PersonActed& event, const Promise& action, Effects& effects) {
  Alert* alert = firing_alert(state, event, action.alert, effects);
  if (alert == nullptr) return;
  if (const auto why = refusal_of_promise(*alert, event, action)) {
    return refuse(event, action.alert, *why, effects);
  }
  note_seen(*alert, event);
  const bool is_new = !alert->promised_for || *alert->promised_for != action.until;
  if (is_new && alert->promised_for) ++alert->promise_moves;
  if (is_new) alert->promised_on = local_date(event.at);
  alert->promised_for = action.until;
  alert->promise = action.text;
  if (alert->state != AlertState::suspended) alert->state = AlertState::promised;
  const Route* route = match_route(state.configuration->routing, *alert);
  if (is_new && route != nullptr) ask_again_after(*alert, *route, StepAfter::deadline_passed);
  keep(state, *alert, event.at, effects);
  record(event, "promise", action.alert, to_string(action.until) + " " + action.text, effects);
}

void act_on(EngineState& state, const PersonActed& event, const AddProgress& action,
            Effects& effects) {
  if (is_blank(action.text)) {
    return refuse(event, action.alert, "请写明进展 (say what was done)", effects);
  }
  const std::string line =
      progress_line(local_date(event.at), event.person, action.text, action.evidence);
  if (!add_progress(state, action.alert, line, effects)) {
    return refuse(
        event, action.alert,
        "这条预警没有在办的台账，请核对编号 (no ledger row of it is open, look its key up)",
        effects);
  }
  record(event, "progress", action.alert, line, effects);
}

void act_on(EngineState& state, const PersonActed& event, const SuspendAlert& action,
            Effects& effects) {
  Alert* alert = firing_alert(state, event, action.alert, effects);
  if (alert == nullptr) return;
  if (const auto why = refusal_of_term(action.until, local_date(event.at), action.reason)) {
    return refuse(event, action.alert, *why, effects);
  }
  suspend(*alert, action.until, event.person, action.reason);
  keep(state, *alert, event.at, effects);
  record(event, "suspend", action.alert, to_string(action.until) + " " + action.reason, effects);
}

void act_on(EngineState& state, const PersonActed& event, const ResumeAlert& action,
            Effects& effects) {
  Alert* alert = firing_alert(state, event, action.alert, effects);
  if (alert == nullptr) return;
  if (alert->state != AlertState::suspended) {
    return refuse(event, action.alert, "这条预警没有暂停，不必恢复 (it is not suspended)", effects);
  }
  end_suspension(*alert);
  keep(state, *alert, event.at, effects);
  record(event, "resume", action.alert, {}, effects);
}

void act_on(EngineState& state, const PersonActed& event, const AddSilence& action,
            Effects& effects) {
  add_silence(state, event, action, effects);
}

void act_on(EngineState& state, const PersonActed& event, const EndSilence& action,
            Effects& effects) {
  end_silence(state, event, action, effects);
}

void act_on(EngineState& state, const PersonActed& event, const CloseLedger& action,
            Effects& effects) {
  const auto found = state.ledger.find(action.number);
  const std::string subject = std::to_string(action.number);
  if (found == state.ledger.end()) {
    return refuse(event, subject, "台账没有这个编号 (no such ledger row)", effects);
  }
  LedgerRow& row = found->second;
  if (row.state == LedgerState::closed) {
    return refuse(event, subject, "该事项已销号 (the row is closed already)", effects);
  }
  if (row.state == LedgerState::open) {
    return refuse(
        event, subject,
        fmt::format("该事项仍在预警（{}灯），待预警解除后方可销号 (its alert still fires, "
                    "{}: it can be closed when that ends)",
                    name_of(row.light_now, Lang::zh), name_of(row.light_now, Lang::en)),
        effects);
  }
  close_ledger_row(row, local_date(event.at), event.person, action.remark);
  // The same alert may have fired again since; the row of that episode goes on.
  const auto running = state.open_ledger.find(row.alert);
  if (running != state.open_ledger.end() && running->second == row.number) {
    state.open_ledger.erase(running);
  }
  effects.push_back(Persist{row});
  record(event, "close", subject, action.remark, effects);
}

void act_on(EngineState& state, const PersonActed& event, const ProgressTask& action,
            Effects& effects) {
  const std::string subject = std::to_string(action.report.task);
  if (state.plan().find_task(action.report.task) == nullptr) {
    return refuse(event, subject, "方案没有这个任务号 (no such task)", effects);
  }
  take_task_report(state, action.report, true);
  state.task_reports[action.report.task].push_back(action.report);
  effects.push_back(Persist{TaskReportRow{action.report, 0, event.at, event.person}});
  add_task_progress(state, event, action.report, effects);
  record(event, "progress", subject, action.report.evidence, effects);
}

void act_on(EngineState& state, const PersonActed& event, const ClosePlan& action,
            Effects& effects) {
  const std::string& subject = state.plan().id;
  if (state.is_closed()) return refuse(event, subject, "the plan is closed already", effects);
  if (action.reason.empty()) return refuse(event, subject, "closing needs a reason", effects);
  close_plan(state, event.at, event.person, action.reason, effects);
  record(event, "close plan", subject, action.reason, effects);
}

void act_on(EngineState& state, const PersonActed& event, const ReopenPlan& action,
            Effects& effects) {
  const std::string& subject = state.plan().id;
  if (!state.is_closed()) return refuse(event, subject, "the plan is not closed", effects);
  if (action.reason.empty()) return refuse(event, subject, "reopening needs a reason", effects);
  reopen_plan(state, event.at, event.person, action.reason, effects);
  record(event, "reopen plan", subject, action.reason, effects);
}

void act_on(EngineState& state, const PersonActed& event, const ReleaseFigure& action,
            Effects& effects) {
  release_figure(state, event, action, effects);
}

void act_on(EngineState& state, const PersonActed& event, const DiscardFigure& action,
            Effects& effects) {
  discard_figure(state, event, action, effects);
}

void act_on(EngineState& state, const PersonActed& event, const RetryFeed& action,
            Effects& effects) {
  retry_feed(state, event, action, effects);
}

// Whose work an action is about.
struct TargetOf {
  const EngineState& state;

  ActionTarget alert(const std::string& key) const {
    const auto found = state.alerts.find(key);
    if (found == state.alerts.end()) return {};
    return {found->second.unit, co_units_of(state.plan(), found->second)};
  }
  ActionTarget operator()(const Acknowledge& action) const { return alert(action.alert); }
  ActionTarget operator()(const Promise& action) const { return alert(action.alert); }
  ActionTarget operator()(const AddProgress& action) const { return alert(action.alert); }
  ActionTarget operator()(const SuspendAlert& action) const { return alert(action.alert); }
  ActionTarget operator()(const ResumeAlert& action) const { return alert(action.alert); }
  ActionTarget operator()(const ProgressTask& action) const {
    const Task* task = state.plan().find_task(action.report.task);
    if (task == nullptr) return {};
    return {task->lead, task->departments};
  }
  template <class Other>
  ActionTarget operator()(const Other&) const {
    return {};
  }
};

std::optional<std::string> refusal_of(const EngineState& state, const PersonActed& event) {
  if (is_blank(event.person)) return "需要写明经手人 (say who acts)";
  if (!event.link.empty() && state.used_links.contains(event.link)) {
    return "这个链接已经用过，只能用一次；请从最新的通知进入，或登录办理 (this link was used, it "
           "counts once: take the one of the latest notice, or sign in)";
  }
  return refusal_by_role(event.role, event.unit, event.action,
                         std::visit(TargetOf{state}, event.action));
}

std::string subject_of(const PersonAction& action) {
  return std::visit(
      [](const auto& one) -> std::string {
        if constexpr (requires { one.alert; }) return one.alert;
        if constexpr (requires { one.number; }) return std::to_string(one.number);
        if constexpr (requires { one.id; }) return std::to_string(one.id);
        if constexpr (requires { one.feed.text; }) return one.feed.text;
        if constexpr (requires { one.report.task; }) return std::to_string(one.report.task);
        return {};
      },
      action);
}

bool was_recorded(const Effects& effects, std::size_t from) {
  return std::any_of(
      effects.begin() + static_cast<std::ptrdiff_t>(from), effects.end(), [](const Effect& effect) {
        const auto* persist = std::get_if<Persist>(&effect);
        return persist != nullptr && std::holds_alternative<PersonActionRow>(persist->row);
      });
}

}  // namespace

void act(EngineState& state, const PersonActed& event, Effects& effects) {
  if (const auto why = refusal_of(state, event)) {
    return refuse(event, subject_of(event.action), *why, effects);
  }
  const std::size_t before = effects.size();
  std::visit([&](const auto& action) { act_on(state, event, action, effects); }, event.action);
  if (!event.link.empty() && was_recorded(effects, before)) state.used_links.insert(event.link);
  // What ends a silence or a suspension tells what it held back, in working hours at once.
  if (!state.is_closed()) tell_held_back(state, event.at, effects);
}

}  // namespace planwatch

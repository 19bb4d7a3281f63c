#include <fmt/format.h>

#include "rules/engine/steps.h"
#include "rules/notify/decide.h"
#include "rules/notify/ladder.h"

namespace planwatch {

void record(const PersonActed& event, std::string action, std::string subject, std::string text,
            Effects& effects) {
  effects.push_back(Persist{PersonActionRow{event.at, event.person, std::move(action),
                                            std::move(subject), std::move(text)}});
}

void refuse(const PersonActed& event, const std::string& subject, const std::string& why,
            Effects& effects) {
  effects.push_back(Report{ReportLevel::warning,
                           action_refused,
                           {{"person", event.person}, {"subject", subject}, {"why", why}}});
}

namespace {

void act_on(EngineState& state, const PersonActed& event, const Acknowledge& action,
            Effects& effects) {
  const auto found = state.alerts.find(action.alert);
  if (found == state.alerts.end() || !is_firing(found->second)) {
    return refuse(event, action.alert, "no such firing alert", effects);
  }
  Alert& alert = found->second;
  if (alert.state == AlertState::firing) alert.state = AlertState::acknowledged;
  // The first one counts: saying it again buys no more time for the promise.
  if (!alert.acknowledged_at) {
    alert.acknowledged_at = event.at;
    alert.acknowledged_by = event.person;
  }
  effects.push_back(Persist{AlertRow{alert}});
  record(event, "acknowledge", action.alert, {}, effects);
}

void act_on(EngineState& state, const PersonActed& event, const Promise& action, Effects& effects) {
  const auto found = state.alerts.find(action.alert);
  if (found == state.alerts.end() || !is_firing(found->second)) {
    return refuse(event, action.alert, "no such firing alert", effects);
  }
  if (action.text.empty() || action.until < local_date(event.at)) {
    return refuse(event, action.alert, "a promise needs a text and a date to come", effects);
  }
  Alert& alert = found->second;
  alert.state = AlertState::promised;
  if (!alert.acknowledged_at) {
    alert.acknowledged_at = event.at;
    alert.acknowledged_by = event.person;
  }
  alert.promised_for = action.until;
  alert.promise = action.text;
  if (const Route* route = match_route(state.configuration->routing, alert)) {
    ask_again_after(alert, *route, StepAfter::deadline_passed);
  }
  effects.push_back(Persist{AlertRow{alert}});
  record(event, "promise", action.alert, to_string(action.until) + " " + action.text, effects);
}

void act_on(EngineState& state, const PersonActed& event, const CloseLedger& action,
            Effects& effects) {
  const auto found = state.ledger.find(action.number);
  const std::string subject = std::to_string(action.number);
  if (found == state.ledger.end()) return refuse(event, subject, "no such ledger row", effects);
  LedgerRow& row = found->second;
  if (row.state != LedgerState::awaiting_closure) {
    return refuse(event, subject, "only a row that awaits closure can be closed", effects);
  }
  row.state = LedgerState::closed;
  row.closed_on = local_date(event.at);
  row.closed_by = event.person;
  // The same alert may have fired again since; the row of that episode goes on.
  const auto running = state.open_ledger.find(row.alert);
  if (running != state.open_ledger.end() && running->second == row.number) {
    state.open_ledger.erase(running);
  }
  effects.push_back(Persist{row});
  record(event, "close", subject, {}, effects);
}

void act_on(EngineState& state, const PersonActed& event, const ProgressTask& action,
            Effects& effects) {
  const std::string subject = std::to_string(action.report.task);
  if (state.plan().find_task(action.report.task) == nullptr) {
    return refuse(event, subject, "no such task", effects);
  }
  take_task_report(state, action.report, true);
  state.task_reports[action.report.task].push_back(action.report);
  effects.push_back(Persist{TaskReportRow{action.report, 0, event.at, event.person}});
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

void act_on(EngineState&, const PersonActed& event, const AddProgress& action, Effects& effects) {
  refuse(event, action.alert, "not supported yet", effects);
}
void act_on(EngineState&, const PersonActed& event, const SuspendAlert& action, Effects& effects) {
  refuse(event, action.alert, "not supported yet", effects);
}
void act_on(EngineState&, const PersonActed& event, const ResumeAlert& action, Effects& effects) {
  refuse(event, action.alert, "not supported yet", effects);
}
void act_on(EngineState&, const PersonActed& event, const AddSilence&, Effects& effects) {
  refuse(event, "silence", "not supported yet", effects);
}
void act_on(EngineState&, const PersonActed& event, const EndSilence&, Effects& effects) {
  refuse(event, "silence", "not supported yet", effects);
}

}  // namespace

void act(EngineState& state, const PersonActed& event, Effects& effects) {
  std::visit([&](const auto& action) { act_on(state, event, action, effects); }, event.action);
}

}  // namespace planwatch

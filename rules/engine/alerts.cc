#include "rules/engine/describe.h"
#include "rules/engine/steps.h"
#include "rules/ledger/ledger.h"

namespace planwatch {

namespace {

void report_change(const Alert& alert, const AlertStep& step, Effects& effects) {
  Report report{ReportLevel::info, "alert changed", {}};
  report.fields = {{"alert", to_string(alert.key)},
                   {"state", std::string(name_of(alert.state, Lang::en))},
                   {"level", std::string(name_of(alert.level, Lang::en))},
                   {"reason", std::string(name_of(alert.reason, Lang::en))},
                   {"unit", alert.unit.text},
                   {"correction", step.by_correction ? "true" : "false"}};
  effects.push_back(std::move(report));
}

void keep_ledger(EngineState& state, const Alert& alert, Transition transition, Instant now,
                 Effects& effects) {
  const std::string key = to_string(alert.key);
  if (transition == Transition::fired) {
    LedgerRow row = open_ledger_row(alert, describe_subject(state, alert), now);
    row.number = state.next_ledger_number++;
    row.person = person_of(state, alert, Role::contact);
    row.co_units = co_units_of(state, alert);
    state.open_ledger[key] = row.number;
    effects.push_back(Persist{row});
    state.ledger[row.number] = std::move(row);
    return;
  }
  const auto open = state.open_ledger.find(key);
  if (open == state.open_ledger.end()) return;
  LedgerRow& row = state.ledger[open->second];
  update_ledger_row(row, alert, describe_subject(state, alert));
  effects.push_back(Persist{row});
}

void finish_step(EngineState& state, AlertStep step, Light before, Instant now, Effects& effects) {
  const std::string key = to_string(step.next.key);
  if (step.transition != Transition::none && step.transition != Transition::pended) {
    const Route* route = match_route(state.configuration->routing, step.next);
    const std::vector<NoticeDecision> decisions = decide_on_change(step, route);
    if (decisions.empty() && is_firing(step.next)) {
      effects.push_back(Report{
          ReportLevel::warning, "nobody is told of this alert, see the routes", {{"alert", key}}});
    }
    tell(state, step.next, decisions, before, now, effects);
    keep_ledger(state, step.next, step.transition, now, effects);
    report_change(step.next, step, effects);
  } else if (is_firing(step.next)) {
    // A later period, the same level: nobody is told, but what is shown is of today.
    step.next.summary = summarize(step.next, describe_subject(state, step.next));
    keep_ledger(state, step.next, Transition::none, now, effects);
  }
  effects.push_back(Persist{AlertRow{step.next}});
  state.alerts[key] = std::move(step.next);
}

}  // namespace

void apply_condition(EngineState& state, const Subject& subject, const Condition& condition,
                     Instant now, Effects& effects) {
  if (!condition.known) return;  // changes nothing and must not begin anything
  const auto found = state.alerts.find(to_string(subject.key));
  std::optional<Alert> before;
  if (found != state.alerts.end()) before = found->second;
  const bool quiet = condition.level == Light::grey && !condition.pending;
  if (quiet && (!before || !is_open(*before))) return;
  AlertStep step = step_alert(before, subject.key, condition, now);
  const bool same_reason = before && before->reason == step.next.reason;
  const bool vanished = before && before->state == AlertState::pending && !is_open(step.next);
  const bool same_period = before && before->period == step.next.period;
  if (step.transition == Transition::none && same_reason && same_period && !vanished) return;
  step.next.unit = subject.unit;
  step.next.deadline = subject.deadline;
  step.next.urgent = subject.urgent;
  // The level of an alert that is over is history, not where this change comes from.
  const Light level_before = before && is_firing(*before) ? before->level : Light::grey;
  finish_step(state, std::move(step), level_before, now, effects);
}

void close_alert_for_rule_change(EngineState& state, const std::string& alert, Instant now,
                                 Effects& effects) {
  const auto found = state.alerts.find(alert);
  if (found == state.alerts.end() || !is_open(found->second)) return;
  const Light before = found->second.level;
  finish_step(state, close_for_rule_change(found->second, now), before, now, effects);
}

void close_alert_by_person(EngineState& state, const std::string& alert, const std::string& why,
                           Instant now, Effects& effects) {
  const auto found = state.alerts.find(alert);
  if (found == state.alerts.end() || !is_open(found->second)) return;
  const Light before = found->second.level;
  AlertStep step = close_for_rule_change(found->second, now);
  step.why = why;
  finish_step(state, std::move(step), before, now, effects);
}

void tell_on_time(EngineState& state, Instant now, Effects& effects) {
  const Configuration& configuration = *state.configuration;
  for (auto& [key, alert] : state.alerts) {
    // Another year's alerts stay with their year.
    if (!is_firing(alert) || alert.key.year != state.plan().year ||
        alert.key.plan != state.plan().id) {
      continue;
    }
    const Route* route = match_route(configuration.routing, alert);
    if (route == nullptr) continue;
    const auto decisions = decide_on_time(alert, *route, configuration.routing.working_hours,
                                          configuration.calendar, now);
    if (decisions.empty()) continue;
    tell(state, alert, decisions, alert.level, now, effects);
    keep_ledger(state, alert, Transition::none, now, effects);
    effects.push_back(Persist{AlertRow{alert}});
  }
}

}  // namespace planwatch

#include "rules/engine/describe.h"
#include "rules/engine/keep_ledger.h"
#include "rules/engine/silences.h"
#include "rules/engine/steps.h"
#include "rules/engine/suppressed.h"
#include "rules/notify/ladder.h"
#include "rules/notify/recipients.h"

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

bool is_change(Transition transition) {
  return transition != Transition::none && transition != Transition::pended;
}

// Tells, and notes what those who were told know now.
void tell_and_note(EngineState& state, Alert& alert, const std::vector<NoticeDecision>& decisions,
                   const Route* route, Light before, Instant now, Effects& effects) {
  tell(state, alert, decisions, before, now, effects);
  if (!decisions.empty()) alert.told_level = is_firing(alert) ? alert.level : Light::grey;
  if (route != nullptr && is_long_red(alert)) alert.jumped = true;
}

// A firing counts for damping even while nobody is told of it.
bool begins_to_flap(const EngineState& state, AlertStep& step, Instant now) {
  if (step.transition != Transition::fired) return false;
  Alert& alert = step.next;
  note_firing(alert, local_date(now));
  if (alert.flapping || !fires_too_often(alert, state.configuration->routing.damping,
                                         state.configuration->calendar)) {
    return false;
  }
  alert.flapping = true;
  return true;
}

// What is decided when nothing suppresses the alert.
std::vector<NoticeDecision> decide(const EngineState& state, const AlertStep& step,
                                   const Route* route, bool flaps) {
  if (flaps) return decide_flapping(step.next, route, state.configuration->routing.damping);
  // The cause of a silence is over, its news is not told yet: this change is part of it.
  if (step.next.held_back) return decide_catch_up(step.next, route, step.has_co_units);
  return decide_on_change(step, route);
}

void end_damping_if_calm(const EngineState& state, const Alert* before, Alert& alert, Instant now) {
  if (before == nullptr || !before->flapping) return;
  const Date calm =
      calm_from(*before, state.configuration->routing.damping, state.configuration->calendar);
  if (local_date(now) < calm) return;
  alert.flapping = false;
  alert.fired_on.clear();
  // That it fires on is news again to those who heard that it comes and goes.
  if (is_firing(alert)) alert.told_level = Light::grey;
}

void warn_if_nobody(const std::vector<NoticeDecision>& decisions, const AlertStep& step,
                    Effects& effects) {
  if (!decisions.empty() || !is_firing(step.next) || !is_change(step.transition)) return;
  effects.push_back(Report{ReportLevel::warning,
                           "nobody is told of this alert, see the routes",
                           {{"alert", to_string(step.next.key)}}});
}

// Decides and tells; what a silence, suspension, inhibition or damping keeps back is remembered.
void tell_change(EngineState& state, AlertStep& step, bool flaps, Light before, Instant now,
                 Effects& effects) {
  Alert& alert = step.next;
  const Route* route = match_route(state.configuration->routing, alert);
  if (step.transition == Transition::worsened && route != nullptr && !alert.promised_for) {
    ask_again_after(alert, *route, StepAfter::unacknowledged);
  }
  step.has_co_units = !co_units_of(state.plan(), alert).empty();
  const bool owed = alert.held_back;
  const std::vector<NoticeDecision> decisions = decide(state, step, route, flaps);
  // The notice that says that an alert flaps is not damped itself.
  Alert asked = alert;
  if (flaps) asked.flapping = false;
  if (suppression_of(asked, suppression_context(state, now))) {
    alert.held_back = owed || !decisions.empty();
    alert.summary = summarize(alert, describe_subject(state, alert, Lang::zh), Lang::zh);
    return;
  }
  if (!owed) warn_if_nobody(decisions, step, effects);
  tell_and_note(state, alert, decisions, route, before, now, effects);
  // Of one that flaps the last word is yet to be said.
  alert.held_back = alert.flapping;
}

void finish_step(EngineState& state, AlertStep step, const Alert* was, Instant now,
                 Effects& effects) {
  const std::string key = to_string(step.next.key);
  // The level of an alert that is over is history, not where this change comes from.
  const Light before = was != nullptr && is_firing(*was) ? was->level : Light::grey;
  end_damping_if_calm(state, was, step.next, now);
  const bool flaps = begins_to_flap(state, step, now);
  if (is_change(step.transition)) {
    tell_change(state, step, flaps, before, now, effects);
    keep_ledger(state, step.next, step.transition, now, effects);
    report_change(step.next, step, effects);
  } else if (is_firing(step.next)) {
    // A later period, the same level: only a third red in a row is told, but what is shown is of
    // today.
    tell_change(state, step, false, before, now, effects);
    step.next.summary =
        summarize(step.next, describe_subject(state, step.next, Lang::zh), Lang::zh);
    keep_ledger(state, step.next, Transition::none, now, effects);
  }
  effects.push_back(Persist{AlertRow{step.next}});
  state.alerts[key] = std::move(step.next);
}

const Alert* find_alert(const EngineState& state, const std::string& key) {
  const auto found = state.alerts.find(key);
  return found == state.alerts.end() ? nullptr : &found->second;
}

}  // namespace

void apply_condition(EngineState& state, const Subject& subject, const Condition& condition,
                     Instant now, Effects& effects) {
  if (!condition.known) return;  // changes nothing and must not begin anything
  const Alert* before = find_alert(state, to_string(subject.key));
  const bool quiet = condition.level == Light::grey && !condition.pending;
  if (quiet && (before == nullptr || !is_open(*before))) return;
  AlertStep step = step_alert(before == nullptr ? std::nullopt : std::optional(*before),
                              subject.key, condition, now);
  const bool same_reason = before != nullptr && before->reason == step.next.reason;
  const bool vanished =
      before != nullptr && before->state == AlertState::pending && !is_open(step.next);
  const bool same_period = before != nullptr && before->period == step.next.period &&
                           before->red_run == step.next.red_run;
  if (step.transition == Transition::none && same_reason && same_period && !vanished) return;
  step.next.unit = subject.unit;
  step.next.deadline = subject.deadline;
  step.next.urgent = subject.urgent;
  finish_step(state, std::move(step), before, now, effects);
}

void close_alert_for_rule_change(EngineState& state, const std::string& alert, Instant now,
                                 Effects& effects) {
  close_alert_by_person(state, alert, {}, now, effects);
}

void close_alert_by_person(EngineState& state, const std::string& alert, const std::string& why,
                           Instant now, Effects& effects) {
  const Alert* before = find_alert(state, alert);
  if (before == nullptr || !is_open(*before)) return;
  AlertStep step = close_for_rule_change(*before, now);
  step.why = why;
  finish_step(state, std::move(step), before, now, effects);
}

namespace {

// What a suspension, silence, inhibition or damping kept back, once it is over. True: something
// about the alert changed.
bool catch_up(EngineState& state, Alert& alert, Instant now, Effects& effects) {
  if (!alert.held_back || alert.state == AlertState::pending) return false;
  const Configuration& c = *state.configuration;
  if (!may_send(c.routing.working_hours, c.calendar, now, alert.urgent)) return false;
  if (suppression_of(alert, suppression_context(state, now))) return false;
  const Route* route = match_route(c.routing, alert);
  const bool has_co_units = !co_units_of(state.plan(), alert).empty();
  tell_and_note(state, alert, decide_catch_up(alert, route, has_co_units), route, alert.level, now,
                effects);
  alert.held_back = false;
  if (!alert.flapping) return true;
  const Date calm = calm_from(alert, c.routing.damping, c.calendar);
  alert.held_back = local_date(now) < calm;
  if (alert.held_back) return true;
  alert.flapping = false;
  alert.fired_on.clear();
  return true;
}

bool end_suspension_if_over(Alert& alert, Instant now) {
  if (!suspension_is_over(alert, local_date(now))) return false;
  end_suspension(alert);
  return true;
}

bool climb(EngineState& state, Alert& alert, Instant now, Effects& effects) {
  const Configuration& c = *state.configuration;
  const Route* route = match_route(c.routing, alert);
  if (!is_firing(alert) || alert.held_back || route == nullptr) return false;
  const auto decisions = decide_on_time(alert, *route, c.routing.working_hours, c.calendar, now);
  if (decisions.empty() || suppression_of(alert, suppression_context(state, now))) return false;
  tell_and_note(state, alert, decisions, route, alert.level, now, effects);
  return true;
}

}  // namespace

namespace {

enum class TellWhat { held_back, all };

void tell_each(EngineState& state, TellWhat what, Instant now, Effects& effects) {
  for (auto& [key, alert] : state.alerts) {
    // Another year's alerts stay with their year.
    if (alert.key.year != state.plan().year || alert.key.plan != state.plan().id) continue;
    bool changed = end_suspension_if_over(alert, now);
    changed = catch_up(state, alert, now, effects) || changed;
    if (what == TellWhat::all) changed = climb(state, alert, now, effects) || changed;
    if (!changed) continue;
    keep_ledger(state, alert, Transition::none, now, effects);
    effects.push_back(Persist{AlertRow{alert}});
  }
}

}  // namespace

void tell_held_back(EngineState& state, Instant now, Effects& effects) {
  tell_each(state, TellWhat::held_back, now, effects);
}

void tell_on_time(EngineState& state, Instant now, Effects& effects) {
  tell_each(state, TellWhat::all, now, effects);
}

}  // namespace planwatch

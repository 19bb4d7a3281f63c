#include "rules/alert/life_cycle.h"

#include <algorithm>

namespace planwatch {

JudgedLight judged_light(const Assessment& assessment) {
  JudgedLight judged;
  judged.light = assessment.light;
  judged.known = assessment.light != Light::grey;
  judged.recovered = assessment.recovered;
  return judged;
}

namespace {

struct Fold {
  LevelResult result;
  int good_run = 0;
};

void take_bad(Fold& fold, Light light, const Rule& rule) {
  LevelResult& r = fold.result;
  fold.good_run = 0;
  ++r.bad_run;
  r.red_run = light == Light::red ? r.red_run + 1 : 0;
  if (r.level != Light::grey || r.bad_run >= rule.for_reports) r.level = light;
}

void take_good(Fold& fold, bool recovered, const Rule& rule) {
  LevelResult& r = fold.result;
  r.bad_run = 0;
  r.red_run = 0;
  if (r.level == Light::grey) return;
  fold.good_run = recovered ? fold.good_run + 1 : 0;
  // Good, but not yet good enough or not yet often enough: still firing, at the lowest level.
  r.level =
      fold.good_run >= rule.recover_reports ? Light::grey : std::min(r.level, rule.alert_from);
}

}  // namespace

LevelResult fold_levels(std::span<const JudgedLight> by_period, const Rule& rule) {
  Fold fold;
  for (const JudgedLight& judged : by_period) {
    if (!judged.known) continue;
    if (judged.light >= rule.alert_from) {
      take_bad(fold, judged.light, rule);
    } else {
      take_good(fold, judged.recovered, rule);
    }
  }
  fold.result.pending = fold.result.level == Light::grey && fold.result.bad_run > 0;
  return fold.result;
}

LevelResult worst_level(std::span<const JudgedLight> by_period, const Rule& rule) {
  LevelResult result;
  for (const JudgedLight& judged : by_period) {
    if (!judged.known) continue;
    result.red_run = judged.light == Light::red ? result.red_run + 1 : 0;
    if (judged.light < rule.alert_from) continue;
    ++result.bad_run;
    result.level = worse_of(result.level, judged.light);
  }
  if (result.bad_run < rule.for_reports) result.level = Light::grey;
  result.pending = result.level == Light::grey && result.bad_run > 0;
  return result;
}

namespace {

// What outlives an episode: its number, what damping counts, and whom the end of the last one is
// still owed.
Alert begin_again(const Alert& before) {
  Alert alert;
  alert.key = before.key;
  alert.episode = before.episode;
  alert.notices = before.notices;
  alert.fired_on = before.fired_on;
  alert.flapping = before.flapping;
  alert.held_back = before.held_back;
  if (!before.held_back) return alert;
  alert.told = before.told;
  alert.told_level = before.told_level;
  alert.last_told_on = before.last_told_on;
  return alert;
}

void start_episode(Alert& alert, const Condition& condition, Instant now) {
  const bool was_pending = alert.state == AlertState::pending && is_open(alert);
  const Instant opened = was_pending ? alert.opened_at : now;
  alert = begin_again(alert);
  ++alert.episode;
  alert.state = AlertState::firing;
  alert.level = condition.level;
  alert.opened_at = opened;
  alert.fired_at = now;
  alert.level_since = now;
}

// A worse light asks again: what was acknowledged was the milder one. A promise and a suspension
// stay.
void take_level(Alert& alert, const Condition& condition, Instant now) {
  const bool worse = condition.level > alert.level;
  alert.level = condition.level;
  if (!worse) return;
  alert.level_since = now;
  if (alert.promised_for) return;
  alert.acknowledged_at.reset();
  alert.acknowledged_by.clear();
  if (alert.state == AlertState::acknowledged) alert.state = AlertState::firing;
}

Transition step_firing(Alert& next, const Condition& condition, bool was_firing, Instant now) {
  if (!was_firing) {
    start_episode(next, condition, now);
    return Transition::fired;
  }
  if (condition.level == next.level) return Transition::none;
  const bool worse = condition.level > next.level;
  take_level(next, condition, now);
  return worse ? Transition::worsened : Transition::eased;
}

Transition step_pending(Alert& next, bool was_open, Instant now) {
  if (was_open && next.state == AlertState::pending) return Transition::none;
  next = begin_again(next);
  next.state = AlertState::pending;
  next.opened_at = now;
  return Transition::pended;
}

Transition step_good(Alert& next, bool was_firing, Instant now) {
  next.state = AlertState::resolved;
  next.resolved_at = now;
  return was_firing ? Transition::resolved : Transition::none;
}

}  // namespace

AlertStep step_alert(const std::optional<Alert>& before, const AlertKey& key,
                     const Condition& condition, Instant now) {
  AlertStep step;
  step.by_correction = condition.by_correction;
  step.to_deputy = condition.to_deputy;
  if (before) step.next = *before;
  if (!before) step.next.opened_at = now;
  step.next.key = key;
  if (!condition.known) return step;

  const bool was_open = before && is_open(*before);
  const bool was_firing = was_open && before->state != AlertState::pending;
  if (condition.level != Light::grey) {
    step.transition = step_firing(step.next, condition, was_firing, now);
  } else if (condition.pending && !was_firing) {
    step.transition = step_pending(step.next, was_open, now);
  } else if (was_open) {
    step.transition = step_good(step.next, was_firing, now);
  }
  step.next.reason = condition.reason;
  step.next.period = condition.period;
  step.next.revision = condition.revision;
  step.next.red_run = condition.red_run;
  return step;
}

AlertStep close_for_rule_change(const Alert& before, Instant now) {
  AlertStep step;
  step.next = before;
  step.next.state = AlertState::closed;
  step.next.resolved_at = now;
  step.transition = before.state == AlertState::pending ? Transition::none : Transition::closed;
  return step;
}

AlertState answered_state(const Alert& alert) {
  if (alert.promised_for) return AlertState::promised;
  return alert.acknowledged_at ? AlertState::acknowledged : AlertState::firing;
}

void suspend(Alert& alert, Date until, const std::string& person, const std::string& reason) {
  alert.state = AlertState::suspended;
  alert.suspended_until = until;
  alert.suspended_by = person;
  alert.suspend_reason = reason;
}

void end_suspension(Alert& alert) {
  if (alert.state == AlertState::suspended) alert.state = answered_state(alert);
  alert.suspended_until.reset();
  alert.suspended_by.clear();
  alert.suspend_reason.clear();
}

bool suspension_is_over(const Alert& alert, Date today) {
  return alert.state == AlertState::suspended &&
         (!alert.suspended_until || *alert.suspended_until < today);
}

}  // namespace planwatch

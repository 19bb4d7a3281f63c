#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/model/configuration.h"
#include "rules/model/light.h"
#include "rules/model/period.h"

namespace planwatch {

enum class AlertState { pending, firing, acknowledged, promised, suspended, resolved, closed };
std::string_view name_of(AlertState state, Lang lang);
std::string_view metric_label(AlertState state);

// What an alert is about. Stable over restarts and reloads.
struct AlertKey {
  std::string plan;
  RuleId rule;
  SubjectKind subject_kind = SubjectKind::indicator;
  std::string subject;  // indicator id, task number or feed id
  AreaCode area;        // empty for tasks and feeds
  int year = 0;
  friend auto operator<=>(const AlertKey&, const AlertKey&) = default;
};
std::string to_string(
    const AlertKey& key);  // ganzhou/lights/indicator/e_invoice_coverage/620702/2025

// Somebody who was told of the running episode; recovery goes to all of them.
struct Told {
  Role role = Role::contact;
  ReceiverId receiver;
  friend auto operator<=>(const Told&, const Told&) = default;
};

// 预警. Times are the plan's clock. One row in the store, rewritten when it changes.
struct Alert {
  AlertKey key;
  int episode = 0;  // counts firings of this key; part of every notice's key
  AlertState state = AlertState::pending;
  Light level = Light::grey;
  Reason reason = Reason::none;
  UnitId unit;       // who answers
  Period period;     // the last judged period
  int revision = 0;  // of that period's figure
  Instant opened_at{};
  std::optional<Instant> fired_at;
  std::optional<Instant> level_since;  // since when it is this bad: fired or last worsened
  std::optional<Instant> resolved_at;
  std::optional<Instant> acknowledged_at;
  std::string acknowledged_by;
  std::optional<Date> promised_for;
  std::string promise;
  std::optional<Date> deadline;
  int steps_taken = 0;  // of the ladder: bit n for step n
  int reminders = 0;
  int notices = 0;  // decided for this key since it exists; numbers them, so that no two are alike
  int red_run = 0;  // red reports in a row at the last judged period
  bool jumped = false;    // a third red report in a row took a step before its time, this episode
  int promise_moves = 0;  // how often the promise was moved; the unit may once
  std::optional<Date> promised_on;  // the day on which the running promise was made
  std::optional<Date> suspended_until;
  std::string suspended_by;
  std::string suspend_reason;
  // Something happened that nobody was told because of a silence, a suspension, an inhibition or
  // damping: told as one piece of news when that ends.
  bool held_back = false;
  std::vector<Date> fired_on;  // days of the latest firings, newest last, for damping
  bool flapping = false;       // damped now
  std::optional<Date> last_told_on;
  std::vector<Told> told;
  Light told_level = Light::grey;  // that they know of; grey: none, or its end was told
  bool urgent = false;
  std::string summary;  // the latest notice's one-line text
};

bool is_open(const Alert& alert);    // not resolved, not closed
bool is_firing(const Alert& alert);  // firing, acknowledged, promised or suspended

}  // namespace planwatch

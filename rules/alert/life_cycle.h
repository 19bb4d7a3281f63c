#pragma once

#include <optional>
#include <span>

#include "rules/alert/alert.h"
#include "rules/judge/assessment.h"

namespace planwatch {

// The level that a run of judgements leads to, with hold and recovery counted in reports.
struct LevelResult {
  Light level = Light::grey;  // grey: not firing
  bool pending = false;       // bad, but not for `for_reports` reports yet
  int bad_run = 0;            // bad reports in a row at the end
  int red_run = 0;            // red reports in a row at the end
};

// What of an assessment the fold needs; two bytes, kept for every rule, series and period.
struct JudgedLight {
  Light light = Light::grey;
  bool known : 1 = false;      // a figure that could be judged
  bool recovered : 1 = false;  // good by the rule's recovery margin
};
JudgedLight judged_light(const Assessment& assessment);

// Folds judgements in period order. Those that are not known are skipped: missing data resolves
// nothing. Because it starts from nothing every time, the result does not depend on the order in
// which the figures arrived.
LevelResult fold_levels(std::span<const JudgedLight> by_period, const Rule& rule);

// For what cannot be made good by a later period (cadence): the worst of all judged ones.
LevelResult worst_level(std::span<const JudgedLight> by_period, const Rule& rule);

// What happened to an alert in one step, and why; the input of the decision to notify.
enum class Transition { none, pended, fired, worsened, eased, resolved, closed };

struct Condition {
  Light level = Light::grey;  // grey: nothing wrong
  bool pending = false;
  Reason reason = Reason::none;
  Period period;
  int revision = 0;
  bool by_correction = false;  // caused by a revision of an earlier figure
  bool known = true;           // false: no data; changes nothing
  int red_run = 0;             // red reports in a row up to this period
  bool to_deputy = false;      // the unit's deputy leader hears of it at once, too
};
struct AlertStep {
  Alert next;
  Transition transition = Transition::none;
  bool by_correction = false;
  bool to_deputy = false;
  bool has_co_units = false;  // somebody shares the work and is informed where the route says so
  std::string why{};          // closed: by whom and for what reason; empty: the rule is gone
};

// One step of the life cycle. Pure. `before` is empty for a key never seen. Resolved alerts start a
// new episode when they fire again.
AlertStep step_alert(const std::optional<Alert>& before, const AlertKey& key,
                     const Condition& condition, Instant now);
// The rule is gone: closed with the reason 规则变更, not 恢复.
AlertStep close_for_rule_change(const Alert& before, Instant now);

// The state of an alert that fires, by what its unit did: promised, acknowledged or firing. What a
// suspension falls back to.
AlertState answered_state(const Alert& alert);
// 暂停 until that day, inclusive. What the unit did stays with the alert.
void suspend(Alert& alert, Date until, const std::string& person, const std::string& reason);
void end_suspension(Alert& alert);
// Whether the last day of the suspension has passed.
bool suspension_is_over(const Alert& alert, Date today);

}  // namespace planwatch

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "daemon/export/limits.h"
#include "daemon/export/promql.h"
#include "rules/engine/state.h"

namespace planwatch {

// Rules of one indicator that judge alike: the same limits in every month. The first one names the
// alerts, as it names the daemon's light.
struct JudgedAlike {
  const JudgePlan* plan = nullptr;
  std::vector<const Rule*> rules;
  WorseByMonth yellow;  // at least yellow
  WorseByMonth red;
};
std::vector<JudgedAlike> judged_alike(const EngineState& state, IndicatorIndex indicator);

// One entry of a rule file, before it is YAML. No `for`: a figure does not change by waiting.
struct AlertingRule {
  std::string alert;
  std::string expr;
  std::vector<std::pair<std::string, std::string>> labels;
  std::vector<std::pair<std::string, std::string>> annotations;
};

// What the light of one indicator is made of, each its own alert:
// - Red, Yellow: the latest figure, judged at its period's end;
// - RedKept, YellowKept: the latest figure cannot be judged (无业务量, 样本不足), the last one that
//   could be was so bad;
// - Overdue: the deadline's figure did not come in time.
// Red goes before yellow, overdue before both. Empty where no rule takes the indicator.
std::vector<AlertingRule> alerting_rules_of(const EngineState& state, IndicatorIndex indicator,
                                            Lang lang);

}  // namespace planwatch

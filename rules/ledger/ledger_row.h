#pragma once

#include <optional>
#include <string>

#include "rules/alert/alert.h"

namespace planwatch {

enum class LedgerState { open, awaiting_closure, closed };  // 在办, 待销号, 已销号

// 督办台账: one row per episode of an alert that needs action, from first light to closure.
struct LedgerRow {
  std::int64_t number = 0;  // counted per plan year
  std::string alert;        // to_string(AlertKey)
  int episode = 0;
  LedgerState state = LedgerState::open;
  Date opened_on;
  std::string source;  // 指标, 任务, 报送
  std::string clause;  // where in the plan
  std::string problem;
  UnitId unit;
  std::string co_units;
  std::string person;
  Light light_then = Light::grey;
  std::string value_then;
  std::string requirement;
  std::optional<Date> time_limit;
  Light light_now = Light::grey;
  std::string value_now;
  int reminders = 0;
  std::optional<Date> closed_on;
  std::string closed_by;
};

}  // namespace planwatch

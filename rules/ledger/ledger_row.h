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
  std::string problem_type;  // 进度滞后, 未达标, 逾期, 未启动, 漏报, 数据存疑 ...
  std::optional<Date> acknowledged_on;
  std::string acknowledged_by;
  std::optional<Date> promised_for;
  std::string promise;
  std::string progress;  // what was done, a line each, newest last: 2025-10-21 张三：…（佐证：…）
  int days_used = 0;  // calendar days from opened_on to closed_on, or to today
  // Calendar days after the promise or, where none was given, the time limit: to today while the
  // light is on, to the day on which it turned afterwards.
  int overdue_days = 0;
};

}  // namespace planwatch

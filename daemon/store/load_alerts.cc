#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/load_rows.h"

namespace planwatch {

namespace {

constexpr const char* select_alerts =
    "SELECT id, plan, rule, subject_kind, subject, area, plan_year, episode, state, level, reason, "
    "unit, year, first_month, last_month, revision, opened_ms, fired_ms, level_since_ms, "
    "resolved_ms, acknowledged_ms, acknowledged_by, promised_day, promise, deadline_day, "
    "steps_taken, reminders, notices, last_told_day, urgent, summary, red_run, jumped, "
    "promise_moves, promised_on_day, suspended_until_day, suspended_by, suspend_reason, held_back, "
    "fired_on_days, flapping, told_level FROM alerts ORDER BY id";
constexpr const char* select_told =
    "SELECT role, receiver FROM alert_told WHERE alert = ? ORDER BY position";
constexpr const char* select_ledger =
    "SELECT number, alert, episode, state, opened_day, source, clause, problem, unit, co_units, "
    "person, light_then, value_then, requirement, time_limit_day, light_now, value_now, reminders, "
    "closed_day, closed_by, problem_type, acknowledged_day, acknowledged_by, promised_day, "
    "promise, "
    "progress, days_used, overdue_days FROM ledger ORDER BY id";

struct StoredAlert {
  std::int64_t id = 0;
  Alert alert;
};

Result<std::vector<Told>> load_told(Database& database, std::int64_t alert) {
  Statement statement = database.prepare(select_told);
  Put{statement}(alert);
  return read_all<Told>(statement, [](Statement& from, Told& told) {
    Take{from}.all(told.role, told.receiver);
    return true;
  });
}

Result<std::vector<StoredAlert>> load_alert_rows(Database& database) {
  Statement statement = database.prepare(select_alerts);
  return read_all<StoredAlert>(statement, [](Statement& from, StoredAlert& row) {
    Take take{from};
    take(row.id);
    alert_columns(row.alert, take);
    return true;
  });
}

}  // namespace

Result<std::vector<Alert>> load_alerts(Database& database) {
  auto rows = load_alert_rows(database);
  if (!rows) return tl::make_unexpected(rows.error());
  std::vector<Alert> alerts;
  alerts.reserve(rows->size());
  for (StoredAlert& row : *rows) {
    auto told = load_told(database, row.id);
    if (!told) return tl::make_unexpected(told.error());
    row.alert.told = std::move(*told);
    alerts.push_back(std::move(row.alert));
  }
  return alerts;
}

Result<std::vector<LedgerRow>> load_ledger(Database& database) {
  Statement statement = database.prepare(select_ledger);
  return read_all<LedgerRow>(statement, [](Statement& from, LedgerRow& row) {
    ledger_columns(row, Take{from});
    return true;
  });
}

}  // namespace planwatch

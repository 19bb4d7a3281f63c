#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/write_rows.h"

namespace planwatch {

namespace {

constexpr const char* upsert_alert =
    "INSERT INTO alerts (plan, rule, subject_kind, subject, area, plan_year, "
    "episode, state, level, reason, unit, year, first_month, last_month, revision, opened_ms, "
    "fired_ms, level_since_ms, resolved_ms, acknowledged_ms, acknowledged_by, promised_day, "
    "promise, deadline_day, steps_taken, reminders, notices, last_told_day, urgent, summary, "
    "red_run, jumped, promise_moves, promised_on_day, suspended_until_day, suspended_by, "
    "suspend_reason, held_back, fired_on_days, flapping, told_level) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (plan, rule, subject_kind, subject, area, plan_year) DO UPDATE SET "
    "episode = excluded.episode, state = excluded.state, level = excluded.level, "
    "reason = excluded.reason, unit = excluded.unit, year = excluded.year, "
    "first_month = excluded.first_month, last_month = excluded.last_month, "
    "revision = excluded.revision, opened_ms = excluded.opened_ms, fired_ms = excluded.fired_ms, "
    "level_since_ms = excluded.level_since_ms, resolved_ms = excluded.resolved_ms, "
    "acknowledged_ms = excluded.acknowledged_ms, acknowledged_by = excluded.acknowledged_by, "
    "promised_day = excluded.promised_day, promise = excluded.promise, "
    "deadline_day = excluded.deadline_day, steps_taken = excluded.steps_taken, "
    "reminders = excluded.reminders, notices = excluded.notices, last_told_day = "
    "excluded.last_told_day, "
    "urgent = excluded.urgent, summary = excluded.summary, red_run = excluded.red_run, "
    "jumped = excluded.jumped, promise_moves = excluded.promise_moves, "
    "promised_on_day = excluded.promised_on_day, "
    "suspended_until_day = excluded.suspended_until_day, suspended_by = excluded.suspended_by, "
    "suspend_reason = excluded.suspend_reason, held_back = excluded.held_back, "
    "fired_on_days = excluded.fired_on_days, flapping = excluded.flapping, "
    "told_level = excluded.told_level RETURNING id";

constexpr const char* delete_told = "DELETE FROM alert_told WHERE alert = ?";
constexpr const char* insert_told =
    "INSERT INTO alert_told (alert, position, role, receiver) VALUES (?, ?, ?, ?)";

constexpr const char* upsert_ledger =
    "INSERT INTO ledger (number, alert, episode, state, opened_day, source, clause, problem, unit, "
    "co_units, person, light_then, value_then, requirement, time_limit_day, light_now, value_now, "
    "reminders, closed_day, closed_by, problem_type, acknowledged_day, acknowledged_by, "
    "promised_day, promise, progress, days_used, overdue_days) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (alert, episode, number) DO UPDATE SET "
    "state = excluded.state, opened_day = excluded.opened_day, source = excluded.source, "
    "clause = excluded.clause, problem = excluded.problem, unit = excluded.unit, "
    "co_units = excluded.co_units, person = excluded.person, light_then = excluded.light_then, "
    "value_then = excluded.value_then, requirement = excluded.requirement, "
    "time_limit_day = excluded.time_limit_day, light_now = excluded.light_now, "
    "value_now = excluded.value_now, reminders = excluded.reminders, "
    "closed_day = excluded.closed_day, closed_by = excluded.closed_by, "
    "problem_type = excluded.problem_type, acknowledged_day = excluded.acknowledged_day, "
    "acknowledged_by = excluded.acknowledged_by, promised_day = excluded.promised_day, "
    "promise = excluded.promise, progress = excluded.progress, days_used = excluded.days_used, "
    "overdue_days = excluded.overdue_days";

Result<std::int64_t> write_alert(Database& database, const Alert& alert) {
  Statement statement = database.prepare(upsert_alert);
  alert_columns(alert, Put{statement});
  const Result<bool> row = statement.step();
  if (!row) return tl::make_unexpected(row.error());
  return statement.take_integer();
}

Result<void> write_told(Database& database, std::int64_t alert, const std::vector<Told>& told) {
  {
    Statement statement = database.prepare(delete_told);
    Put{statement}(alert);
    if (auto done = statement.run(); !done) return done;
  }
  std::int64_t position = 0;
  for (const Told& one : told) {
    Statement statement = database.prepare(insert_told);
    Put{statement}.all(alert, ++position, one.role, one.receiver);
    if (auto done = statement.run(); !done) return done;
  }
  return {};
}

}  // namespace

Result<void> RowWriter::operator()(const AlertRow& row) {
  const auto alert = write_alert(database, row.alert);
  if (!alert) return tl::make_unexpected(alert.error());
  return write_told(database, *alert, row.alert.told);
}

Result<void> RowWriter::operator()(const LedgerRow& row) {
  Statement statement = database.prepare(upsert_ledger);
  ledger_columns(row, Put{statement});
  return statement.run();
}

}  // namespace planwatch

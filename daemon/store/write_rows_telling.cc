#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/write_rows.h"

namespace planwatch {

namespace {

constexpr const char* upsert_part =
    "INSERT INTO part_results (notice, part, parts, receiver, person, address, state, items, "
    "attempts, tried_ms, answer) "
    "SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM outbox WHERE key = ? "
    "ON CONFLICT (notice, part, person) DO UPDATE SET parts = excluded.parts, "
    "receiver = excluded.receiver, address = excluded.address, state = excluded.state, "
    "items = excluded.items, attempts = excluded.attempts, tried_ms = excluded.tried_ms, "
    "answer = excluded.answer";
constexpr const char* upsert_rate =
    "INSERT INTO rate_states (receiver, milli_tokens, counted_ms, blocked_until_ms) "
    "VALUES (?, ?, ?, ?) ON CONFLICT (receiver) DO UPDATE SET "
    "milli_tokens = excluded.milli_tokens, counted_ms = excluded.counted_ms, "
    "blocked_until_ms = excluded.blocked_until_ms";
constexpr const char* upsert_silence =
    "INSERT INTO silences (id, alert, unit, rule, subject_kind, subject, reason, author, "
    "created_ms, until_day, warned, ended_ms, ended_by) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
    "alert = excluded.alert, unit = excluded.unit, rule = excluded.rule, "
    "subject_kind = excluded.subject_kind, subject = excluded.subject, reason = excluded.reason, "
    "author = excluded.author, created_ms = excluded.created_ms, until_day = excluded.until_day, "
    "warned = excluded.warned, ended_ms = excluded.ended_ms, ended_by = excluded.ended_by";
constexpr const char* delete_held_people = "DELETE FROM held_people WHERE held = ?";
constexpr const char* delete_held = "DELETE FROM held_notices WHERE id = ?";
constexpr const char* insert_held =
    "INSERT INTO held_notices (id, alert, episode, kind, level, step, year, first_month, "
    "last_month, revision, receiver, role, part, number, fact_subject, fact_clause, fact_period, "
    "fact_value, fact_target, fact_expected, fact_gap, fact_deadline, fact_problem, fact_action, "
    "fact_forecast, fact_person, light_before, title, body, why, over, unit, addressee, "
    "decided_ms, "
    "due_ms, urgent, first) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* insert_held_person =
    "INSERT INTO held_people (held, position, name, mobile, email, wecom, dingtalk, feishu) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

Result<void> remove_held(Database& database, std::int64_t id) {
  for (const char* sql : {delete_held_people, delete_held}) {
    Statement statement = database.prepare(sql);
    Put{statement}(id);
    if (auto done = statement.run(); !done) return done;
  }
  return {};
}

Result<void> write_held(Database& database, const HeldNotice& held) {
  Statement statement = database.prepare(insert_held);
  held_columns(held, Put{statement});
  return statement.run();
}

}  // namespace

Result<void> RowWriter::operator()(const PartResultRow& row) {
  Statement statement = database.prepare(upsert_part);
  Put put{statement};
  part_columns(row, put);
  put(row.key);
  if (auto done = statement.run(); !done) return done;
  if (database.changes() == 0) return unknown_notice(row.key);
  return {};
}

Result<void> RowWriter::operator()(const RateStateRow& row) {
  Statement statement = database.prepare(upsert_rate);
  rate_columns(row, Put{statement});
  return statement.run();
}

Result<void> RowWriter::operator()(const SilenceRow& row) {
  Statement statement = database.prepare(upsert_silence);
  silence_columns(row.silence, Put{statement});
  return statement.run();
}

// Rewritten as a whole: removed first, whatever becomes of it.
Result<void> RowWriter::operator()(const HeldNoticeRow& row) {
  if (auto done = remove_held(database, row.held.id); !done || row.released) return done;
  if (auto done = write_held(database, row.held); !done) return done;
  std::int64_t position = 0;
  for (const Person& person : row.held.people) {
    Statement statement = database.prepare(insert_held_person);
    Put put{statement};
    put.all(row.held.id, ++position);
    person_columns(person, put);
    if (auto done = statement.run(); !done) return done;
  }
  return {};
}

}  // namespace planwatch

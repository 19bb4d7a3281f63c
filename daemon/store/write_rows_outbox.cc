#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/write_rows.h"

namespace planwatch {

namespace {

// A notice that was decided before keeps its row and its outcome: what was delivered must not wait
// again.
constexpr const char* insert_notice =
    "INSERT INTO outbox (key, alert, episode, kind, level, step, year, first_month, last_month, "
    "revision, receiver, role, part, number, unit, addressee, title, body, why, decided_ms, "
    "urgent) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (key) DO NOTHING";

constexpr const char* update_outcome =
    "UPDATE outbox SET state = ?, attempts = ?, tried_ms = ?3, next_try_ms = ?, answer = ?, "
    "first_tried_ms = CASE first_tried_ms WHEN 0 THEN ?3 ELSE first_tried_ms END WHERE key = ?";

}  // namespace

Result<void> RowWriter::operator()(const OutboxRow& row) {
  Statement statement = database.prepare(insert_notice);
  Put put{statement};
  put(to_string(row.notice.key));
  notice_columns(row.notice, put);
  return statement.run();
}

Result<void> RowWriter::operator()(const OutboxResultRow& row) {
  Statement statement = database.prepare(update_outcome);
  Put{statement}.all(row.state, row.attempts, row.tried_at, row.next_try_at, row.answer, row.key);
  if (auto done = statement.run(); !done) return done;
  if (database.changes() == 0) return unknown_notice(row.key);
  return {};
}

}  // namespace planwatch

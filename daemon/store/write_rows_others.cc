#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/write_rows.h"

namespace planwatch {

namespace {

constexpr const char* upsert_feed_state =
    "INSERT INTO feed_states (feed, in_flight, crashes, quarantined_until_ms, last_attempt_ms, "
    "last_success_ms, failures, last_error) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (feed) DO UPDATE SET in_flight = excluded.in_flight, crashes = excluded.crashes, "
    "quarantined_until_ms = excluded.quarantined_until_ms, "
    "last_attempt_ms = excluded.last_attempt_ms, last_success_ms = excluded.last_success_ms, "
    "failures = excluded.failures, last_error = excluded.last_error";
constexpr const char* insert_action =
    "INSERT INTO person_actions (at_ms, person, action, subject, body, link) "
    "VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* upsert_clock =
    "INSERT INTO clock (id, plan_now_ms) VALUES (1, ?) "
    "ON CONFLICT (id) DO UPDATE SET plan_now_ms = excluded.plan_now_ms";

}  // namespace

Result<void> RowWriter::operator()(const FeedStateRow& row) {
  Statement statement = database.prepare(upsert_feed_state);
  feed_state_columns(row, Put{statement});
  return statement.run();
}

Result<void> RowWriter::operator()(const PersonActionRow& row) {
  Statement statement = database.prepare(insert_action);
  Put{statement}.all(row.at, row.person, row.action, row.subject, row.text, row.link);
  return statement.run();
}

Result<void> RowWriter::operator()(const ClockRow& row) {
  Statement statement = database.prepare(upsert_clock);
  Put{statement}(row.plan_now);
  return statement.run();
}

}  // namespace planwatch

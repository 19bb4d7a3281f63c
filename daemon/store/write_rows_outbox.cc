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
    "urgent, parts) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (key) DO NOTHING";
constexpr const char* insert_item =
    "INSERT INTO outbox_items (notice, position, alert, episode, kind, level, step, year, "
    "first_month, last_month, revision, receiver, role, part, number, fact_subject, fact_clause, "
    "fact_period, fact_value, fact_target, fact_expected, fact_gap, fact_deadline, fact_problem, "
    "fact_action, fact_forecast, fact_person, light_before, title, body, why, over) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?, ?, ?)";
constexpr const char* insert_person =
    "INSERT INTO outbox_people (notice, position, name, mobile, email, wecom, dingtalk, feishu) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* insert_also =
    "INSERT INTO outbox_also (notice, position, line) VALUES (?, ?, ?)";

constexpr const char* update_outcome =
    "UPDATE outbox SET state = ?, attempts = ?, tried_ms = ?3, next_try_ms = ?, answer = ?, "
    "first_tried_ms = CASE first_tried_ms WHEN 0 THEN ?3 ELSE first_tried_ms END WHERE key = ?";

// What belongs to a message, one row each, in order; `put_one` puts what follows the position.
template <class One, class PutOne>
Result<void> write_list(Database& database, const char* sql, std::int64_t notice,
                        const std::vector<One>& all, PutOne put_one) {
  std::int64_t position = 0;
  for (const One& one : all) {
    Statement statement = database.prepare(sql);
    Put put{statement};
    put.all(notice, ++position);
    put_one(one, put);
    if (auto done = statement.run(); !done) return done;
  }
  return {};
}

Result<void> write_lists(Database& database, std::int64_t notice, const Notice& row) {
  auto done = write_list(database, insert_item, notice, row.items,
                         [](const NoticeItem& item, Put& put) { item_columns(item, put); });
  if (done) {
    done = write_list(database, insert_person, notice, row.people,
                      [](const Person& person, Put& put) { person_columns(person, put); });
  }
  if (!done) return done;
  return write_list(database, insert_also, notice, row.also,
                    [](const std::string& line, Put& put) { put(line); });
}

}  // namespace

Result<void> RowWriter::operator()(const OutboxRow& row) {
  {
    Statement statement = database.prepare(insert_notice);
    Put put{statement};
    put(to_string(row.notice.key));
    notice_columns(row.notice, put);
    if (auto done = statement.run(); !done) return done;
  }
  if (database.changes() == 0) return {};
  return write_lists(database, database.last_insert_id(), row.notice);
}

Result<void> RowWriter::operator()(const OutboxResultRow& row) {
  Statement statement = database.prepare(update_outcome);
  Put{statement}.all(row.state, row.attempts, row.tried_at, row.next_try_at, row.answer, row.key);
  if (auto done = statement.run(); !done) return done;
  if (database.changes() == 0) return unknown_notice(row.key);
  return {};
}

}  // namespace planwatch

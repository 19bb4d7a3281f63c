#include "daemon/store/schema.h"

#include <array>
#include <cstddef>
#include <fmt/format.h>

namespace planwatch {

namespace {

// Step n brings a file from version n to n + 1. Steps that were shipped are never edited.
//
// Every table has an id in the order of writing, so that reading by id is reading in that order.
// Names of indicators, areas and rules are interned: a figure's row has integers only.
constexpr const char* version_1 = R"sql(
CREATE TABLE indicators (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE areas (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE rules (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY, feed TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT NOT NULL,
  received_ms INTEGER NOT NULL, bytes INTEGER NOT NULL, encoding TEXT NOT NULL,
  accepted INTEGER NOT NULL, rejected INTEGER NOT NULL, read_with TEXT NOT NULL) STRICT;
CREATE INDEX deliveries_by_source ON deliveries (feed, source, id);
CREATE TABLE delivery_sheets (
  delivery INTEGER NOT NULL REFERENCES deliveries (id), position INTEGER NOT NULL,
  name TEXT NOT NULL, PRIMARY KEY (delivery, position)) STRICT, WITHOUT ROWID;

CREATE TABLE observations (
  id INTEGER PRIMARY KEY,
  indicator INTEGER NOT NULL REFERENCES indicators (id),
  area INTEGER NOT NULL REFERENCES areas (id),
  year INTEGER NOT NULL, first_month INTEGER NOT NULL, last_month INTEGER NOT NULL,
  window_kind INTEGER NOT NULL, provisional INTEGER NOT NULL, report_day INTEGER,
  value INTEGER, value_scale INTEGER, numerator INTEGER, numerator_scale INTEGER,
  denominator INTEGER, denominator_scale INTEGER,
  place_sheet INTEGER NOT NULL, place_column INTEGER NOT NULL, place_row INTEGER NOT NULL,
  delivery INTEGER REFERENCES deliveries (id), received_ms INTEGER NOT NULL,
  revision INTEGER NOT NULL, is_current INTEGER NOT NULL) STRICT;
CREATE INDEX observations_by_series ON observations (indicator, area);

CREATE TABLE rejected_rows (
  id INTEGER PRIMARY KEY, delivery INTEGER NOT NULL REFERENCES deliveries (id),
  place_sheet INTEGER NOT NULL, place_column INTEGER NOT NULL, place_row INTEGER NOT NULL,
  location TEXT NOT NULL, reason TEXT NOT NULL, delivered_text TEXT NOT NULL) STRICT;

CREATE TABLE assessments (
  id INTEGER PRIMARY KEY,
  rule INTEGER NOT NULL REFERENCES rules (id),
  indicator INTEGER NOT NULL REFERENCES indicators (id),
  area INTEGER NOT NULL REFERENCES areas (id),
  year INTEGER NOT NULL, first_month INTEGER NOT NULL, last_month INTEGER NOT NULL,
  revision INTEGER NOT NULL, judged_ms INTEGER NOT NULL,
  light INTEGER NOT NULL, shown INTEGER NOT NULL, reason INTEGER NOT NULL, data INTEGER NOT NULL,
  final_period INTEGER NOT NULL, recovered INTEGER NOT NULL,
  value INTEGER NOT NULL, value_scale INTEGER NOT NULL,
  expected INTEGER, expected_scale INTEGER, gap INTEGER, gap_scale INTEGER) STRICT;

CREATE TABLE task_reports (
  id INTEGER PRIMARY KEY, task INTEGER NOT NULL, state INTEGER NOT NULL, as_of_day INTEGER NOT NULL,
  percent INTEGER, percent_scale INTEGER, evidence TEXT NOT NULL, closed_by TEXT NOT NULL,
  place_sheet INTEGER NOT NULL, place_column INTEGER NOT NULL, place_row INTEGER NOT NULL,
  delivery INTEGER REFERENCES deliveries (id), received_ms INTEGER NOT NULL,
  person TEXT NOT NULL) STRICT;

CREATE TABLE alerts (
  id INTEGER PRIMARY KEY,
  plan TEXT NOT NULL, rule TEXT NOT NULL, subject_kind INTEGER NOT NULL, subject TEXT NOT NULL,
  area TEXT NOT NULL, plan_year INTEGER NOT NULL,
  episode INTEGER NOT NULL, state INTEGER NOT NULL, level INTEGER NOT NULL, reason INTEGER NOT NULL,
  unit TEXT NOT NULL, year INTEGER NOT NULL, first_month INTEGER NOT NULL,
  last_month INTEGER NOT NULL, revision INTEGER NOT NULL, opened_ms INTEGER NOT NULL,
  fired_ms INTEGER, level_since_ms INTEGER, resolved_ms INTEGER, acknowledged_ms INTEGER,
  acknowledged_by TEXT NOT NULL, promised_day INTEGER, promise TEXT NOT NULL, deadline_day INTEGER,
  steps_taken INTEGER NOT NULL, reminders INTEGER NOT NULL, notices INTEGER NOT NULL,
  last_told_day INTEGER, urgent INTEGER NOT NULL, summary TEXT NOT NULL,
  UNIQUE (plan, rule, subject_kind, subject, area, plan_year)) STRICT;
CREATE TABLE alert_told (
  alert INTEGER NOT NULL REFERENCES alerts (id), position INTEGER NOT NULL,
  role INTEGER NOT NULL, receiver TEXT NOT NULL,
  PRIMARY KEY (alert, position)) STRICT, WITHOUT ROWID;

CREATE TABLE ledger (
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL, alert TEXT NOT NULL, episode INTEGER NOT NULL, state INTEGER NOT NULL,
  opened_day INTEGER NOT NULL, source TEXT NOT NULL, clause TEXT NOT NULL, problem TEXT NOT NULL,
  unit TEXT NOT NULL, co_units TEXT NOT NULL, person TEXT NOT NULL, light_then INTEGER NOT NULL,
  value_then TEXT NOT NULL, requirement TEXT NOT NULL, time_limit_day INTEGER,
  light_now INTEGER NOT NULL, value_now TEXT NOT NULL, reminders INTEGER NOT NULL,
  closed_day INTEGER, closed_by TEXT NOT NULL,
  UNIQUE (alert, episode, number)) STRICT;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
  alert TEXT NOT NULL, episode INTEGER NOT NULL, kind INTEGER NOT NULL, level INTEGER NOT NULL,
  step INTEGER NOT NULL, year INTEGER NOT NULL, first_month INTEGER NOT NULL,
  last_month INTEGER NOT NULL, revision INTEGER NOT NULL, receiver TEXT NOT NULL,
  role INTEGER NOT NULL, part INTEGER NOT NULL, number INTEGER NOT NULL,
  unit TEXT NOT NULL, addressee TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
  why TEXT NOT NULL, decided_ms INTEGER NOT NULL, urgent INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
  first_tried_ms INTEGER NOT NULL DEFAULT 0, tried_ms INTEGER NOT NULL DEFAULT 0,
  next_try_ms INTEGER NOT NULL DEFAULT 0, answer TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX outbox_waiting ON outbox (id) WHERE state = 0;

CREATE TABLE feed_states (
  id INTEGER PRIMARY KEY, feed TEXT NOT NULL UNIQUE, in_flight INTEGER NOT NULL,
  crashes INTEGER NOT NULL, quarantined_until_ms INTEGER, last_attempt_ms INTEGER,
  last_success_ms INTEGER, failures INTEGER NOT NULL, last_error TEXT NOT NULL) STRICT;

CREATE TABLE person_actions (
  id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, person TEXT NOT NULL, action TEXT NOT NULL,
  subject TEXT NOT NULL, body TEXT NOT NULL) STRICT;

CREATE TABLE clock (id INTEGER PRIMARY KEY CHECK (id = 1), plan_now_ms INTEGER NOT NULL) STRICT;
)sql";

// The end of a plan's year, with its verdicts.
constexpr const char* plan_closures = R"sql(
CREATE TABLE plan_closures (
  id INTEGER PRIMARY KEY, plan TEXT NOT NULL, year INTEGER NOT NULL, closed INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, person TEXT NOT NULL, reason TEXT NOT NULL, UNIQUE (plan, year)) STRICT;
CREATE TABLE verdicts (
  id INTEGER PRIMARY KEY, closure INTEGER NOT NULL REFERENCES plan_closures (id),
  indicator TEXT NOT NULL, area TEXT NOT NULL, verdict INTEGER NOT NULL, light INTEGER NOT NULL,
  reason INTEGER NOT NULL, year INTEGER NOT NULL, first_month INTEGER NOT NULL,
  last_month INTEGER NOT NULL, revision INTEGER NOT NULL, has_value INTEGER NOT NULL,
  value INTEGER NOT NULL, value_scale INTEGER NOT NULL) STRICT;
CREATE INDEX verdicts_by_closure ON verdicts (closure, id);
)sql";

// Figures that were held back; rewritten when it is decided what becomes of them.
constexpr const char* quarantined_figures = R"sql(
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  indicator INTEGER NOT NULL REFERENCES indicators (id),
  area INTEGER NOT NULL REFERENCES areas (id),
  year INTEGER NOT NULL, first_month INTEGER NOT NULL, last_month INTEGER NOT NULL,
  window_kind INTEGER NOT NULL, provisional INTEGER NOT NULL, report_day INTEGER,
  value INTEGER, value_scale INTEGER, numerator INTEGER, numerator_scale INTEGER,
  denominator INTEGER, denominator_scale INTEGER,
  place_sheet INTEGER NOT NULL, place_column INTEGER NOT NULL, place_row INTEGER NOT NULL,
  delivery INTEGER REFERENCES deliveries (id), received_ms INTEGER NOT NULL,
  feed TEXT NOT NULL, source TEXT NOT NULL, location TEXT NOT NULL, findings INTEGER NOT NULL,
  state INTEGER NOT NULL, decided_ms INTEGER, decided_by TEXT NOT NULL,
  reason TEXT NOT NULL) STRICT;
)sql";

// What a person is told with: the news of a message one by one, whom it is meant for, what became
// of its parts; silences, news that waits, and how much the destinations still take. A message of
// an older version gets the one item that it was.
constexpr const char* messages_of_rounds = R"sql(
ALTER TABLE alerts ADD COLUMN red_run INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN jumped INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN promise_moves INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN promised_on_day INTEGER;
ALTER TABLE alerts ADD COLUMN suspended_until_day INTEGER;
ALTER TABLE alerts ADD COLUMN suspended_by TEXT NOT NULL DEFAULT '';
ALTER TABLE alerts ADD COLUMN suspend_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE alerts ADD COLUMN held_back INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN fired_on_days TEXT NOT NULL DEFAULT '';
ALTER TABLE alerts ADD COLUMN flapping INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN told_level INTEGER NOT NULL DEFAULT 0;
UPDATE alerts SET told_level = level
  WHERE state BETWEEN 1 AND 4 AND id IN (SELECT alert FROM alert_told);

ALTER TABLE ledger ADD COLUMN problem_type TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN acknowledged_day INTEGER;
ALTER TABLE ledger ADD COLUMN acknowledged_by TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN promised_day INTEGER;
ALTER TABLE ledger ADD COLUMN promise TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN progress TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN days_used INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN overdue_days INTEGER NOT NULL DEFAULT 0;

ALTER TABLE person_actions ADD COLUMN link TEXT NOT NULL DEFAULT '';
CREATE INDEX person_actions_by_link ON person_actions (link) WHERE link <> '';

CREATE TABLE silences (
  id INTEGER PRIMARY KEY, alert TEXT NOT NULL, unit TEXT NOT NULL, rule TEXT NOT NULL,
  subject_kind INTEGER, subject TEXT NOT NULL, reason TEXT NOT NULL, author TEXT NOT NULL,
  created_ms INTEGER NOT NULL, until_day INTEGER NOT NULL, warned INTEGER NOT NULL,
  ended_ms INTEGER, ended_by TEXT NOT NULL) STRICT;

CREATE TABLE held_notices (
  id INTEGER PRIMARY KEY,
  alert TEXT NOT NULL, episode INTEGER NOT NULL, kind INTEGER NOT NULL, level INTEGER NOT NULL,
  step INTEGER NOT NULL, year INTEGER NOT NULL, first_month INTEGER NOT NULL,
  last_month INTEGER NOT NULL, revision INTEGER NOT NULL, receiver TEXT NOT NULL,
  role INTEGER NOT NULL, part INTEGER NOT NULL, number INTEGER NOT NULL,
  fact_subject TEXT NOT NULL, fact_clause TEXT NOT NULL, fact_period TEXT NOT NULL,
  fact_value TEXT NOT NULL, fact_target TEXT NOT NULL, fact_expected TEXT NOT NULL,
  fact_gap TEXT NOT NULL, fact_deadline TEXT NOT NULL, fact_problem TEXT NOT NULL,
  fact_action TEXT NOT NULL, fact_forecast TEXT NOT NULL, fact_person TEXT NOT NULL,
  light_before INTEGER NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, why TEXT NOT NULL,
  over INTEGER NOT NULL, unit TEXT NOT NULL, addressee TEXT NOT NULL, decided_ms INTEGER NOT NULL,
  due_ms INTEGER NOT NULL, urgent INTEGER NOT NULL, first INTEGER NOT NULL) STRICT;
CREATE TABLE held_people (
  held INTEGER NOT NULL REFERENCES held_notices (id), position INTEGER NOT NULL,
  name TEXT NOT NULL, mobile TEXT NOT NULL, email TEXT NOT NULL, wecom TEXT NOT NULL,
  dingtalk TEXT NOT NULL, feishu TEXT NOT NULL,
  PRIMARY KEY (held, position)) STRICT, WITHOUT ROWID;

ALTER TABLE outbox ADD COLUMN parts INTEGER NOT NULL DEFAULT 1;
CREATE TABLE outbox_items (
  notice INTEGER NOT NULL REFERENCES outbox (id), position INTEGER NOT NULL,
  alert TEXT NOT NULL, episode INTEGER NOT NULL, kind INTEGER NOT NULL, level INTEGER NOT NULL,
  step INTEGER NOT NULL, year INTEGER NOT NULL, first_month INTEGER NOT NULL,
  last_month INTEGER NOT NULL, revision INTEGER NOT NULL, receiver TEXT NOT NULL,
  role INTEGER NOT NULL, part INTEGER NOT NULL, number INTEGER NOT NULL,
  fact_subject TEXT NOT NULL, fact_clause TEXT NOT NULL, fact_period TEXT NOT NULL,
  fact_value TEXT NOT NULL, fact_target TEXT NOT NULL, fact_expected TEXT NOT NULL,
  fact_gap TEXT NOT NULL, fact_deadline TEXT NOT NULL, fact_problem TEXT NOT NULL,
  fact_action TEXT NOT NULL, fact_forecast TEXT NOT NULL, fact_person TEXT NOT NULL,
  light_before INTEGER NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, why TEXT NOT NULL,
  over INTEGER NOT NULL, PRIMARY KEY (notice, position)) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_items_by_alert ON outbox_items (alert);
CREATE TABLE outbox_people (
  notice INTEGER NOT NULL REFERENCES outbox (id), position INTEGER NOT NULL,
  name TEXT NOT NULL, mobile TEXT NOT NULL, email TEXT NOT NULL, wecom TEXT NOT NULL,
  dingtalk TEXT NOT NULL, feishu TEXT NOT NULL,
  PRIMARY KEY (notice, position)) STRICT, WITHOUT ROWID;
CREATE TABLE outbox_also (
  notice INTEGER NOT NULL REFERENCES outbox (id), position INTEGER NOT NULL, line TEXT NOT NULL,
  PRIMARY KEY (notice, position)) STRICT, WITHOUT ROWID;
INSERT INTO outbox_items SELECT id, 1, alert, episode, kind, level, step, year, first_month,
  last_month, revision, receiver, role, 0, number, '', '', '', '', '', '', '', '', '', '', '', '',
  0, title, body, why, kind IN (5, 7) FROM outbox;

CREATE TABLE part_results (
  id INTEGER PRIMARY KEY, notice INTEGER NOT NULL REFERENCES outbox (id), part INTEGER NOT NULL,
  parts INTEGER NOT NULL, receiver TEXT NOT NULL, person TEXT NOT NULL, address TEXT NOT NULL,
  state INTEGER NOT NULL, items INTEGER NOT NULL, attempts INTEGER NOT NULL,
  tried_ms INTEGER NOT NULL, answer TEXT NOT NULL, UNIQUE (notice, part, person)) STRICT;

CREATE TABLE rate_states (
  id INTEGER PRIMARY KEY, receiver TEXT NOT NULL UNIQUE, milli_tokens INTEGER NOT NULL,
  counted_ms INTEGER NOT NULL, blocked_until_ms INTEGER) STRICT;
)sql";

// What transports remember between fetches, and what was answered to pushes with a key.
constexpr const char* memory_of_feeds = R"sql(
CREATE TABLE feed_memory (
  feed TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, read_with TEXT NOT NULL,
  PRIMARY KEY (feed, name)) STRICT, WITHOUT ROWID;
CREATE TABLE pushed_keys (
  id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, person TEXT NOT NULL, key TEXT NOT NULL,
  sha256 TEXT NOT NULL, outcomes TEXT NOT NULL, UNIQUE (person, key)) STRICT;
CREATE INDEX pushed_keys_by_time ON pushed_keys (at_ms);
)sql";

constexpr std::array migrations = {version_1, plan_closures, quarantined_figures,
                                   messages_of_rounds, memory_of_feeds};

Error made_by_newer(const Database& database, std::int64_t version) {
  return {ErrorCode::conflict, false,
          fmt::format("存储 {} 由更新的 planwatch 写成（结构版本 {}，本程序到 {}）；"
                      "请换用那个版本，或恢复升级前的备份",
                      database.path(), version, schema_version())};
}

Result<void> take_step(Database& database, std::size_t from) {
  auto transaction = Transaction::begin(database, Transaction::Kind::write);
  if (!transaction) return tl::make_unexpected(transaction.error());
  if (auto done = database.execute(migrations.at(from)); !done) return done;
  const std::string mark = fmt::format("PRAGMA user_version = {}", from + 1);
  if (auto done = database.execute(mark.c_str()); !done) return done;
  return transaction->commit();
}

}  // namespace

std::int64_t schema_version() {
  return static_cast<std::int64_t>(migrations.size());
}

Result<void> migrate(Database& database) {
  const auto version = database.ask_integer("PRAGMA user_version");
  if (!version) return tl::make_unexpected(version.error());
  if (*version < 0 || *version > schema_version()) {
    return tl::make_unexpected(made_by_newer(database, *version));
  }
  for (auto from = static_cast<std::size_t>(*version); from < migrations.size(); ++from) {
    if (auto done = take_step(database, from); !done) return done;
  }
  return {};
}

Result<void> require_current_schema(Database& database) {
  const auto version = database.ask_integer("PRAGMA user_version");
  if (!version) return tl::make_unexpected(version.error());
  if (*version == schema_version()) return {};
  if (*version > schema_version()) return tl::make_unexpected(made_by_newer(database, *version));
  return fail(ErrorCode::conflict,
              fmt::format("存储 {} 的结构版本是 {}，本程序需要 {}；请先用 planwatch run 启动一次，"
                          "它会自动升级",
                          database.path(), *version, schema_version()));
}

}  // namespace planwatch

#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/load_rows.h"

namespace planwatch {

namespace {

constexpr const char* select_waiting =
    "SELECT id, alert, episode, kind, level, step, year, first_month, last_month, revision, "
    "receiver, role, part, number, unit, addressee, title, body, why, decided_ms, urgent, parts, "
    "attempts, next_try_ms, first_tried_ms FROM outbox WHERE state = 0 ORDER BY id";
static_assert(static_cast<int>(OutboxState::waiting) == 0);

// A notice's key begins with its worst item's alert and '#', so that the index of keys finds them;
// '$' follows '#'. The other items are found by their own index.
constexpr const char* select_notices =
    "SELECT id, alert, episode, kind, level, step, year, first_month, last_month, revision, "
    "receiver, role, part, number, unit, addressee, title, body, why, decided_ms, urgent, parts, "
    "state, attempts, nullif(tried_ms, 0), answer FROM outbox WHERE id IN "
    "(SELECT id FROM outbox WHERE key >= ?1 || '#' AND key < ?1 || '$' "
    "UNION SELECT notice FROM outbox_items WHERE alert = ?1) ORDER BY id";

constexpr const char* select_items =
    "SELECT alert, episode, kind, level, step, year, first_month, last_month, revision, receiver, "
    "role, part, number, fact_subject, fact_clause, fact_period, fact_value, fact_target, "
    "fact_expected, fact_gap, fact_deadline, fact_problem, fact_action, fact_forecast, "
    "fact_person, light_before, title, body, why, over FROM outbox_items WHERE notice = ? "
    "ORDER BY position";
constexpr const char* select_people =
    "SELECT name, mobile, email, wecom, dingtalk, feishu FROM outbox_people WHERE notice = ? "
    "ORDER BY position";
constexpr const char* select_also =
    "SELECT line FROM outbox_also WHERE notice = ? ORDER BY position";

template <class Row>
struct Stored {
  std::int64_t id = 0;
  Row row;
};

template <class One, class TakeOne>
Result<void> load_list(Database& database, const char* sql, std::int64_t notice,
                       std::vector<One>& into, TakeOne take_one) {
  Statement statement = database.prepare(sql);
  Put{statement}(notice);
  auto rows = read_all<One>(statement, [&take_one](Statement& from, One& one) {
    take_one(one, Take{from});
    return true;
  });
  if (!rows) return tl::make_unexpected(rows.error());
  into = std::move(*rows);
  return {};
}

Result<void> load_lists(Database& database, std::int64_t id, Notice& notice) {
  auto done = load_list(database, select_items, id, notice.items,
                        [](NoticeItem& item, Take take) { item_columns(item, take); });
  if (done) {
    done = load_list(database, select_people, id, notice.people,
                     [](Person& person, Take take) { person_columns(person, take); });
  }
  if (!done) return done;
  return load_list(database, select_also, id, notice.also,
                   [](std::string& line, Take take) { take(line); });
}

// The messages of `rows` with what belongs to them.
template <class Row>
Result<std::vector<Row>> complete(Database& database, Result<std::vector<Stored<Row>>> rows) {
  if (!rows) return tl::make_unexpected(rows.error());
  std::vector<Row> whole;
  whole.reserve(rows->size());
  for (Stored<Row>& stored : *rows) {
    auto done = load_lists(database, stored.id, stored.row.notice);
    if (!done) return tl::make_unexpected(done.error());
    whole.push_back(std::move(stored.row));
  }
  return whole;
}

Result<std::vector<Stored<WaitingNotice>>> load_waiting_rows(Database& database) {
  Statement statement = database.prepare(select_waiting);
  return read_all<Stored<WaitingNotice>>(
      statement, [](Statement& from, Stored<WaitingNotice>& stored) {
        Take take{from};
        take(stored.id);
        notice_columns(stored.row.notice, take);
        take.all(stored.row.attempts, stored.row.next_try_at, stored.row.first_tried_at);
        return true;
      });
}

Result<std::vector<Stored<NoticeRecord>>> load_notice_rows(Database& database,
                                                           const std::string& alert) {
  Statement statement = database.prepare(select_notices);
  Put{statement}(alert);
  return read_all<Stored<NoticeRecord>>(
      statement, [](Statement& from, Stored<NoticeRecord>& stored) {
        Take take{from};
        take(stored.id);
        notice_columns(stored.row.notice, take);
        take.all(stored.row.state, stored.row.attempts, stored.row.tried_at, stored.row.answer);
        return true;
      });
}

}  // namespace

Result<std::vector<WaitingNotice>> load_waiting(Database& database) {
  return complete(database, load_waiting_rows(database));
}

Result<std::vector<NoticeRecord>> load_notices(Database& database, const std::string& alert) {
  return complete(database, load_notice_rows(database, alert));
}

}  // namespace planwatch

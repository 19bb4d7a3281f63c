#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/load_rows.h"

namespace planwatch {

namespace {

constexpr const char* select_waiting =
    "SELECT alert, episode, kind, level, step, year, first_month, last_month, revision, receiver, "
    "role, part, number, unit, addressee, title, body, why, decided_ms, urgent, attempts, "
    "next_try_ms, "
    "first_tried_ms FROM outbox WHERE state = 0 ORDER BY id";
static_assert(static_cast<int>(OutboxState::waiting) == 0);

// A notice's key begins with its alert and '#', so that the index of keys finds them; '$' follows
// '#'.
constexpr const char* select_notices =
    "SELECT alert, episode, kind, level, step, year, first_month, last_month, revision, receiver, "
    "role, part, number, unit, addressee, title, body, why, decided_ms, urgent, state, attempts, "
    "nullif(tried_ms, 0), answer FROM outbox WHERE key >= ?1 || '#' AND key < ?1 || '$' "
    "ORDER BY id";

}  // namespace

Result<std::vector<WaitingNotice>> load_waiting(Database& database) {
  Statement statement = database.prepare(select_waiting);
  return read_all<WaitingNotice>(statement, [](Statement& from, WaitingNotice& row) {
    Take take{from};
    notice_columns(row.notice, take);
    take.all(row.attempts, row.next_try_at, row.first_tried_at);
    return true;
  });
}

Result<std::vector<NoticeRecord>> load_notices(Database& database, const std::string& alert) {
  Statement statement = database.prepare(select_notices);
  Put{statement}.all(alert);
  return read_all<NoticeRecord>(statement, [](Statement& from, NoticeRecord& row) {
    Take take{from};
    notice_columns(row.notice, take);
    take.all(row.state, row.attempts, row.tried_at, row.answer);
    return true;
  });
}

}  // namespace planwatch

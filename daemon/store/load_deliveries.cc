#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/load_rows.h"

namespace planwatch {

namespace {

// A message without a part's result was not tried yet, was refused before it could be, or is of a
// version that kept none: its own row speaks for it.
constexpr const char* select_deliveries =
    "SELECT o.key, o.alert, o.kind, o.level, o.role, o.unit, o.addressee, o.title, o.decided_ms, "
    "o.receiver, coalesce(p.part, 1), coalesce(p.parts, o.parts), coalesce(p.person, ''), "
    "coalesce(p.address, ''), coalesce(p.state, o.state), "
    "coalesce(p.items, (SELECT count(*) FROM outbox_items i WHERE i.notice = o.id)), "
    "coalesce(p.attempts, o.attempts), nullif(coalesce(p.tried_ms, o.tried_ms), 0), "
    "coalesce(p.answer, o.answer) "
    "FROM outbox o LEFT JOIN part_results p ON p.notice = o.id "
    "WHERE (?1 = '' OR o.receiver = ?1) "
    "AND (?2 = '' OR o.alert = ?2 OR o.id IN (SELECT notice FROM outbox_items WHERE alert = ?2)) "
    "AND (?3 = '' OR p.person = ?3 OR p.address = ?3) "
    "AND (?4 IS NULL OR coalesce(p.state, o.state) = ?4) "
    "AND (?5 IS NULL OR o.decided_ms >= ?5) AND (?6 IS NULL OR o.decided_ms < ?6) "
    "ORDER BY o.id DESC, p.part, p.person LIMIT ?7";

std::optional<Instant> begin_of(const std::optional<Date>& day) {
  if (!day) return std::nullopt;
  return instant_at(*day, TimeOfDay{0});
}

std::int64_t limit_of(const DeliveryFilter& filter) {
  return filter.limit == 0 ? -1 : static_cast<std::int64_t>(filter.limit);
}

}  // namespace

Result<std::vector<DeliveryRecord>> load_deliveries(Database& database,
                                                    const DeliveryFilter& filter) {
  Statement statement = database.prepare(select_deliveries);
  const auto after_last = filter.to ? std::optional(*filter.to + std::chrono::days{1}) : filter.to;
  Put{statement}.all(filter.receiver, filter.alert, filter.person, filter.state,
                     begin_of(filter.from), begin_of(after_last), limit_of(filter));
  return read_all<DeliveryRecord>(statement, [](Statement& from, DeliveryRecord& row) {
    Take{from}.all(row.key, row.alert, row.kind, row.level, row.role, row.unit, row.addressee,
                   row.title, row.decided_at, row.receiver, row.part, row.parts, row.person,
                   row.address, row.state, row.items, row.attempts, row.tried_at, row.answer);
    return true;
  });
}

}  // namespace planwatch

#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/load_rows.h"
#include "daemon/store/outcomes_text.h"

namespace planwatch {

namespace {

constexpr const char* select_feed_states =
    "SELECT feed, in_flight, crashes, quarantined_until_ms, last_attempt_ms, last_success_ms, "
    "failures, last_error FROM feed_states ORDER BY id";
constexpr const char* select_last_deliveries =
    "SELECT id, feed, source, sha256, received_ms, bytes, encoding, accepted, rejected "
    "FROM deliveries WHERE id IN (SELECT max(id) FROM deliveries GROUP BY feed, source) "
    "ORDER BY id";
constexpr const char* select_sheets =
    "SELECT name FROM delivery_sheets WHERE delivery = ? ORDER BY position";

constexpr const char* select_memory =
    "SELECT name, value FROM feed_memory WHERE feed = ? AND read_with = ? ORDER BY name";
constexpr const char* select_pushed_keys =
    "SELECT at_ms, person, key, sha256, outcomes FROM pushed_keys ORDER BY id";

}  // namespace

Result<std::vector<FeedStateRow>> load_feed_states(Database& database) {
  Statement statement = database.prepare(select_feed_states);
  return read_all<FeedStateRow>(statement, [](Statement& from, FeedStateRow& row) {
    feed_state_columns(row, Take{from});
    return true;
  });
}

Result<FeedMemory> load_feed_memory(Database& database, const StableIds& ids, const FeedId& feed) {
  Statement statement = database.prepare(select_memory);
  Put{statement}.all(feed, ids.configuration);
  return read_all<FeedMemory::value_type>(statement, [](Statement& from, auto& entry) {
    Take{from}.all(entry.first, entry.second);
    return true;
  });
}

Result<std::vector<PushedKeyRow>> load_pushed_keys(Database& database) {
  Statement statement = database.prepare(select_pushed_keys);
  return read_all<PushedKeyRow>(statement, [](Statement& from, PushedKeyRow& row) {
    std::string outcomes;
    Take{from}.all(row.at, row.person, row.key, row.sha256, outcomes);
    if (auto read = outcomes_of(outcomes)) {
      row.outcomes = std::move(*read);
    } else {
      from.refuse_taken();
    }
    return true;
  });
}

Result<std::vector<std::string>> load_sheets(Database& database, std::int64_t delivery) {
  Statement statement = database.prepare(select_sheets);
  Put{statement}(delivery);
  return read_all<std::string>(statement, [](Statement& from, std::string& name) {
    Take{from}(name);
    return true;
  });
}

Result<std::vector<DeliveryRow>> load_last_deliveries(Database& database) {
  Statement statement = database.prepare(select_last_deliveries);
  auto rows = read_all<DeliveryRow>(statement, [](Statement& from, DeliveryRow& row) {
    delivery_columns(row, Take{from});
    return true;
  });
  if (!rows) return rows;
  for (DeliveryRow& row : *rows) {
    auto sheets = load_sheets(database, row.id);
    if (!sheets) return tl::make_unexpected(sheets.error());
    row.delivery.sheets = std::move(*sheets);
  }
  return rows;
}

}  // namespace planwatch

#include "daemon/store/sqlite_store.h"

#include <fmt/format.h>

#include "daemon/store/codec.h"
#include "daemon/store/interning.h"
#include "daemon/store/load_rows.h"
#include "daemon/store/write_rows.h"

namespace planwatch {

namespace {

constexpr const char* find_newest =
    "SELECT id, sha256, read_with FROM deliveries WHERE feed = ? AND source = ? "
    "ORDER BY id DESC LIMIT 1";

// Keeps the value, or the first error.
template <class T>
void keep(T& target, Result<T> loaded, std::optional<Error>& error) {
  if (error) return;
  if (loaded) {
    target = std::move(*loaded);
  } else {
    error = std::move(loaded.error());
  }
}

void load_clock(Database& database, Restored& restored, std::optional<Error>& error) {
  if (error) return;
  Statement statement = database.prepare("SELECT plan_now_ms FROM clock");
  const Result<bool> row = statement.step();
  if (!row) {
    error = row.error();
  } else if (*row) {
    Take{statement}(restored.plan_now.emplace());
  }
}

}  // namespace

Result<void> SqliteStore::use_plan(const Configuration& configuration) {
  auto ids = intern_names(database_, configuration, lock_.has_value());
  if (!ids) return tl::make_unexpected(ids.error());
  ids_ = std::move(*ids);
  ids_.configuration = configuration.fingerprint;
  cache_.forget();
  return {};
}

Result<void> SqliteStore::commit(std::span<const Row> rows) {
  if (!lock_) {
    return fail(ErrorCode::refused,
                fmt::format("存储 {} 是以只读方式打开的，不能写入；请通过运行中的服务操作",
                            database_.path()));
  }
  if (rows.empty()) return {};
  auto transaction = Transaction::begin(database_, Transaction::Kind::write);
  if (!transaction) return tl::make_unexpected(transaction.error());
  RowWriter writer{database_, ids_};
  for (const Row& row : rows) {
    if (auto written = std::visit(writer, row); !written) return written;
  }
  if (auto done = transaction->commit(); !done) return done;
  cache_.note(rows);
  return {};
}

Result<Restored> SqliteStore::load() {
  if (!ids_.known) return no_plan_yet();
  auto transaction = Transaction::begin(database_, Transaction::Kind::read);
  if (!transaction) return tl::make_unexpected(transaction.error());
  Restored restored;
  std::optional<Error> error;
  keep(restored.observations, load_observations(database_, ids_), error);
  keep(restored.task_reports, load_task_reports(database_), error);
  keep(restored.alerts, load_alerts(database_), error);
  keep(restored.ledger, load_ledger(database_), error);
  keep(restored.feed_states, load_feed_states(database_), error);
  keep(restored.last_deliveries, load_last_deliveries(database_), error);
  keep(restored.waiting, load_waiting(database_), error);
  keep(restored.closures, load_closures(database_), error);
  keep(restored.quarantine, load_quarantine(database_, ids_), error);
  keep(restored.next_quarantine_id,
       database_.ask_integer("SELECT coalesce(max(id), 0) + 1 FROM quarantine"), error);
  keep(restored.next_delivery_id,
       database_.ask_integer("SELECT coalesce(max(id), 0) + 1 FROM deliveries"), error);
  keep(restored.silences, load_silences(database_), error);
  keep(restored.held, load_held(database_), error);
  keep(restored.rates, load_rates(database_), error);
  keep(restored.parts, load_waiting_parts(database_), error);
  keep(restored.used_links, load_used_links(database_), error);
  keep(restored.pushed_keys, load_pushed_keys(database_), error);
  load_clock(database_, restored, error);
  if (error) return tl::make_unexpected(std::move(*error));
  if (auto done = transaction->commit(); !done) return tl::make_unexpected(done.error());
  return restored;
}

Result<bool> SqliteStore::has_delivery(const FeedId& feed, const std::string& source,
                                       const std::string& sha256) {
  if (const FeedCache::Newest* known = cache_.newest(feed, source)) {
    return known->read_now && known->sha256 == sha256;
  }
  Statement statement = database_.prepare(find_newest);
  Put{statement}.all(feed, source);
  const Result<bool> row = statement.step();
  if (!row) return tl::make_unexpected(row.error());
  FeedCache::Newest newest;
  if (*row) {
    std::string read_with;
    Take{statement}.all(newest.id, newest.sha256, read_with);
    newest.read_now = read_with == ids_.configuration;
    if (auto ok = statement.check(); !ok) return tl::make_unexpected(ok.error());
  }
  const bool same = newest.read_now && newest.sha256 == sha256;
  if (lock_) cache_.keep(feed, source, std::move(newest));
  return same;
}

Result<FeedMemory> SqliteStore::feed_memory(const FeedId& feed) {
  if (auto known = cache_.memory(feed)) return *std::move(known);
  auto memory = load_feed_memory(database_, ids_, feed);
  if (memory && lock_) cache_.keep(feed, *memory);
  return memory;
}

Result<std::vector<Provenance>> SqliteStore::provenance(const IndicatorId& indicator,
                                                        const AreaCode& area) {
  auto transaction = Transaction::begin(database_, Transaction::Kind::read);
  if (!transaction) return tl::make_unexpected(transaction.error());
  auto sources = load_provenance(database_, indicator.text, area.text);
  if (!sources) return sources;
  if (auto done = transaction->commit(); !done) return tl::make_unexpected(done.error());
  return sources;
}

Result<std::vector<NoticeRecord>> SqliteStore::notices(const std::string& alert) {
  auto transaction = Transaction::begin(database_, Transaction::Kind::read);
  if (!transaction) return tl::make_unexpected(transaction.error());
  auto records = load_notices(database_, alert);
  if (!records) return records;
  if (auto done = transaction->commit(); !done) return tl::make_unexpected(done.error());
  return records;
}

Result<std::vector<DeliveryRecord>> SqliteStore::deliveries(const DeliveryFilter& filter) {
  return load_deliveries(database_, filter);
}

}  // namespace planwatch

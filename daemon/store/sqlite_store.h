#pragma once

#include <optional>

#include "daemon/store/feed_cache.h"
#include "daemon/store/lock.h"
#include "daemon/store/sqlite.h"
#include "daemon/store/stable_ids.h"
#include "daemon/store/store.h"

namespace planwatch {

// The Store on an open database. `lock` is held for as long as it may write.
class SqliteStore : public Store {
 public:
  SqliteStore(std::optional<FolderLock> lock, Database database)
      : lock_(std::move(lock)), database_(std::move(database)) {}

  Result<void> use_plan(const Configuration& configuration) override;
  Result<void> commit(std::span<const Row> rows) override;
  Result<Restored> load() override;
  Result<bool> has_delivery(const FeedId& feed, const std::string& source,
                            const std::string& sha256) override;
  Result<FeedMemory> feed_memory(const FeedId& feed) override;
  Result<std::vector<Provenance>> provenance(const IndicatorId& indicator,
                                             const AreaCode& area) override;
  Result<std::vector<NoticeRecord>> notices(const std::string& alert) override;
  Result<std::vector<DeliveryRecord>> deliveries(const DeliveryFilter& filter) override;

 private:
  std::optional<FolderLock> lock_;  // before the database: let go of after it is closed
  Database database_;
  StableIds ids_;
  FeedCache cache_;  // a reader keeps nothing: another process writes
};

}  // namespace planwatch

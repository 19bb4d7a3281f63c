#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/store/delivery_record.h"
#include "rules/engine/explain.h"
#include "rules/engine/rows.h"
#include "rules/model/configuration.h"
#include "rules/model/result.h"

namespace planwatch {

// Keeps rows. Two implementations, SQLite and memory, pass the same contract tests.
class Store {
 public:
  virtual ~Store() = default;
  // Tells which stable ids the indices in rows and answers stand for. Called before the first
  // commit or load and after every reload; observations of indicators that the plan no longer
  // has stay in the store and are left out of `load`.
  virtual Result<void> use_plan(const Configuration& configuration) = 0;
  // All rows or none, durable when it returns. An error of the disk is not transient.
  virtual Result<void> commit(std::span<const Row> rows) = 0;
  virtual Result<Restored> load() = 0;
  // Whether these are the bytes that this source delivered last, read with the configuration of
  // use_plan. After a change of the configuration everything is read again: a mended mapping and a
  // new indicator apply to what was delivered before; repeated figures change nothing.
  virtual Result<bool> has_delivery(const FeedId& feed, const std::string& source,
                                    const std::string& sha256) = 0;
  // What the feed's transport remembers. Empty after a change of the configuration, as above: what
  // it would skip is read again, too.
  virtual Result<FeedMemory> feed_memory(const FeedId& feed) = 0;
  virtual Result<std::vector<Provenance>> provenance(const IndicatorId& indicator,
                                                     const AreaCode& area) = 0;
  // Every message ever decided that has news of an alert (its key as text), whatever else it tells,
  // and what became of it, in the order they were decided.
  virtual Result<std::vector<NoticeRecord>> notices(const std::string& alert) = 0;
  // The delivery log: newest message first, in it by part, then the part as a whole before its
  // people.
  virtual Result<std::vector<DeliveryRecord>> deliveries(const DeliveryFilter& filter) = 0;
};

enum class OpenMode { read_write, read_only };
// `folder` is created when absent (read_write). A second read_write opener of the same folder is
// refused with ErrorCode::conflict while the first lives, whatever process it is in.
Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& folder, OpenMode mode);
std::unique_ptr<Store> make_memory_store();

}  // namespace planwatch

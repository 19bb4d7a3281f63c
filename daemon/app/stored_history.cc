#include "daemon/app/stored_history.h"

#include <algorithm>

#include "daemon/app/stored_plan.h"
#include "daemon/store/store.h"
#include "daemon/time/clock.h"

namespace planwatch {

namespace {

// The demo's clock is written down once a day; what was received later on that day was known too.
Instant where_the_clock_stood(const Restored& known) {
  Instant last = known.plan_now.value_or(Instant{});
  for (const auto& row : known.observations) last = std::max(last, row.received);
  for (const auto& row : known.task_reports) last = std::max(last, row.received);
  return last;
}

}  // namespace

Result<StoredHistory> read_stored_history(const std::shared_ptr<const Configuration>& configuration,
                                          const std::string& data_folder) {
  StoredHistory history;
  history.now = make_machine_clock()->now();
  auto store = open_sqlite_store(data_folder, OpenMode::read_only);
  if (!store) return tl::make_unexpected(store.error());
  if (auto used = (*store)->use_plan(*configuration); !used) {
    return tl::make_unexpected(used.error());
  }
  Result<Restored> known = (*store)->load();
  if (!known) return tl::make_unexpected(known.error());
  history.known = std::move(*known);
  if (is_demo_folder(data_folder)) {
    history.feeds = FeedSelection::samples;
    history.now = where_the_clock_stood(history.known);
  }
  return history;
}

}  // namespace planwatch

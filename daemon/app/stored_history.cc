#include "daemon/app/stored_history.h"

#include "daemon/app/stored_plan.h"
#include "daemon/store/store.h"
#include "daemon/time/clock.h"

namespace planwatch {

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
    if (history.known.plan_now) history.now = *history.known.plan_now;
  }
  return history;
}

}  // namespace planwatch

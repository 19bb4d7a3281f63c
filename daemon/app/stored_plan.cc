#include "daemon/app/stored_plan.h"

#include <filesystem>

#include "daemon/app/daemon.h"
#include "daemon/app/demo_mode.h"
#include "daemon/store/store.h"
#include "daemon/time/clock.h"
#include "rules/engine/engine.h"

namespace planwatch {

namespace fs = std::filesystem;

bool is_demo_folder(const std::string& data_folder) {
  std::error_code error;
  return fs::exists(fs::path(data_folder) / demo_marker, error);
}

std::string find_data_folder(const std::string& asked) {
  if (!asked.empty()) return asked;
  std::error_code error;
  const std::string real = default_data_folder(false);
  const std::string demo = default_data_folder(true);
  return !fs::exists(real, error) && fs::exists(demo, error) ? demo : real;
}

Result<StoredPlan> read_stored_plan(const std::shared_ptr<const Configuration>& configuration,
                                    const std::string& data_folder, const IndicatorId& indicator,
                                    const AreaCode& area) {
  StoredPlan plan;
  const bool demo = is_demo_folder(data_folder);
  Engine engine(configuration, demo ? FeedSelection::samples : FeedSelection::real);
  Instant now = make_machine_clock()->now();
  auto store = open_sqlite_store(data_folder, OpenMode::read_only);
  if (!store) {
    if (store.error().code != ErrorCode::not_found) return tl::make_unexpected(store.error());
    plan.empty = true;
    plan.snapshot = engine.snapshot(now);
    return plan;
  }
  if (auto used = (*store)->use_plan(*configuration); !used) {
    return tl::make_unexpected(used.error());
  }
  const Result<Restored> restored = (*store)->load();
  if (!restored) return tl::make_unexpected(restored.error());
  if (demo && restored->plan_now) now = *restored->plan_now;
  engine.restore(*restored, now);
  plan.snapshot = engine.snapshot(now);
  if (!indicator.empty()) {
    auto sources = (*store)->provenance(indicator, area);
    if (!sources) return tl::make_unexpected(sources.error());
    plan.provenance = std::move(*sources);
  }
  return plan;
}

}  // namespace planwatch

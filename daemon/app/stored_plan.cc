#include "daemon/app/stored_plan.h"

#include <algorithm>
#include <filesystem>

#include "daemon/app/daemon.h"
#include "daemon/app/demo_mode.h"
#include "daemon/app/plan_store.h"
#include "daemon/store/store.h"
#include "daemon/time/clock.h"
#include "rules/engine/as_known_on.h"

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

namespace {

struct OpenedStore {
  std::unique_ptr<Store> store;
  Restored restored;
};

Result<OpenedStore> open_and_load(const Configuration& configuration,
                                  const std::string& data_folder) {
  OpenedStore opened;
  auto store = open_plan_store(data_folder, configuration, OpenMode::read_only);
  if (!store) return tl::make_unexpected(store.error());
  opened.store = std::move(*store);
  Result<Restored> restored = opened.store->load();
  if (!restored) return tl::make_unexpected(restored.error());
  opened.restored = std::move(*restored);
  return opened;
}

Result<void> add_sources(Store& store, const IndicatorId& indicator, const AreaCode& area,
                         StoredPlan& plan) {
  if (indicator.empty()) return {};
  auto sources = store.provenance(indicator, area);
  if (!sources) return tl::make_unexpected(sources.error());
  plan.provenance = std::move(*sources);
  if (plan.snapshot->as_known_on) return {};
  auto notices = read_notices(store, alerts_about(*plan.snapshot, indicator, area));
  if (!notices) return tl::make_unexpected(notices.error());
  plan.notices = std::move(*notices);
  return {};
}

}  // namespace

Result<std::vector<NoticeRecord>> read_notices(Store& store,
                                               const std::vector<std::string>& alerts) {
  std::vector<NoticeRecord> all;
  for (const std::string& alert : alerts) {
    auto notices = store.notices(alert);
    if (!notices) return notices;
    all.insert(all.end(), notices->begin(), notices->end());
  }
  std::stable_sort(all.begin(), all.end(), [](const NoticeRecord& a, const NoticeRecord& b) {
    return a.notice.decided_at < b.notice.decided_at;
  });
  return all;
}

Result<StoredPlan> read_stored_plan(const std::shared_ptr<const Configuration>& configuration,
                                    const std::string& data_folder, const IndicatorId& indicator,
                                    const AreaCode& area, const std::string& as_known_on,
                                    Lang lang) {
  StoredPlan plan;
  const bool demo = is_demo_folder(data_folder);
  const FeedSelection feeds = demo ? FeedSelection::samples : FeedSelection::real;
  Instant now = make_machine_clock()->now();
  Result<OpenedStore> opened = open_and_load(*configuration, data_folder);
  if (!opened && opened.error().code != ErrorCode::not_found) {
    return tl::make_unexpected(opened.error());
  }
  plan.empty = !opened;
  const Restored restored = opened ? std::move(opened->restored) : Restored{};
  if (demo && restored.plan_now) now = *restored.plan_now;
  if (as_known_on.empty()) {
    Engine engine(configuration, feeds);
    if (opened) engine.restore(restored, now);
    plan.snapshot = engine.snapshot(now);
  } else {
    const auto day = parse_known_day(as_known_on, local_date(now), lang);
    if (!day) return tl::make_unexpected(day.error());
    plan.snapshot = snapshot_as_known_on(configuration, feeds, restored, *day);
  }
  if (!opened) return plan;
  if (auto added = add_sources(*opened->store, indicator, area, plan); !added) {
    return tl::make_unexpected(added.error());
  }
  return plan;
}

Result<KnownPlan> read_known_plan(const std::shared_ptr<const Configuration>& configuration,
                                  const std::string& data_folder, FeedSelection feeds, Date day,
                                  const IndicatorId& indicator, const AreaCode& area) {
  Result<OpenedStore> opened = open_and_load(*configuration, data_folder);
  if (!opened) return tl::make_unexpected(opened.error());
  KnownPlan known;
  known.snapshot = snapshot_as_known_on(configuration, feeds, std::move(opened->restored), day);
  if (indicator.empty()) return known;
  auto sources = opened->store->provenance(indicator, area);
  if (!sources) return tl::make_unexpected(sources.error());
  known.provenance = std::move(*sources);
  return known;
}

}  // namespace planwatch

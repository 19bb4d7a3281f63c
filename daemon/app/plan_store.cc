#include "daemon/app/plan_store.h"

#include <filesystem>
#include <fmt/format.h>

namespace planwatch {

namespace {

// The figures as rows of the new store: they refer to none of its deliveries.
Result<std::vector<Row>> read_figures(const std::string& folder,
                                      const Configuration& configuration) {
  auto store = open_sqlite_store(folder, OpenMode::read_only);
  if (!store) return tl::make_unexpected(store.error());
  if (auto used = (*store)->use_plan(configuration); !used) {
    return tl::make_unexpected(used.error());
  }
  Result<Restored> known = (*store)->load();
  if (!known) return tl::make_unexpected(known.error());
  std::vector<Row> rows;
  for (ObservationRow& row : known->observations) {
    row.delivery = 0;
    rows.emplace_back(row);
  }
  return rows;
}

bool holds_a_store(const std::string& folder) {
  std::error_code error;
  return std::filesystem::exists(std::filesystem::path(folder) / "planwatch.db", error);
}

// Both or neither: a store that holds half of last year would never be completed.
Result<void> take_over_last_year(Store& store, const std::string& last_year,
                                 const Configuration& configuration) {
  const auto figures = read_figures(last_year, configuration);
  if (!figures) return tl::make_unexpected(figures.error());
  return store.commit(*figures);
}

}  // namespace

std::string plan_folder(const std::string& data_folder, const std::string& plan, int year) {
  return fmt::format("{}/{}-{}", data_folder, plan, year);
}

Result<std::unique_ptr<Store>> open_plan_store(const std::string& data_folder,
                                               const Configuration& configuration, OpenMode mode) {
  const Plan& plan = configuration.plan;
  const std::string folder = plan_folder(data_folder, plan);
  const std::string last_year = plan_folder(data_folder, plan.id, plan.year - 1);
  const bool begins =
      mode == OpenMode::read_write && !holds_a_store(folder) && holds_a_store(last_year);
  auto store = open_sqlite_store(folder, mode);
  if (!store) return store;
  if (auto used = (*store)->use_plan(configuration); !used) {
    return tl::make_unexpected(used.error());
  }
  if (begins) {
    if (auto taken = take_over_last_year(**store, last_year, configuration); !taken) {
      return tl::make_unexpected(taken.error());
    }
  }
  return store;
}

}  // namespace planwatch

#pragma once

#include <memory>
#include <string>

#include "daemon/store/store.h"
#include "rules/model/plan.h"

namespace planwatch {

// A plan's year has a store of its own, so that alerts, ledger and reports stay with their year and
// two years run side by side: DATA/ganzhou-2025/planwatch.db.
std::string plan_folder(const std::string& data_folder, const std::string& plan, int year);
inline std::string plan_folder(const std::string& data_folder, const Plan& plan) {
  return plan_folder(data_folder, plan.id, plan.year);
}

// Opens it, with the plan in use. A year that begins takes over the figures that last year's store
// holds, so that forecasts have a history; where they came from stays in that store.
// Errors: those of open_sqlite_store; last year's store that cannot be read.
Result<std::unique_ptr<Store>> open_plan_store(const std::string& data_folder,
                                               const Configuration& configuration, OpenMode mode);

}  // namespace planwatch

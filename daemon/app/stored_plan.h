#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/engine/explain.h"
#include "rules/engine/snapshot.h"
#include "rules/model/result.h"

namespace planwatch {

// The plan as the store in `data_folder` knows it, read without touching it: what `status` and
// `explain` show while a daemon runs or after it stopped. A demo's store is judged at the instant
// where its clock stood, any other now.
struct StoredPlan {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<Provenance> provenance;  // of the indicator that was asked for
  bool empty = false;                  // there is no store yet: nothing is known
};
Result<StoredPlan> read_stored_plan(const std::shared_ptr<const Configuration>& configuration,
                                    const std::string& data_folder, const IndicatorId& indicator,
                                    const AreaCode& area);

// Whether the folder was made by a demo.
bool is_demo_folder(const std::string& data_folder);

// `asked`, or where a store is when nobody says: data, else data-demo.
std::string find_data_folder(const std::string& asked);

}  // namespace planwatch

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/expose/api.h"
#include "daemon/store/store.h"
#include "rules/engine/engine.h"
#include "rules/engine/explain.h"
#include "rules/engine/snapshot.h"
#include "rules/model/result.h"

namespace planwatch {

// The plan as the store in `data_folder` knows it, read without touching it: what `status` and
// `explain` show while a daemon runs or after it stopped. A demo's store is judged at the instant
// where its clock stood, any other now; with `as_known_on` ("2025-07-10") at the end of that day,
// as known then. Errors: invalid, that is no day or one that is yet to come.
struct StoredPlan {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<Provenance> provenance;  // of the indicator that was asked for
  std::vector<NoticeRecord> notices;   // about it, oldest first; none of an earlier day
  bool empty = false;                  // there is no store yet: nothing is known
};
Result<StoredPlan> read_stored_plan(const std::shared_ptr<const Configuration>& configuration,
                                    const std::string& data_folder, const IndicatorId& indicator,
                                    const AreaCode& area, const std::string& as_known_on = {},
                                    Lang lang = Lang::zh);

// The same for the API: any thread, by a connection of its own that only reads.
Result<KnownPlan> read_known_plan(const std::shared_ptr<const Configuration>& configuration,
                                  const std::string& data_folder, FeedSelection feeds, Date day,
                                  const IndicatorId& indicator, const AreaCode& area);

// Notices about several alerts in the order they were decided.
Result<std::vector<NoticeRecord>> read_notices(Store& store,
                                               const std::vector<std::string>& alerts);

// Whether the folder was made by a demo.
bool is_demo_folder(const std::string& data_folder);

// `asked`, or where a store is when nobody says: data, else data-demo.
std::string find_data_folder(const std::string& asked);

}  // namespace planwatch

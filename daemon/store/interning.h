#pragma once

#include "daemon/store/sqlite.h"
#include "daemon/store/stable_ids.h"
#include "rules/model/configuration.h"

namespace planwatch {

// Looks up the names of all indicators, areas and rules; adds those that are missing where
// `may_add`. Answers the maps as a whole, so that a failure leaves the old ones in use.
Result<StableIds> intern_names(Database& database, const Configuration& configuration,
                               bool may_add);

}  // namespace planwatch

#pragma once

#include <optional>
#include <string>

#include "daemon/app/stored_plan.h"
#include "daemon/cli/verbs.h"

namespace planwatch {

// Configuration and store joined, with what went wrong already printed; empty: return `exit_code`.
// An empty area stands for the plan's own.
std::optional<StoredPlan> open_plan(const CommonOptions& options, const IndicatorId& indicator,
                                    const AreaCode& area, int& exit_code);

// The data states of a set, separated by blanks.
std::string states_of(DataState set, Lang lang);

}  // namespace planwatch

#pragma once

#include <string>

#include "rules/model/plan.h"

namespace planwatch {

// How one year of a plan is told from another where both are seen: the `plan` label of metrics, of
// alerts in Alertmanager, and the names of exported groups. "ganzhou-2025".
std::string plan_label(const Plan& plan);

}  // namespace planwatch

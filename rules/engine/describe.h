#pragma once

#include <string>

#include "rules/engine/steps.h"
#include "rules/notify/render.h"

namespace planwatch {

// What a notice and the ledger say about an alert's subject, from the state as it is now.
NoticeContext describe_subject(const EngineState& state, const Alert& alert);

// The person who stands behind a role, empty when the configuration names nobody.
std::string person_of(const EngineState& state, const Alert& alert, Role role);

// Who shares the work: 配合单位, the answerable unit left out.
std::vector<UnitId> co_unit_ids_of(const EngineState& state, const Alert& alert);
// The same as text, separated by 、.
std::string co_units_of(const EngineState& state, const Alert& alert);

}  // namespace planwatch

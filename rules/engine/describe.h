#pragma once

#include <string>

#include "rules/engine/steps.h"
#include "rules/notify/render.h"

namespace planwatch {

// What a notice and the ledger say about an alert's subject, from the state as it is now. Names
// without an English form stay as they are; so does what a file or a server said.
NoticeContext describe_subject(const EngineState& state, const Alert& alert, Lang lang);

// What is expected of a firing alert's indicator by the year's end, in one phrase; empty where
// nothing is forecast. Worked out once per change of the series, for the snapshot as well.
std::string forecast_of(const EngineState& state, const Alert& alert, Lang lang);

// The person who stands behind a role, empty when the configuration names nobody.
std::string person_of(const EngineState& state, const Alert& alert, Role role);

// Who shares the work (rules/notify/recipients.h) as text, separated by 、.
std::string co_units_of(const EngineState& state, const Alert& alert);

}  // namespace planwatch

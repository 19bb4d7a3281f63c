#pragma once

#include "rules/engine/steps.h"

namespace planwatch {

// Opens a row when an alert fires and brings the running one up to date with everything else.
void keep_ledger(EngineState& state, const Alert& alert, Transition transition, Instant now,
                 Effects& effects);

// A line of progress into the running row of an alert; false: it has none.
bool add_progress(EngineState& state, const std::string& alert, const std::string& line,
                  Effects& effects);
// What was reported about a task, into the running rows of the task and of its indicators.
void add_task_progress(EngineState& state, const PersonActed& event, const TaskReport& report,
                       Effects& effects);

}  // namespace planwatch

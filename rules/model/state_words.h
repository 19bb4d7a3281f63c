#pragma once

#include <string_view>

#include "rules/model/light.h"
#include "rules/model/observation.h"
#include "rules/model/plan.h"

namespace planwatch {

// The words for what is counted and for how far a task is, as configuration, API, metrics and
// files write them.
std::string_view word_of(Measure measure);
std::string_view word_of(TaskState state);

// For people.
std::string_view name_of(TaskState state, Lang lang);

}  // namespace planwatch

#pragma once

#include <cstdint>
#include <string>

#include "rules/model/observation.h"
#include "rules/model/plan.h"

namespace planwatch::demo {

// How far a task is in the progress table about one month.
struct SampleProgress {
  TaskState state = TaskState::not_started;
  int percent = 0;
  std::string evidence;   // of tasks that are done
  std::string closed_by;  // a person, once the task is closed
};

// Most tasks begin in their planned month and are closed a month ahead of their deadline; the
// README names those that do not.
SampleProgress progress_of(const Task& task, unsigned month, std::uint64_t seed);

}  // namespace planwatch::demo

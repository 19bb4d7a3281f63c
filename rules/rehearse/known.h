#pragma once

#include "rules/engine/rows.h"

namespace planwatch {

// The day on which a version of a figure or of a task's progress was known: the report date that
// its file states, else the day it was received. A task table states the day it is as of; the word
// of a person is known when it is given.
Date known_day(const ObservationRow& row);
Date known_day(const TaskReportRow& row);

}  // namespace planwatch

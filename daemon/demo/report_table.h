#pragma once

#include "daemon/demo/sample_table.h"
#include "daemon/demo/timetable.h"
#include "daemon/demo/truth_model.h"

namespace planwatch::demo {

// What one delivery says about an indicator: the truth, except where an incident has it wrong.
SampleFigure reported_figure(const TruthModel& truth, const Indicator& indicator,
                             const SampleDelivery& delivery, const Period& period);

// A delivery as a table in the shape that its feed's mapping describes: a row per period with a
// column per figure, or (where the mapping names an indicator column) a row per figure. Every row
// ends with a remark that it is a sample.
SampleTable report_table(const Configuration& configuration, const TruthModel& truth,
                         const SampleDelivery& delivery);

// A row per task of the plan. Precondition: the feed's mapping is a TaskMapping.
SampleTable task_table(const Configuration& configuration, const SampleDelivery& delivery,
                       std::uint64_t seed);

}  // namespace planwatch::demo

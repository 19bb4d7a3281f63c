#pragma once

#include <memory>
#include <string>

#include "rules/engine/engine.h"
#include "tests/support/small_plan.h"

namespace planwatch::exporting {

inline constexpr const char* ramped_rate = "ramped_rate";     // 30 % .. 85 %, at least 5 cases
inline constexpr const char* visits = "visits";               // cadence, one a quarter
inline constexpr const char* recovered = "recovered_amount";  // cumulative, 333.3 in ten thousands
inline constexpr const char* complaints = "open_complaints";  // stock that is to shrink, 50 -> 10

// The small plan with the kinds that it lacks, `areas` areas, and three rules: lights; a stricter
// one about the closing rate; one that waits for two reds.
std::shared_ptr<Configuration> wide_configuration(unsigned areas);

// What /metrics shows of a snapshot.
std::string metrics_of(const std::shared_ptr<const Snapshot>& snapshot);

// Nine in the morning of that day.
Instant morning(int year, unsigned month, unsigned day);

}  // namespace planwatch::exporting

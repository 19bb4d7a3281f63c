#pragma once

#include <memory>

#include "daemon/export/openmetrics.h"
#include "rules/engine/engine.h"

namespace planwatch {

// From the first day to the last, both included, in the plan's place. `known_until`: nothing is
// told of what comes after it.
struct HistorySpan {
  Date from;
  Date to;
  std::chrono::seconds step{6 * 3600};
  Instant known_until{};
};

// What /metrics showed at every step: indicators and tasks as they were known at that moment (a
// figure from the moment it was received, a correction from its own) and judged by this
// configuration. Steps are whole multiples of `step` since 1970 UTC, where Grafana asks too.
// Left out: the series by period and by data state, feeds, alerts and the daemon itself.
SampledHistory sample_history(const std::shared_ptr<const Configuration>& configuration,
                              FeedSelection feeds, const Restored& known, const HistorySpan& span);

}  // namespace planwatch

#pragma once

#include <memory>
#include <string>

#include "rules/engine/engine.h"

namespace planwatch {

// A file of alerting rules for Prometheus, Mimir or vmalert that judge for themselves: from the
// plain facts of /metrics (value, numerator, denominator, period's end, the plan's clock) and the
// limits of this configuration, written into the rules. They fire for the indicators whose light
// is yellow or red in the daemon. What they do not cover stands in the file's first lines.
// Deterministic: the same configuration gives the same bytes. `feeds`: which of the feeds say when
// the last figure of the year is due.
std::string render_prometheus_rules(const std::shared_ptr<const Configuration>& configuration,
                                    FeedSelection feeds, Lang lang);

}  // namespace planwatch

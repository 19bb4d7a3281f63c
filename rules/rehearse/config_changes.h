#pragma once

#include <string>
#include <vector>

#include "rules/model/configuration.h"

namespace planwatch {

// What differs between two configurations as far as it can move a light or an alert, one text for
// each difference: "目标 0.90 → 0.95". Pure. Subjects are looked up by their stable ids; one that
// is missing on either side is itself the difference.

// Of an indicator as judged by one rule: target, start, deadline, schedule, bands and widths. The
// calendar counts where the schedule does.
std::vector<std::string> light_changes(const Configuration& before, const Configuration& after,
                                       const IndicatorId& indicator, const RuleId& rule, Lang lang);
// Of a rule beyond the light itself: from which light on it fires, holds, recovery, near days.
std::vector<std::string> hold_changes(const Configuration& before, const Configuration& after,
                                      const RuleId& rule, Lang lang);
// Of a task's milestone.
std::vector<std::string> task_changes(const Configuration& before, const Configuration& after,
                                      int task, Lang lang);
// Of when a feed's reports are due and of what it delivers.
std::vector<std::string> feed_changes(const Configuration& before, const Configuration& after,
                                      const FeedId& feed, Lang lang);

}  // namespace planwatch

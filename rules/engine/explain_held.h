#pragma once

#include <string>
#include <vector>

#include "rules/engine/snapshot.h"

namespace planwatch {

// What news of an alert waits for its round, and until when, a line each in the order in which it
// was decided: 待发：2025-07-08T08:05:00+08:00 预警 → 经办人（first）. Empty: nothing waits.
std::vector<std::string> explain_held(const Snapshot& snapshot, const std::string& alert,
                                      Lang lang);

}  // namespace planwatch

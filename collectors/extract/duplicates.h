#pragma once

#include <vector>

#include "rules/model/observation.h"

namespace planwatch {

// An observation, and how its cell would be rejected.
struct Draft {
  Observation observation;
  RejectedRow cell;  // reason is still empty
};
// Figures of one document for the same indicator, area, period and stated report date: the same
// figure is kept once; different ones are all refused, since nothing says which is right. Figures
// with different report dates are revisions and all stay. Keeps the order.
void settle_duplicates(std::vector<Draft>& drafts, std::vector<Observation>& observations,
                       std::vector<RejectedRow>& rejected);

}  // namespace planwatch

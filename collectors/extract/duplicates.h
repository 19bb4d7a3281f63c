#pragma once

#include <vector>

#include "collectors/extract/sheet.h"
#include "rules/model/observation.h"

namespace planwatch {

// An observation and the cell that it stands in, should it be rejected: few are, and how a cell is
// called costs more than its figure.
struct Draft {
  Observation observation;
  CellRef cell;
};
// The drafts' tables are still there. Figures of one document for the same indicator, area, period
// and stated report date: the same figure is kept once; different ones are all refused, since
// nothing says which is right. Figures with different report dates are revisions and all stay.
// Keeps the order.
void settle_duplicates(std::vector<Draft>& drafts, std::vector<Observation>& observations,
                       std::vector<RejectedRow>& rejected);

}  // namespace planwatch

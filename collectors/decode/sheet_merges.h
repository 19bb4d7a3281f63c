#pragma once

#include <vector>

#include "collectors/decode/budget.h"
#include "collectors/decode/cell_reference.h"
#include "collectors/decode/table.h"

namespace planwatch {

// Copies each area's top left cell into its other cells, marked merged. Areas end at the last row
// and the widest row of the sheet; rows inside an area that the sheet does not write are added.
// Cells that have something of their own keep it. False: the budget is exceeded.
bool apply_merges(Table& table, const std::vector<CellArea>& areas, TableBudget& budget);

}  // namespace planwatch

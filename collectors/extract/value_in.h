#pragma once

#include "collectors/extract/figure_unit.h"
#include "collectors/extract/value.h"

namespace planwatch {

// read_value with the column's unit found once instead of for every cell.
ValueReading read_value_in(const Cell& cell, const ValueContext& context,
                           const UnitFinding& column);

}  // namespace planwatch

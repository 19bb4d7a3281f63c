#pragma once

#include <optional>
#include <string>
#include <vector>

#include "collectors/extract/figure_unit.h"
#include "collectors/extract/sheet.h"
#include "rules/model/feed_spec.h"
#include "rules/model/plan.h"

namespace planwatch {

// One cell of a figure: its column and what is known of the column's unit.
struct FigureCell {
  std::size_t column = 0;
  UnitFinding unit;                      // by mapping and header
  std::optional<FigureUnit> table_unit;  // of the whole table: counts where the column says none
};
// The columns of one ValueColumns entry in one sheet.
struct FigureColumns {
  std::optional<IndicatorIndex> indicator;  // empty: the row says it
  std::optional<FigureCell> value, numerator, denominator;
  std::size_t first_column = 0;  // where the figure is said to stand
};
// A column's unit in the mapping counts for a ratio's value or for its parts, never for both:
// percent for the value, 万 for the parts.
FigureColumns figure_columns(const ValueColumns& mapped, const Sheet& sheet,
                             std::optional<IndicatorIndex> indicator);

// One figure as read: no row of the table has both a figure and faults.
struct Figure {
  std::optional<Decimal> value, numerator, denominator;
  bool provisional = false;
  std::vector<RejectedRow> faults;
  bool missing() const { return faults.empty() && !value && !numerator && !denominator; }
};
// A figure with one part that was not understood is refused whole.
Figure read_figure(const Sheet& sheet, const TableRow& row, const FigureColumns& columns,
                   Measure measure, bool none_is_zero);

// Whether any of its cells says something: a value or what was not understood.
bool says_something(const Sheet& sheet, const TableRow& row, const FigureColumns& columns,
                    bool none_is_zero);

}  // namespace planwatch

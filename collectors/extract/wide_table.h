#pragma once

#include <span>
#include <string>
#include <vector>

#include "collectors/extract/sheet.h"
#include "collectors/extract/value.h"
#include "rules/model/feed_spec.h"
#include "rules/model/plan.h"

namespace planwatch {

// Tables with their periods across (ObservationMapping::periods_across).

// How many columns of these headers belong to an entry of the mapping, each period of it counted
// once; 0 when an entry has none: then it is not the header of such a table.
std::size_t wide_score(std::span<const std::string> names, const ObservationMapping& mapping);

// The columns of one entry for one period: exact headers in the place of the entry's names.
struct WideFigure {
  std::size_t entry = 0;  // position in ObservationMapping::values
  PeriodReading period;
  ValueColumns columns;
};
struct WideTable {
  std::vector<WideFigure> figures;  // by entry, then in the order of the columns
  std::vector<std::string> notes;   // columns of totals that are left out
};
// An error when the year is nowhere, two columns say the same thing, or a header could be January
// as well as October.
Result<WideTable> read_wide_header(const Sheet& sheet, const ObservationMapping& mapping);

// Why a column beside others of the same entry says nothing of this indicator: single months beside
// year-to-date spans (1-6月), quarters beside months. Empty: it is to be read. Where all columns
// are in another window none is left out, so that the refusal is seen.
std::string why_left_out(const WideFigure& figure, std::span<const WideFigure> all,
                         const Indicator& indicator);

}  // namespace planwatch

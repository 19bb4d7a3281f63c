#pragma once

#include "daemon/demo/feed_style.h"
#include "daemon/demo/sample_table.h"
#include "rules/model/feed_spec.h"
#include "rules/model/period.h"

namespace planwatch::demo {

// Cells in a department's own writing.
SampleCell period_cell(const Period& period, const FeedStyle& style);
SampleCell date_cell(Date date, const FeedStyle& style);
SampleCell text_cell(std::string text);
// A ratio's or other measure's value under a header; what header or mapping say about percent and
// 万 is honoured.
SampleCell value_cell(Decimal value, const std::string& column, CellUnit unit, bool ratio,
                      const FeedStyle& style);
// A numerator or denominator; money goes in 万元 where the header says so.
SampleCell part_cell(Decimal part, const std::string& column, CellUnit unit,
                     const FeedStyle& style);

}  // namespace planwatch::demo

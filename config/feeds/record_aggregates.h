#pragma once

#include "config/feeds/record_filters.h"

namespace planwatch::feeds {

RecordAggregate load_aggregate(const YamlNode& node, Columns& names, Draft& draft);
MapKind describe_aggregate();
// Whether figures of the measure can be computed so: shares for ratios, numbers of records for
// counts, days for durations in days.
bool aggregate_fits(RecordAggregate::Kind kind, Measure measure);
// count, mean_days ...
std::string_view word_of(RecordAggregate::Kind kind);
// Figures in this unit come of `column`, and not of counting or of dates.
bool reads_numbers(RecordAggregate::Kind kind);

}  // namespace planwatch::feeds

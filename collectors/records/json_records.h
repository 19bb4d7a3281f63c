#pragma once

#include <string_view>

#include "collectors/records/record_counter.h"
#include "rules/model/feed_spec.h"

namespace planwatch {

// The records of a JSON document counted as they pass by, without a table. Same figures, refusals
// and errors as decode and extract give. Fills in the delivery's encoding.
Result<Extracted> count_json(std::string_view bytes, const JsonFormat& format,
                             const FeedLimits& limits, const RecordsMapping& mapping,
                             const Configuration& configuration);

}  // namespace planwatch

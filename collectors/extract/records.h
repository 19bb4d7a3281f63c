#pragma once

#include "collectors/decode/table.h"
#include "rules/model/configuration.h"
#include "rules/model/observation.h"
#include "rules/model/result.h"

namespace planwatch {

// Case-level rows -> figures by area and period (RecordsMapping says the meaning). Rows that are
// not understood are refused with their place and counted nowhere.
Result<void> extract_records(const Document& document, const RecordsMapping& mapping,
                             const Configuration& configuration, Extracted& out);

}  // namespace planwatch

#pragma once

#include "collectors/decode/table.h"
#include "rules/model/configuration.h"
#include "rules/model/feed_spec.h"
#include "rules/model/observation.h"
#include "rules/model/result.h"

namespace planwatch {

// A filled-in report template -> figures and task reports; the workbook's hidden sheet says what
// its cells are. An error when it is no template, another plan's, or another unit's than the
// feed's.
Result<void> extract_template(const Document& document, const FeedSpec& feed,
                              const Configuration& configuration, Extracted& out);

}  // namespace planwatch

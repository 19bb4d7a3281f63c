#pragma once

#include <functional>

#include "collectors/decode/byte_window.h"
#include "collectors/records/record_counter.h"
#include "rules/model/feed_spec.h"

namespace planwatch {

// The same bytes from their beginning, each time it is called.
using ByteOpener = std::function<Result<ByteSource>()>;

// The records of a CSV of any length counted as they pass by: about 1.5 MiB of buffers, whatever
// the length. The bytes are read once, and once more from the beginning where they turn out to be
// GB18030. Same figures, refusals and errors as decode and extract give for the whole document, but
// that limits.inflated_bytes does not matter and places in malformed encodings are given by byte.
// Fills in the delivery's encoding.
Result<Extracted> count_csv(const ByteOpener& open, const CsvFormat& format,
                            const FeedLimits& limits, const RecordsMapping& mapping,
                            const Configuration& configuration);

}  // namespace planwatch

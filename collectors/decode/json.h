#pragma once

#include <string_view>

#include "collectors/decode/table.h"

namespace planwatch {

// One table, Addressing::pointer: the array at JsonFormat::rows, of objects or of arrays. Objects
// and arrays inside a row are flattened into columns; null is an empty cell. The whole document is
// checked, what stands beside the rows included: a key that occurs twice in one object, bad
// nesting or an end that comes too early is an error with its place, never a partial table.
Result<Document> decode_as(std::string_view bytes, const JsonFormat& format,
                           const FeedLimits& limits);

}  // namespace planwatch

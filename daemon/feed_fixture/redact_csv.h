#pragma once

#include <string>
#include <string_view>

#include "collectors/decode/table.h"

namespace planwatch {

// The bytes of a CSV with the texts of `redacted` in the places of those of `document`, which was
// decoded from them: encoding, separators, quotes, blank lines and line ends stay. An error where
// the bytes cannot be taken apart as the decoder did, or would not come out the same when nothing
// was replaced. Pure.
Result<std::string> redact_csv(std::string_view bytes, const CsvFormat& format,
                               const Document& document, const Document& redacted);

}  // namespace planwatch

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/table.h"

namespace planwatch {

// The text of a JSON document with the cells of `redacted` in the places of those of `document`,
// which was decoded from it, and nothing else of its own: values beside the rows go, and so do the
// names of all keys that lead to no column of `read` (pointers within a row) and not to the rows.
// Nesting, order, numbers of elements, blanks and the ways numbers are written stay. The text is
// UTF-8, a byte order mark allowed. An error where it cannot be taken apart. Pure.
Result<std::string> redact_json(std::string_view bytes, const JsonFormat& format,
                                const Document& document, const Document& redacted,
                                const std::vector<std::string>& read);

}  // namespace planwatch

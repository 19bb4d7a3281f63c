#pragma once

#include <string>
#include <string_view>

namespace planwatch {

// A JSON string with its quotes (RFC 8259): quotes, backslashes and control characters escaped, all
// else as it is. `text` is UTF-8.
std::string json_text(std::string_view text);

}  // namespace planwatch

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace planwatch {

// The number as plain decimal text, every digit kept: 1.50 stays 1.50, 1.0E-4 becomes 0.00010.
// Empty when `token` is no JSON number (RFC 8259 section 6). Exponents beyond 60 stay as written:
// nothing that is judged is that large or small.
std::optional<std::string> plain_json_number(std::string_view token);

// Whether it is such a number already as it stands.
bool is_plain_json_number(std::string_view token);

}  // namespace planwatch

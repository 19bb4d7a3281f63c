#pragma once

#include <string>
#include <string_view>

namespace planwatch {

// Well-formed UTF-8 throughout: no overlong forms, no surrogates, nothing beyond U+10FFFF.
bool is_utf8(std::string_view text);
// Every byte that is not part of a well-formed character becomes U+FFFD; for texts from outside
// that go into formats which must be UTF-8.
std::string clean_utf8(std::string_view text);

}  // namespace planwatch

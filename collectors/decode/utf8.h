#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace planwatch {

// Length of the longest prefix that is well-formed UTF-8: no overlong forms, no surrogates, nothing
// beyond U+10FFFF. Equals text.size() when all of it is.
std::size_t valid_utf8_prefix(std::string_view text);
// Whether all of it is, several times as fast.
bool is_all_utf8(std::string_view text);
bool is_ascii(std::string_view text);

// Precondition: `code` is a Unicode scalar value.
void append_utf8(std::string& text, char32_t code);

// At most `bytes` bytes, cut before a character that would not fit, "…" in the place of the rest.
std::string shortened(std::string_view text, std::size_t bytes);

}  // namespace planwatch

#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace planwatch {

// Full-width forms (U+FF01..U+FF5E) become ASCII, the ideographic and the no-break space become a
// space. Nothing else: compatibility normalisation (NFKC) would turn "①98" into 198.
std::string to_half_width(std::string_view text);
// Without spaces, tabs and line breaks at both ends.
std::string_view trimmed(std::string_view text);
// Half width and without any space: how headers, names and markers are compared.
std::string comparable(std::string_view text);
// At most `bytes` bytes, never ending inside a character.
std::string cut_to(std::string_view text, std::size_t bytes);

bool contains(std::string_view text, std::string_view part);
bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> prefixes);
// Every `from` (not empty) becomes `to`.
std::string replaced(std::string_view text, std::string_view from, std::string_view to);

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
// Space, tab and line breaks.
inline bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
inline bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80U;
}

}  // namespace planwatch

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace planwatch::loader {

// Byte offset of the first byte that is not part of valid UTF-8 (or is NUL); empty: none.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);
// Characters (code points) in valid UTF-8.
std::size_t count_characters(std::string_view text);
std::vector<char32_t> to_code_points(std::string_view text);

}  // namespace planwatch::loader

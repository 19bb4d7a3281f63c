#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace planwatch {

// How a vendor counts a text: its bytes as they are, or as they stand in a JSON string.
enum class Counted { raw, json };

// Bytes of well-formed UTF-8 in a JSON string without its quotes, as Boost.JSON writes them:
// characters beyond ASCII as they are, quotes and backslashes doubled, control characters escaped.
std::size_t json_bytes(std::string_view text);

// `text` when it costs at most `most`, else as many whole characters as fit before a "…", with
// which it costs at most `most`; empty when not even that fits. Precondition: well-formed UTF-8.
std::string shorten(std::string_view text, std::size_t most, Counted counted);

}  // namespace planwatch

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/model/utf8.h"

namespace planwatch {

// One line of at most `most_bytes` bytes: control characters become spaces, a longer text is cut
// between characters and ends in "...".
std::string one_line(std::string_view text, std::size_t most_bytes);

// Every byte but visible ASCII, and '%' itself, as %XX. What it returns cannot break a header.
std::string percent_encoded(std::string_view text);
// Undoes %XX; what is malformed stays as it is.
std::string percent_decoded(std::string_view text);

// Replaces every occurrence of each secret by "<secret>"; longer ones first.
std::string without(std::string text, std::vector<std::string> secrets);

}  // namespace planwatch

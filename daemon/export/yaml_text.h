#pragma once

#include <cstddef>
#include <string>

namespace planwatch {

// A double-quoted YAML scalar of any text.
std::string yaml_quoted(const std::string& text);
// A literal block scalar, its lines moved right by `blanks`; text that a block cannot hold is
// quoted.
std::string yaml_block(const std::string& text, std::size_t blanks);
// One comment a line, each `blanks` to the right, with line feed.
std::string yaml_comment(const std::string& text, std::size_t blanks);

}  // namespace planwatch

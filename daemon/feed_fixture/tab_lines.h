#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace planwatch {

// Lines of parts that are apart by tabs; \t, \n, \r and \\ are escaped.
std::string tab_line(const std::vector<std::string>& parts);
// Without its line feed.
std::vector<std::string> parse_tab_line(std::string_view line);
// The lines of a text; an empty last one is none.
std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace planwatch

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/loader/diagnostics.h"

namespace planwatch::loader {

// Insertions, deletions, replacements and swaps of neighbours between two texts, in characters.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate that was probably meant: at most a third of its characters (and at least one)
// differ, or one is the beginning of the other. Empty: none. The first of equals.
std::string nearest(std::string_view text, const std::vector<std::string>& candidates);

// "did you mean X?", or the candidates where nothing is near and the list is short.
Words suggest(std::string_view text, const std::vector<std::string>& candidates);

// Candidates one after the other, at most `limit` of them.
std::string join(const std::vector<std::string>& texts, std::size_t limit = 24);

}  // namespace planwatch::loader

#pragma once

#include <cstdint>
#include <vector>

namespace planwatch::sim {

// The seeds that PLANWATCH_SIM_SEEDS names, such as "1001-2000" or "1234"; 1 to 50 without it. What
// cannot be read ends the program with words: no seeds would be a run that proves nothing.
std::vector<std::uint64_t> seeds_to_run();

// "FIRST-LAST" or "ONE"; none where the text is neither, or LAST comes before FIRST.
std::vector<std::uint64_t> parse_seeds(const char* text);

}  // namespace planwatch::sim

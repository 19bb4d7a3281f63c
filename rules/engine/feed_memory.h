#pragma once

#include <string>
#include <utility>
#include <vector>

namespace planwatch {

// What a feed's transport wants to find again at its next fetch (validators of an answer, the
// greatest watermark): names and values, sorted by name. The rules only pass it on.
using FeedMemory = std::vector<std::pair<std::string, std::string>>;

}  // namespace planwatch

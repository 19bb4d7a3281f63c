#pragma once

#include <string>
#include <vector>

#include "rules/model/observation.h"

namespace planwatch {

// A figure's place as people look it up: 报表!C7 in a workbook, "line 12 column 3" in a text file,
// "row 5" in an array; empty when it has none.
std::string place_text(const Place& place, const std::vector<std::string>& sheets);

}  // namespace planwatch

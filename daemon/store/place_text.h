#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/model/observation.h"

namespace planwatch {

// A figure's place as people look it up: 报表!C7 in a workbook, "line 12 column 3" in a text file,
// "row 5" in an array; empty when it has none.
std::string place_text(const Place& place, const std::vector<std::string>& sheets);

// A figure as delivered: "0.98", "98 / 100", "0.98 = 98 / 100".
std::string figure_text(const std::optional<Decimal>& value,
                        const std::optional<Decimal>& numerator,
                        const std::optional<Decimal>& denominator);

}  // namespace planwatch

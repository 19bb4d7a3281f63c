#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/engine/figure_outcome.h"

namespace planwatch {

// The outcomes of a push as one text, a digit each.
std::string outcomes_text(const std::vector<FigureOutcome>& outcomes);
// Empty for a text that no version of this program writes.
std::optional<std::vector<FigureOutcome>> outcomes_of(const std::string& text);

}  // namespace planwatch

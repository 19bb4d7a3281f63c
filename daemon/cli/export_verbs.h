#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "daemon/cli/verbs.h"
#include "rules/model/date.h"

namespace planwatch {

// Both write to `out`, to stdout where it is empty, and return the exit code.

struct ExportRulesWords {
  std::string out;
  bool demo = false;  // the sample feeds say when the last figure is due
};
int export_rules_verb(const CommonOptions& options, const ExportRulesWords& words);

struct ExportHistoryWords {
  std::string out;
  std::string from;  // dates in the plan's place, both included
  std::string to;
  std::string step = "6h";
};
int export_openmetrics_verb(const CommonOptions& options, const ExportHistoryWords& words);

// "5m", "6h", "1d"; empty: not such a text, not positive, or more than a day.
std::optional<std::chrono::seconds> parse_step(const std::string& text);

}  // namespace planwatch

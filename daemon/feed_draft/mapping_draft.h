#pragma once

#include <string>
#include <vector>

#include "daemon/feed_draft/columns.h"
#include "rules/model/plan.h"
#include "rules/model/result.h"

namespace planwatch {

// The mapping of a draft: its lines, and what it says about the feed.
struct MappingDraft {
  std::vector<std::string> lines;  // from "observations:" on, not indented
  std::vector<IndicatorIndex> indicators;
  std::vector<std::string> unused;  // headers of columns without a use
};
// `unit`: whose file it seems to be; empty: unknown.
Result<MappingDraft> draft_mapping(const Table& table, const GuessedColumns& guess,
                                   const UnitId& unit, const Plan& plan);

// A YAML text in double quotes, on one line.
std::string quoted(std::string_view text);
// "  # 请核对：..." behind a line.
std::string to_check(const std::string& why);

}  // namespace planwatch

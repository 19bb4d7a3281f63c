#pragma once

#include <string>

#include "collectors/decode/table.h"
#include "rules/model/configuration.h"
#include "rules/model/result.h"

namespace planwatch {

// Where the table was read.
struct DraftSource {
  std::string file;   // path; its name may say the unit
  std::string sheet;  // as asked for; may be empty
  Format format;
};

// A whole feed for a table that nobody has mapped yet, as YAML to be pasted under `feeds:`. Columns
// are told by their headers and cells, indicators by the plan's names (likeness.h). What is not
// certain says "# 请核对" with the other possibilities behind it; columns without a use are listed.
// The text loads as it stands. Pure. An error when there is no header, or nothing in the table
// looks like something of the plan.
Result<std::string> draft_feed(const Document& document, const DraftSource& source,
                               const Configuration& configuration);

}  // namespace planwatch

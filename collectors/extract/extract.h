#pragma once

#include "collectors/decode/table.h"
#include "rules/model/configuration.h"
#include "rules/model/observation.h"
#include "rules/model/result.h"

namespace planwatch {

// Table + mapping -> observations (or task reports) and rejected cells, each with its place and
// reason. Pure. An error only when nothing can be read at all (no header row, a mapped column is
// not there: names the columns that are); then nothing of the document is imported.
// `source_name` is the file's name or the URL: periods such as 区法院_202506.xlsx come from it.
Result<Extracted> extract(const Document& document, const FeedSpec& feed,
                          const Configuration& configuration, const std::string& source_name);

}  // namespace planwatch

#pragma once

#include <set>
#include <string>

#include "collectors/decode/table.h"
#include "rules/model/configuration.h"
#include "rules/model/observation.h"

namespace planwatch {

// Texts that the plan, the mapping and the report templates know, as they are compared: names of
// areas, indicators, tasks and units, the mapping's own names, words of states.
std::set<std::string> known_words(const FeedSpec& feed, const Configuration& configuration);

// The same document with everything gone that the mapping does not need: cells that it does not
// read, persons, free text, and in what it reads everything that is neither a figure, a period, a
// date nor a word of the plan. Rows, columns, types, hidden rows and merged cells stay as they are.
// `read` is what came of the document: numbers in cells that were refused, or of rows of which
// nothing came, lose long runs of digits, too. Pure.
Document redact_document(const Document& document, const FeedSpec& feed,
                         const Configuration& configuration, const Extracted& read);

// A source's name with nothing but its period and its kind left: 某某某_202506.xlsx. What stands
// before the last '/' and behind a '?' goes.
std::string redact_source(const std::string& source);

}  // namespace planwatch

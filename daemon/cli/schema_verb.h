#pragma once

#include <string>

#include "daemon/cli/verbs.h"

namespace planwatch {

// Prints the JSON Schema of one kind of file, or the reference in the chosen language. With a
// folder the files are written there (KIND.schema.json, reference.zh.md, reference.en.md); without
// a kind that is all of them, and without both a list of what there is.
int schema_verb(const CommonOptions& options, const std::string& kind, const std::string& folder);

}  // namespace planwatch

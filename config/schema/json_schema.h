#pragma once

#include <string>

#include "config/schema/schema.h"

namespace planwatch::schema {

// The JSON Schema (draft-07, which the YAML extension of VS Code handles best) of one kind of file.
// It accepts everything that the loader accepts in that file alone, and refuses unknown and missing
// keys, wrong types, unknown words and numbers out of range. What needs other files or arithmetic
// (names, bands, schedules) is for `planwatch check`. Pure.
std::string render_json_schema(const FileKind& kind);

}  // namespace planwatch::schema

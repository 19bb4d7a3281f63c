#pragma once

#include <string>

#include "rules/model/result.h"

namespace planwatch {

// Appends `line` (without its end) and a line end to the file, made when absent, folders included;
// durable when it returns. Where the file does not end in a line end, because a crash cut the last
// one short, that line is ended first. Written by one call, so lines of several writers do not mix.
// Blocks: for the worker. Transient errors: those of the disk and of permissions, which somebody
// may repair meanwhile; ErrorCode::invalid: the path is not a regular file.
Result<void> append_line(const std::string& path, const std::string& line);

}  // namespace planwatch

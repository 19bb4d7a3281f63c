#pragma once

#include <string>
#include <vector>

namespace planwatch::tidy {

struct SourceFile {
  std::string path;  // relative to the repository: rules/judge/judge.cc
  std::vector<std::string> lines;
};

// Each finding is "path:line: what is wrong and what to do".
using Findings = std::vector<std::string>;

// The one-way rule: tests -> daemon -> config -> rules, daemon -> collectors -> rules.
Findings check_rooms(const SourceFile& file);
// A third-party header is included only by the files that own the library.
Findings check_owners(const SourceFile& file);
// Bans that name the replacement: clocks, sleeping, random distributions, locale, unfinished marks.
Findings check_bans(const SourceFile& file);
// A range-for over what a pointer that a call returned points to: the pointer is gone before the
// first round (C++20 keeps only the last temporary alive). Likewise a reference into a snapshot
// that a call returned. Hold it in a variable.
Findings check_ranges(const SourceFile& file);
// Files of at most 600 lines, functions of at most 70, lines of at most 100 columns.
Findings check_sizes(const SourceFile& file);

// All C++ files of the repository, sorted by path.
std::vector<SourceFile> read_sources(const std::string& root);

}  // namespace planwatch::tidy

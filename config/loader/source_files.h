#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/loader/diagnostics.h"

namespace planwatch::loader {

// One file of the configuration, named as diagnostics name it (folder included).
struct SourceFile {
  std::string name;      // config/ganzhou/calendar/2025.yaml
  std::string relative;  // calendar/2025.yaml
  std::string text;
};

struct SourceFiles {
  std::optional<SourceFile> plan, units, tasks, indicators, rules, routing, server;
  std::vector<SourceFile> calendars;  // by name
  std::vector<SourceFile> feeds;      // feeds.yaml, then feeds/*.yaml by name
  std::string fingerprint;
};

// Reads every file that the loader knows. Missing, unreadable and oversized files are errors, YAML
// files that nothing reads are warnings. Never throws.
SourceFiles read_source_files(const std::string& folder, Diagnostics& out);

// The bytes of a file; empty when it cannot be read or is larger than `limit`.
std::optional<std::string> read_bytes(const std::string& path, std::size_t limit);

}  // namespace planwatch::loader

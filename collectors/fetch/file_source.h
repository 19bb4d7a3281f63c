#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "collectors/fetch/fetcher.h"

namespace planwatch {

// A file as one look saw it. Equal on two looks: nobody is writing it.
struct FileLook {
  std::string path;
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;
  std::uint64_t inode = 0;
  friend bool operator==(const FileLook&, const FileLook&) = default;
};

// The regular files that match, by name. Lock files (~$name) and hidden ones are passed over.
std::vector<FileLook> look_at_files(const std::string& glob);

// Reads those of `before` that are still the same and at most `max_bytes` large. An error when one
// is too large or cannot be read, or when all of them are still changing (transient).
Result<std::vector<FetchedBody>> read_stable_files(const std::vector<FileLook>& before,
                                                   const std::string& glob,
                                                   std::uint64_t max_bytes);

// Names the glob; transient, since a department's file may come any time.
Error nothing_matches(const std::string& glob);

}  // namespace planwatch

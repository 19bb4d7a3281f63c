#pragma once

#include <cstdint>
#include <optional>
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
// Empty: there is no regular file (links are followed).
std::optional<FileLook> look_at(const std::string& path);

// What a FileSource comes to: variables replaced, paths absolute.
struct FileRules {
  std::string glob;
  FileMarker marker = FileMarker::stable;
  std::string done;  // whose files never match; empty: none
  std::uint64_t max_bytes = 64ull << 20;
  // Files stay where they are and only their SHA-256 is taken: FetchedBody::file. They are read in
  // pieces later, so that max_bytes does not count; most_bytes_in_place does.
  bool in_place = false;
};
inline constexpr std::uint64_t most_bytes_in_place = 100ull << 30;
FileRules rules_of(const FeedSpec& feed, const FileSource& source, const SourceVariables& variables,
                   const std::string& base_folder);

// The regular files that match, by name. Lock files (~$name), hidden ones, markers and what lies in
// `done` are passed over.
std::vector<FileLook> look_at_files(const FileRules& rules);

// The folders that exist now and whose files may match; without `done`. What a watch listens to.
std::vector<std::string> folders_of(const FileRules& rules);

// What became of the files of a look: those that are still the same and, where a marker is asked
// for, have theirs, are bodies. What is wrong with one file hides no other.
struct FilesRead {
  std::vector<FetchedBody> bodies;
  std::vector<Error> troubles;  // too large, unreadable, wrong checksum
  std::vector<Error> waiting;   // still changing, marker missing; all transient
};
FilesRead read_stable_files(const std::vector<FileLook>& before, const FileRules& rules);
// An error where there is no body: the first trouble, or why the files were not read yet.
Result<Fetched> fetched_of(FilesRead read);

// Names the glob; transient, since a department's file may come any time.
Error nothing_matches(const std::string& glob);

}  // namespace planwatch

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/model/configuration.h"
#include "rules/model/observation.h"
#include "rules/model/result.h"

namespace planwatch {

struct ImportRequest {
  FeedId feed;                     // in the configuration
  std::vector<std::string> files;  // paths; one that is no file is taken as a glob
  std::string data_folder;
  // When the figures were known, for files that state no report date; empty: now.
  std::optional<Date> known_on;
};

// What became of one file. `error`: it could not be read, nothing of it was taken.
struct ImportedFile {
  std::string path;
  std::string sha256;
  bool known = false;  // these very bytes were imported before: nothing changed
  std::optional<Error> error;
  std::uint32_t accepted = 0;
  std::uint32_t repeated = 0;  // figures that were known already
  std::vector<RejectedRow> rejected;
  std::vector<std::string> notes;
};

// Brings files into the store as if the feed had delivered them, in the same formats and mapping.
// Nothing is judged and nobody is told: figures of the plan's year are judged when the daemon runs
// next, those of other years are history and only kept. Each file is all in or not at all.
// Errors: conflict, a daemon has the store open; others as of opening it.
Result<std::vector<ImportedFile>> import_files(
    const std::shared_ptr<const Configuration>& configuration, const ImportRequest& request);

}  // namespace planwatch

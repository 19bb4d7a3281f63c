#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/app/stored_history.h"
#include "daemon/cli/verbs.h"

namespace planwatch {

// Days as typed, checked before: 2025-06-30 or empty.
struct ReplayWords {
  std::string from;
  std::string to;
  std::string as_known_on;
  bool notices = false;
};
int replay_verb(const CommonOptions& options, const ReplayWords& words);

struct DiffWords {
  std::string old_folder;
  std::string new_folder;
  bool exit_code = false;
};
int diff_verb(const CommonOptions& options, const DiffWords& words);

struct TestWords {
  std::vector<std::string> files;
  std::string junit;
};
int test_verb(const CommonOptions& options, const TestWords& words);

// The configuration of a folder, with its errors printed; null when there are any.
std::shared_ptr<const Configuration> load_or_say(const CommonOptions& options,
                                                 const std::string& folder);
// The store's history, with what went wrong printed.
std::optional<StoredHistory> history_or_say(
    const CommonOptions& options, const std::shared_ptr<const Configuration>& configuration,
    const std::string& folder);

}  // namespace planwatch

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "rules/model/result.h"
#include "rules/rehearse/rehearse.h"

namespace planwatch {

// What the store in `data_folder` knows, read without touching it, in the indices of
// `configuration`: the past that `replay` and `diff` judge again. Acknowledgements and promises
// take part as the store's alerts hold them, each alert's last ones.
struct StoredHistory {
  RehearsalInput input;
  Instant now{};       // a demo's clock where it stood, else the machine's
  bool empty = false;  // there is no store
};
Result<StoredHistory> read_stored_history(const std::shared_ptr<const Configuration>& configuration,
                                          const std::string& data_folder);

}  // namespace planwatch

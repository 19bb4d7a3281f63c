#pragma once

#include <memory>
#include <string>

#include "rules/engine/engine.h"
#include "rules/model/result.h"
#include "rules/rehearse/rehearse.h"

namespace planwatch {

// Everything that the store in `data_folder` keeps, read without touching it, in the indices of
// `configuration`: the past that `replay` and `diff` judge again and `export openmetrics` writes.
struct StoredHistory {
  Restored known;
  Instant now{};  // up to which it is known: where a demo's clock stood, else the machine's now
  FeedSelection feeds = FeedSelection::real;
  bool empty = false;  // there is no store
};
Result<StoredHistory> read_stored_history(const std::shared_ptr<const Configuration>& configuration,
                                          const std::string& data_folder);

// The same as what a rehearsal lives again. Acknowledgements and promises take part as the store's
// alerts hold them, each alert's last ones.
RehearsalInput to_rehearsal(std::shared_ptr<const Configuration> configuration,
                            StoredHistory history);

}  // namespace planwatch

#pragma once

#include <memory>
#include <string>

#include "rules/engine/engine.h"
#include "rules/model/result.h"

namespace planwatch {

// Everything that the store in `data_folder` keeps, read without touching it, with the moment up to
// which it is known: where the demo's clock stood, else the machine's now.
struct StoredHistory {
  Restored known;
  Instant now{};
  FeedSelection feeds = FeedSelection::real;
};
Result<StoredHistory> read_stored_history(const std::shared_ptr<const Configuration>& configuration,
                                          const std::string& data_folder);

}  // namespace planwatch

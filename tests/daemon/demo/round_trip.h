#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/model/configuration.h"
#include "rules/model/observation.h"

namespace planwatch::demo {

// Delivers everything up to the end of the plan year's reports and reads each file and answer as
// the daemon would: decode, then extract by the feed's mapping.
struct ReadBack {
  std::vector<Extracted> deliveries;  // of one feed, files by name
  std::vector<std::string> errors;
};
ReadBack read_back(std::shared_ptr<const Configuration> configuration, const FeedSpec& feed);

// Compares every observation with the truth model, except first figures that a correction replaces;
// returns what differs and what is not there.
std::vector<std::string> differences(const Configuration& configuration, const FeedSpec& feed,
                                     const ReadBack& read);

}  // namespace planwatch::demo

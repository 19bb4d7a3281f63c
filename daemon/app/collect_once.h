#pragma once

#include <memory>
#include <string>
#include <vector>

#include "collectors/extract/extract.h"
#include "collectors/fetch/fetcher.h"
#include "rules/model/configuration.h"
#include "rules/model/date.h"

namespace planwatch {

// One fetched body with every stage's outcome.
struct CollectedBody {
  FetchedBody fetched;
  Result<Document> document;
  Result<Extracted> extracted;
};

// What one fetch brought, and when on the plan's clock.
struct Collected {
  std::vector<CollectedBody> bodies;
  Instant plan_now{};
};

// Fetches one feed now and reads what came; writes nothing into any store. A sample feed is fetched
// from sample departments made for the occasion, as of the demo's default day.
Result<Collected> collect_once(const std::shared_ptr<const Configuration>& configuration,
                               const std::string& config_folder, const FeedId& feed);

}  // namespace planwatch

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "collectors/fetch/fetcher.h"
#include "daemon/send/channel.h"
#include "tests/sim/faults.h"
#include "tests/sim/truth.h"
#include "tests/support/virtual_scheduler.h"

namespace planwatch::sim {

// The departments as the daemon sees them: the files handed in so far, by fetch.
class SimFetcher : public Fetcher {
 public:
  SimFetcher(VirtualScheduler& scheduler, const Truth& truth, const Faults& faults,
             bool silence_resolves)
      : scheduler_(scheduler),
        truth_(truth),
        faults_(faults),
        silence_resolves_(silence_resolves) {}
  void fetch(const FeedSpec& feed, Done done) override;

 private:
  Result<std::vector<FetchedBody>> bodies_now(const std::string& feed) const;

  VirtualScheduler& scheduler_;
  const Truth& truth_;
  const Faults& faults_;
  bool silence_resolves_;
};

// One receiver's end of the wire. What reached it is told to `delivered` before the sender hears
// of its success.
class SimChannel : public Channel {
 public:
  SimChannel(VirtualScheduler& scheduler, const Faults& faults, std::string receiver,
             std::function<void(const Notice&)> delivered)
      : scheduler_(scheduler),
        faults_(faults),
        receiver_(std::move(receiver)),
        delivered_(std::move(delivered)) {}
  void send(const Notice& notice, Done done) override;

 private:
  VirtualScheduler& scheduler_;
  const Faults& faults_;
  std::string receiver_;
  std::function<void(const Notice&)> delivered_;
};

}  // namespace planwatch::sim

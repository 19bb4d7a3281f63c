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
  void fetch(const FeedSpec& feed, const FetchMemory&, Done done) override;

 private:
  Result<Fetched> bodies_now(const std::string& feed) const;

  VirtualScheduler& scheduler_;
  const Truth& truth_;
  const Faults& faults_;
  bool silence_resolves_;
};

// What the outside saw of one attempt; told before the sender hears the answer.
enum class Seen { delivered, delivered_answer_lost, refused };
using SeeAttempt = std::function<void(const std::string& receiver, const Notice&, Seen)>;

// One receiver's end of the wire. Takes two alerts a message and twenty messages a minute.
class SimChannel : public Channel {
 public:
  SimChannel(VirtualScheduler& scheduler, const Faults& faults, std::string receiver,
             SeeAttempt see, bool takes_refusals_for_success)
      : scheduler_(scheduler),
        faults_(faults),
        receiver_(std::move(receiver)),
        see_(std::move(see)),
        takes_refusals_for_success_(takes_refusals_for_success) {}
  void send(const Notice& notice, Done done) override;
  ChannelLimits limits() const override { return {2, 20, 0}; }
  std::size_t encoded_bytes(const Notice& notice) const override { return notice.items.size(); }

 private:
  bool in_trouble(Trouble::Kind kind) const;

  VirtualScheduler& scheduler_;
  const Faults& faults_;
  std::string receiver_;
  SeeAttempt see_;
  bool takes_refusals_for_success_;  // the canary
};

}  // namespace planwatch::sim

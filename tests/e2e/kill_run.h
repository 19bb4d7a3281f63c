#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace planwatch::e2e {

// A daemon that is killed (SIGKILL) again and again at random instants and started again on the
// same data folder, while figures are pushed and a file of its feed is rewritten, so that alerts
// fire, worsen and resolve.
struct KillPlan {
  int kills = 10;
  std::uint64_t seed = 1;
  std::function<void(int done)> progress;  // after every kill; may be empty
};

struct KillReport {
  int kills = 0;
  // Where the process was when it was killed; a kill can count in several.
  int while_starting = 0;               // not yet ready
  int while_fetching = 0;               // the feed was marked in flight
  int while_pushing = 0;                // a push was under way and not answered
  int while_waiting = 0;                // committed notices that were not yet sent
  int while_sending = 0;                // a notice was received and not yet marked delivered
  int pushes_answered = 0;              // with 200
  int figures_stored = 0;               // versions in the store at the end
  int notices_decided = 0;              // rows of the outbox for the webhook
  int notices_received = 0;             // different ones
  int repeats = 0;                      // received once more
  std::vector<std::string> violations;  // of what has to hold, in words; empty: it held
};

// What has to hold: a push that was answered and a file that was taken in are in the store for
// good; every notice in the outbox was received; nothing was received that the store did not hold
// already; a notice came twice only with the same key and only where the kill fell before it was
// marked delivered. At the end the daemon runs until nothing waits any more.
KillReport run_kills(const KillPlan& plan);

}  // namespace planwatch::e2e

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/model/light.h"

namespace planwatch::sim {

// A bug put in on purpose; the oracles have to catch it.
enum class Canary {
  none,
  outbox_lost_at_restart,    // the store forgets what waits to be sent
  silence_resolves,          // a feed that is down counts as a report of "nothing wrong"
  answers_lost_at_restart,   // the store forgets who acknowledged and promised
  silences_lost_at_restart,  // the store forgets what is silenced
  refusals_unheard,          // a receiver's refusal is taken for a delivery
};

struct SimOptions {
  std::uint64_t seed = 1;
  bool faults = true;
  bool deaths = true;
  bool people = true;  // they answer; false: nobody ever does
  Canary canary = Canary::none;
};

struct SimResult {
  std::vector<std::string> violations;        // empty: every oracle held all year
  std::string digest;                         // of everything delivered and of the final state
  std::map<std::string, Light> final_levels;  // of open alerts about indicators and tasks
  int restarts = 0;
  int delivered = 0;
  int repeats = 0;       // the same key delivered again
  int acts = 0;          // what people did
  int refused_acts = 0;  // of these, what was not theirs to do
  int checkpoints = 0;   // times when everything had healed and was compared with the truth
};

// The small plan's year, 2 January 2025 to 10 February 2026, on a virtual clock: the daemon's own
// runtime, feeds that hand in real CSV, receivers, and a store that survives deaths.
SimResult run_year(const SimOptions& options);

}  // namespace planwatch::sim

#include "tests/e2e/kill_oracle.h"

#include <algorithm>
#include <fmt/format.h>

namespace planwatch::e2e {

void KillOracle::violate(std::string what) {
  if (violations_.size() < most_violations) violations_.push_back(std::move(what));
}

// A repeat has to be one that a kill explains.
void KillOracle::take(int life, const Arrival& arrival) {
  const auto [seen, fresh] = seen_.try_emplace(arrival.key, Seen{life, arrival.idempotency_key});
  if (fresh) return;
  ++repeats_;
  if (seen->second.idempotency_key != arrival.idempotency_key) {
    violate(fmt::format("life {}: repeated with another key: {}", life, arrival.key));
  }
  if (seen->second.life == life) {
    violate(fmt::format("life {}: twice in one life: {}", life, arrival.key));
  } else if (!last_.waiting.contains(arrival.key)) {
    violate(fmt::format("life {}: repeated though it was marked: {}", life, arrival.key));
  }
  seen->second.life = life;
}

void KillOracle::end_of_life(int life, const std::vector<Arrival>& came, const Held& held) {
  for (const Arrival& arrival : came) {
    take(life, arrival);
    if (!held.notices.contains(arrival.key)) {
      violate(fmt::format("life {}: received, but not in the store: {}", life, arrival.key));
    }
  }
  const bool all_there = std::includes(held.notices.begin(), held.notices.end(),
                                       last_.notices.begin(), last_.notices.end());
  if (held.figures < last_.figures || held.deliveries < last_.deliveries || !all_there) {
    violate(fmt::format("life {}: what was committed is gone", life));
  }
  last_ = held;
}

void KillOracle::end_of_all() {
  for (const std::string& key : last_.notices) {
    if (!seen_.contains(key)) violate("decided and never received: " + key);
  }
  for (const std::string& key : last_.waiting) violate("still waits at the end: " + key);
}

}  // namespace planwatch::e2e

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace planwatch::e2e {

// What the store holds when the process is gone.
struct Held {
  bool there = false;  // false: killed before the store was made
  std::int64_t figures = 0;
  std::int64_t deliveries = 0;
  std::set<std::string> notices;  // keys of the outbox
  std::set<std::string> waiting;  // of these, not yet marked as delivered, refused or given up
  bool in_flight = false;         // a feed was being read
  bool crashed = false;           // and at the end of the life before, too
};

// One notice as the webhook took it.
struct Arrival {
  std::string key;              // the notice's, from the body
  std::string idempotency_key;  // the header
};

// What has to hold over the lives of a process that is killed again and again. Pure.
class KillOracle {
 public:
  static constexpr std::size_t most_violations = 20;

  // At the end of a life, in order: what came in it and what the store holds now.
  void end_of_life(int life, const std::vector<Arrival>& came, const Held& held);
  // When nothing is left to be sent.
  void end_of_all();
  void violate(std::string what);

  const std::vector<std::string>& violations() const { return violations_; }
  int repeats() const { return repeats_; }
  int received() const { return static_cast<int>(seen_.size()); }
  const Held& last() const { return last_; }

 private:
  struct Seen {
    int life = 0;  // the last one in which it came
    std::string idempotency_key;
  };
  void take(int life, const Arrival& arrival);

  std::map<std::string, Seen> seen_;  // by key
  Held last_;
  int repeats_ = 0;
  std::vector<std::string> violations_;
};

}  // namespace planwatch::e2e

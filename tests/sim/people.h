#pragma once

#include <cstdint>
#include <vector>

#include "rules/engine/event.h"
#include "rules/engine/snapshot.h"

namespace planwatch::sim {

// One thing that somebody does, and whether the daemon has to refuse it.
struct Act {
  Actor actor;
  PersonAction action;
  bool must_be_refused = false;
};

// How the units, the supervision office and the operator answer alerts in a year, by seed. What an
// alert meets depends on its key and episode alone, so that deaths of the process change nothing
// of it.
class People {
 public:
  People(std::uint64_t seed, bool awake) : seed_(seed), awake_(awake) {}

  // What is done at ten o'clock of that day, seeing what the daemon shows.
  std::vector<Act> acts(const Snapshot& shown, Date today) const;

 private:
  enum class Answer {
    none,           // nobody answers: it climbs the ladder
    promise,        // acknowledged and promised for long
    acknowledge,    // acknowledged, never promised
    break_promise,  // promised for a few days, moved once, and a second move is tried
    suspend,        // suspended by the supervision office
    silence,        // silenced by the operator
  };
  Answer answer_of(const Alert& alert) const;
  std::uint64_t hash_of(const std::string& text, int episode) const;
  void answer(const Snapshot& shown, const Alert& alert, Date today, std::vector<Act>& out) const;
  void close_rows(const Snapshot& shown, Date today, std::vector<Act>& out) const;

  std::uint64_t seed_;
  bool awake_;
};

}  // namespace planwatch::sim

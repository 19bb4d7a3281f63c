#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/model/date.h"

namespace planwatch::sim {

// A stretch of time in which something goes wrong.
struct Trouble {
  enum class Kind {
    feed_down,
    feed_garbled,
    receiver_down,     // no connection
    receiver_refuses,  // says no for good; only a receiver with a fallback
    receiver_busy,     // asks to slow down
    receiver_mumbles,  // takes the notice, but its answer is lost
  } kind = Kind::feed_down;
  std::string who;
  Instant from;
  Instant to;
};

// The receiver that has a fallback, and the fallback, which is never in trouble.
inline constexpr const char* with_fallback = "first";
inline constexpr const char* fallback = "third";

// What goes wrong in a year, by seed: feeds that are down or hand out rubbish, receivers that are
// down or busy, refuse or mumble, and process deaths before or after a commit. Everything heals
// before 2026-01-20.
struct Faults {
  std::vector<Trouble> troubles;
  struct Death {
    std::int64_t at_commit;  // counted over the whole year
    bool written;            // whether that commit still reached the disk
    std::chrono::hours down_for;
  };
  std::vector<Death> deaths;

  bool active(Trouble::Kind kind, const std::string& who, Instant at) const;
  // No trouble is running or ended less than two days ago.
  bool calm(Instant at) const;
};
Faults make_faults(std::uint64_t seed, bool deaths);

}  // namespace planwatch::sim

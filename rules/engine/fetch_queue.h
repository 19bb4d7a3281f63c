#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

namespace planwatch {

// Where a feed stands on its way to a fetch. A fetch that takes long gives its place to others.
enum class FetchSlot : std::uint8_t { none, queued, running, slow };

// How many feeds may be fetched at once, and which are next. Positions are those of
// EngineState::feeds. Feeds in good order go first, one after another as they became due; those
// that failed last time have a quarter of the places, so that dead servers never hold up the rest.
// Suspects, which were in flight when the process died, go one at a time: when one of them kills
// the process again, it is the only one that is found guilty.
struct FetchQueue {
  static constexpr int most_running = 256;
  static constexpr int most_troubled_running = 64;
  static constexpr int most_slow = 1'024;  // beyond that a slow fetch keeps its place

  std::deque<std::size_t> healthy;
  std::deque<std::size_t> suspects;
  std::deque<std::size_t> troubled;
  int running = 0;
  int troubled_running = 0;  // of these
  int slow = 0;
  int suspects_in_flight = 0;
};

}  // namespace planwatch

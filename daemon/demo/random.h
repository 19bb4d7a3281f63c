#pragma once

#include <cstdint>
#include <string_view>

namespace planwatch::demo {

// What one draw is about. The same key gives the same draw whatever was drawn before, so that
// figures do not depend on the order in which they are asked for.
struct RandomKey {
  std::uint64_t seed = 0;
  std::string_view subject;  // an indicator's or feed's id
  int year = 0;
  unsigned month = 0;
};

std::uint64_t draw(const RandomKey& key);
// Evenly between -amplitude and amplitude, both included.
int jitter(const RandomKey& key, int amplitude);

}  // namespace planwatch::demo

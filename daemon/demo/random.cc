#include "daemon/demo/random.h"

namespace planwatch::demo {

namespace {

// splitmix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ull;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
  return x ^ (x >> 31);
}

}  // namespace

std::uint64_t draw(const RandomKey& key) {
  std::uint64_t state = mix(key.seed);
  for (const char c : key.subject) state = mix(state ^ static_cast<unsigned char>(c));
  state = mix(state ^ static_cast<std::uint64_t>(key.year));
  return mix(state ^ key.month);
}

int jitter(const RandomKey& key, int amplitude) {
  const auto width = 2 * static_cast<std::uint64_t>(amplitude) + 1;
  return static_cast<int>(draw(key) % width) - amplitude;
}

}  // namespace planwatch::demo

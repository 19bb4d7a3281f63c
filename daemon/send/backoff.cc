#include <algorithm>
#include <cstdint>

#include "daemon/send/outbox.h"

namespace planwatch {

namespace {

// FNV-1a: the same in every build and run, which std::hash is not.
std::uint64_t stable_hash(const std::string& text, int salt) {
  std::uint64_t hash = 14695981039346656037ULL;
  const auto mix = [&hash](unsigned char byte) { hash = (hash ^ byte) * 1099511628211ULL; };
  for (const char c : text) mix(static_cast<unsigned char>(c));
  for (int shift = 0; shift < 32; shift += 8) {
    mix(static_cast<unsigned char>(static_cast<std::uint32_t>(salt) >> shift));
  }
  return hash;
}

}  // namespace

std::chrono::milliseconds backoff(const RetryPolicy& policy, int attempts, const std::string& key) {
  std::chrono::milliseconds delay = std::min(policy.first, policy.most);
  for (int i = 1; i < attempts && delay < policy.most; ++i)
    delay = std::min(delay * 2, policy.most);
  // Only ever earlier, so that `most` is the longest pause anybody has to reckon with.
  const auto per_mille = static_cast<std::int64_t>(800 + stable_hash(key, attempts) % 201);
  return std::max(delay * per_mille / 1000, std::chrono::milliseconds{1});
}

}  // namespace planwatch

#include "collectors/records/key_set.h"

#include <cstring>

namespace planwatch {
namespace {

__extension__ typedef unsigned __int128 uint128_t;

// Both halves of the full product: every bit of the result depends on every bit of both.
std::uint64_t folded(std::uint64_t a, std::uint64_t b) {
  const uint128_t product = static_cast<uint128_t>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint64_t word_at(std::string_view text, std::size_t at) {
  std::uint64_t word = 0;
  const std::size_t left = text.size() - at;
  std::memcpy(&word, text.data() + at, left < 8 ? left : 8);
  return word;
}

}  // namespace

KeySet128::Hash KeySet128::hash_of(std::string_view key) {
  constexpr std::uint64_t first = 0xA0761D6478BD642FULL;
  constexpr std::uint64_t second = 0xE7037ED1A0B428DBULL;
  constexpr std::uint64_t third = 0x8EBC6AF09C88C6E3ULL;
  Hash hash{first ^ key.size(), second + key.size()};
  for (std::size_t at = 0; at < key.size(); at += 8) {
    const std::uint64_t word = word_at(key, at);
    hash.high = folded(hash.high ^ word, third);
    hash.low = folded(hash.low + word, first) ^ word;
  }
  hash.high = folded(hash.high ^ second, hash.low | 1U);
  hash.low = folded(hash.low ^ third, first) ^ hash.high;
  if (hash == Hash{}) hash.low = 1;
  return hash;
}

bool KeySet128::insert(std::string_view key) {
  const Hash hash = hash_of(key);
  const bool added = shards_[hash.high >> 58U].insert(hash);
  size_ += added ? 1 : 0;
  return added;
}

bool KeySet128::Shard::insert(const Hash& hash) {
  if (places.size() * 3 <= used * 4 + 3) grow();
  const std::size_t mask = places.size() - 1;
  for (std::size_t at = hash.low & mask;; at = (at + 1) & mask) {
    if (places[at] == hash) return false;
    if (places[at] == Hash{}) {
      places[at] = hash;
      ++used;
      return true;
    }
  }
}

void KeySet128::Shard::grow() {
  std::vector<Hash> before(places.empty() ? 16 : places.size() * 2);
  before.swap(places);
  used = 0;
  for (const Hash& hash : before) {
    if (!(hash == Hash{})) insert(hash);
  }
}

}  // namespace planwatch

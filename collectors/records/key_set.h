#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace planwatch {

// Which keys were there before, by 128 bits of each: 16 to 32 bytes a key. Two keys that differ are
// taken for one with a probability of about n^2 / 2^129.
class KeySet128 {
 public:
  // False: it was there before.
  bool insert(std::string_view key);
  std::size_t size() const { return size_; }

 private:
  struct Hash {
    std::uint64_t high = 0;  // both 0: free
    std::uint64_t low = 0;
    friend bool operator==(const Hash&, const Hash&) = default;
  };
  // Shards grow one by one, so that growing never doubles the whole.
  struct Shard {
    std::vector<Hash> places;
    std::size_t used = 0;
    bool insert(const Hash& hash);
    void grow();
  };
  static Hash hash_of(std::string_view key);

  std::array<Shard, 64> shards_;
  std::size_t size_ = 0;
};

}  // namespace planwatch

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>

#include "rules/engine/rows.h"

namespace planwatch {

// What the store's one writer knows without asking the file: for every fetch it is asked what its
// feed delivered last and what its transport remembers. Bounded; what is not in here is asked for.
class FeedCache {
 public:
  // Of one feed and source, the newest delivery. `read_now`: with the configuration that runs.
  struct Newest {
    std::int64_t id = 0;
    std::string sha256;
    bool read_now = false;
  };
  // Another configuration runs from now on.
  void forget();
  // After their commit: they were written with the configuration that runs.
  void note(std::span<const Row> rows);
  // Null, empty: not known here.
  const Newest* newest(const FeedId& feed, const std::string& source) const;
  std::optional<FeedMemory> memory(const FeedId& feed) const;
  // What the file says.
  void keep(const FeedId& feed, const std::string& source, Newest newest);
  void keep(const FeedId& feed, const FeedMemory& memory);

 private:
  static constexpr std::size_t most_kept = 32'768;
  static constexpr std::size_t longest_memory = 8;  // entries; those of folders are longer
  std::unordered_map<std::string, Newest> newest_;
  std::unordered_map<std::string, FeedMemory> memories_;
};

}  // namespace planwatch

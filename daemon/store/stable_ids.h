#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/model/ids.h"
#include "rules/model/result.h"

namespace planwatch {

// Row ids of interned names by index of the running configuration, and back. Row ids are small and
// positive; 0 stands for a name that the store does not know (a reader may not add it).
template <class Index>
class IdMap {
 public:
  void clear() {
    row_of_.clear();
    index_of_.clear();
  }
  // For the next index.
  void add(std::int64_t row) {
    const auto position = static_cast<std::size_t>(row);
    if (position >= index_of_.size()) index_of_.resize(position + 1);
    if (row > 0) index_of_[position] = Index{static_cast<std::uint32_t>(row_of_.size())};
    row_of_.push_back(row);
  }
  std::optional<std::int64_t> row_of(Index index) const {
    if (index.value >= row_of_.size() || row_of_[index.value] == 0) return std::nullopt;
    return row_of_[index.value];
  }
  std::optional<Index> index_of(std::int64_t row) const {
    if (row <= 0 || static_cast<std::uint64_t>(row) >= index_of_.size()) return std::nullopt;
    return index_of_[static_cast<std::size_t>(row)];
  }

 private:
  std::vector<std::int64_t> row_of_;
  std::vector<std::optional<Index>> index_of_;
};

struct StableIds {
  std::string configuration;  // fingerprint of the configuration that deliveries are read with
  bool known = false;         // use_plan was called
  IdMap<IndicatorIndex> indicators;
  IdMap<AreaIndex> areas;
  IdMap<RuleIndex> rules;
};

// Errors that both stores give alike.
tl::unexpected<Error> no_plan_yet();
tl::unexpected<Error> not_in_plan(const char* kind, std::uint32_t index);
tl::unexpected<Error> bad_delivery_id(std::int64_t id);
tl::unexpected<Error> bad_quarantine_id(std::int64_t id);
tl::unexpected<Error> unknown_delivery(std::int64_t id);
tl::unexpected<Error> unknown_notice(const std::string& key);

}  // namespace planwatch

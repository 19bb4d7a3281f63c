#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "collectors/records/record_plan.h"
#include "collectors/records/record_sums.h"
#include "rules/model/observation.h"

namespace planwatch {

// The sums by area and month, one of each aggregate; longer periods are put together at the end.
class RecordGroups {
 public:
  explicit RecordGroups(std::size_t aggregates) : aggregates_(aggregates) {}

  // One sum for every aggregate; good until the groups are gone.
  std::vector<RecordSum>& at(AreaIndex area, int year, unsigned month);
  std::size_t size() const { return groups_.size(); }

  // Every figure that the plan asks for, by area, period and aggregate. What has too many digits is
  // refused instead.
  void write(const RecordPlan& plan, const Place& header, std::vector<Observation>& observations,
             std::vector<std::string>& too_long) const;

 private:
  struct Group {
    AreaIndex area;
    int month = 0;  // months since year 0
    std::vector<RecordSum> sums;
  };
  struct Recent {
    std::uint64_t key = 0;  // 0: none, there is no year 0
    Group* group = nullptr;
  };

  std::size_t aggregates_;
  std::deque<Group> groups_;
  std::unordered_map<std::uint64_t, Group*> by_key_;
  // By the 10 highest bits of a product: so many that a plan's areas and months hardly share one.
  std::vector<Recent> recent_ = std::vector<Recent>(1024);
};

}  // namespace planwatch

#include "rules/engine/area_tree.h"

#include <algorithm>

namespace planwatch {

AreaTree::AreaTree(const Plan& plan)
    : above_(plan.areas.size()),
      below_(plan.areas.size()),
      depth_(plan.areas.size()),
      summed_(plan.areas.size()) {
  for (std::uint32_t a = 0; a < plan.areas.size(); ++a) {
    if (!plan.areas[a].parent) continue;
    above_[a] = plan.find_area(*plan.areas[a].parent);
    if (above_[a]) below_[above_[a]->value].push_back(AreaIndex{a});
  }
  for (std::uint32_t a = 0; a < plan.areas.size(); ++a) {
    summed_[a] = plan.areas[a].code == plan.area;
    for (auto up = above_[a]; up; up = above_[up->value]) {
      ++depth_[a];
      summed_[a] = summed_[a] || plan.areas[up->value].code == plan.area;
    }
    levels_ = std::max(levels_, depth_[a]);
  }
}

}  // namespace planwatch

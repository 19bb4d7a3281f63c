#pragma once

#include <optional>
#include <vector>

#include "rules/model/plan.h"

namespace planwatch {

// The plan's areas by what lies right below what, worked out once. Precondition: no area is above
// itself (the loader checks); a parent that the plan does not have counts as none.
class AreaTree {
 public:
  AreaTree() = default;
  explicit AreaTree(const Plan& plan);

  bool empty() const { return levels_ == 0; }  // no area lies below another
  std::optional<AreaIndex> above(AreaIndex area) const { return above_[area.value]; }
  const std::vector<AreaIndex>& below(AreaIndex area) const { return below_[area.value]; }
  // The plan's own area and all below it are the sums of what lies below them. Of an area above the
  // plan's own the plan knows some parts only: it has the figures that are delivered, and no sum.
  bool is_summed(AreaIndex area) const { return summed_[area.value]; }
  // 0: nothing above it.
  unsigned depth(AreaIndex area) const { return depth_[area.value]; }
  unsigned deepest() const { return levels_; }

 private:
  std::vector<std::optional<AreaIndex>> above_;
  std::vector<std::vector<AreaIndex>> below_;
  std::vector<unsigned> depth_;
  std::vector<bool> summed_;
  unsigned levels_ = 0;
};

}  // namespace planwatch

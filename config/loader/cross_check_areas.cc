#include <algorithm>

#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

const Area* area_above(const Plan& plan, const Area& area) {
  if (!area.parent) return nullptr;
  const auto index = plan.find_area(*area.parent);
  return index ? &plan.areas[index->value] : nullptr;
}

// An area's figure is summed from those below it: a ring has no top and no bottom.
bool lies_above_itself(const Plan& plan, const Area& area) {
  const Area* up = area_above(plan, area);
  for (std::size_t steps = 0; up != nullptr && steps < plan.areas.size(); ++steps) {
    if (up->code == area.code) return true;
    up = area_above(plan, *up);
  }
  return false;
}

}  // namespace

void cross_check_areas(Draft& draft) {
  const Plan& plan = draft.plan();
  for (std::size_t i = 0; i < plan.areas.size(); ++i) {
    const Area& area = plan.areas[i];
    if (area.parent == area.code || !lies_above_itself(plan, area)) continue;
    draft.out.error(
        draft.area_parents[i],
        said("{} 绕了一圈成了自己的上级", "{} is above itself, in a ring", area.code.text),
        {"上级只能向上写，最上面一级不写 parent",
         "parents lead upwards; the area at the top has none"});
  }
}

}  // namespace planwatch::loader

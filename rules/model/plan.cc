#include "rules/model/plan.h"

#include <algorithm>
#include <numeric>

namespace planwatch {

Decimal Indicator::target_at(unsigned month) const {
  if (month >= due_month) return target;
  for (const TargetSpan& span : targets) {
    if (span.first_month <= month && month <= span.last_month) return span.target;
  }
  return target;
}

namespace {

template <class Index, class Items, class Matches>
std::optional<Index> index_where(const Items& items, Matches matches) {
  const auto found = std::find_if(items.begin(), items.end(), matches);
  if (found == items.end()) return std::nullopt;
  return Index{static_cast<std::uint32_t>(found - items.begin())};
}

}  // namespace

const Unit* Plan::find_unit(const UnitId& wanted) const {
  const auto found = std::ranges::find(units, wanted, &Unit::id);
  return found == units.end() ? nullptr : &*found;
}

const Task* Plan::find_task(int number) const {
  const auto found = std::ranges::find(tasks, number, &Task::number);
  return found == tasks.end() ? nullptr : &*found;
}

void Plan::sort_names() {
  indicators_by_id.resize(indicators.size());
  std::iota(indicators_by_id.begin(), indicators_by_id.end(), 0U);
  std::ranges::stable_sort(indicators_by_id, {}, [this](std::uint32_t i) -> const IndicatorId& {
    return indicators[i].id;
  });
}

std::optional<IndicatorIndex> Plan::find_indicator(const IndicatorId& wanted) const {
  if (indicators_by_id.size() == indicators.size()) {
    const auto hint = std::ranges::lower_bound(
        indicators_by_id, wanted, {},
        [this](std::uint32_t i) -> const IndicatorId& { return indicators[i].id; });
    const bool found = hint != indicators_by_id.end() && indicators[*hint].id == wanted;
    if (found) return IndicatorIndex{*hint};
  }
  return index_where<IndicatorIndex>(indicators, [&](const auto& i) { return i.id == wanted; });
}

std::optional<AreaIndex> Plan::find_area(const AreaCode& code) const {
  return index_where<AreaIndex>(areas, [&](const auto& a) { return a.code == code; });
}

}  // namespace planwatch

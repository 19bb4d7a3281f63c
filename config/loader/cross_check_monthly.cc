#include <map>

#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

// What keeps `part` from being the single months of `sum`; null: nothing.
const char* misfit(const Indicator& sum, const Indicator& part) {
  if (sum.window != Window::ytd || sum.kind != IndicatorKind::cumulative) {
    return "只有口径为 ytd 的累计指标有 monthly";
  }
  if (part.window != Window::month || part.period_months != 1) {
    return "monthly 所指的指标须是 window: month、period: month";
  }
  if (sum.measure != part.measure) return "monthly 所指的指标须用同一种 measure";
  return nullptr;
}

const char* misfit_en(const Indicator& sum, const Indicator& part) {
  if (sum.window != Window::ytd || sum.kind != IndicatorKind::cumulative) {
    return "only cumulative indicators with window: ytd take monthly";
  }
  if (part.window != Window::month || part.period_months != 1) {
    return "the indicator that monthly names needs window: month and period: month";
  }
  return "the indicator that monthly names needs the same measure";
}

}  // namespace

void cross_check_monthly(Draft& draft) {
  std::map<IndicatorId, IndicatorId> taken;
  for (std::size_t i = 0; i < draft.plan().indicators.size(); ++i) {
    const Indicator& sum = draft.plan().indicators[i];
    if (!sum.monthly || !draft.indicators[i].clean) continue;
    const SourcePosition& at = draft.indicators[i].monthly;
    const auto index = draft.plan().find_indicator(*sum.monthly);
    if (!index || !draft.indicators[index->value].clean) continue;
    const Indicator& part = draft.plan().indicators[index->value];
    if (const char* why = misfit(sum, part)) {
      draft.out.error(at, {why, misfit_en(sum, part)},
                      {"改 monthly，或删掉它", "correct monthly or delete it"});
      continue;
    }
    const auto [before, is_new] = taken.try_emplace(part.id, sum.id);
    if (is_new) continue;
    draft.out.error(at,
                    said("{} 已是 {} 的分月指标", "{} has the months of {} already", part.id.text,
                         before->second.text),
                    {"一个分月指标只对应一个累计指标", "one indicator of months serves one sum"});
  }
}

}  // namespace planwatch::loader

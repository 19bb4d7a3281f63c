#include "daemon/export/limits.h"

namespace planwatch {

namespace {

WorseThan worse_than(const std::vector<JudgePlan::Cut>& cuts, Light light) {
  WorseThan worse{WorseThan::When::always, {}, false};
  for (const auto& cut : cuts) {
    if (cut.light >= light) break;
    if (!cut.bounded) return {};
    worse = {WorseThan::When::beyond, cut.limit.reduced(), !cut.inclusive};
  }
  return worse;
}

}  // namespace

WorseByMonth worse_by_month(const JudgePlan& plan, Light light) {
  WorseByMonth worse;
  for (std::size_t i = 0; i < worse.size(); ++i) worse[i] = worse_than(plan.months[i].cuts, light);
  return worse;
}

std::vector<WorseRun> runs_of(const WorseByMonth& worse, unsigned first_month) {
  std::vector<WorseRun> runs;
  for (unsigned month = first_month; month <= 12; ++month) {
    const WorseThan& one = worse[month - 1];
    if (one.when == WorseThan::When::never) continue;
    const bool goes_on = !runs.empty() && runs.back().last + 1 == month && runs.back().worse == one;
    if (goes_on) {
      runs.back().last = month;
    } else {
      runs.push_back({month, month, one});
    }
  }
  return runs;
}

}  // namespace planwatch

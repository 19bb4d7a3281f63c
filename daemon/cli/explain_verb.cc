#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

#include "daemon/cli/open_plan.h"
#include "daemon/cli/verbs.h"
#include "rules/engine/explain.h"

namespace planwatch {

namespace {

int no_such(const CommonOptions& options, const std::string& indicator, const std::string& area) {
  if (options.lang == Lang::zh) {
    fmt::print(stderr, "没有指标 {}{}；用 planwatch list indicators 查看全部 id\n", indicator,
               area.empty() ? "" : "（行政区 " + area + "）");
  } else {
    fmt::print(stderr, "no indicator {}{}; see planwatch list indicators\n", indicator,
               area.empty() ? "" : " in area " + area);
  }
  return 1;
}

}  // namespace

int explain_verb(const CommonOptions& options, const std::string& indicator,
                 const std::string& area) {
  int exit_code = 0;
  const auto plan = open_plan(options, IndicatorId{indicator}, AreaCode{area}, exit_code);
  if (!plan) return exit_code;
  const Plan& the_plan = plan->snapshot->configuration->plan;
  const auto index = the_plan.find_indicator(IndicatorId{indicator});
  const auto where = the_plan.find_area(area.empty() ? the_plan.area : AreaCode{area});
  const auto& all = plan->snapshot->indicators;
  const auto found = std::find_if(all.begin(), all.end(), [&](const IndicatorStatus& one) {
    return index && where && one.indicator == *index && one.area == *where;
  });
  if (found == all.end()) return no_such(options, indicator, area);
  for (const ExplanationPart& part :
       explain_indicator(*plan->snapshot, *found, plan->provenance, options.lang, plan->notices)) {
    fmt::print("[{}]\n", part.title);
    for (const std::string& line : part.lines) fmt::print("  {}\n", line);
  }
  return 0;
}

}  // namespace planwatch

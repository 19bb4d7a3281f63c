#pragma once

#include <string>

#include "rules/judge/assessment.h"
#include "rules/model/plan.h"
#include "rules/model/rule.h"

namespace planwatch {

// 落后12.7个百分点 / behind 12.7 points; empty where there is no gap.
std::string gap_text(const Indicator& indicator, const Assessment& assessment, Compare compare,
                     Lang lang);

}  // namespace planwatch

#pragma once

#include <string>

#include "daemon/app/collect_once.h"
#include "daemon/app/judge_collected.h"
#include "rules/model/light.h"

namespace planwatch {

// What `collect` says, stage by stage. Pure.

// 取数, 解码, 提取 of one body: where it came from, its cells (at most 20 rows of a table), its
// observations, task reports and rejected cells.
std::string collected_text(const Configuration& configuration, const CollectedBody& body,
                           Lang lang);

// 判定: what would become of every figure: light, expected value and gap at its period's end, the
// figure that is current until now and the one of the period before, what is odd and what follows
// from it. `knows_store`: whether there is a store whose figures were taken in.
std::string judged_text(const JudgedDelivery& delivery, bool knows_store, Lang lang);

}  // namespace planwatch

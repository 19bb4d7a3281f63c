#pragma once

#include "rules/engine/explain.h"

namespace planwatch {

// 数据质量: what is odd about the indicator's figures, each with its place and what follows from
// it, and what was held back with what became of it. Pure.
ExplanationPart explain_quality(const Snapshot& snapshot, const IndicatorStatus& status,
                                const std::vector<Provenance>& sources, Lang lang);

}  // namespace planwatch

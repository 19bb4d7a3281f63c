#pragma once

#include "rules/engine/snapshot.h"
#include "rules/engine/steps.h"
#include "rules/notify/render.h"

namespace planwatch {

// What a notice says about one finding of one figure: value, place, what is odd, what to do.
void describe_quality_case(const EngineState& state, const Alert& alert, Lang lang,
                           NoticeContext& context);

// The findings of all figures that are current, notes included, in the order of their series.
std::vector<FigureFindings> list_findings(const EngineState& state);

// Every figure that was ever held back, in the order of their ids.
std::vector<QuarantineRow> list_quarantine(const EngineState& state);

}  // namespace planwatch

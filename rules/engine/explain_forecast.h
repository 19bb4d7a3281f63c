#pragma once

#include "rules/engine/explain.h"

namespace planwatch {

// Forecast of the year's end with its basis and required rate, or why there is none, and the
// natural limits of a level with their signals. `advice` may be null: nothing was worked out. Pure.
ExplanationPart explain_forecast(const Indicator& indicator, const IndicatorAdvice* advice,
                                 Lang lang);

// A forecast figure as people read those of this indicator: counts whole, ratios in percent.
std::string display_forecast(const Indicator& indicator, double value, Lang lang);

// The forecast in one phrase for a message: 预计年底 96.1%，达标可能性 40%. Empty where there is
// none or where the year's figures are all in.
std::string forecast_in_brief(const Indicator& indicator, const IndicatorAdvice& advice, Lang lang);

}  // namespace planwatch

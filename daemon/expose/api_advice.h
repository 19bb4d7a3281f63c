#pragma once

#include <boost/json/object.hpp>

#include "rules/forecast/indicator_forecast.h"

namespace planwatch {

// "forecast": {"basis", "history_years", "median", "low", "high", "probability", "light", ...} or
// {"basis": "none", "why"}; "natural_limits" where the level has some. Numbers are doubles: advice,
// unlike the exact decimals beside it. Nothing is added for a null advice.
void add_advice(boost::json::object& out, const Indicator& indicator, const IndicatorAdvice* advice,
                Lang lang);

}  // namespace planwatch

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/forecast/monthly_flows.h"
#include "rules/forecast/xmr.h"
#include "rules/forecast/year_end.h"
#include "rules/model/plan.h"

namespace planwatch {

// The figures of one (indicator, area), as reported. Parts are empty where none were.
struct ReportedYear {
  YearFigures value;
  YearFigures numerator;
  YearFigures denominator;
};
struct ReportedSeries {
  ReportedYear this_year;
  std::vector<ReportedYear> earlier;  // newest first, one year after another without a gap
};

// Why there is no forecast; each is said as it is.
enum class NoForecast {
  none,          // there is one
  no_figure,     // nothing reported yet
  kind,          // a level in days, a bound, a cadence: no year's total to reach
  window,        // rolling windows cannot be turned into months
  not_monthly,   // reported by quarter, half or year
  due_earlier,   // due before the year's end
  in_steps,      // its schedule is a few steps
  no_parts,      // a ratio without numerator and denominator
  not_summable,  // a missing or negative month, a stock that fell
};
std::string_view name_of(NoForecast why, Lang lang);

// Of a ratio of cases: both parts go on as forecast. They move together, so that neither an
// interval nor a probability of the ratio follows from theirs; none is given.
struct RatioForecast {
  double numerator = 0;  // medians of the year's totals
  double denominator = 0;
  std::int64_t more_now = 0;      // of the cases known, so many more meet the target today
  std::int64_t more_by_year = 0;  // so many more by the year's end, with the cases still to come
};

struct IndicatorForecast {
  YearEndForecast year_end;  // of the months' sum; a ratio: of its denominator
  double base = 0;           // what a stock stood at when the year began
  // In the indicator's own measure, base included.
  double median = 0;
  std::optional<double> low;  // 80 % interval; none for ratios
  std::optional<double> high;
  std::optional<double> probability;  // of meeting the target
  double required_rate = 0;  // a month, to reach the target (upper limit: at most); not for ratios
  double rate_so_far = 0;    // a month
  std::optional<RatioForecast> ratio;
  // Advice: green, attention or yellow, never red. The run rate alone says no more than attention.
  Light light = Light::grey;
};

// What stands beside the light of one (indicator, area).
struct IndicatorAdvice {
  std::optional<IndicatorForecast> forecast;
  NoForecast why_not = NoForecast::no_figure;
  std::optional<XmrLimits> xmr;  // of levels with 12 periods or more
  bool xmr_of_months = false;    // of single months, worked out of year-to-date parts
};

IndicatorAdvice advise(const Indicator& indicator, const ReportedSeries& series);

}  // namespace planwatch

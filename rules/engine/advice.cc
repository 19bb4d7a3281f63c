#include "rules/engine/advice.h"

#include "rules/engine/steps.h"
#include "rules/judge/judge.h"

namespace planwatch {

namespace {

// Whole years before the plan's that a forecast looks at; older ones say little and cost as much.
constexpr int years_read = 5;

void take(ReportedYear& year, const Observation& o) {
  const std::size_t at = o.period.last_month - 1u;
  if (const auto value = exact_value(o)) year.value[at] = value->to_double();
  if (!o.has_parts) return;
  year.numerator[at] = o.numerator.to_double();
  year.denominator[at] = o.denominator.to_double();
}

void take_this_year(const EngineState& state, SeriesIndex series, ReportedSeries& reported) {
  for (unsigned slot = 0; slot < slots_per_series; ++slot) {
    const CurrentFigure& figure = state.table.figure(series, slot);
    if (figure.present) take(reported.this_year, figure.observation);
  }
}

void take_history(const EngineState& state, SeriesIndex series, ReportedSeries& reported) {
  const std::uint32_t indicator = state.table.indicator_of(series).value;
  const std::uint32_t area = state.table.area_of(series).value;
  const int year = state.plan().year;
  const HistoryKey from{indicator, area, Period::month(year - years_read, 1)};
  const HistoryKey to{indicator, area, Period::month(year, 1)};
  std::vector<ReportedYear> years(years_read);  // newest first
  int oldest = year;
  for (auto one = state.history.lower_bound(from); one != state.history.end(); ++one) {
    if (!(one->first < to)) break;
    if (!one->second.present) continue;
    const Observation& o = one->second.observation;
    take(years[static_cast<std::size_t>(year - 1 - o.period.year)], o);
    oldest = std::min<int>(oldest, o.period.year);
  }
  years.resize(static_cast<std::size_t>(year - oldest));
  reported.earlier = std::move(years);
}

// Series without anything to say share one value for each reason.
std::shared_ptr<const IndicatorAdvice> shared(IndicatorAdvice advice) {
  static const auto nothing = [] {
    std::vector<std::shared_ptr<const IndicatorAdvice>> all;
    for (int why = 0; why <= static_cast<int>(NoForecast::not_summable); ++why) {
      IndicatorAdvice empty;
      empty.why_not = static_cast<NoForecast>(why);
      all.push_back(std::make_shared<const IndicatorAdvice>(std::move(empty)));
    }
    return all;
  }();
  if (advice.forecast || advice.xmr) {
    return std::make_shared<const IndicatorAdvice>(std::move(advice));
  }
  return nothing[static_cast<std::size_t>(advice.why_not)];
}

}  // namespace

std::shared_ptr<const IndicatorAdvice> advice_of(const EngineState& state, SeriesIndex series) {
  if (!state.advice.is_current(series)) {
    ReportedSeries reported;
    take_this_year(state, series, reported);
    take_history(state, series, reported);
    const Indicator& indicator = state.plan().indicators[state.table.indicator_of(series).value];
    state.advice.keep(series, shared(advise(indicator, reported)));
  }
  return state.advice.at(series);
}

}  // namespace planwatch

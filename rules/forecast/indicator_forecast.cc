#include "rules/forecast/indicator_forecast.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace planwatch {

namespace {

using Flows = std::optional<std::vector<double>>;

constexpr double likely = 0.5;
constexpr double unlikely = 0.2;

// Reached by a few steps on planned dates: months in between say nothing.
bool moves_in_steps(const Indicator& i) {
  return i.schedule.kind == ScheduleKind::steps ||
         (i.kind == IndicatorKind::stock && i.schedule.kind == ScheduleKind::table);
}

NoForecast hindrance(const Indicator& i, const ReportedSeries& s) {
  const bool ratio = i.kind == IndicatorKind::ratio || i.kind == IndicatorKind::ratio_ramped;
  if (!ratio && i.kind != IndicatorKind::cumulative && i.kind != IndicatorKind::stock) {
    return NoForecast::kind;
  }
  if (ratio && (i.window == Window::instant || i.better == Better::lower)) return NoForecast::kind;
  if (i.period_months != 1) return NoForecast::not_monthly;
  if (i.due_month != 12) return NoForecast::due_earlier;
  if (moves_in_steps(i)) return NoForecast::in_steps;
  if (i.window == Window::rolling || i.window == Window::quarter) return NoForecast::window;
  const unsigned month = last_month_of(s.this_year.value);
  if (month == 0) return NoForecast::no_figure;
  if (ratio && !s.this_year.denominator[month - 1]) return NoForecast::no_parts;
  return NoForecast::none;
}

Flows flows_of(const Indicator& i, const YearFigures& figures, unsigned month) {
  return i.window == Window::month ? flows_of_months(figures, month)
                                   : flows_of_totals(figures, month);
}

// One part (value, numerator, denominator) of the series as months, as far back as whole years go.
Flows monthly_series(const Indicator& i, const ReportedSeries& s, YearFigures ReportedYear::*part,
                     unsigned month) {
  std::vector<std::vector<double>> years;
  for (const ReportedYear& year : s.earlier) {
    if (!whole_year(year.*part)) break;
    Flows flows = flows_of(i, year.*part, 12);
    if (!flows) break;
    years.push_back(std::move(*flows));
  }
  Flows now = flows_of(i, s.this_year.*part, month);
  if (!now) return std::nullopt;
  std::vector<double> all;
  for (auto year = years.rbegin(); year != years.rend(); ++year) {
    all.insert(all.end(), year->begin(), year->end());
  }
  all.insert(all.end(), now->begin(), now->end());
  return all;
}

// What a stock stood at when a year began: the December before, else (this year) the plan's start.
std::optional<double> stock_before(const Indicator& i, const ReportedSeries& s, std::size_t back) {
  if (back < s.earlier.size() && s.earlier[back].value[11]) return s.earlier[back].value[11];
  if (back == 0) return i.start.to_double();
  return std::nullopt;
}

Flows rises_of_stock(const Indicator& i, const ReportedSeries& s, unsigned month) {
  const Flows now = flows_of_stock(s.this_year.value, *stock_before(i, s, 0), month);
  if (!now) return std::nullopt;
  std::vector<double> all = *now;
  for (std::size_t back = 0; back < s.earlier.size(); ++back) {
    const auto before = stock_before(i, s, back + 1);
    if (!before || !whole_year(s.earlier[back].value)) break;
    const Flows year = flows_of_stock(s.earlier[back].value, *before, 12);
    if (!year) break;
    all.insert(all.begin(), year->begin(), year->end());
  }
  return all;
}

Light advised_light(const IndicatorForecast& f) {
  // When the year is over, the light itself says whether the target was met.
  if (!f.probability || f.year_end.basis == ForecastBasis::complete) return Light::grey;
  if (*f.probability >= likely) return Light::green;
  const bool sure = f.year_end.basis != ForecastBasis::run_rate;
  return *f.probability < unlikely && sure ? Light::yellow : Light::attention;
}

std::optional<IndicatorForecast> forecast_total(const Indicator& i, const Flows& flows, double base,
                                                unsigned month) {
  if (!flows) return std::nullopt;
  IndicatorForecast f;
  f.year_end = forecast_year_end({*flows, month, i.measure == Measure::count});
  f.base = base;
  f.median = base + f.year_end.median;
  f.low = base + f.year_end.low;
  f.high = base + f.year_end.high;
  const double target = i.target.to_double() - base;
  f.probability = i.better == Better::higher ? probability_at_least(f.year_end, target)
                                             : probability_at_most(f.year_end, target);
  f.required_rate = required_rate(f.year_end, target);
  f.rate_so_far = f.year_end.so_far / month;
  f.light = advised_light(f);
  return f;
}

// Cases that are still wanting so that `done` of `all` reach `target`; figures are whole cases, so
// that a hair above a whole number is no further case.
std::int64_t cases_wanting(double target, double all, double done) {
  const double wanting = std::ceil(target * all - done - 1e-6);
  return static_cast<std::int64_t>(std::clamp(wanting, 0.0, 1e15));
}

std::optional<IndicatorForecast> forecast_ratio(const Indicator& i, const ReportedSeries& s,
                                                unsigned month) {
  const Flows above = monthly_series(i, s, &ReportedYear::numerator, month);
  const Flows below = monthly_series(i, s, &ReportedYear::denominator, month);
  if (!above || !below) return std::nullopt;
  const YearEndForecast numerator = forecast_year_end({*above, month, true});
  IndicatorForecast f;
  f.year_end = forecast_year_end({*below, month, true});
  if (f.year_end.median <= 0) return std::nullopt;
  RatioForecast ratio;
  ratio.denominator = f.year_end.median;
  ratio.numerator = std::min(numerator.median, ratio.denominator);
  const double target = i.target.to_double();
  ratio.more_now = cases_wanting(target, f.year_end.so_far, numerator.so_far);
  ratio.more_by_year = cases_wanting(target, std::round(ratio.denominator), numerator.so_far);
  f.median = ratio.numerator / ratio.denominator;
  f.rate_so_far = numerator.so_far / month;
  f.ratio = ratio;
  return f;
}

std::optional<IndicatorForecast> forecast_of(const Indicator& i, const ReportedSeries& s) {
  const unsigned month = last_month_of(s.this_year.value);
  switch (i.kind) {
    case IndicatorKind::cumulative:
      return forecast_total(i, monthly_series(i, s, &ReportedYear::value, month), 0, month);
    case IndicatorKind::stock:
      return forecast_total(i, rises_of_stock(i, s, month), *stock_before(i, s, 0), month);
    default:
      return forecast_ratio(i, s, month);
  }
}

// A coverage that the plan means to rise has no natural level.
bool is_level(const Indicator& i) {
  if (i.kind == IndicatorKind::ratio_ramped) return i.window != Window::instant;
  return i.kind == IndicatorKind::ratio || i.kind == IndicatorKind::upper_bound ||
         i.kind == IndicatorKind::duration;
}

// The level of each single month, from parts that are stated for the year to date: figures of the
// year to date are means of each other and would show a calm that is none.
void add_months(const ReportedYear& year, std::vector<double>& levels) {
  double above = 0;
  double below = 0;
  for (std::size_t m = 0; m < 12; ++m) {
    if (!year.numerator[m] || !year.denominator[m]) continue;
    const double cases = *year.denominator[m] - below;
    if (cases > 0) levels.push_back((*year.numerator[m] - above) / cases);
    above = *year.numerator[m];
    below = *year.denominator[m];
  }
}

void add_xmr(const Indicator& i, const ReportedSeries& s, IndicatorAdvice& advice) {
  if (!is_level(i)) return;
  advice.xmr_of_months = i.window == Window::ytd;
  std::vector<double> levels;
  const auto add = [&](const ReportedYear& year) {
    if (advice.xmr_of_months) return add_months(year, levels);
    for (const auto& value : year.value) {
      if (value) levels.push_back(*value);
    }
  };
  for (auto year = s.earlier.rbegin(); year != s.earlier.rend(); ++year) add(*year);
  add(s.this_year);
  advice.xmr = xmr_limits(levels);
}

struct WhyNames {
  std::string_view zh;
  std::string_view en;
};
constexpr std::array<WhyNames, 9> why_names{{
    {"", ""},
    {"尚无数据", "no figure yet"},
    {"此类指标没有可累计的年度总量", "this kind has no year's total to reach"},
    {"滚动口径不能还原为各月", "a rolling window cannot be turned into months"},
    {"不是按月报送", "not reported by month"},
    {"时限在年底之前", "due before the year's end"},
    {"按方案分步完成，不能按月推算", "done in steps of the plan, not month by month"},
    {"未报分子、分母", "reported without numerator and denominator"},
    {"有缺月、负数或存量下降，不能按月累计",
     "a month is missing or negative, or the stock fell: months do not add up"},
}};

}  // namespace

std::string_view name_of(NoForecast why, Lang lang) {
  const WhyNames& name = why_names[static_cast<std::size_t>(why)];
  return lang == Lang::zh ? name.zh : name.en;
}

IndicatorAdvice advise(const Indicator& indicator, const ReportedSeries& series) {
  IndicatorAdvice advice;
  advice.why_not = hindrance(indicator, series);
  if (advice.why_not == NoForecast::none) {
    advice.forecast = forecast_of(indicator, series);
    if (!advice.forecast) advice.why_not = NoForecast::not_summable;
  }
  add_xmr(indicator, series, advice);
  return advice;
}

}  // namespace planwatch

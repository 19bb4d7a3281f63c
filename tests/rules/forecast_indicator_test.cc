#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "rules/forecast/indicator_forecast.h"

namespace planwatch {
namespace {

Indicator make(IndicatorKind kind, Window window, Decimal target) {
  Indicator i;
  i.kind = kind;
  i.window = window;
  i.target = target;
  return i;
}

Indicator trainings_of(int target) {
  return make(IndicatorKind::cumulative, Window::ytd, Decimal(target));
}

// Year to date, each month bringing the same.
YearFigures even(double each, unsigned months = 12) {
  YearFigures year;
  for (unsigned m = 1; m <= months; ++m) year[m - 1] = each * m;
  return year;
}
YearFigures constant(double value, unsigned months = 12) {
  YearFigures year;
  for (unsigned m = 1; m <= months; ++m) year[m - 1] = value;
  return year;
}

ReportedSeries reported(YearFigures now, std::vector<YearFigures> earlier = {}) {
  ReportedSeries s;
  s.this_year.value = now;
  for (const YearFigures& year : earlier) s.earlier.push_back({year, {}, {}});
  return s;
}

ReportedSeries ratio_of(YearFigures above, YearFigures below) {
  ReportedSeries s;
  for (std::size_t m = 0; m < 12; ++m) {
    if (above[m] && below[m]) s.this_year.value[m] = *above[m] / *below[m];
  }
  s.this_year.numerator = above;
  s.this_year.denominator = below;
  return s;
}

TEST(ForecastIndicator, ACumulativeOneIsForecastFromItsMonths) {
  const auto advice = advise(trainings_of(120), reported(even(10, 6), {even(10), even(10)}));
  ASSERT_TRUE(advice.forecast);
  const IndicatorForecast& f = *advice.forecast;
  EXPECT_EQ(f.year_end.basis, ForecastBasis::history);
  EXPECT_EQ(f.year_end.years, 2u);
  EXPECT_NEAR(f.median, 120, 1e-6);
  EXPECT_DOUBLE_EQ(f.required_rate, 10);
  EXPECT_DOUBLE_EQ(f.rate_so_far, 10);
  EXPECT_FALSE(f.ratio);
}

TEST(ForecastIndicator, TheAdviceIsNeverWorseThanYellowAndTheRunRateSaysAttentionAtMost) {
  struct Case {
    const char* what;
    int target;
    std::vector<YearFigures> earlier;
    Light light;
  };
  const Case cases[] = {
      {"sure to be met", 60, {even(10), even(10)}, Light::green},
      {"a little more than it brings", 122, {even(10), even(10)}, Light::attention},
      {"far out of reach", 1200, {even(10), even(10)}, Light::yellow},
      {"far out of reach, but nothing is known of its year", 1200, {}, Light::attention},
  };
  for (const Case& c : cases) {
    const auto advice = advise(trainings_of(c.target), reported(even(10, 6), c.earlier));
    ASSERT_TRUE(advice.forecast) << c.what;
    EXPECT_EQ(advice.forecast->light, c.light) << c.what << *advice.forecast->probability;
  }
}

TEST(ForecastIndicator, WhenTheYearIsOverThereIsNothingToAdvise) {
  const auto advice = advise(trainings_of(1200), reported(even(10), {even(10)}));
  ASSERT_TRUE(advice.forecast);
  EXPECT_EQ(advice.forecast->year_end.basis, ForecastBasis::complete);
  EXPECT_DOUBLE_EQ(advice.forecast->median, 120);
  EXPECT_EQ(*advice.forecast->probability, 0);
  EXPECT_EQ(advice.forecast->light, Light::grey);
}

TEST(ForecastIndicator, OnlyWholeYearsWithoutAGapCountAsHistory) {
  YearFigures half_known = even(10);
  half_known[5].reset();
  YearFigures from_february = even(10);
  from_february[0].reset();
  struct Case {
    const char* what;
    std::vector<YearFigures> earlier;
    std::size_t years;
  };
  const Case cases[] = {
      {"none", {}, 0},
      {"last year", {even(10)}, 1},
      {"last year began with January-February", {from_february}, 1},
      {"last year has a hole", {half_known, even(10)}, 0},
      {"a hole two years ago", {even(10), half_known, even(10)}, 1},
  };
  for (const Case& c : cases) {
    const auto advice = advise(trainings_of(120), reported(even(10, 6), c.earlier));
    ASSERT_TRUE(advice.forecast) << c.what;
    EXPECT_EQ(advice.forecast->year_end.years, c.years) << c.what;
  }
}

TEST(ForecastIndicator, AStockRisesFromLastDecemberElseFromThePlansStart) {
  Indicator i = make(IndicatorKind::stock, Window::instant, Decimal(172));
  i.start = Decimal(100);
  YearFigures counts{103, 106, 109};
  const auto from_start = advise(i, reported(counts)).forecast;
  ASSERT_TRUE(from_start);
  EXPECT_DOUBLE_EQ(from_start->base, 100);
  EXPECT_DOUBLE_EQ(from_start->median, 136);
  EXPECT_DOUBLE_EQ(from_start->required_rate, 7);
  const auto from_december = advise(i, reported(counts, {constant(97)})).forecast;
  ASSERT_TRUE(from_december);
  EXPECT_DOUBLE_EQ(from_december->base, 97);
  EXPECT_DOUBLE_EQ(from_december->median, 145);
  EXPECT_EQ(from_december->year_end.basis, ForecastBasis::run_rate)
      << "last year's rises need the December before it";
}

TEST(ForecastIndicator, ARatioSaysHowManyMoreMustBeClosed) {
  const Indicator i = make(IndicatorKind::ratio, Window::ytd, Decimal::of(98, 2));
  const auto advice = advise(i, ratio_of(even(90, 6), even(100, 6)));
  ASSERT_TRUE(advice.forecast && advice.forecast->ratio);
  const IndicatorForecast& f = *advice.forecast;
  EXPECT_DOUBLE_EQ(f.ratio->numerator, 1080);
  EXPECT_DOUBLE_EQ(f.ratio->denominator, 1200);
  EXPECT_DOUBLE_EQ(f.median, 0.9);
  EXPECT_EQ(f.ratio->more_now, 48);       // 0.98 x 600 - 540
  EXPECT_EQ(f.ratio->more_by_year, 636);  // 0.98 x 1200 - 540
  EXPECT_FALSE(f.low || f.high || f.probability);
  EXPECT_EQ(f.light, Light::grey);
}

TEST(ForecastIndicator, ARatioExactlyOnTargetWantsNoFurtherCase) {
  const Indicator i = make(IndicatorKind::ratio, Window::ytd, Decimal::of(97, 2));
  const auto advice = advise(i, ratio_of(even(97, 3), even(100, 3)));
  EXPECT_EQ(advice.forecast->ratio->more_now, 0);
}

TEST(ForecastIndicator, WhereThereIsNoneItSaysWhy) {
  Indicator quarterly = trainings_of(10);
  quarterly.period_months = 3;
  Indicator due_june = trainings_of(10);
  due_june.due_month = 6;
  Indicator in_steps = make(IndicatorKind::stock, Window::instant, Decimal(1));
  in_steps.schedule.kind = ScheduleKind::table;
  Indicator twice_a_year = trainings_of(2);
  twice_a_year.schedule.kind = ScheduleKind::steps;
  struct Case {
    const char* what;
    Indicator indicator;
    ReportedSeries series;
    NoForecast why;
  };
  const Case cases[] = {
      {"nothing reported", trainings_of(10), {}, NoForecast::no_figure},
      {"days", make(IndicatorKind::duration, Window::ytd, Decimal(75)), reported(constant(80, 3)),
       NoForecast::kind},
      {"an upper bound", make(IndicatorKind::upper_bound, Window::ytd, Decimal::of(18, 2)),
       reported(constant(0.2, 3)), NoForecast::kind},
      {"visits by quarter", make(IndicatorKind::cadence, Window::quarter, Decimal(1)),
       reported(constant(1, 3)), NoForecast::kind},
      {"coverage at an instant", make(IndicatorKind::ratio_ramped, Window::instant, Decimal(1)),
       reported(constant(0.5, 3)), NoForecast::kind},
      {"rolling", make(IndicatorKind::ratio, Window::rolling, Decimal::of(98, 2)),
       reported(constant(0.9, 3)), NoForecast::window},
      {"quarterly", quarterly, reported(constant(3, 3)), NoForecast::not_monthly},
      {"due in June", due_june, reported(even(1, 3)), NoForecast::due_earlier},
      {"one station, built in steps", in_steps, reported(constant(1, 3)), NoForecast::in_steps},
      {"two inspections a year", twice_a_year, reported(constant(1, 6)), NoForecast::in_steps},
      {"a ratio without parts", make(IndicatorKind::ratio, Window::ytd, Decimal::of(98, 2)),
       reported(constant(0.9, 3)), NoForecast::no_parts},
      {"a stock that fell", make(IndicatorKind::stock, Window::instant, Decimal(10)),
       reported({5, 4, 6}), NoForecast::not_summable},
      {"a month missing", make(IndicatorKind::cumulative, Window::month, Decimal(10)),
       reported({5, std::nullopt, 6}), NoForecast::not_summable},
  };
  for (const Case& c : cases) {
    const auto advice = advise(c.indicator, c.series);
    EXPECT_FALSE(advice.forecast) << c.what;
    EXPECT_EQ(advice.why_not, c.why) << c.what;
    EXPECT_FALSE(name_of(advice.why_not, Lang::zh).empty()) << c.what;
  }
}

TEST(ForecastIndicator, NaturalLimitsOfALevelNeedTwelvePeriodsOverTheYears) {
  const Indicator days = make(IndicatorKind::duration, Window::month, Decimal(75));
  EXPECT_FALSE(advise(days, reported(constant(70, 11))).xmr);
  const auto advice = advise(days, reported(constant(70, 2), {constant(72)}));
  ASSERT_TRUE(advice.xmr);
  EXPECT_EQ(advice.xmr->points, 14u);
  EXPECT_FALSE(advice.xmr_of_months);
  EXPECT_FALSE(advise(trainings_of(10), reported(even(1, 2), {even(1)})).xmr) << "no level";
  const Indicator coverage = make(IndicatorKind::ratio_ramped, Window::instant, Decimal(1));
  EXPECT_FALSE(advise(coverage, reported(even(0.05))).xmr) << "meant to rise";
}

// Figures of the year to date hardly move in autumn whatever a month brings.
TEST(ForecastIndicator, NaturalLimitsOfYearToDateRatiosAreThoseOfSingleMonths) {
  const Indicator i = make(IndicatorKind::ratio, Window::ytd, Decimal::of(98, 2));
  YearFigures above = even(90);
  above[11] = *above[10] + 60;  // December: 60 of 100
  const auto advice = advise(i, ratio_of(above, even(100)));
  ASSERT_TRUE(advice.xmr);
  EXPECT_TRUE(advice.xmr_of_months);
  EXPECT_TRUE(advice.xmr->signals_at(11));
  EXPECT_NEAR(advice.xmr->mean, (11 * 0.9 + 0.6) / 12, 1e-12);
}

}  // namespace
}  // namespace planwatch

#include <cmath>
#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "rules/forecast/student_t.h"
#include "rules/forecast/year_end.h"
#include "tests/rules/model_seed.h"

namespace planwatch {
namespace {

using Figures = std::vector<double>;

Figures year_of(double each) {
  return Figures(12, each);
}

Figures joined(std::initializer_list<Figures> parts) {
  Figures all;
  for (const Figures& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

// A year whose last quarter is heavy, as budgets spend and trains run.
Figures heavy_end(double scale) {
  Figures year{4, 4, 5, 6, 6, 7, 7, 8, 9, 12, 14, 18};
  for (double& figure : year) figure *= scale;
  return year;
}

YearEndForecast forecast_of(const Figures& figures, unsigned month) {
  return forecast_year_end({figures, month});
}

TEST(ForecastYearEnd, WithoutHistoryIsTheRunRateAndSaysSo) {
  const YearEndForecast f = forecast_of({10, 20, 30}, 3);
  EXPECT_EQ(f.basis, ForecastBasis::run_rate);
  EXPECT_EQ(f.years, 0u);
  EXPECT_DOUBLE_EQ(f.median, 240);
  EXPECT_DOUBLE_EQ(f.so_far, 60);
  EXPECT_EQ(f.methods[0].weight, 1);
  EXPECT_LT(f.low, 240 * 0.8);
  EXPECT_GT(f.high, 240 * 1.2);
}

TEST(ForecastYearEnd, DecemberIsTheTotalItself) {
  const YearEndForecast f = forecast_of(joined({heavy_end(1), heavy_end(2)}), 12);
  EXPECT_EQ(f.basis, ForecastBasis::complete);
  EXPECT_DOUBLE_EQ(f.median, 200);
  EXPECT_DOUBLE_EQ(f.low, 200);
  EXPECT_DOUBLE_EQ(f.high, 200);
  EXPECT_EQ(probability_at_least(f, 200), 1);
  EXPECT_EQ(probability_at_least(f, 200.5), 0);
  EXPECT_EQ(probability_at_most(f, 200), 1);
  EXPECT_EQ(probability_at_most(f, 199.5), 0);
  EXPECT_EQ(required_rate(f, 300), 0);
}

TEST(ForecastYearEnd, ALevelSeriesStaysLevel) {
  for (unsigned month = 1; month < 12; ++month) {
    const Figures figures = joined({year_of(10), year_of(10), Figures(month, 10)});
    const YearEndForecast f = forecast_of(figures, month);
    EXPECT_NEAR(f.median, 120, 1e-6) << month;
    EXPECT_EQ(f.basis, ForecastBasis::history);
    EXPECT_EQ(f.years, 2u);
    EXPECT_EQ(f.own_errors, 1u);
  }
}

// The run rate of June would say 64 of 200: a year that ends heavy is behind until it ends.
TEST(ForecastYearEnd, LastYearsShapeIsKept) {
  Figures figures = joined({heavy_end(1), heavy_end(1), heavy_end(1), heavy_end(2)});
  figures.resize(36 + 6);
  const YearEndForecast f = forecast_of(figures, 6);
  EXPECT_DOUBLE_EQ(f.so_far, 64);
  EXPECT_GT(f.median, 175);
  EXPECT_LT(f.median, 205);
  EXPECT_DOUBLE_EQ(f.methods[static_cast<std::size_t>(ForecastMethod::seasonal_shares)].total, 200);
}

TEST(ForecastYearEnd, OneYearBeforeIsEnoughForAShape) {
  Figures figures = joined({heavy_end(1), heavy_end(1)});
  figures.resize(12 + 9);
  const YearEndForecast f = forecast_of(figures, 9);
  EXPECT_EQ(f.basis, ForecastBasis::history);
  EXPECT_EQ(f.own_errors, 0u);
  EXPECT_NEAR(f.median, 100, 3);
}

// A method that was right in this series' past speaks louder than one that was wrong.
TEST(ForecastYearEnd, MethodsWeighByTheirOwnPast) {
  Figures figures = joined({heavy_end(1), heavy_end(2), heavy_end(1), heavy_end(2), heavy_end(1)});
  figures.resize(48 + 6);
  const YearEndForecast f = forecast_of(figures, 6);
  const MethodShare& shares = f.methods[static_cast<std::size_t>(ForecastMethod::seasonal_shares)];
  const MethodShare& rise = f.methods[static_cast<std::size_t>(ForecastMethod::rise_of_half)];
  EXPECT_NEAR(shares.error, 0, 1e-9);
  EXPECT_GT(rise.error, 0.05);
  EXPECT_GT(shares.weight, 2 * rise.weight);
  double sum = 0;
  for (const MethodShare& one : f.methods) sum += one.weight;
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_EQ(f.methods[static_cast<std::size_t>(ForecastMethod::run_rate)].weight, 0);
}

TEST(ForecastYearEnd, RequiredRateIsWhatEachRemainingMonthMustBring) {
  struct Case {
    const char* what;
    std::vector<double> figures;
    double target;
    double rate;
  };
  const Case cases[] = {
      {"nine months left", {10, 10, 10}, 120, 10},
      {"behind", {5, 5, 5}, 120, 105.0 / 9},
      {"reached already", {50, 50, 50}, 120, 0},
      {"one month left", {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 20, 9},
  };
  for (const Case& c : cases) {
    const auto f = forecast_of(c.figures, static_cast<unsigned>(c.figures.size()));
    EXPECT_DOUBLE_EQ(required_rate(f, c.target), c.rate) << c.what;
  }
}

TEST(ForecastYearEnd, WhatIsReachedIsCertainWhateverWasForecast) {
  const YearEndForecast f = forecast_of(joined({year_of(10), Figures{100, 100}}), 2);
  EXPECT_EQ(probability_at_least(f, 200), 1);
  EXPECT_EQ(probability_at_most(f, 199), 0);
  EXPECT_GE(f.low, 200);
}

// Four trains are still to come, give or take two; four thousand trainings are surer than that.
TEST(ForecastYearEnd, FewThingsScatterByChance) {
  const auto width = [](double each, bool of_counts) {
    const Figures figures = joined({year_of(each), Figures(8, each)});
    const YearEndForecast f = forecast_year_end({figures, 8, of_counts});
    return (f.high - f.low) / f.median;
  };
  EXPECT_GT(width(1, true), 4 * width(1, false));
  EXPECT_LT(width(10000, true), 1.1 * width(10000, false));
}

TEST(ForecastYearEnd, ASeriesOfNothingIsForecastAsNothing) {
  for (unsigned month = 1; month <= 12; ++month) {
    const YearEndForecast f = forecast_of(joined({year_of(0), Figures(month, 0)}), month);
    EXPECT_EQ(f.median, 0) << month;
    EXPECT_EQ(probability_at_least(f, 1), 0) << month;
    EXPECT_EQ(probability_at_least(f, 0), 1) << month;
  }
}

TEST(ForecastStudentT, AgreesWithPublishedTables) {
  struct Case {
    double share, freedom, quantile;
  };
  const Case cases[] = {{0.90, 1, 3.0777},  {0.90, 2, 1.8856},   {0.90, 5, 1.4759},
                        {0.975, 1, 12.706}, {0.975, 10, 2.2281}, {0.90, 30, 1.3104},
                        {0.5, 3, 0},        {0.10, 2, -1.8856}};
  for (const Case& c : cases) {
    EXPECT_NEAR(student_t_quantile(c.share, c.freedom), c.quantile, 5e-4) << c.share << c.freedom;
    EXPECT_NEAR(student_t_below(c.quantile, c.freedom), c.share, 1e-4) << c.share << c.freedom;
  }
}

// ---- properties
// ----------------------------------------------------------------------------------

struct SomeSeries {
  Figures figures;
  unsigned month;
};

SomeSeries some_series() {
  const auto years = *rc::gen::inRange<std::size_t>(0, 5);
  const auto month = *rc::gen::inRange(1u, 13u);
  const auto whole =
      *rc::gen::container<std::vector<int>>(years * 12 + month, rc::gen::inRange(0, 1000));
  return {Figures(whole.begin(), whole.end()), month};
}

RC_GTEST_PROP(ForecastProperties, TheIntervalContainsTheMedian, ()) {
  const SomeSeries s = some_series();
  const YearEndForecast f = forecast_of(s.figures, s.month);
  RC_ASSERT(std::isfinite(f.median));
  RC_ASSERT(f.so_far <= f.low + 1e-9);
  RC_ASSERT(f.low <= f.median);
  RC_ASSERT(f.median <= f.high);
}

RC_GTEST_PROP(ForecastProperties, ProbabilityFallsAsTheTargetRises, ()) {
  const SomeSeries s = some_series();
  const YearEndForecast f = forecast_of(s.figures, s.month);
  double before = 1;
  for (double target = 0; target < 15000; target += 250) {
    const double p = probability_at_least(f, target);
    RC_ASSERT(p >= 0 && p <= before + 1e-12);
    RC_ASSERT(std::fabs(p + probability_at_most(f, target) - 1) < 1e-9 || target == f.so_far ||
              f.basis == ForecastBasis::complete);
    before = p;
  }
}

RC_GTEST_PROP(ForecastProperties, TheVerdictIsThatOfTheMedian, ()) {
  const SomeSeries s = some_series();
  const YearEndForecast f = forecast_of(s.figures, s.month);
  RC_PRE(f.basis != ForecastBasis::complete && f.median > f.so_far + 1);
  RC_ASSERT(probability_at_least(f, f.median * 0.999) > 0.5);
  RC_ASSERT(probability_at_least(f, f.median * 1.001) < 0.5);
}

// What comes after the month cannot be read: whatever stands there, the forecast is the same.
RC_GTEST_PROP(ForecastProperties, NothingAfterTheMonthIsRead, ()) {
  SomeSeries s = some_series();
  const auto n = s.figures.size();
  const YearEndForecast alone = forecast_of(s.figures, s.month);
  s.figures.resize(n + 12 - s.month, *rc::gen::inRange(0, 100000));
  const YearEndForecast inside =
      forecast_year_end({std::span<const double>(s.figures).first(n), s.month});
  RC_ASSERT(alone.median == inside.median);
  RC_ASSERT(alone.low == inside.low && alone.high == inside.high);
}

RC_GTEST_PROP(ForecastProperties, TheUnitDoesNotMatter, ()) {
  const SomeSeries s = some_series();
  Figures in_wan = s.figures;
  for (double& figure : in_wan) figure /= 10000;
  const YearEndForecast a = forecast_of(s.figures, s.month);
  const YearEndForecast b = forecast_of(in_wan, s.month);
  RC_ASSERT(std::fabs(a.median - b.median * 10000) <= 1e-4 * (1 + a.median));
  RC_ASSERT(std::fabs(a.high - b.high * 10000) <= 1e-4 * (1 + a.high));
}

}  // namespace
}  // namespace planwatch

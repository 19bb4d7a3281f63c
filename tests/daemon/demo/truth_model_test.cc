#include "daemon/demo/truth_model.h"

#include <gtest/gtest.h>

#include "rules/model/rational.h"
#include "tests/daemon/demo/sample_world.h"

namespace planwatch::demo {
namespace {

const Indicator& named(const Configuration& configuration, const std::string& id) {
  return configuration.plan.indicators[configuration.plan.find_indicator(IndicatorId(id))->value];
}

TEST(TruthModel, CountsOfTheYearNeverFall) {
  const auto configuration = small_configuration();
  const TruthModel truth(2025, 1);
  for (const Indicator& indicator : configuration->plan.indicators) {
    if (indicator.kind != IndicatorKind::cumulative) continue;
    for (const int year : {2024, 2025}) {
      Decimal before;
      for (unsigned month = 1; month <= 12; ++month) {
        const Decimal now = truth.figure(indicator, Period::month(year, month)).value;
        EXPECT_GE(now, before) << indicator.id.text << ' ' << year << '-' << month;
        before = now;
      }
    }
  }
}

TEST(TruthModel, RatiosHavePartsThatFitWhateverTheSeed) {
  const auto configuration = small_configuration();
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (const Indicator& indicator : configuration->plan.indicators) {
      for (unsigned month = 1; month <= 12; ++month) {
        const SampleFigure figure =
            TruthModel(2025, seed).figure(indicator, Period::month(2025, month));
        ASSERT_EQ(figure.numerator.has_value(), indicator.measure == Measure::ratio);
        if (!figure.numerator) continue;
        EXPECT_LE(*figure.numerator, *figure.denominator) << indicator.id.text << month;
        EXPECT_FALSE(figure.numerator->is_negative());
      }
    }
  }
}

TEST(TruthModel, AValueIsItsPartsRoundedToFourDigits) {
  const auto configuration = small_configuration();
  const SampleFigure figure = TruthModel(2025, 1).figure(
      named(*configuration, "enforcement_recovery_rate"), Period::month(2025, 9));
  EXPECT_EQ(figure.value, Rational::of(*figure.numerator, *figure.denominator).rounded(4));
}

TEST(TruthModel, OnlyTheSeedChangesAFigure) {
  const auto configuration = small_configuration();
  const Indicator& indicator = named(*configuration, "enforcement_recovery_rate");
  const Period period = Period::month(2025, 9);
  EXPECT_EQ(TruthModel(2025, 1).figure(indicator, period).numerator,
            TruthModel(2025, 1).figure(indicator, period).numerator);
  EXPECT_NE(TruthModel(2025, 1).figure(indicator, period).numerator,
            TruthModel(2025, 2).figure(indicator, period).numerator);
}

TEST(TruthModel, AStockArrivesAtThisYearsStart) {
  const auto configuration = small_configuration();
  const Indicator& stock = named(*configuration, "high_tech_enterprises");
  EXPECT_EQ(TruthModel(2025, 1).figure(stock, Period::month(2024, 12)).value, stock.start);
  EXPECT_LT(TruthModel(2025, 1).figure(stock, Period::month(2024, 1)).value, stock.start);
}

TEST(TruthModel, AnIndicatorWithoutAProfileGoesAsItsKindShould) {
  for (const IndicatorKind kind :
       {IndicatorKind::ratio, IndicatorKind::ratio_ramped, IndicatorKind::upper_bound}) {
    Indicator indicator;
    indicator.id = IndicatorId("added_by_ops");
    indicator.kind = kind;
    indicator.measure = Measure::ratio;
    indicator.target = Decimal::of(80, 2);
    const bool lower = kind == IndicatorKind::upper_bound;
    indicator.better = lower ? Better::lower : Better::higher;
    const Decimal value = TruthModel(2025, 1).figure(indicator, Period::month(2025, 12)).value;
    EXPECT_EQ(value < indicator.target, lower) << static_cast<int>(kind);
  }
}

TEST(TruthModel, AnUnknownCountIsReachedInDecember) {
  Indicator indicator;
  indicator.id = IndicatorId("added_by_ops");
  indicator.kind = IndicatorKind::cumulative;
  indicator.target = 400;
  const TruthModel truth(2025, 1);
  EXPECT_GE(truth.figure(indicator, Period::month(2025, 12)).value, indicator.target);
  EXPECT_LT(truth.figure(indicator, Period::month(2025, 10)).value, indicator.target);
}

}  // namespace
}  // namespace planwatch::demo

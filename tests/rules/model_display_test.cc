#include "rules/model/display.h"
#include "tests/rules/judge_support.h"

namespace planwatch {
namespace {

using namespace testing_judge;

std::string shown(const Indicator& indicator, const char* value) {
  return display_value(indicator, dec(value), indicator.target, Lang::zh);
}

TEST(ModelDisplay, RatiosArePercentWithOneDigit) {
  const Indicator rate = ratio("0.98");
  EXPECT_EQ(shown(rate, "0.523"), "52.3%");
  EXPECT_EQ(shown(rate, "0.98"), "98.0%");
  EXPECT_EQ(shown(rate, "1"), "100.0%");
  EXPECT_EQ(shown(rate, "0.5235"), "52.4%");
  EXPECT_EQ(display_value(rate, Rational::of(2, 3), std::nullopt, Lang::zh), "66.7%");
}

TEST(ModelDisplay, MoreDigitsWhereTheTextWouldContradictTheVerdict) {
  const Indicator rate = ratio("0.98");
  EXPECT_EQ(shown(rate, "0.9796"), "97.96%");
  EXPECT_EQ(shown(rate, "0.97996"), "97.996%");
  EXPECT_EQ(shown(rate, "0.9799999"), "97.99999%");
  EXPECT_EQ(shown(rate, "0.9804"), "98.0%");  // met, and shown as met
  EXPECT_EQ(shown(upper_bound("0.18"), "0.1804"), "18.04%");
  EXPECT_EQ(shown(upper_bound("0.18"), "0.1796"), "18.0%");
  EXPECT_EQ(shown(duration("75"), "75.04"), "75.04天");
  EXPECT_EQ(display_value(rate, Rational::of(97999, 100000), Rational::of(98, 100), Lang::en),
            "97.999%");
}

TEST(ModelDisplay, AMetValueNeverLooksMissed) {
  // 98.55 % of at least 98.54 % would be rounded up anyway; 98.54 % would be rounded below.
  EXPECT_EQ(shown(ratio("0.9854"), "0.9854"), "98.54%");
  EXPECT_EQ(shown(ratio("0.9854"), "0.9855"), "98.6%");
}

TEST(ModelDisplay, CountsAndDaysCarryTheirMeasure) {
  EXPECT_EQ(shown(cumulative("2800"), "1280"), "1280人次");
  EXPECT_EQ(display_value(cumulative("2800"), dec("1280"), std::nullopt, Lang::en), "1280");
  EXPECT_EQ(shown(duration("75"), "75.0"), "75天");
  EXPECT_EQ(shown(duration("75"), "76.44"), "76.4天");
  Indicator work_days = duration("5");
  work_days.measure = Measure::working_days;
  work_days.measure_name.clear();
  EXPECT_EQ(shown(work_days, "7"), "7个工作日");
  EXPECT_EQ(display_value(work_days, dec("7"), std::nullopt, Lang::en), "7 working days");
  Indicator money = cumulative("500");
  money.measure = Measure::amount;
  money.measure_name = "万元";
  EXPECT_EQ(shown(money, "12.345"), "12.35万元");
}

TEST(ModelDisplay, TargetsShowTheirDirectionAndAllDigits) {
  EXPECT_EQ(display_target(ratio("0.98"), Lang::zh), "≥98%");
  EXPECT_EQ(display_target(ratio("0.985"), Lang::zh), "≥98.5%");
  EXPECT_EQ(display_target(ratio("1.00"), Lang::zh), "≥100%");
  EXPECT_EQ(display_target(upper_bound("0.18"), Lang::zh), "≤18%");
  EXPECT_EQ(display_target(duration("75"), Lang::zh), "≤75天");
  EXPECT_EQ(display_target(duration("75"), Lang::en), "≤75 days");
  EXPECT_EQ(display_target(cumulative("2800"), Lang::zh), "≥2800人次");
  EXPECT_EQ(display_expected(ratio("0.98"), dec("0.488"), Lang::zh), "48.8%");
}

TEST(ModelDisplay, GapsArePercentagePoints) {
  EXPECT_EQ(display_gap(ratio("0.65"), dec("12.7"), Lang::zh), "12.7个百分点");
  EXPECT_EQ(display_gap(ratio("0.65"), dec("-3.25"), Lang::en), "3.3 percentage points");
  EXPECT_EQ(display_gap(ratio("0.98"), dec("0.04"), Lang::zh), "0.04个百分点");
  EXPECT_EQ(display_gap(ratio("0.98"), dec("0"), Lang::zh), "0.0个百分点");
  EXPECT_EQ(display_gap(duration("75"), dec("0.066666667"), Lang::zh), "6.7%");
}

TEST(ModelDisplay, AGapThatIsNotYetTenDoesNotReadTen) {
  EXPECT_EQ(display_gap(ratio("0.98"), dec("9.96"), Lang::zh), "9.96个百分点");
  EXPECT_EQ(display_gap(ratio("0.98"), dec("30.004"), Lang::zh), "30.004个百分点");
  EXPECT_EQ(display_gap(ratio("0.98"), dec("10"), Lang::zh), "10.0个百分点");
  EXPECT_EQ(display_gap(stock("60", "110"), dec("3"), Lang::zh, Compare::area_above), "3.0%");
  EXPECT_EQ(display_gap(ratio("0.98"), dec("3"), Lang::zh, Compare::area_above), "3.0个百分点");
}

TEST(ModelDisplay, NeitherTheTargetNorWhatWasExpectedIsContradicted) {
  const Indicator rate = closing_rate();
  const std::vector<Rational> limits = {Rational::of(98, 100), Rational::of(55, 100)};
  EXPECT_EQ(display_value(rate, Rational::of(5496, 10'000), limits, Lang::zh), "54.96%");
  EXPECT_EQ(display_value(rate, Rational::of(9796, 10'000), limits, Lang::zh), "97.96%");
  EXPECT_EQ(display_value(rate, Rational::of(5512, 10'000), limits, Lang::zh), "55.1%");
}

TEST(ModelDisplay, AnEarlierTargetIsShownAsTheLaterOneIs) {
  EXPECT_EQ(display_target(ratio("0.98"), dec("0.955"), Lang::zh), "≥95.5%");
  EXPECT_EQ(display_target(upper_bound("0.18"), dec("0.2"), Lang::zh), "≤20%");
}

}  // namespace
}  // namespace planwatch

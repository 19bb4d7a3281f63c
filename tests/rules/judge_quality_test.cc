#include <cstring>

#include "rules/judge/quality.h"
#include "tests/rules/judge_support.h"

namespace planwatch {
namespace {

using namespace testing_judge;

std::optional<QualityFinding> finding(const Indicator& indicator, const Observation& figure,
                                      const Observation* before = nullptr) {
  const auto result = check_quality(indicator, figure, before);
  return result ? std::optional(result->finding) : std::nullopt;
}

Observation with_value(Observation figure, const char* value) {
  figure.has_value = true;
  figure.value = dec(value);
  return figure;
}

TEST(JudgeQuality, RatiosStayBetweenZeroAndOne) {
  const Indicator rate = ratio("0.9");
  EXPECT_EQ(finding(rate, parts_in(3, "9", "10")), std::nullopt);
  EXPECT_EQ(finding(rate, parts_in(3, "10", "10")), std::nullopt);
  EXPECT_EQ(finding(rate, parts_in(3, "11", "10")), QualityFinding::numerator_over_denominator);
  EXPECT_EQ(finding(rate, value_in(3, "1")), std::nullopt);
  EXPECT_EQ(finding(rate, value_in(3, "1.001")), QualityFinding::ratio_out_of_range);
  EXPECT_EQ(finding(rate, value_in(3, "-0.1")), QualityFinding::negative_value);
  EXPECT_EQ(finding(rate, parts_in(3, "0", "0")), std::nullopt);
}

TEST(JudgeQuality, ADurationMayBeMoreThanOneDayPerCase) {
  EXPECT_EQ(finding(duration("75"), parts_in(3, "7500", "100")), std::nullopt);
  EXPECT_EQ(finding(duration("75"), parts_in(3, "-1", "100")), QualityFinding::negative_value);
}

TEST(JudgeQuality, AStatedPercentageAgreesWithItsParts) {
  const Indicator rate = ratio("0.9");
  // 98.5 % stands for 98.45 % to 98.55 %, both included.
  EXPECT_EQ(finding(rate, with_value(parts_in(3, "9855", "10000"), "0.985")), std::nullopt);
  EXPECT_EQ(finding(rate, with_value(parts_in(3, "9845", "10000"), "0.985")), std::nullopt);
  EXPECT_EQ(finding(rate, with_value(parts_in(3, "98551", "100000"), "0.985")),
            QualityFinding::value_differs_from_parts);
  EXPECT_EQ(finding(rate, with_value(parts_in(3, "98449", "100000"), "0.985")),
            QualityFinding::value_differs_from_parts);
  EXPECT_EQ(finding(rate, with_value(parts_in(3, "976", "1000"), "0.98")), std::nullopt);
}

TEST(JudgeQuality, CumulativeFiguresDoNotFallWithinTheYear) {
  const Indicator trainings = cumulative("2800");
  const Observation may = value_in(5, "900");
  EXPECT_EQ(finding(trainings, value_in(6, "899"), &may), QualityFinding::cumulative_falls);
  EXPECT_EQ(finding(trainings, value_in(6, "900"), &may), std::nullopt);
  EXPECT_EQ(finding(trainings, value_in(5, "899"), &may), std::nullopt);  // a revision of May
  EXPECT_EQ(finding(stock("60", "72"), value_in(6, "899"), &may), std::nullopt);
  const Observation december = value_in(Period::month(2024, 12), dec("2800"));
  EXPECT_EQ(finding(trainings, value_in(1, "100"), &december), std::nullopt);
}

TEST(JudgeQuality, ImpossibleFiguresAreQuarantinedAndOddOnesDoubted) {
  const Indicator trainings = cumulative("2800");
  const Observation may = value_in(5, "900");
  EXPECT_EQ(check_quality(trainings, value_in(6, "-1"), &may)->consequence,
            QualityConsequence::quarantine);
  EXPECT_EQ(check_quality(ratio("0.9"), parts_in(3, "3", "2"), nullptr)->consequence,
            QualityConsequence::quarantine);
  EXPECT_EQ(check_quality(trainings, value_in(6, "899"), &may)->consequence,
            QualityConsequence::doubtful);
}

TEST(JudgeQuality, EveryFindingIsDescribed) {
  for (auto one : {QualityFinding::numerator_over_denominator, QualityFinding::ratio_out_of_range,
                   QualityFinding::negative_value, QualityFinding::value_differs_from_parts,
                   QualityFinding::cumulative_falls}) {
    EXPECT_GT(std::strlen(describe_zh(one)), 10U);
    EXPECT_GT(std::strlen(describe_en(one)), 10U);
  }
}

}  // namespace
}  // namespace planwatch

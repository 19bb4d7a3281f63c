#include "rules/judge/quality.h"

#include "rules/judge/judge.h"
#include "rules/model/checked.h"

namespace planwatch {
namespace {

using Finding = std::optional<QualityFinding>;

bool is_negative(const Observation& figure) {
  if (figure.has_value && figure.value.is_negative()) return true;
  return figure.has_parts && (figure.numerator.is_negative() || figure.denominator.is_negative());
}

// Half a unit of the last digit that was written: 98.5 % stands for 98.45 % to 98.55 %.
bool differs_from_parts(const Observation& figure) {
  const Rational half = Rational::of(Decimal::of(1, figure.value.scale())) * Rational::of(1, 2);
  const auto stated = Rational::of(figure.value);
  const auto low = checked_subtract(stated, half);
  const auto high = checked_add(stated, half);
  const Rational exact = Rational::of(figure.numerator, figure.denominator);
  return (low && exact < *low) || (high && exact > *high);
}

Finding check_ratio(const Observation& figure) {
  if (figure.has_parts && figure.numerator > figure.denominator) {
    return QualityFinding::numerator_over_denominator;
  }
  if (figure.has_value && figure.value > Decimal(1)) return QualityFinding::ratio_out_of_range;
  return std::nullopt;
}

Finding check_figure(const Indicator& indicator, const Observation& figure) {
  if (is_negative(figure)) return QualityFinding::negative_value;
  if (indicator.measure == Measure::ratio) {
    if (auto finding = check_ratio(figure)) return finding;
  }
  const bool both = figure.has_value && figure.has_parts && !figure.denominator.is_zero();
  if (both && differs_from_parts(figure)) return QualityFinding::value_differs_from_parts;
  return std::nullopt;
}

bool falls(const Indicator& indicator, const Observation& figure, const Observation& before) {
  if (indicator.kind != IndicatorKind::cumulative) return false;
  if (before.period.year != figure.period.year || before.period >= figure.period) return false;
  const auto now = exact_value(figure);
  const auto then = exact_value(before);
  return now && then && *now < *then;
}

QualityConsequence consequence_of(QualityFinding finding) {
  switch (finding) {
    case QualityFinding::numerator_over_denominator:
    case QualityFinding::ratio_out_of_range:
    case QualityFinding::negative_value:
      return QualityConsequence::quarantine;
    case QualityFinding::value_differs_from_parts:
    case QualityFinding::cumulative_falls:
      return QualityConsequence::doubtful;
  }
  return QualityConsequence::doubtful;
}

}  // namespace

std::optional<QualityResult> check_quality(const Indicator& indicator, const Observation& figure,
                                           const Observation* before) {
  auto finding = check_figure(indicator, figure);
  if (!finding && before != nullptr && falls(indicator, figure, *before)) {
    finding = QualityFinding::cumulative_falls;
  }
  if (!finding) return std::nullopt;
  return QualityResult{*finding, consequence_of(*finding)};
}

const char* describe_zh(QualityFinding finding) {
  switch (finding) {
    case QualityFinding::numerator_over_denominator:
      return "分子大于分母，请核对两个数";
    case QualityFinding::ratio_out_of_range:
      return "比例不在 0% 至 100% 之间，请核对数值和单位";
    case QualityFinding::negative_value:
      return "数值为负，请核对";
    case QualityFinding::value_differs_from_parts:
      return "所报比例与分子、分母计算结果不一致，请核对";
    case QualityFinding::cumulative_falls:
      return "年内累计数低于上一期，请核对或报送更正";
  }
  return "";
}

const char* describe_en(QualityFinding finding) {
  switch (finding) {
    case QualityFinding::numerator_over_denominator:
      return "the numerator is larger than the denominator; check both";
    case QualityFinding::ratio_out_of_range:
      return "the ratio is not between 0 % and 100 %; check the figure and its unit";
    case QualityFinding::negative_value:
      return "the figure is negative; check it";
    case QualityFinding::value_differs_from_parts:
      return "the ratio differs from its own numerator and denominator; check them";
    case QualityFinding::cumulative_falls:
      return "the year-to-date figure is below the period before; check it or send a correction";
  }
  return "";
}

}  // namespace planwatch

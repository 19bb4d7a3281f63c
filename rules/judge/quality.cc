#include "rules/judge/quality.h"

#include <algorithm>

#include "rules/judge/judge.h"
#include "rules/model/checked.h"

namespace planwatch {
namespace {

struct Check {
  const QualityRule& rule;
  const Indicator& indicator;
  const Observation& figure;
  const QualityContext& context;

  const Observation* before() const {
    return context.earlier.empty() ? nullptr : context.earlier.back();
  }
};

bool is_negative(const Check& c) {
  const Observation& f = c.figure;
  if (f.has_value && f.value.is_negative()) return true;
  return f.has_parts && (f.numerator.is_negative() || f.denominator.is_negative());
}

bool numerator_over_denominator(const Check& c) {
  return c.indicator.measure == Measure::ratio && c.figure.has_parts &&
         c.figure.numerator > c.figure.denominator;
}

bool ratio_out_of_range(const Check& c) {
  return c.indicator.measure == Measure::ratio && c.figure.has_value && c.figure.value > Decimal(1);
}

// The digits after the point that people are shown; as rules/model/display.h has them.
int display_scale(const Indicator& indicator) {
  switch (indicator.measure) {
    case Measure::ratio:
      return 3;
    case Measure::amount:
      return 2;
    case Measure::days:
    case Measure::working_days:
      return 1;
    case Measure::count:
      return 0;
  }
  return 0;
}

// Half a unit of the last digit, at `scale` digits after the point.
Rational half_unit(int scale) {
  return Rational::of(Decimal::of(1, scale)) * Rational::of(1, 2);
}

bool further_apart(const Rational& a, const Rational& b, const Rational& tolerance) {
  const auto difference = a > b ? checked_subtract(a, b) : checked_subtract(b, a);
  return difference && *difference > tolerance;
}

// Half a display unit, or half a unit of the last written digit where fewer were written: 98.5 %
// stands for 98.45 % to 98.55 %, 98 % for 97.5 % to 98.5 %.
bool differs_from_parts(const Check& c) {
  const Observation& f = c.figure;
  if (!f.has_value || !f.has_parts || f.denominator.is_zero()) return false;
  const int scale = std::min(f.value.scale(), display_scale(c.indicator));
  return further_apart(Rational::of(f.value), Rational::of(f.numerator, f.denominator),
                       half_unit(scale));
}

bool falls(const Check& c) {
  if (c.indicator.kind != IndicatorKind::cumulative || c.before() == nullptr) return false;
  if (c.before()->period.year != c.figure.period.year) return false;
  const auto now = exact_value(c.figure);
  const auto then = exact_value(*c.before());
  return now && then && *now < *then;
}

// January to the figure's own month without a hole; January-February may be one.
bool covers_the_year_to_date(std::span<const Observation* const> months, const Period& period) {
  unsigned next = 1;
  for (const Observation* month : months) {
    if (month->period.year != period.year || month->period.first_month != next) return false;
    next = month->period.last_month + 1u;
  }
  return next == period.last_month + 1u;
}

bool differs_from_months(const Check& c) {
  if (!covers_the_year_to_date(c.context.months, c.figure.period)) return false;
  const auto total = exact_value(c.figure);
  if (!total) return false;
  // Every written figure may be off by half its last digit.
  Rational sum = Rational::of(0, 1);
  Rational tolerance = half_unit(c.figure.has_value ? c.figure.value.scale() : Decimal::max_scale);
  for (const Observation* month : c.context.months) {
    const auto value = exact_value(*month);
    if (!value) return false;
    const auto more = checked_add(sum, *value);
    const auto wider = checked_add(
        tolerance, half_unit(month->has_value ? month->value.scale() : Decimal::max_scale));
    if (!more || !wider) return false;
    sum = *more;
    tolerance = *wider;
  }
  // Whole numbers are counted, not rounded.
  const bool counted = c.indicator.measure == Measure::count;
  return further_apart(*total, sum, counted ? Rational::of(0, 1) : tolerance);
}

bool follows(const Period& earlier, const Period& later) {
  const int end = earlier.year * 12 + earlier.last_month;
  return later.year * 12 + later.first_month == end + 1;
}

bool same_as_last(const Check& c) {
  const bool level = c.indicator.kind != IndicatorKind::stock &&
                     c.indicator.kind != IndicatorKind::cadence &&
                     c.indicator.measure != Measure::count;
  const Observation* before = c.before();
  if (!level || before == nullptr || !follows(before->period, c.figure.period)) return false;
  const Observation& f = c.figure;
  if (f.has_parts != before->has_parts) return false;
  if (f.has_parts) {
    const bool trivial = f.numerator.is_zero() ||
                         (c.indicator.measure == Measure::ratio && f.numerator == f.denominator);
    return !trivial && f.numerator == before->numerator && f.denominator == before->denominator;
  }
  // An amount has nothing but itself; a bare percentage may well come twice.
  return c.indicator.measure == Measure::amount && !f.value.is_zero() && f.value == before->value;
}

bool full_with_tiny_denominator(const Check& c) {
  const Observation& f = c.figure;
  if (c.indicator.measure != Measure::ratio || !f.has_parts || f.denominator.is_zero()) {
    return false;
  }
  // Under min_denominator it is 样本不足 already.
  const auto& least = c.indicator.min_denominator;
  return f.numerator == f.denominator && f.denominator < Decimal(c.rule.tiny_denominator) &&
         !(least && f.denominator < *least);
}

// The steps of a series from period to period, one at a time: of a sum that runs through the year
// its increments, of others the figures themselves.
class MovingRanges {
 public:
  explicit MovingRanges(const Indicator& indicator)
      : begins_anew_(indicator.window == Window::ytd || indicator.window == Window::instant),
        sums_(indicator.kind == IndicatorKind::cumulative) {}

  // The step to this figure; empty where there is none to compare with.
  std::optional<Rational> step_to(const Observation& figure) {
    const auto level = level_of(figure);
    std::optional<Rational> step;
    if (level && last_level_ && last_ != nullptr && comparable(figure.period)) {
      step = *level > *last_level_ ? checked_subtract(*level, *last_level_)
                                   : checked_subtract(*last_level_, *level);
    }
    last_ = &figure;
    last_level_ = level;
    return step;
  }

 private:
  bool comparable(const Period& period) const {
    if (!follows(last_->period, period)) return false;
    // Rates of the year, and how far this year's work has come, start anew in January: they do not
    // fall from December's. What months add goes on.
    return sums_ || !begins_anew_ || last_->period.year == period.year;
  }

  // Fractions of all denominators do not add up for long; nine digits of them do.
  static std::optional<Rational> rounded_value(const Observation& figure) {
    const auto exact = exact_value(figure);
    if (!exact || !figure.has_parts) return exact;
    return Rational::of(exact->rounded(9));
  }

  std::optional<Rational> level_of(const Observation& figure) const {
    const auto exact = rounded_value(figure);
    if (!exact) return std::nullopt;
    const Rational value = *exact;
    if (!sums_ || figure.period.first_month == 1) return value;
    if (last_ == nullptr || last_->period.year != figure.period.year ||
        !follows(last_->period, figure.period)) {
      return std::nullopt;
    }
    const auto before = rounded_value(*last_);
    return before ? checked_subtract(value, *before) : std::nullopt;
  }

  bool begins_anew_;
  bool sums_;
  const Observation* last_ = nullptr;
  std::optional<Rational> last_level_;
};

bool jumps(const Check& c) {
  if (c.indicator.kind == IndicatorKind::cadence) return false;
  if (c.context.earlier.size() < static_cast<std::size_t>(c.rule.jump_periods)) return false;
  MovingRanges ranges(c.indicator);
  Rational total = Rational::of(0, 1);
  int count = 0;
  for (const Observation* earlier : c.context.earlier) {
    const auto step = ranges.step_to(*earlier);
    if (!step) continue;
    const auto sum = checked_add(total, *step);
    if (!sum) return false;
    total = *sum;
    ++count;
  }
  const auto step = ranges.step_to(c.figure);
  // With n figures there are n - 1 steps. A series that never moved has no measure of its own.
  if (!step || count < c.rule.jump_periods - 1 || total == Rational::of(0, 1)) return false;
  // A series that hardly moves is measured by what people are shown: from 1 to 2 is no jump.
  const Rational least = Rational::of(Decimal::of(1, display_scale(c.indicator)));
  const auto of_units = checked_multiply(least, Rational::of(count, 1));
  const auto mine = checked_multiply(*step, Rational::of(count, 1));
  if (!of_units || !mine) return false;
  const auto limit = checked_multiply(std::max(total, *of_units), Rational::of(c.rule.jump_ranges));
  return limit && *mine > *limit;
}

constexpr std::pair<QualityFinding, bool (*)(const Check&)> checks[] = {
    {QualityFinding::numerator_over_denominator, numerator_over_denominator},
    {QualityFinding::ratio_out_of_range, ratio_out_of_range},
    {QualityFinding::negative_value, is_negative},
    {QualityFinding::value_differs_from_parts, differs_from_parts},
    {QualityFinding::cumulative_falls, falls},
    {QualityFinding::differs_from_months, differs_from_months},
    {QualityFinding::same_as_last_period, same_as_last},
    {QualityFinding::jump, jumps},
    {QualityFinding::full_with_tiny_denominator, full_with_tiny_denominator},
};
static_assert(std::size(checks) == quality_finding_count);

}  // namespace

FindingSet check_quality(const QualityRule& rule, const Indicator& indicator,
                         const Observation& figure, const QualityContext& context) {
  const Check check{rule, indicator, figure, context};
  FindingSet findings;
  for (const auto& [finding, is_found] : checks) {
    if (rule.of(finding) != QualityConsequence::off && is_found(check)) findings.add(finding);
  }
  return findings;
}

bool same_figure(const Observation& a, const Observation& b) {
  return a.has_value == b.has_value && a.has_parts == b.has_parts &&
         a.provisional == b.provisional && a.value == b.value && a.numerator == b.numerator &&
         a.denominator == b.denominator;
}

}  // namespace planwatch

#include "daemon/demo/truth_model.h"

#include <algorithm>

#include "daemon/demo/random.h"
#include "daemon/demo/truth_profiles.h"
#include "rules/model/rational.h"

namespace planwatch::demo {

namespace {

// Everything one figure is made from.
struct Case {
  const Indicator& indicator;
  int year;
  unsigned month;
  bool last_year;
  std::uint64_t seed;

  RandomKey key(unsigned at_month) const { return {seed, indicator.id.text, year, at_month}; }
};

int height(const Anchors& anchors, unsigned month) {
  const std::size_t quarter = month / 3;
  if (quarter + 1 >= anchors.size()) return anchors.back();
  const int rise = anchors[quarter + 1] - anchors[quarter];
  return anchors[quarter] + rise * static_cast<int>(month % 3) / 3;
}

SampleFigure ratio_figure(std::int64_t numerator, std::int64_t denominator, std::int64_t unit) {
  SampleFigure figure;
  figure.numerator = Decimal(numerator * unit);
  figure.denominator = Decimal(denominator * unit);
  if (denominator != 0) figure.value = Rational::of(numerator, denominator).rounded(4);
  return figure;
}

// The year before ended at 96 % of its target, by the same course.
int progress_at(const Case& c, const Progress& progress, unsigned month) {
  const int thousandths = height(progress.of_target, month) + jitter(c.key(month), 4);
  if (!c.last_year) return std::max(0, thousandths);
  return std::max(0, thousandths) * 960 / progress.of_target.back();
}

SampleFigure figure_of(const Case& c, const Progress& progress) {
  int best = 0;  // counts never fall within a year
  for (unsigned month = 1; month <= c.month; ++month) {
    best = std::max(best, progress_at(c, progress, month));
  }
  const Rational start = Rational::of(c.indicator.start);
  const Rational way = Rational::of(c.indicator.target) - start;
  return {floor(start + way * Rational::of(best, 1000)).rounded(0), {}, {}};
}

int level_at(const Case& c, const Share& share, unsigned month) {
  int level = height(share.level, month);
  if (level == 1000) return level;
  level += jitter(c.key(month), 1);
  if (!c.last_year) return std::clamp(level, 0, 1000);
  const int worse = c.indicator.better == Better::higher ? -20 : 20;
  return std::clamp(level + worse, 0, 1000);
}

SampleFigure figure_of(const Case& c, const Share& share) {
  std::int64_t denominator = share.instant ? share.per_month : share.carried;
  std::int64_t numerator = 0;
  for (unsigned month = 1; month <= c.month; ++month) {
    // The salt keeps the volume's draw apart from the level's.
    if (!share.instant)
      denominator += share.per_month * (1000 + jitter(c.key(month + 100), 150)) / 1000;
    const std::int64_t reached = (denominator * level_at(c, share, month) + 500) / 1000;
    numerator = std::max(numerator, reached);  // what is closed stays closed
  }
  return ratio_figure(std::min(numerator, denominator), denominator, share.money ? 100 : 1);
}

SampleFigure figure_of(const Case& c, const Average& average) {
  const int tenths = height(average.tenths, c.month) + jitter(c.key(c.month), 3);
  return {Decimal::of(tenths + (c.last_year ? 25 : 0), 1), {}, {}};
}

// A stock came up to this year's start at half of this year's pace.
Decimal stock_of_last_year(const Case& c) {
  const Rational start = Rational::of(c.indicator.start);
  const Rational way = Rational::of(c.indicator.target) - start;
  const Rational back = way * Rational::of(12 - static_cast<int>(c.month), 24);
  return std::max(Decimal(0), floor(start - back).rounded(0));
}

SampleFigure figure_of(const Case& c, const Counts& counts) {
  const int count = counts.by_month[c.month - 1];
  if (!c.last_year) return {Decimal(count), {}, {}};
  switch (c.indicator.kind) {
    case IndicatorKind::stock:
      return {stock_of_last_year(c), {}, {}};
    case IndicatorKind::cumulative:
      return {Decimal(count * 9 / 10), {}, {}};
    case IndicatorKind::duration:
      return {Decimal(count + 1), {}, {}};
    default:
      return {Decimal(count), {}, {}};
  }
}

SampleFigure figure_of(const Case& c, const PartCounts& counts) {
  return ratio_figure(counts.numerator[c.month - 1], counts.denominator[c.month - 1], 1);
}

}  // namespace

SampleFigure TruthModel::figure(const Indicator& indicator, const Period& period) const {
  const Case c{indicator, period.year, period.last_month, period.year < plan_year_, seed_};
  return std::visit([&c](const auto& form) { return figure_of(c, form); }, profile_of(indicator));
}

}  // namespace planwatch::demo

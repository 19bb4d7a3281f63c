#pragma once

#include <algorithm>
#include <numeric>
#include <span>

namespace planwatch {

// A monthly series up to the end of one month of the judged year, and nothing after it: who holds
// this cannot read a later figure. All forecasting functions take it.
struct SeriesToDate {
  // One figure a month, not cumulated, never negative; the first is a January, the last is `month`
  // of the judged year: 12 x years + month of them.
  std::span<const double> figures;
  unsigned month = 12;  // 1 .. 12
  // Single things are counted (trains, visits): few of them scatter by chance alone.
  bool of_counts = false;

  std::size_t size() const { return figures.size(); }
  // Whole years before the judged one.
  std::size_t years() const { return (figures.size() - month) / 12; }
  std::size_t months_left() const { return 12 - month; }

  std::span<const double> this_year() const { return figures.last(month); }
  // back 1: last year, 2: the one before. Precondition: 1 <= back <= years().
  std::span<const double> year_before(std::size_t back) const {
    return figures.subspan((years() - back) * 12, 12);
  }
  // The same series as it was known at the same month of an earlier year.
  SeriesToDate as_of_year(std::size_t index) const {
    return {figures.first(index * 12 + month), month, of_counts};
  }
};

inline double sum_of(std::span<const double> figures) {
  return std::accumulate(figures.begin(), figures.end(), 0.0);
}
inline double year_to_date(const SeriesToDate& series) {
  return sum_of(series.this_year());
}

}  // namespace planwatch

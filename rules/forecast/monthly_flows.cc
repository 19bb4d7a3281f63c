#include "rules/forecast/monthly_flows.h"

#include <algorithm>

namespace planwatch {

namespace {

// Spreads the rise from the last known month to this one over the months between.
void spread(std::vector<double>& flows, double rise, unsigned months) {
  for (unsigned i = 0; i < months; ++i) flows.push_back(rise / months);
}

}  // namespace

std::optional<std::vector<double>> flows_of_totals(const YearFigures& totals, unsigned month) {
  if (month == 0 || !totals[month - 1] || *totals[month - 1] < 0) return std::nullopt;
  YearFigures capped = totals;
  double least = *totals[month - 1];
  for (unsigned m = month; m >= 1; --m) {
    if (!capped[m - 1]) continue;
    least = std::clamp(*capped[m - 1], 0.0, least);
    capped[m - 1] = least;
  }
  std::vector<double> flows;
  double before = 0;
  unsigned known = 0;
  for (unsigned m = 1; m <= month; ++m) {
    if (!capped[m - 1]) continue;
    spread(flows, *capped[m - 1] - before, m - known);
    before = *capped[m - 1];
    known = m;
  }
  return flows;
}

std::optional<std::vector<double>> flows_of_months(const YearFigures& months, unsigned month) {
  if (month == 0) return std::nullopt;
  std::vector<double> flows;
  for (unsigned m = 1; m <= month; ++m) {
    if (!months[m - 1] || *months[m - 1] < 0) return std::nullopt;
    flows.push_back(*months[m - 1]);
  }
  return flows;
}

std::optional<std::vector<double>> flows_of_stock(const YearFigures& counts, double before,
                                                  unsigned month) {
  if (month == 0 || !counts[month - 1]) return std::nullopt;
  std::vector<double> flows;
  unsigned known = 0;
  for (unsigned m = 1; m <= month; ++m) {
    if (!counts[m - 1]) continue;
    if (*counts[m - 1] < before) return std::nullopt;
    spread(flows, *counts[m - 1] - before, m - known);
    before = *counts[m - 1];
    known = m;
  }
  return flows;
}

unsigned last_month_of(const YearFigures& figures) {
  for (unsigned m = 12; m >= 1; --m) {
    if (figures[m - 1]) return m;
  }
  return 0;
}

bool whole_year(const YearFigures& figures) {
  return std::all_of(figures.begin() + 1, figures.end(),
                     [](const std::optional<double>& figure) { return figure.has_value(); });
}

}  // namespace planwatch

#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace planwatch {

// The figures of one year as they stand in the reports; index month - 1.
using YearFigures = std::array<std::optional<double>, 12>;

// What each month brought, January to `month`, from reports that state the year to date. A month
// without a report shares the next report's rise evenly with it (January-February together). A
// report below an earlier one corrects it: no month is negative and the months add up to the
// report of `month`. Empty where that report is missing or negative.
std::optional<std::vector<double>> flows_of_totals(const YearFigures& totals, unsigned month);

// What each month brought, from reports of single months. Empty where one up to `month` is missing
// or negative.
std::optional<std::vector<double>> flows_of_months(const YearFigures& months, unsigned month);

// Rises of a count at the end of each month over `before`, the count when the year began. Empty
// where a count is missing, or below the one before: such a stock is no sum of rises.
std::optional<std::vector<double>> flows_of_stock(const YearFigures& counts, double before,
                                                  unsigned month);

// The last month with a figure; 0: none.
unsigned last_month_of(const YearFigures& figures);
// A whole year's shape is known: December is there, and every other month but January.
bool whole_year(const YearFigures& figures);

}  // namespace planwatch

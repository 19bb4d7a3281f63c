#include "collectors/records/workday_table.h"

#include <algorithm>

namespace planwatch {
namespace {

constexpr int first_year = 1990;
constexpr int last_year = 2100;

}  // namespace

WorkdayTable::WorkdayTable(const Calendar& calendar) : calendar_(calendar) {
  const Date last = make_date(last_year, 12, 31);
  std::int32_t count = 0;
  until_.reserve(static_cast<std::size_t>(last_year - first_year + 1) * 366);
  for (Date day = make_date(first_year, 1, 1); day <= last; day += std::chrono::days(1)) {
    count += calendar.is_working_day(day) ? 1 : 0;
    until_.push_back(count);
  }
}

int WorkdayTable::between(Date from, Date to) {
  const Date first = make_date(first_year, 1, 1);
  const Date last = make_date(last_year, 12, 31);
  first_year_ = std::min(first_year_, year_of(from + std::chrono::days(1)));
  last_year_ = std::max(last_year_, year_of(to));
  if (from < first || to < first || from > last || to > last) {
    return calendar_.workdays_between(from, to);
  }
  const auto at = [&](Date day) { return until_[static_cast<std::size_t>((day - first).count())]; };
  return at(to) - at(from);
}

std::vector<int> WorkdayTable::unconfirmed_years() const {
  std::vector<int> years;
  for (int year = first_year_; year <= last_year_; ++year) {
    if (!calendar_.confirmed(year)) years.push_back(year);
  }
  return years;
}

}  // namespace planwatch

#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/model/date.h"

namespace planwatch {

struct DateRange {
  Date first;
  Date last;              // inclusive
  std::string name = {};  // of a holiday: 春节; may be empty
};

// One year of the State Council's schedule. `off` overrides Mon-Fri, `work` (make-up working
// days) overrides off and weekends. An empty file counts as unconfirmed.
struct CalendarYear {
  int year = 0;
  bool confirmed = false;
  std::string source;
  std::vector<DateRange> off;
  std::vector<Date> work;
};

// Working days in the plan's place. Years without a confirmed file are computed with Mon-Fri and
// answered as unconfirmed by `confirmed`.
class Calendar {
 public:
  Calendar() = default;
  explicit Calendar(std::vector<CalendarYear> years);

  bool is_working_day(Date date) const;
  // The n-th working day after `from`, `from` not counted; n = 0 gives `from` itself, negative n
  // counts backwards.
  Date add_workdays(Date from, int n) const;
  // Working days in (from, to]; negative when to < from. Inverse of add_workdays.
  int workdays_between(Date from, Date to) const;
  // The date itself when it is a working day, else the next one.
  Date next_workday_or_same(Date date) const;
  // The n-th working day of that month, n >= 1.
  Date nth_workday_of_month(int year, unsigned month, int n) const;
  // A day that the State Council's notice lists as off (weekends inside a holiday included).
  bool is_public_holiday(Date date) const;
  bool confirmed(int year) const;
  const std::vector<CalendarYear>& years() const { return years_; }

 private:
  std::vector<CalendarYear> years_;
  // Sorted; per year one entry per day of year: working or not. Built once.
  std::map<int, std::vector<bool>> working_;
  std::map<int, std::vector<bool>> holiday_;
};

}  // namespace planwatch

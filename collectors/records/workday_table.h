#pragma once

#include <cstdint>
#include <vector>

#include "rules/model/calendar.h"

namespace planwatch {

// Calendar::workdays_between without walking from day to day: the working days up to each day of
// 1990 to 2100 are counted once.
class WorkdayTable {
 public:
  explicit WorkdayTable(const Calendar& calendar);

  // Working days in (from, to]. Remembers the years in between.
  int between(Date from, Date to);
  // Years that were counted with Monday to Friday alone, because nothing confirmed them.
  std::vector<int> unconfirmed_years() const;

 private:
  const Calendar& calendar_;
  std::vector<std::int32_t> until_;  // working days up to and with that day
  int first_year_ = 9999;
  int last_year_ = 0;
};

}  // namespace planwatch

#pragma once

#include <string>

#include "rules/model/calendar.h"

namespace planwatch {

// What one day is: 工作日, 调休上班, 放假 or 周末. A weekend inside a holiday is holiday.
enum class DayKind { workday, make_up, holiday, weekend };

struct CalendarDay {
  Date date;
  DayKind kind = DayKind::workday;
  std::string holiday;  // its name where the calendar states one: 春节
  DateRange stretch;    // of a holiday: first and last day off
  // False: no confirmed file for that year, the answer is Monday to Friday and nothing better.
  bool confirmed = false;
  bool is_working() const { return kind == DayKind::workday || kind == DayKind::make_up; }
};

// Pure. What the calendar says about one day, with the reason.
CalendarDay describe_day(const Calendar& calendar, Date date);

// Whether every year from one day to the other, whichever comes first, has a confirmed file.
bool confirmed_between(const Calendar& calendar, Date from, Date to);
// The same for the days that add_workdays and workdays_between look at on their way: all but
// `from`.
bool confirmed_counting(const Calendar& calendar, Date from, Date to);

}  // namespace planwatch

#include "rules/model/calendar_day.h"

#include <algorithm>

namespace planwatch {
namespace {

bool is_weekend(Date date) {
  return std::chrono::weekday(date).iso_encoding() > 5;
}

// The stretch of days off that holds the day, whichever year's confirmed file lists it.
const DateRange* find_stretch(const Calendar& calendar, Date date) {
  for (const CalendarYear& year : calendar.years()) {
    if (!calendar.confirmed(year.year)) continue;
    for (const DateRange& range : year.off) {
      if (range.first <= date && date <= range.last) return &range;
    }
  }
  return nullptr;
}

}  // namespace

CalendarDay describe_day(const Calendar& calendar, Date date) {
  CalendarDay day;
  day.date = date;
  day.confirmed = calendar.confirmed(year_of(date));
  if (calendar.is_working_day(date)) {
    day.kind = is_weekend(date) ? DayKind::make_up : DayKind::workday;
    return day;
  }
  day.kind = DayKind::weekend;
  if (!calendar.is_public_holiday(date)) return day;
  day.kind = DayKind::holiday;
  if (const DateRange* stretch = find_stretch(calendar, date)) {
    day.stretch = *stretch;
    day.holiday = stretch->name;
  }
  return day;
}

bool confirmed_between(const Calendar& calendar, Date from, Date to) {
  const auto [first, last] = std::minmax({year_of(from), year_of(to)});
  for (int year = first; year <= last; ++year) {
    if (!calendar.confirmed(year)) return false;
  }
  return true;
}

bool confirmed_counting(const Calendar& calendar, Date from, Date to) {
  if (from == to) return calendar.confirmed(year_of(from));
  const std::chrono::days step(from < to ? 1 : -1);
  return confirmed_between(calendar, from + step, to);
}

}  // namespace planwatch

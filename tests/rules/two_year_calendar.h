#pragma once

#include "rules/model/calendar.h"

namespace planwatch {

// The working days of 2025 and 2026 as the State Council announced them.
inline Calendar two_year_calendar() {
  const auto off = [](CalendarYear& year, unsigned m1, unsigned d1, unsigned m2, unsigned d2) {
    year.off.push_back({make_date(year.year, m1, d1), make_date(year.year, m2, d2)});
  };
  CalendarYear first{2025, true, "2025", {}, {}};
  off(first, 1, 1, 1, 1);
  off(first, 1, 28, 2, 4);
  off(first, 4, 4, 4, 6);
  off(first, 5, 1, 5, 5);
  off(first, 5, 31, 6, 2);
  off(first, 10, 1, 10, 8);
  first.work = {make_date(2025, 1, 26), make_date(2025, 2, 8), make_date(2025, 4, 27),
                make_date(2025, 9, 28), make_date(2025, 10, 11)};
  CalendarYear second{2026, true, "2026", {}, {}};
  off(second, 1, 1, 1, 3);
  off(second, 2, 15, 2, 23);
  off(second, 4, 4, 4, 6);
  off(second, 5, 1, 5, 5);
  off(second, 6, 19, 6, 21);
  off(second, 9, 25, 9, 27);
  off(second, 10, 1, 10, 7);
  second.work = {make_date(2026, 1, 4), make_date(2026, 2, 14), make_date(2026, 2, 28),
                 make_date(2026, 5, 9), make_date(2026, 9, 20), make_date(2026, 10, 10)};
  return Calendar({first, second});
}

}  // namespace planwatch

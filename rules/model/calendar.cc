#include "rules/model/calendar.h"

#include <optional>
#include <utility>

namespace planwatch {
namespace {

namespace chrono = std::chrono;
using DayTable = std::map<int, std::vector<bool>>;

bool is_weekday(Date date) {
  return chrono::weekday(date).iso_encoding() <= 5;
}

std::size_t day_of_year(Date date) {
  return static_cast<std::size_t>((date - make_date(year_of(date), 1, 1)).count());
}

std::size_t days_in_year(int year) {
  return static_cast<std::size_t>((make_date(year + 1, 1, 1) - make_date(year, 1, 1)).count());
}

std::vector<bool> weekdays_of(int year) {
  std::vector<bool> days(days_in_year(year));
  const Date first = make_date(year, 1, 1);
  for (std::size_t i = 0; i < days.size(); ++i) {
    days[i] = is_weekday(first + chrono::days(static_cast<int>(i)));
  }
  return days;
}

bool counts(const CalendarYear& file) {
  return file.confirmed && !(file.off.empty() && file.work.empty());
}

std::optional<bool> look_up(const DayTable& table, Date date) {
  const auto found = table.find(year_of(date));
  if (found == table.end()) return std::nullopt;
  return found->second[day_of_year(date)];
}

}  // namespace

Calendar::Calendar(std::vector<CalendarYear> years) : years_(std::move(years)) {
  const auto set = [](DayTable& table, Date date, bool value, bool with_weekdays) {
    const int year = year_of(date);
    auto found = table.find(year);
    if (found == table.end()) {
      auto days = with_weekdays ? weekdays_of(year) : std::vector<bool>(days_in_year(year));
      found = table.emplace(year, std::move(days)).first;
    }
    found->second[day_of_year(date)] = value;
  };
  for (const auto& file : years_) {
    if (!counts(file)) continue;
    for (const auto& range : file.off) {
      for (Date day = range.first; day <= range.last; day += chrono::days(1)) {
        set(working_, day, false, true);
        set(holiday_, day, true, false);
      }
    }
  }
  // Make-up days last: they override off days, whichever year's file lists those.
  for (const auto& file : years_) {
    if (!counts(file)) continue;
    for (const Date day : file.work) {
      set(working_, day, true, true);
      set(holiday_, day, false, false);
    }
  }
}

bool Calendar::is_working_day(Date date) const {
  return look_up(working_, date).value_or(is_weekday(date));
}

bool Calendar::is_public_holiday(Date date) const {
  return look_up(holiday_, date).value_or(false);
}

Date Calendar::add_workdays(Date from, int n) const {
  const chrono::days step(n < 0 ? -1 : 1);
  Date day = from;
  for (int left = n < 0 ? -n : n; left > 0;) {
    day += step;
    if (is_working_day(day)) --left;
  }
  return day;
}

int Calendar::workdays_between(Date from, Date to) const {
  // Backwards the far end counts and the near one does not, so that this stays the inverse of
  // add_workdays in both directions.
  int count = 0;
  for (Date day = from; day < to;) {
    day += chrono::days(1);
    if (is_working_day(day)) ++count;
  }
  for (Date day = from; day > to;) {
    day -= chrono::days(1);
    if (is_working_day(day)) --count;
  }
  return count;
}

Date Calendar::next_workday_or_same(Date date) const {
  return is_working_day(date) ? date : add_workdays(date, 1);
}

Date Calendar::nth_workday_of_month(int year, unsigned month, int n) const {
  return add_workdays(make_date(year, month, 1) - chrono::days(1), n);
}

bool Calendar::confirmed(int year) const {
  for (const auto& file : years_) {
    if (file.year == year && counts(file)) return true;
  }
  return false;
}

}  // namespace planwatch

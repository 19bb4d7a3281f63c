#include "rules/model/date.h"

#include <fmt/format.h>

namespace planwatch {

namespace chrono = std::chrono;

Date local_date(Instant instant) {
  return chrono::floor<chrono::days>(instant + china_offset);
}

TimeOfDay local_time_of_day(Instant instant) {
  const auto local = instant + china_offset;
  return chrono::floor<chrono::minutes>(local - chrono::floor<chrono::days>(local));
}

Instant instant_at(Date date, TimeOfDay time) {
  return Instant(date) + time - china_offset;
}

Date make_date(int year, unsigned month, unsigned day) {
  return Date(chrono::year_month_day(chrono::year(year), chrono::month(month), chrono::day(day)));
}

Date last_day_of_month(int year, unsigned month) {
  return Date(chrono::year(year) / chrono::month(month) / chrono::last);
}

int year_of(Date date) {
  return static_cast<int>(chrono::year_month_day(date).year());
}
unsigned month_of(Date date) {
  return static_cast<unsigned>(chrono::year_month_day(date).month());
}
unsigned day_of(Date date) {
  return static_cast<unsigned>(chrono::year_month_day(date).day());
}

std::string to_string(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", year_of(date), month_of(date), day_of(date));
}

std::string to_string_local(Instant instant) {
  const auto local = instant + china_offset;
  const auto day = chrono::floor<chrono::days>(local);
  const chrono::hh_mm_ss time(chrono::floor<chrono::seconds>(local - day));
  return fmt::format("{}T{:02}:{:02}:{:02}+{:02}:00", to_string(Date(day)), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), china_offset.count());
}

}  // namespace planwatch

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace planwatch {

// A calendar day in the plan's place, without a time. Arithmetic is calendar arithmetic.
using Date = std::chrono::sys_days;
// A moment, UTC, milliseconds. Which clock it came from is said by the name that holds it.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
// A time of day in the plan's place, minutes since midnight.
using TimeOfDay = std::chrono::minutes;

// China Standard Time is UTC+8 without daylight saving since 1991; the only place that knows.
inline constexpr std::chrono::hours china_offset{8};
Date local_date(Instant instant);
TimeOfDay local_time_of_day(Instant instant);
Instant instant_at(Date date, TimeOfDay time);

Date make_date(int year, unsigned month, unsigned day);  // precondition: a valid day
Date last_day_of_month(int year, unsigned month);
int year_of(Date date);
unsigned month_of(Date date);
unsigned day_of(Date date);

std::string to_string(Date date);                             // 2025-06-30
std::string to_string_local(Instant instant);                 // 2025-10-20T09:00:00+08:00
std::optional<Date> parse_date(std::string_view text);        // 2025-06-30 only
std::optional<Instant> parse_instant(std::string_view text);  // with offset or Z

}  // namespace planwatch

#include <charconv>

#include "daemon/cli/verbs.h"

namespace planwatch {

namespace {

template <class T>
bool take_number(std::string_view& text, T& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end == text.data()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

}  // namespace

bool parse_speed(const std::string& text, double& speed) {
  std::string_view rest = text;
  double number = 0;
  if (!take_number(rest, number) || !(number > 0)) return false;
  double unit = 0;
  if (rest.empty()) unit = 1;
  if (rest == "s/s") unit = 1;
  if (rest == "m/s") unit = 60;
  if (rest == "h/s") unit = 3600;
  if (rest == "d/s") unit = 86400;
  speed = number * unit;
  // Thirty plan days a second pass through every half hour of the plan without falling behind.
  return unit > 0 && speed <= 30 * 86400.0;
}

bool parse_demo_start(const std::string& text, DemoOptions& demo) {
  std::string_view rest = text;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 9;
  if (!take_number(rest, month) || !rest.starts_with('-')) return false;
  rest.remove_prefix(1);
  if (!take_number(rest, day)) return false;
  if (rest.starts_with('T')) {
    rest.remove_prefix(1);
    if (!take_number(rest, hour)) return false;
  }
  if (month > 12 || day > 31) return false;  // the calendar's own types keep eight bits
  // 2001 has no 29 February: the demo does not start on a day that most years lack.
  const std::chrono::year_month_day date{std::chrono::year{2001}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!rest.empty() || !date.ok() || hour < 0 || hour > 23) return false;
  demo.month = month;
  demo.day = day;
  demo.hour = hour;
  return true;
}

}  // namespace planwatch

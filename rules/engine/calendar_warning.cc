#include "rules/engine/calendar_warning.h"

namespace planwatch {

namespace {

constexpr unsigned notice_month = 11;  // the State Council's notice is usually out in November

Report warning_about(int year) {
  const std::string text = std::to_string(year);
  return {ReportLevel::warning,
          "calendar is not confirmed, due dates are computed Monday to Friday",
          {{"year", text}, {"write", "calendar/" + text + ".yaml"}}};
}

}  // namespace

std::optional<Report> warn_unconfirmed_calendar(const Calendar& calendar, Date today) {
  const int year = year_of(today);
  if (!calendar.confirmed(year)) return warning_about(year);
  if (month_of(today) < notice_month || calendar.confirmed(year + 1)) return std::nullopt;
  return warning_about(year + 1);
}

}  // namespace planwatch

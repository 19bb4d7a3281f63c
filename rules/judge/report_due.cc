#include "rules/judge/report_due.h"

#include <algorithm>

namespace planwatch {
namespace {

unsigned months_of(Frequency frequency) {
  switch (frequency) {
    case Frequency::month:
      return 1;
    case Frequency::quarter:
      return 3;
    case Frequency::half:
      return 6;
    case Frequency::year:
      return 12;
  }
  return 1;
}

Date rolled(Date date, Roll roll, const Calendar& calendar) {
  if (roll == Roll::next_workday) return calendar.next_workday_or_same(date);
  while (roll == Roll::holiday_only && calendar.is_public_holiday(date)) {
    date += std::chrono::days(1);
  }
  return date;
}

// The first reported period that ends after this one; of the next year after the last.
Period period_after(const ReportDue& due, const Period& period) {
  for (const int year : {int{period.year}, period.year + 1}) {
    for (const Period& candidate : report_periods(due, year)) {
      if (candidate.last_day() > period.last_day()) return candidate;
    }
  }
  return Period::full_year(period.year + 1);
}

DataState awaited_state(const ReportDays& days, const Calendar& calendar, int due_soon_workdays,
                        Date today) {
  if (today <= days.period.last_day()) return DataState::not_yet_due;
  if (today <= days.late_after) {
    const bool soon = calendar.workdays_between(today, days.due) <= due_soon_workdays;
    return soon ? DataState::due_soon : DataState::awaited;
  }
  return today > days.next_due ? DataState::missing : DataState::late;
}

}  // namespace

std::vector<Period> report_periods(const ReportDue& due, int year) {
  const unsigned months = months_of(due.frequency);
  const bool without_january = months == 1 && due.january_with_february;
  std::vector<Period> periods;
  periods.reserve(12);
  for (unsigned last = months; last <= 12; last += months) {
    if (last == 1 && without_january) continue;
    if (std::find(due.skip.begin(), due.skip.end(), last) != due.skip.end()) continue;
    periods.push_back(Period::span(year, last - months + 1, last));
  }
  return periods;
}

Date report_due_date(const ReportDue& due, const Period& period, const Calendar& calendar) {
  const Date first = period.last_day() + std::chrono::days(1);
  const int year = year_of(first);
  const unsigned month = month_of(first);
  if (due.workday) return calendar.nth_workday_of_month(year, month, *due.workday);
  const unsigned last_day = day_of(last_day_of_month(year, month));
  const unsigned day = std::min(due.day.value_or(last_day), last_day);
  return rolled(make_date(year, month, day), due.roll, calendar);
}

Date report_late_after(const ReportDue& due, const Period& period, const Calendar& calendar) {
  return calendar.add_workdays(report_due_date(due, period, calendar), due.grace_workdays);
}

ReportDays report_days(const ReportDue& due, const Period& period, const Calendar& calendar) {
  ReportDays days;
  days.period = period;
  days.due = report_due_date(due, period, calendar);
  days.late_after = calendar.add_workdays(days.due, due.grace_workdays);
  days.next_due = report_due_date(due, period_after(due, period), calendar);
  days.unconfirmed_calendar =
      !calendar.confirmed(year_of(days.due)) || !calendar.confirmed(year_of(days.late_after));
  return days;
}

std::vector<ReportDays> report_days_of_year(const ReportDue& due, int year,
                                            const Calendar& calendar) {
  const std::vector<Period> periods = report_periods(due, year);
  std::vector<ReportDays> all;
  all.reserve(periods.size());
  for (const Period& period : periods) all.push_back(report_days(due, period, calendar));
  return all;
}

ReportStatus judge_report(const ReportDue& due, const ReportView& view, const Calendar& calendar,
                          int due_soon_workdays, Date today) {
  return judge_report(report_days(due, view.period, calendar), view, calendar, due_soon_workdays,
                      today);
}

ReportStatus judge_report(const ReportDays& days, const ReportView& view, const Calendar& calendar,
                          int due_soon_workdays, Date today) {
  ReportStatus status;
  status.period = view.period;
  status.due = days.due;
  status.unconfirmed_calendar = days.unconfirmed_calendar;
  if (view.reported_on) {
    status.state = view.corrected ? DataState::corrected : DataState::reported;
    status.came_late = *view.reported_on > days.late_after;
    return status;
  }
  status.state = awaited_state(days, calendar, due_soon_workdays, today);
  return status;
}

}  // namespace planwatch

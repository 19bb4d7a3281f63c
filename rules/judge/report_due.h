#pragma once

#include <optional>
#include <vector>

#include "rules/model/calendar.h"
#include "rules/model/feed_spec.h"
#include "rules/model/light.h"

namespace planwatch {

// The periods of one year that a feed reports: 12 months, or 11 with January-February together
// (the January month is left out and the February month stands for both), 4 quarters, ...; without
// the skipped ones.
std::vector<Period> report_periods(const ReportDue& due, int year);

// The day the report about `period` is due, rolled, without grace. A day that the month does not
// have (31 in June), or none stated, is the month's last one.
Date report_due_date(const ReportDue& due, const Period& period, const Calendar& calendar);
// With grace: the last day on which it is not late.
Date report_late_after(const ReportDue& due, const Period& period, const Calendar& calendar);

// What the calendar says about one report. It holds for a whole year, and looking days up takes
// longer than all the judging: worked out once where the same reports are judged again and again.
struct ReportDays {
  Period period;
  Date due;         // rolled, without grace
  Date late_after;  // with grace
  Date next_due;    // of the report after this one: from the day after on, this one is missing
  bool unconfirmed_calendar = false;
};
ReportDays report_days(const ReportDue& due, const Period& period, const Calendar& calendar);
// Of all the year's periods that are reported.
std::vector<ReportDays> report_days_of_year(const ReportDue& due, int year,
                                            const Calendar& calendar);

struct ReportView {
  Period period;
  std::optional<Date> reported_on;  // when it was complete
  bool corrected = false;
};
struct ReportStatus {
  Period period;
  Date due;
  DataState state = DataState::not_yet_due;  // exactly one of 未到期 .. 已更正
  bool came_late = false;                    // reported or corrected, but after due and grace
  bool unconfirmed_calendar = false;
};
// Missing (漏报): late, and the next period's due day has passed too. 将到期 lasts from
// `due_soon_workdays` before the due day through the days of grace.
ReportStatus judge_report(const ReportDue& due, const ReportView& view, const Calendar& calendar,
                          int due_soon_workdays, Date today);
// The same with the days of the view's period looked up before.
ReportStatus judge_report(const ReportDays& days, const ReportView& view, const Calendar& calendar,
                          int due_soon_workdays, Date today);

}  // namespace planwatch

#pragma once

#include <string>

#include "daemon/cli/output.h"
#include "rules/model/calendar_day.h"
#include "rules/model/feed_spec.h"

namespace planwatch {

// What `planwatch calendar` answers, without printing. Pure. Where a year of an answer has no
// confirmed file, the answer is Monday to Friday and every row and every line says 未确认.

// "2025-10-01 周三：放假（国庆节 2025-10-01..2025-10-08），下一个工作日 2025-10-09"
std::string day_line(const Calendar& calendar, Date date, Lang lang);
// The month around a day, a line a week from Monday: 班 marks a make-up day, 休 a holiday, brackets
// the day itself.
std::string month_grid(const Calendar& calendar, Date date, Lang lang);
// One row a day, first to last.
OutputTable day_table(const Calendar& calendar, Date first, Date last, Lang lang);
// Working days of every month of a year, and their sum so far.
OutputTable year_table(const Calendar& calendar, int year, Lang lang);

std::string add_line(const Calendar& calendar, Date from, int n, Lang lang);
OutputTable add_table(const Calendar& calendar, Date from, int n, Lang lang);
// Working days in (from, to]: the first day does not count, the last one does.
std::string between_line(const Calendar& calendar, Date from, Date to, Lang lang);
OutputTable between_table(const Calendar& calendar, Date from, Date to, Lang lang);
// The reports about the periods of one year, with the day each is due.
OutputTable due_table(const Calendar& calendar, const FeedSpec& feed, int year, Lang lang);

}  // namespace planwatch

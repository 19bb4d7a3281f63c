#include "rules/rehearse/known.h"

#include <algorithm>

namespace planwatch {

Date known_day(const ObservationRow& row) {
  if (row.observation.has_report_date) return row.observation.report_date;
  return local_date(row.received);
}

Date known_day(const TaskReportRow& row) {
  const Date received = local_date(row.received);
  return row.person.empty() ? std::min(row.report.as_of, received) : received;
}

}  // namespace planwatch

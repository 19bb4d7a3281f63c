#include "rules/rehearse/known.h"

#include <algorithm>

#include "rules/engine/as_known_on.h"

namespace planwatch {

Date known_day(const ObservationRow& row) {
  return known_since(row.observation, row.received);
}

Date known_day(const TaskReportRow& row) {
  const Date received = local_date(row.received);
  return row.person.empty() ? std::min(row.report.as_of, received) : received;
}

}  // namespace planwatch

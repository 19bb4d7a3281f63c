#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/load_rows.h"

namespace planwatch {

namespace {

constexpr const char* select_observations =
    "SELECT indicator, area, year, first_month, last_month, window_kind, provisional, report_day, "
    "value, value_scale, numerator, numerator_scale, denominator, denominator_scale, place_sheet, "
    "place_column, place_row, delivery, received_ms, revision, is_current "
    "FROM observations ORDER BY id";
constexpr const char* select_task_reports =
    "SELECT task, state, as_of_day, percent, percent_scale, evidence, closed_by, place_sheet, "
    "place_column, place_row, delivery, received_ms, person FROM task_reports ORDER BY id";

template <class T>
bool give(const std::optional<T>& stored, T& value) {
  if (stored) value = *stored;
  return stored.has_value();
}

void take_observation(Take& take, ObservationRow& row) {
  Observation& o = row.observation;
  std::optional<Date> report_date;
  std::optional<Decimal> value;
  std::optional<Decimal> numerator;
  std::optional<Decimal> denominator;
  std::optional<std::int64_t> delivery;
  take.all(o.period, o.window, o.provisional, report_date, value, numerator, denominator, o.place,
           delivery, row.received, row.revision, row.current);
  o.has_report_date = give(report_date, o.report_date);
  o.has_value = give(value, o.value);
  o.has_parts = give(numerator, o.numerator) && give(denominator, o.denominator);
  row.delivery = delivery.value_or(0);
}

}  // namespace

Result<std::vector<ObservationRow>> load_observations(Database& database, const StableIds& ids) {
  Statement statement = database.prepare(select_observations);
  return read_all<ObservationRow>(statement, [&ids](Statement& from, ObservationRow& row) {
    const auto indicator = ids.indicators.index_of(from.take_integer());
    const auto area = ids.areas.index_of(from.take_integer());
    if (!indicator || !area) return false;
    row.observation.indicator = *indicator;
    row.observation.area = *area;
    Take take{from};
    take_observation(take, row);
    return true;
  });
}

Result<std::vector<TaskReportRow>> load_task_reports(Database& database) {
  Statement statement = database.prepare(select_task_reports);
  return read_all<TaskReportRow>(statement, [](Statement& from, TaskReportRow& row) {
    Take take{from};
    std::optional<std::int64_t> delivery;
    task_report_columns(row.report, take);
    take.all(delivery, row.received, row.person);
    row.delivery = delivery.value_or(0);
    return true;
  });
}

}  // namespace planwatch

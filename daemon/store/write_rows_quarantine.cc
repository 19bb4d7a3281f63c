#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/write_rows.h"

namespace planwatch {

namespace {

constexpr const char* upsert_quarantine =
    "INSERT INTO quarantine (id, indicator, area, year, first_month, last_month, window_kind, "
    "provisional, report_day, value, value_scale, numerator, numerator_scale, denominator, "
    "denominator_scale, place_sheet, place_column, place_row, delivery, received_ms, feed, source, "
    "location, findings, state, decided_ms, decided_by, reason) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET state = excluded.state, decided_ms = excluded.decided_ms, "
    "decided_by = excluded.decided_by, reason = excluded.reason";

template <class T>
std::optional<T> given(bool there, const T& value) {
  return there ? std::optional<T>(value) : std::nullopt;
}

}  // namespace

Result<void> RowWriter::operator()(const QuarantineRow& row) {
  if (row.id <= 0) return bad_quarantine_id(row.id);
  if (!ids.known) return no_plan_yet();
  const Observation& o = row.observation;
  const auto indicator = ids.indicators.row_of(o.indicator);
  if (!indicator) return not_in_plan("指标", o.indicator.value);
  const auto area = ids.areas.row_of(o.area);
  if (!area) return not_in_plan("行政区", o.area.value);
  Statement statement = database.prepare(upsert_quarantine);
  Put put{statement};
  put.all(row.id, *indicator, *area, o.period, o.window, o.provisional,
          given(o.has_report_date, o.report_date), given(o.has_value, o.value),
          given(o.has_parts, o.numerator), given(o.has_parts, o.denominator), o.place,
          given(row.delivery != 0, row.delivery));
  quarantine_columns(row, put);
  return statement.run();
}

}  // namespace planwatch

#include "daemon/store/codec.h"
#include "daemon/store/columns.h"
#include "daemon/store/load_rows.h"

namespace planwatch {

namespace {

constexpr const char* select_quarantine =
    "SELECT id, indicator, area, year, first_month, last_month, window_kind, provisional, "
    "report_day, value, value_scale, numerator, numerator_scale, denominator, denominator_scale, "
    "place_sheet, place_column, place_row, delivery, received_ms, feed, source, location, "
    "findings, state, decided_ms, decided_by, reason FROM quarantine ORDER BY id";

template <class T>
bool give(const std::optional<T>& stored, T& value) {
  if (stored) value = *stored;
  return stored.has_value();
}

void take_figure_columns(Take& take, QuarantineRow& row) {
  Observation& o = row.observation;
  std::optional<Date> report_date;
  std::optional<Decimal> value;
  std::optional<Decimal> numerator;
  std::optional<Decimal> denominator;
  std::optional<std::int64_t> delivery;
  take.all(o.period, o.window, o.provisional, report_date, value, numerator, denominator, o.place,
           delivery);
  o.has_report_date = give(report_date, o.report_date);
  o.has_value = give(value, o.value);
  o.has_parts = give(numerator, o.numerator) && give(denominator, o.denominator);
  row.delivery = delivery.value_or(0);
}

}  // namespace

Result<std::vector<QuarantineRow>> load_quarantine(Database& database, const StableIds& ids) {
  Statement statement = database.prepare(select_quarantine);
  return read_all<QuarantineRow>(statement, [&ids](Statement& from, QuarantineRow& row) {
    Take take{from};
    take(row.id);
    const auto indicator = ids.indicators.index_of(from.take_integer());
    const auto area = ids.areas.index_of(from.take_integer());
    if (!indicator || !area) return false;
    row.observation.indicator = *indicator;
    row.observation.area = *area;
    take_figure_columns(take, row);
    quarantine_columns(row, take);
    return true;
  });
}

}  // namespace planwatch

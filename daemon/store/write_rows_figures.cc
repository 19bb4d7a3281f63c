#include "daemon/store/codec.h"
#include "daemon/store/write_rows.h"

namespace planwatch {

namespace {

constexpr const char* insert_observation =
    "INSERT INTO observations (indicator, area, year, first_month, last_month, window_kind, "
    "provisional, report_day, value, value_scale, numerator, numerator_scale, denominator, "
    "denominator_scale, place_sheet, place_column, place_row, delivery, received_ms, revision, "
    "is_current) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

constexpr const char* insert_assessment =
    "INSERT INTO assessments (rule, indicator, area, year, first_month, last_month, revision, "
    "judged_ms, light, shown, reason, data, final_period, recovered, value, value_scale, expected, "
    "expected_scale, gap, gap_scale) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

template <class T>
std::optional<T> given(bool there, const T& value) {
  return there ? std::optional<T>(value) : std::nullopt;
}

}  // namespace

Result<void> RowWriter::operator()(const ObservationRow& row) {
  if (!ids.known) return no_plan_yet();
  const Observation& o = row.observation;
  const auto indicator = ids.indicators.row_of(o.indicator);
  if (!indicator) return not_in_plan("指标", o.indicator.value);
  const auto area = ids.areas.row_of(o.area);
  if (!area) return not_in_plan("行政区", o.area.value);
  Statement statement = database.prepare(insert_observation);
  Put put{statement};
  put.all(*indicator, *area, o.period, o.window, o.provisional,
          given(o.has_report_date, o.report_date), given(o.has_value, o.value),
          given(o.has_parts, o.numerator), given(o.has_parts, o.denominator), o.place,
          given(row.delivery != 0, row.delivery), row.received, row.revision, row.current);
  return statement.run();
}

Result<void> RowWriter::operator()(const AssessmentRow& row) {
  if (!ids.known) return no_plan_yet();
  const auto rule = ids.rules.row_of(row.rule);
  if (!rule) return not_in_plan("规则", row.rule.value);
  const auto indicator = ids.indicators.row_of(row.indicator);
  if (!indicator) return not_in_plan("指标", row.indicator.value);
  const auto area = ids.areas.row_of(row.area);
  if (!area) return not_in_plan("行政区", row.area.value);
  const Assessment& a = row.assessment;
  Statement statement = database.prepare(insert_assessment);
  Put put{statement};
  put.all(*rule, *indicator, *area, row.period, row.revision, row.judged_at, a.light, a.shown,
          a.reason, a.data, a.final_period, a.recovered, a.value, given(a.has_expected, a.expected),
          given(a.has_gap, a.gap));
  return statement.run();
}

}  // namespace planwatch

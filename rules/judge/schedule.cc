#include "rules/judge/schedule.h"

#include <algorithm>

namespace planwatch {
namespace {

Date first_day_of_year(Date deadline) {
  return make_date(year_of(deadline), 1, 1);
}

Rational share_by_months(Date period_end, Date deadline) {
  const unsigned month = month_of(period_end);
  const bool completed = period_end == last_day_of_month(year_of(period_end), month);
  return Rational::of(completed ? month : month - 1, static_cast<std::int64_t>(month_of(deadline)));
}

Rational share_by_days(Date period_end, Date deadline) {
  const Date eve = first_day_of_year(deadline) - std::chrono::days(1);
  return Rational::of((period_end - eve).count(), (deadline - eve).count());
}

Rational share_by_workdays(const Calendar& calendar, Date period_end, Date deadline) {
  const Date eve = first_day_of_year(deadline) - std::chrono::days(1);
  // A stretch of nothing but days off expects nothing before its end.
  const int total = std::max(1, calendar.workdays_between(eve, deadline));
  return Rational::of(calendar.workdays_between(eve, period_end), std::int64_t{total});
}

// The last point at or before the day; between two points the earlier one holds.
const SchedulePoint* point_at(const ScheduleSpec& schedule, Date day, int year) {
  const SchedulePoint* found = nullptr;
  for (const auto& point : schedule.points) {
    if (last_day_of_month(year, point.month) <= day) found = &point;
  }
  return found;
}

bool is_progress(IndicatorKind kind) {
  return kind == IndicatorKind::cumulative || kind == IndicatorKind::stock;
}

// A fraction of a unit is not expected of anybody: rounded down for a count that grows, up for one
// that is to shrink.
Rational whole_units(const Rational& expected, bool growing) {
  if (growing) return floor(expected);
  const Rational below = floor(Rational{-expected.num, expected.den});
  return Rational{-below.num, below.den};
}

Rational expected_by_share(const Indicator& indicator, Decimal target, const Rational& share) {
  const Rational start = Rational::of(indicator.start);
  const Rational expected = start + share * (Rational::of(target) - start);
  if (indicator.measure != Measure::count) return expected.reduced();
  return whole_units(expected, target > indicator.start);
}

// The target valid at the day; the year's last one at and after the deadline.
Decimal target_on(const Indicator& indicator, Date period_end, Date deadline) {
  return period_end >= deadline ? indicator.target : indicator.target_at(month_of(period_end));
}

}  // namespace

std::optional<Rational> expected_share(const ScheduleSpec& schedule, const Calendar& calendar,
                                       Date period_end, Date deadline) {
  if (schedule.kind == ScheduleKind::none || schedule.absolute) return std::nullopt;
  if (period_end >= deadline) return Rational::of(1, 1);
  const bool by_points =
      schedule.kind == ScheduleKind::table || schedule.kind == ScheduleKind::steps;
  if (by_points) {
    const auto* point = point_at(schedule, period_end, year_of(deadline));
    return point ? std::optional(Rational::of(point->value)) : std::nullopt;
  }
  if (period_end < first_day_of_year(deadline)) return Rational::of(0, 1);
  if (schedule.kind == ScheduleKind::days) return share_by_days(period_end, deadline);
  if (schedule.kind == ScheduleKind::workdays) {
    return share_by_workdays(calendar, period_end, deadline);
  }
  return share_by_months(period_end, deadline);
}

bool is_judged_as_level(const Indicator& indicator) {
  if (!is_progress(indicator.kind)) return true;
  if (indicator.schedule.kind == ScheduleKind::none) return true;
  return indicator.better == Better::higher ? indicator.start >= indicator.target
                                            : indicator.start <= indicator.target;
}

std::optional<Rational> expected_value(const Indicator& indicator, const Calendar& calendar,
                                       Date period_end, Date deadline) {
  const Decimal valid = target_on(indicator, period_end, deadline);
  const Rational target = Rational::of(valid);
  const bool ramped = indicator.kind == IndicatorKind::ratio_ramped &&
                      indicator.schedule.kind != ScheduleKind::none;
  if (period_end >= deadline || (is_judged_as_level(indicator) && !ramped)) return target;
  if (indicator.schedule.absolute) {
    const auto* point = point_at(indicator.schedule, period_end, year_of(deadline));
    return point ? std::optional(Rational::of(point->value)) : std::nullopt;
  }
  const auto share = expected_share(indicator.schedule, calendar, period_end, deadline);
  if (!share) return std::nullopt;
  return expected_by_share(indicator, valid, *share);
}

}  // namespace planwatch

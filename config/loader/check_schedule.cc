#include "config/loader/kind_words.h"
#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

// Counts of at most this many units jump too far for a line through the months.
constexpr std::int64_t small_count = 12;

// Whether share x span is a whole number; `span` is whole.
bool is_whole(Decimal share, std::int64_t span) {
  int128_t product = static_cast<int128_t>(share.mantissa()) * span;
  for (int i = 0; i < share.scale(); ++i) {
    if (product % 10 != 0) return false;
    product /= 10;
  }
  return true;
}

bool has_points(const ScheduleSpec& schedule) {
  return !schedule.points.empty();
}

void check_kind(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out) {
  const ScheduleKind kind = indicator.schedule.kind;
  const bool points = kind == ScheduleKind::table || kind == ScheduleKind::steps;
  const std::string_view name = word_of(indicator.kind);
  if (indicator.kind == IndicatorKind::ratio_ramped && !points) {
    out.error(places.schedule,
              said("{} 类指标要有 table 或 steps", "an indicator of kind {} needs a table or steps",
                   name),
              {"写各月应达数，如 {month: 3, value: 0.18}",
               "write what is expected: {month: 3, value: 0.18}"});
  } else if (!is_progress(indicator.kind) && indicator.kind != IndicatorKind::ratio_ramped &&
             kind != ScheduleKind::none) {
    out.error(places.schedule,
              said("{} 类指标每期按目标判，没有序时进度", "an indicator of kind {} has no schedule",
                   name),
              {"删掉 schedule", "delete schedule"});
  } else if (is_progress(indicator.kind) && kind == ScheduleKind::none &&
             !judged_as_level(indicator)) {
    out.error(places.schedule,
              said("{} 类指标要有序时进度", "an indicator of kind {} needs a schedule", name),
              {"用 months、days、workdays、table 或 steps",
               "use months, days, workdays, table or steps"});
  }
}

void check_last_point(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out) {
  const SchedulePoint& last = indicator.schedule.points.back();
  if (last.month != indicator.due_month) {
    out.error(
        places.last_point,
        said("最后一点在 {} 月，完成月是 {} 月",
             "the last point is month {}, the deadline month {}", last.month, indicator.due_month),
        {"最后一点写在 due_month", "put the last point at due_month"});
  }
  const Decimal wanted = indicator.schedule.absolute ? indicator.target : Decimal(1);
  if (last.value == wanted) return;
  const std::string value = last.value.to_string();
  const std::string end = wanted.to_string();
  out.error(places.last_point,
            said("最后一点是 {}，应是 {}", "the last point is {}, it must be {}", value, end),
            {"absolute: true 时写目标值，否则写 1（份额）",
             "the target with absolute: true, else the share 1"});
}

void check_first_point(const Indicator& indicator, const IndicatorPlaces& places,
                       Diagnostics& out) {
  const Decimal first = indicator.schedule.points.front().value;
  const Decimal least = indicator.schedule.absolute ? indicator.start : Decimal(0);
  if (first >= least) return;
  const std::string value = first.to_string();
  const std::string start = least.to_string();
  out.error(places.schedule,
            said("第一点 {} 小于起点 {}", "the first point {} is below the start {}", value, start),
            {"应达数不小于 start", "nothing below start is expected"});
}

bool points_are_whole(const Indicator& indicator, std::int64_t span) {
  for (const SchedulePoint& point : indicator.schedule.points) {
    if (!is_whole(point.value, indicator.schedule.absolute ? 1 : span)) return false;
  }
  return true;
}

// Two inspections due in September would be red on 31 March if months counted.
void check_small_count(const Indicator& indicator, const IndicatorPlaces& places,
                       Diagnostics& out) {
  if (!is_progress(indicator.kind) || indicator.measure != Measure::count) return;
  if (judged_as_level(indicator)) return;
  const std::optional<Decimal> span = Decimal::subtract(indicator.target, indicator.start);
  if (!span || *span > Decimal(small_count)) return;
  const std::string shown = span->to_string();
  if (!has_points(indicator.schedule)) {
    out.error(places.schedule,
              said("只增 {} 个，不能按月、按日均摊",
                   "{} units are too few to be spread over months or days", shown),
              {"用 steps 或 table 写整数的应达数，如 6 月 1、9 月 2",
               "use steps or table in whole units, such as 1 by June and 2 by September"});
  } else if (span->scale() == 0 && !points_are_whole(indicator, span->mantissa())) {
    out.error(places.schedule,
              said("只增 {} 个，应达数要是整数", "with {} units the expected values must be whole",
                   shown),
              {"用 absolute: true 写整数的应达数", "write whole units with absolute: true"});
  }
}

void check_span(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out) {
  if (indicator.kind == IndicatorKind::cumulative && indicator.target <= indicator.start) {
    out.error(
        places.target,
        {"累计指标的目标不大于起点", "the target of a cumulative indicator is not above its start"},
        {"目标要大于 start（不写为 0）", "the target must be above start (0 when not written)"});
  }
  if (!is_progress(indicator.kind) && !indicator.start.is_zero()) {
    out.error(indicator.at,
              {"只有累计和存量指标有 start", "only cumulative and stock indicators take start"},
              {"删掉 start", "delete start"});
  }
}

}  // namespace

void check_schedule(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out) {
  check_kind(indicator, places, out);
  check_span(indicator, places, out);
  if (has_points(indicator.schedule)) {
    check_last_point(indicator, places, out);
    check_first_point(indicator, places, out);
  }
  check_small_count(indicator, places, out);
}

}  // namespace planwatch::loader

#include "config/loader/kind_words.h"
#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

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
  const bool absolute = indicator.schedule.absolute;
  const Decimal least = absolute ? indicator.start : Decimal(0);
  if (absolute && is_to_shrink(indicator)) {
    if (first <= least) return;
    out.error(places.schedule,
              said("第一点 {} 大于起点 {}", "the first point {} is above the start {}",
                   first.to_string(), least.to_string()),
              {"要减少的存量，应达数不大于 start", "nothing above start is expected of it"});
    return;
  }
  if (first >= least) return;
  const std::string value = first.to_string();
  const std::string start = least.to_string();
  out.error(places.schedule,
            said("第一点 {} 小于起点 {}", "the first point {} is below the start {}", value, start),
            {"应达数不小于 start", "nothing below start is expected"});
}

}  // namespace

void check_schedule(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out) {
  check_kind(indicator, places, out);
  if (has_points(indicator.schedule)) {
    check_last_point(indicator, places, out);
    check_first_point(indicator, places, out);
  }
}

}  // namespace planwatch::loader

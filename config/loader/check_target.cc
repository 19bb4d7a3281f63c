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

void check_ratio(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out) {
  if (indicator.target >= Decimal(0) && indicator.target <= Decimal(1)) return;
  const std::string target = indicator.target.to_string();
  out.error(
      places.target,
      said("比率的目标 {} 不在 0 到 1 之间", "the ratio's target {} is not within 0 to 1", target),
      {"98% 写 0.98", "98% is written 0.98"});
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
  const bool shrinks = is_to_shrink(indicator);
  const std::optional<Decimal> span = shrinks
                                          ? Decimal::subtract(indicator.start, indicator.target)
                                          : Decimal::subtract(indicator.target, indicator.start);
  if (!span || *span > Decimal(small_count)) return;
  const std::string shown = span->to_string();
  const char* way = shrinks ? "减" : "增";
  if (indicator.schedule.points.empty()) {
    out.error(places.schedule,
              said("只{} {} 个，不能按月、按日均摊",
                   "{1} units are too few to be spread over months or days", way, shown),
              {"用 steps 或 table 写整数的应达数，如 6 月 1、9 月 2",
               "use steps or table in whole units, such as 1 by June and 2 by September"});
  } else if (span->scale() == 0 && !points_are_whole(indicator, span->mantissa())) {
    out.error(places.schedule,
              said("只{} {} 个，应达数要是整数", "with {1} units the expected values must be whole",
                   way, shown),
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

void check_target(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out) {
  if (indicator.measure == Measure::ratio) check_ratio(indicator, places, out);
  check_span(indicator, places, out);
  check_small_count(indicator, places, out);
}

}  // namespace planwatch::loader

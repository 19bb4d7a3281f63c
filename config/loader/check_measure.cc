#include "config/loader/kind_words.h"
#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

bool is_days(Measure measure) {
  return measure == Measure::days || measure == Measure::working_days;
}

bool measure_fits(IndicatorKind kind, Measure measure) {
  switch (kind) {
    case IndicatorKind::ratio:
    case IndicatorKind::ratio_ramped:
      return measure == Measure::ratio;
    case IndicatorKind::duration:
      return is_days(measure);
    case IndicatorKind::cumulative:
    case IndicatorKind::stock:
      return measure == Measure::count || measure == Measure::amount;
    case IndicatorKind::cadence:
      return measure == Measure::count;
    case IndicatorKind::upper_bound:
      return true;
  }
  return false;
}

void check_direction(const Indicator& indicator, Diagnostics& out) {
  if (indicator.kind == IndicatorKind::stock) return;  // may be to grow or to shrink
  const bool lower =
      indicator.kind == IndicatorKind::upper_bound || indicator.kind == IndicatorKind::duration;
  if (lower == (indicator.better == Better::lower)) return;
  const std::string_view kind = word_of(indicator.kind);
  const char* better = lower ? "lower" : "higher";
  out.error(
      indicator.at,
      said("{} 类指标的 better 应是 {}", "an indicator of kind {} has better: {}", kind, better),
      said("写 better: {}，或改 kind", "write better: {} or change the kind", better));
}

void check_window(const Indicator& indicator, Diagnostics& out) {
  const bool wrong_sum =
      indicator.kind == IndicatorKind::cumulative && indicator.window != Window::ytd;
  const bool wrong_stock =
      indicator.kind == IndicatorKind::stock && indicator.window != Window::instant;
  if (!wrong_sum && !wrong_stock) return;
  const std::string_view kind = word_of(indicator.kind);
  const char* window = wrong_sum ? "ytd" : "instant";
  out.error(indicator.at,
            said("{} 类指标的口径应是 {}", "an indicator of kind {} has window: {}", kind, window),
            said("写 window: {}", "write window: {}", window));
}

// The deadline is judged by the figure of the period that ends on it.
void check_period(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out) {
  if (indicator.due_month % indicator.period_months == 0) return;
  out.error(places.period,
            said("每 {} 个月一期，没有一期在 {} 月底结束",
                 "with periods of {} months none ends with month {}", indicator.period_months,
                 indicator.due_month),
            {"改 period 或 due_month，使期末与完成月一致",
             "change period or due_month so that a period ends with it"});
}

}  // namespace

void check_measure(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out) {
  if (!measure_fits(indicator.kind, indicator.measure)) {
    const std::string_view kind = word_of(indicator.kind);
    out.error(
        indicator.at,
        said("{} 类指标不能用这个 measure", "an indicator of kind {} has another measure", kind),
        {"比率用 ratio，时长用 days 或 working_days，累计和存量用 count 或 amount",
         "ratio for ratios, days or working_days for durations, count or amount for sums"});
  }
  check_direction(indicator, out);
  check_window(indicator, out);
  check_period(indicator, places, out);
  if (indicator.min_denominator && indicator.measure != Measure::ratio &&
      indicator.kind != IndicatorKind::duration) {
    out.error(
        indicator.at,
        {"只有比率和时长有 min_denominator", "only ratios and durations take min_denominator"},
        {"删掉 min_denominator", "delete min_denominator"});
  }
}

}  // namespace planwatch::loader

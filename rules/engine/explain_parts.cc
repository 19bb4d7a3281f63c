#include "rules/engine/explain_parts.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/judge/judge.h"

namespace planwatch {

namespace {

bool in_days(const Indicator& indicator) {
  return indicator.measure == Measure::days || indicator.measure == Measure::working_days;
}

// (above - value) x 100 for ratios, divided by the figure above otherwise.
std::string formula_by_area(const Indicator& indicator, const Assessment& a) {
  const std::string above = a.expected.to_string();
  const std::string own = a.value.to_string();
  const bool higher = indicator.better == Better::higher;
  const std::string difference =
      fmt::format("({} - {})", higher ? above : own, higher ? own : above);
  const std::string gap = a.gap.rounded(4).to_string();
  if (indicator.measure == Measure::ratio) return fmt::format("{} x 100 = {}", difference, gap);
  if (in_days(indicator)) return fmt::format("{} / {} = {}", difference, above, gap);
  return fmt::format("{} / {} x 100 = {}", difference, above, gap);
}

// p = (value - start) / (target - start), gap = 100 s - p.
std::string formula_by_schedule(const Indicator& indicator, Decimal target, const Assessment& a) {
  const bool progress =
      indicator.kind == IndicatorKind::cumulative || indicator.kind == IndicatorKind::stock;
  const std::string value = a.value.to_string();
  const std::string gap = a.gap.rounded(4).to_string();
  if (progress && a.has_expected) {
    return fmt::format("({} - {}) / ({} - {}) x 100 = {}", a.expected.to_string(), value,
                       target.to_string(), indicator.start.to_string(), gap);
  }
  const std::string limit = (a.has_expected ? a.expected : target).to_string();
  if (indicator.better == Better::higher) {
    return fmt::format("({} - {}) x 100 = {}", limit, value, gap);
  }
  if (indicator.measure == Measure::ratio) {
    return fmt::format("({} - {}) x 100 = {}", value, limit, gap);
  }
  return fmt::format("({} - {}) / {} = {}", value, limit, limit, gap);
}

std::string band_text(const Band& band, const char* axis, Lang lang) {
  std::string text;
  if (band.from) {
    text += fmt::format("{} {} ", band.from->to_string(), band.from_inclusive ? "<=" : "<");
  }
  text += axis;
  if (band.to) text += fmt::format(" {} {}", band.to_inclusive ? "<=" : "<", band.to->to_string());
  return fmt::format("{} {}", text, name_of(band.light, lang));
}

std::string axis_text(const Bands& bands, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (bands.compare) {
    case Compare::schedule:
      return zh ? "与序时进度比，百分点" : "against the schedule, points";
    case Compare::area_above:
      return zh ? "与上级同期比，比率为百分点，其他为上级数的百分之几"
                : "against the area above, points for ratios, else percent of its figure";
    case Compare::days_to_deadline:
      if (bands.working_days) return zh ? "离时限的工作日数" : "working days to the deadline";
      return zh ? "离时限的天数" : "days to the deadline";
  }
  return {};
}

std::string figures_of(const Indicator& indicator, const PeriodStatus& period, Lang lang) {
  std::string text = shown_figure(indicator, period, lang);
  if (period.observation.has_parts) {
    text += fmt::format(" = {} / {}", period.observation.numerator.to_string(),
                        period.observation.denominator.to_string());
  }
  return text.empty() ? std::string(name_of(period.assessment.reason, lang)) : text;
}

}  // namespace

std::string formula_text(const Snapshot& snapshot, const IndicatorStatus& status, Lang lang) {
  const Configuration& c = *snapshot.configuration;
  const Indicator& indicator = c.plan.indicators[status.indicator.value];
  const PeriodStatus& period = *status.latest;
  const Assessment& a = period.assessment;
  if (!a.has_gap) return lang == Lang::zh ? "无差距可算" : "no gap to calculate";
  if (compare_of(c, status.rule) == Compare::area_above && !a.final_period) {
    return formula_by_area(indicator, a);
  }
  return formula_by_schedule(indicator, indicator.target_at(period.period.last_month), a);
}

std::string bands_text(const Configuration& configuration, const Rule& rule, Lang lang) {
  const Bands* bands = configuration.find_bands(rule.bands);
  if (bands == nullptr) return {};
  const char* axis = bands->compare == Compare::days_to_deadline ? "d" : "g";
  std::string text;
  for (const Band& band : bands->bands) {
    text += (text.empty() ? "" : "; ") + band_text(band, axis, lang);
  }
  return lang == Lang::zh ? fmt::format("{}（{}）", text, axis_text(*bands, lang))
                          : fmt::format("{} ({})", text, axis_text(*bands, lang));
}

std::vector<std::string> area_lines(const Snapshot& snapshot, const IndicatorStatus& status,
                                    Lang lang) {
  std::vector<std::string> lines;
  if (!status.latest || !status.latest->derived) return lines;
  const Plan& plan = snapshot.configuration->plan;
  const AreaCode& own = plan.areas[status.area.value].code;
  for (const IndicatorStatus& one : snapshot.indicators) {
    const Area& area = plan.areas[one.area.value];
    if (one.indicator != status.indicator || area.parent != own) continue;
    const auto part = std::ranges::find(one.history, status.latest->period, &PeriodStatus::period);
    const bool zh = lang == Lang::zh;
    const std::string figure = part == one.history.end()
                                   ? (zh ? "缺" : "missing")
                                   : figures_of(plan.indicators[one.indicator.value], *part, lang);
    lines.push_back(zh ? fmt::format("{}：{}", area.name, figure)
                       : fmt::format("{}: {}", area.code.text, figure));
  }
  return lines;
}

}  // namespace planwatch

#include "rules/judge/area_sum.h"

#include <algorithm>

namespace planwatch {
namespace {

bool values_add_up(IndicatorKind kind) {
  return kind == IndicatorKind::cumulative || kind == IndicatorKind::stock ||
         kind == IndicatorKind::cadence;
}

// False where the sum does not fit.
bool add_to(Decimal& sum, Decimal part) {
  const auto together = Decimal::add(sum, part);
  if (together) sum = *together;
  return together.has_value();
}

bool add_part(bool by_value, const Observation& part, Observation& sum) {
  if (by_value) return part.has_value && !part.has_parts && add_to(sum.value, part.value);
  return part.has_parts && add_to(sum.numerator, part.numerator) &&
         add_to(sum.denominator, part.denominator);
}

void take_marks(const Observation& part, Observation& sum) {
  sum.provisional = sum.provisional || part.provisional;
  sum.has_report_date = sum.has_report_date && part.has_report_date;
  sum.report_date = std::max(sum.report_date, part.report_date);
}

Reason refusal_of(std::span<const AreaPart> parts) {
  for (const AreaPart& part : parts) {
    if (part.figure == nullptr && part.refused == Reason::none) return Reason::areas_missing;
  }
  for (const AreaPart& part : parts) {
    if (part.refused != Reason::none) return part.refused;
  }
  return Reason::none;
}

// What a sum and a refusal have alike: which period it is about.
Observation frame_of(const Indicator& indicator, std::span<const AreaPart> parts) {
  Observation frame;
  const auto some = std::ranges::find_if(parts, [](const AreaPart& p) { return p.figure; });
  if (some != parts.end()) frame.period = some->figure->period;
  frame.window = indicator.window;
  return frame;
}

}  // namespace

AreaSum sum_of_areas(const Indicator& indicator, std::span<const AreaPart> parts) {
  const Observation frame = frame_of(indicator, parts);
  if (const Reason refused = refusal_of(parts); refused != Reason::none) return {frame, refused};
  const bool by_value = values_add_up(indicator.kind);
  Observation sum = frame;
  sum.has_report_date = true;
  for (const AreaPart& part : parts) {
    if (!add_part(by_value, *part.figure, sum)) return {frame, Reason::areas_without_parts};
    take_marks(*part.figure, sum);
  }
  (by_value ? sum.has_value : sum.has_parts) = true;
  return {sum, Reason::none};
}

}  // namespace planwatch

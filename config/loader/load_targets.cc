#include <algorithm>

#include "config/loader/kind_words.h"
#include "config/loader/loaders.h"

namespace planwatch::loader {

namespace {

TargetSpan load_span(const YamlNode& node, Diagnostics& out) {
  Fields fields(node, out);
  TargetSpan span;
  fields.decimal("target", span.target);
  fields.integer("valid_from", span.first_month, 1, 12, Need::optional);
  fields.integer("valid_to", span.last_month, 1, 12, Need::optional);
  return span;
}

Words hint() {
  return {
      "各目标的月份首尾相接，从 1 月到 due_month，如 {target: 0.95, valid_to: 6}、"
      "{target: 0.98, valid_from: 7}",
      "months join without hole from 1 to due_month: {target: 0.95, valid_to: 6}, "
      "{target: 0.98, valid_from: 7}"};
}

void report_hole(const SourcePosition& at, unsigned first, unsigned last, Diagnostics& out) {
  out.error(
      at,
      said("空洞：{} 月到 {} 月没有目标", "a hole: months {} to {} have no target", first, last),
      hint());
}

// Neither a month without a target nor one with two, up to the due month.
void check_cover(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out) {
  unsigned next = 1;
  for (std::size_t i = 0; i < indicator.targets.size(); ++i) {
    const TargetSpan& span = indicator.targets[i];
    if (span.first_month > span.last_month) {
      out.error(places.targets[i],
                said("从 {} 月到 {} 月是空的", "from month {} to month {} there is nothing",
                     span.first_month, span.last_month),
                {"valid_from 不大于 valid_to", "valid_from must not be after valid_to"});
    } else if (span.first_month > next) {
      report_hole(places.targets[i], next, span.first_month - 1, out);
    } else if (span.first_month < next) {
      out.error(
          places.targets[i],
          said("重叠：{} 月到 {} 月有两个目标", "an overlap: months {} to {} have two targets",
               span.first_month, std::min(next - 1, span.last_month)),
          hint());
    }
    next = std::max(next, span.last_month + 1);
  }
  if (next <= indicator.due_month) {
    report_hole(places.targets.back(), next, indicator.due_month, out);
  }
}

// Progress to one target and a level to the next would be two kinds of indicator.
void check_side(const Indicator& indicator, const Indicator& one, const SourcePosition& at,
                Diagnostics& out) {
  if (!is_progress(indicator.kind) || judged_as_level(indicator) == judged_as_level(one)) return;
  out.error(at,
            said("目标 {} 和 {} 在起点 {} 的两边", "the targets {} and {} lie on both sides of {}",
                 one.target.to_string(), indicator.target.to_string(), indicator.start.to_string()),
            {"各目标要在 start 的同一边；不同的要求分成两个指标",
             "keep all targets on one side of start, or make it two indicators"});
}

}  // namespace

void load_targets(Fields& fields, Indicator& indicator, IndicatorPlaces& places) {
  static constexpr std::string_view keys[] = {"target", "targets"};
  const auto key = fields.one_of(keys);
  if (!key) return;
  places.target = fields.at(*key);
  if (*key == "target") {
    fields.decimal("target", indicator.target);
    return;
  }
  for (const YamlNode& item : fields.list("targets")) {
    indicator.targets.push_back(load_span(item, fields.out()));
    places.targets.push_back(item.at);
  }
  if (indicator.targets.empty()) {
    if (fields.clean()) fields.out().error(places.target, {"没有一个目标", "no target"}, hint());
    return;
  }
  indicator.target = indicator.targets.back().target;
  for (std::size_t i = 0; i < indicator.targets.size(); ++i) {
    const TargetSpan& span = indicator.targets[i];
    if (span.first_month > indicator.due_month || indicator.due_month > span.last_month) continue;
    indicator.target = span.target;
    places.target = places.targets[i];
  }
}

void check_targets(const Indicator& indicator, const IndicatorPlaces& places, Diagnostics& out) {
  check_target(indicator, places, out);
  if (indicator.targets.empty()) return;
  check_cover(indicator, places, out);
  for (std::size_t i = 0; i < indicator.targets.size(); ++i) {
    if (indicator.targets[i].target == indicator.target) continue;
    Indicator one = indicator;
    one.target = indicator.targets[i].target;
    IndicatorPlaces at = places;
    at.target = places.targets[i];
    at.schedule = places.targets[i];
    check_target(one, at, out);
    check_side(indicator, one, at.target, out);
  }
}

}  // namespace planwatch::loader

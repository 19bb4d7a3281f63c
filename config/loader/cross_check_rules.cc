#include <algorithm>
#include <set>

#include "config/loader/kind_words.h"
#include "config/loader/loaders.h"
#include "rules/judge/judge.h"

namespace planwatch::loader {

namespace {

// Kinds that a rule has to judge as levels, and whether it judges any progress.
struct Needs {
  std::set<IndicatorKind> widths;
  bool bands = false;
  bool selects_any = false;
};

// A rule that compares with the area above has bands for every kind, and no widths.
Needs needs_of(const Rule& rule, Compare compare, const Plan& plan) {
  Needs needs;
  if (compare == Compare::area_above) {
    needs.selects_any = std::ranges::any_of(
        plan.indicators, [&rule](const Indicator& one) { return selects(rule, one); });
    return needs;
  }
  for (const IndicatorKind kind : rule.kinds) {
    if (is_level(kind)) needs.widths.insert(kind);
  }
  for (const Indicator& indicator : plan.indicators) {
    if (!selects(rule, indicator)) continue;
    needs.selects_any = true;
    if (judged_as_level(indicator)) {
      needs.widths.insert(indicator.kind);
    } else if (is_progress(indicator.kind)) {
      needs.bands = true;
    }
  }
  return needs;
}

// Levels are never unfinished before their last period, so no days run out for them.
void check_by_days(const Rule& rule, const RulePlaces& places, const Plan& plan, Diagnostics& out) {
  for (const Indicator& indicator : plan.indicators) {
    if (!selects(rule, indicator)) continue;
    if (is_progress(indicator.kind) && !judged_as_level(indicator)) continue;
    out.error(places.bands,
              said("规则 {} 按剩余天数亮灯，却选了 {}：每期按目标判的指标没有“未完成”",
                   "the rule {} counts days and selects {}, which is judged anew every period",
                   rule.id.text, indicator.id.text),
              {"kinds 只写 cumulative、stock，或用 indicators 列出未完成才亮灯的指标",
               "select cumulative and stock only, or list the indicators"});
    return;
  }
}

void check_by_area(const Rule& rule, const RulePlaces& places, const Plan& plan, Diagnostics& out) {
  const bool tree =
      std::ranges::any_of(plan.areas, [](const Area& area) { return area.parent.has_value(); });
  if (!tree) {
    out.warning(places.bands,
                said("规则 {} 与上级比较，但没有一个行政区写了 parent，全部是灰灯",
                     "the rule {} compares with the area above, and no area has a parent: all grey",
                     rule.id.text),
                {"在 plan.yaml 的 areas 里写 parent", "write parent at the areas in plan.yaml"});
  }
  for (const Indicator& indicator : plan.indicators) {
    const bool sum = is_progress(indicator.kind) || indicator.kind == IndicatorKind::cadence;
    if (!sum || !selects(rule, indicator)) continue;
    out.warning(places.bands,
                said("规则 {} 把 {} 与上级比较：这类数上级是下级之和，下级总是落后",
                     "the rule {} compares {} with the area above, whose figure is the sum of "
                     "those below: a part is always behind the whole",
                     rule.id.text, indicator.id.text),
                {"只选比率、上限、时长", "select ratios, bounds and durations only"});
    return;
  }
}

void check_rule(const Rule& rule, const RulePlaces& places, Compare compare, const Plan& plan,
                Diagnostics& out) {
  const Needs needs = needs_of(rule, compare, plan);
  if (compare == Compare::days_to_deadline) {
    check_by_days(rule, places, plan, out);
  } else if (compare == Compare::area_above) {
    check_by_area(rule, places, plan, out);
  }
  for (const IndicatorKind kind : needs.widths) {
    if (compare == Compare::days_to_deadline) break;  // said above
    const bool given = std::any_of(rule.yellow_widths.begin(), rule.yellow_widths.end(),
                                   [kind](const YellowWidth& one) { return one.kind == kind; });
    if (given) continue;
    const std::string_view word = word_of(kind);
    out.error(places.yellow_width,
              said("规则 {} 缺少 {} 的 yellow_width", "the rule {} has no yellow_width for {}",
                   rule.id.text, word),
              said("在 yellow_width 下写 {}: 黄灯最多差多少", "write {}: WIDTH under yellow_width",
                   word));
  }
  if (needs.bands && rule.bands.empty()) {
    out.error(places.bands,
              said("规则 {} 选了累计或存量指标，却没有 bands",
                   "the rule {} selects progress and has no bands", rule.id.text),
              {"写 bands: 分档标识", "write bands: ID"});
  }
  if (!needs.selects_any) {
    out.warning(rule.at,
                said("规则 {} 没有选中任何指标", "the rule {} selects no indicator", rule.id.text),
                {"核对 kinds 和 indicators，两个条件要同时满足",
                 "check kinds and indicators; both must hold"});
  }
}

void check_task_rule(const Draft& draft) {
  const Bands* bands = draft.configuration.find_bands(draft.configuration.task_rule.bands);
  if (bands == nullptr || bands->compare == Compare::days_to_deadline) return;
  draft.out.error(draft.task_rule.bands,
                  {"任务没有数值，bands 只能按剩余天数",
                   "tasks have no figures: their bands count the days left"},
                  {"用 compare: days_to_deadline 的分档，或删掉 bands",
                   "name bands with compare: days_to_deadline, or delete bands"});
}

}  // namespace

void cross_check_rules(Draft& draft) {
  const Configuration& configuration = draft.configuration;
  for (std::size_t i = 0; i < configuration.rules.size(); ++i) {
    const Bands* bands = configuration.find_bands(configuration.rules[i].bands);
    check_rule(configuration.rules[i], draft.rules[i], bands ? bands->compare : Compare::schedule,
               draft.plan(), draft.out);
  }
  check_task_rule(draft);
  for (const Indicator& indicator : draft.plan().indicators) {
    const bool judged =
        std::any_of(configuration.rules.begin(), configuration.rules.end(),
                    [&indicator](const Rule& rule) { return selects(rule, indicator); });
    if (judged) continue;
    draft.out.warning(indicator.at,
                      said("没有规则选中指标 {}，它不亮灯", "no rule selects {}, it has no light",
                           indicator.id.text),
                      {"在 rules.yaml 的 kinds 或 indicators 里加上它",
                       "add it to kinds or indicators in rules.yaml"});
  }
}

}  // namespace planwatch::loader

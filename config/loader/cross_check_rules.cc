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

Needs needs_of(const Rule& rule, const Plan& plan) {
  Needs needs;
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

void check_rule(const Rule& rule, const RulePlaces& places, const Plan& plan, Diagnostics& out) {
  const Needs needs = needs_of(rule, plan);
  for (const IndicatorKind kind : needs.widths) {
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

}  // namespace

void cross_check_rules(Draft& draft) {
  const Configuration& configuration = draft.configuration;
  for (std::size_t i = 0; i < configuration.rules.size(); ++i) {
    check_rule(configuration.rules[i], draft.rules[i], draft.plan(), draft.out);
  }
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

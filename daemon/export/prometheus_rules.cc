#include "daemon/export/prometheus_rules.h"

#include <algorithm>
#include <fmt/format.h>

#include "daemon/export/alert_texts.h"
#include "daemon/export/alerting_rules.h"
#include "daemon/export/yaml_text.h"
#include "rules/model/display.h"
#include "rules/model/plan_label.h"

namespace planwatch {

namespace {

constexpr const char* intro_zh =
    "由 planwatch export prometheus-rules "
    "生成，请勿手改；方案、目标、规则、日历或数据源改动后重新导出\n"
    "（改动后没有重新导出，PlanwatchRulesOutdated 会提示）。\n"
    "\n"
    "这些规则自行判定：只用 planwatch_indicator_value、_numerator、_denominator、_period_value、\n"
    "_period_denominator、_period_end_timestamp_seconds "
    "这些原始数，目标、序时进度和分档写在规则里；\n"
    "不用 planwatch 判定出的亮灯、应达数和差距。与 planwatch 的黄灯、红灯一致：severity 为 yellow "
    "或 red。\n"
    "一个指标有几条规则、判得不同时，各有各的告警，亮灯取最重的一个。\n"
    "\n"
    "不包括：\n"
    "- 灰、绿、关注、临期（蓝）；任务的节点；迟报、漏报和数据质量。这些由 planwatch 自己提醒。\n"
    "- 连续几期才预警（for_reports）、恢复的次数和余量：亮灯没有这些，它们只影响 planwatch "
    "何时通知。\n"
    "  "
    "只有一处例外：最近一期判不了而此前的灯要保留时，只按逐期跟随的规则保留，设了这些项的规则不计。"
    "\n"
    "- 与上级行政区比较的分档：期末前不判，到期限那一期才按目标判；按剩余天数的分档：\n"
    "  只按期末那天的剩余天数判，不随今天变。\n"
    "- 签收、承诺、静默、升级、台账。\n"
    "- 已停用 metrics.period_series 的，看不到以前各期：不保留此前的灯，经常性工作只看最近一期。";
constexpr const char* intro_en =
    "Written by planwatch export prometheus-rules; do not edit. Export again after a change of "
    "plan,\n"
    "targets, rules, calendar or feeds (PlanwatchRulesOutdated fires until then).\n"
    "\n"
    "These rules judge for themselves: from the plain figures planwatch_indicator_value, "
    "_numerator,\n"
    "_denominator, _period_value, _period_denominator and _period_end_timestamp_seconds; targets,\n"
    "schedules and bands are written into them. They use no light, expected value or gap that\n"
    "planwatch worked out, and agree with its yellow and red lights: severity is yellow or red.\n"
    "Where rules judge an indicator differently each has its own alert; the worst is the light.\n"
    "\n"
    "Not covered:\n"
    "- grey, green, attention, near deadline (blue); milestones of tasks; late and missing "
    "reports,\n"
    "  data quality. planwatch tells of these itself.\n"
    "- holds (for_reports), counts and margins of recovery: lights have none, they only decide "
    "when\n"
    "  planwatch tells. One exception: where the latest figure cannot be judged and the light "
    "before\n"
    "  it stays, only rules that follow each report keep it.\n"
    "- bands by comparison with the area above: judged by the target in the deadline's period "
    "only;\n"
    "  bands by days to the deadline: by the days left at the period's end, not today's.\n"
    "- acknowledging, promises, silences, escalation, the ledger.\n"
    "- with metrics.period_series off earlier periods cannot be seen: no light is kept, and "
    "cadence\n"
    "  looks at the latest period alone.";

// Where the running configuration is not the one that was exported.
AlertingRule outdated_rule(const Configuration& c, Lang lang) {
  const std::string plan = promql_text(c.plan.id);
  AlertingRule rule;
  rule.alert = "PlanwatchRulesOutdated";
  rule.expr = fmt::format(
      "planwatch_config_info{{plan={},year=\"{}\"}}\nunless "
      "planwatch_config_info{{fingerprint={}}}",
      plan, c.plan.year, promql_text(c.fingerprint));
  rule.labels = {{"severity", "warning"}};
  if (lang == Lang::zh) {
    rule.annotations = {{"summary", "planwatch 的配置已改动，本规则文件尚未更新"},
                        {"description",
                         "请用 planwatch export prometheus-rules 重新导出并让 Prometheus 重新加载；"
                         "在此之前这里的红黄灯可能与 planwatch 不同。"}};
  } else {
    rule.annotations = {{"summary", "planwatch runs another configuration than these rules"},
                        {"description",
                         "Export again with planwatch export prometheus-rules and reload; until "
                         "then these alerts may differ from planwatch's lights."}};
  }
  return rule;
}

std::string render_pairs(const char* name,
                         const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string out = fmt::format("        {}:\n", name);
  for (const auto& [key, value] : pairs) {
    out += fmt::format("          {}: {}\n", key, yaml_quoted(value));
  }
  return out;
}

std::string render_rule(const AlertingRule& rule) {
  return fmt::format("      - alert: {}\n        expr: {}\n", rule.alert,
                     yaml_block(rule.expr, 10)) +
         render_pairs("labels", rule.labels) + render_pairs("annotations", rule.annotations);
}

std::string describe(const EngineState& state, IndicatorIndex index, Lang lang) {
  const Indicator& indicator = state.plan().indicators[index.value];
  const bool zh = lang == Lang::zh;
  std::string text =
      fmt::format("{} {} {}", indicator.id.text,
                  zh || indicator.name_en.empty() ? indicator.name : indicator.name_en,
                  display_target(indicator, lang));
  for (const JudgedAlike& group : judged_alike(state, index)) {
    std::string names;
    for (const Rule* rule : group.rules) {
      names += names.empty() ? rule->id.text : (zh ? "、" : ", ") + rule->id.text;
    }
    text += fmt::format("{}{}", zh ? "；规则 " : "; rule ", names);
  }
  return text;
}

std::string render_indicator(const EngineState& state, IndicatorIndex index, Lang lang) {
  const std::vector<AlertingRule> rules = alerting_rules_of(state, index, lang);
  if (rules.empty()) return {};
  std::string out = "\n" + yaml_comment(describe(state, index, lang), 6);
  for (const AlertingRule& rule : rules) out += render_rule(rule);
  return out;
}

}  // namespace

std::string render_prometheus_rules(const std::shared_ptr<const Configuration>& configuration,
                                    FeedSelection feeds, Lang lang) {
  const EngineState state = make_state(configuration, feeds);
  const Plan& plan = configuration->plan;
  std::string out =
      yaml_comment(fmt::format("{} {}, {}", lang == Lang::zh ? plan.name : plan.name_en, plan.year,
                               configuration->fingerprint),
                   0);
  out += yaml_comment(lang == Lang::zh ? intro_zh : intro_en, 0);
  out += fmt::format("groups:\n  - name: {}\n    rules:\n",
                     yaml_quoted("planwatch-" + plan_label(plan)));
  out += render_rule(outdated_rule(*configuration, lang));
  for (std::uint32_t i = 0; i < plan.indicators.size(); ++i) {
    out += render_indicator(state, IndicatorIndex{i}, lang);
  }
  return out;
}

}  // namespace planwatch

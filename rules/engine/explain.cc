#include "rules/engine/explain.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/engine/explain_forecast.h"
#include "rules/engine/explain_parts.h"
#include "rules/engine/explain_quality.h"
#include "rules/model/display.h"
#include "rules/notify/decide.h"

namespace planwatch {

namespace {

struct Explainer {
  const Snapshot& snapshot;
  const IndicatorStatus& status;
  Lang lang;

  bool zh() const { return lang == Lang::zh; }
  const Configuration& configuration() const { return *snapshot.configuration; }
  const Indicator& indicator() const {
    return configuration().plan.indicators[status.indicator.value];
  }
  std::string line(const char* label_zh, const char* label_en, const std::string& value) const {
    return zh() ? fmt::format("{}：{}", label_zh, value) : fmt::format("{}: {}", label_en, value);
  }
};

std::string states_text(DataState set, Lang lang) {
  std::string text;
  for (int bit = 0; bit < data_state_count; ++bit) {
    const auto one = static_cast<DataState>(1 << bit);
    if (!has(set, one)) continue;
    text += text.empty() ? "" : (lang == Lang::zh ? "、" : ", ");
    text += name_of(one, lang);
  }
  return text;
}

ExplanationPart explain_light(const Explainer& x) {
  ExplanationPart part{x.zh() ? "亮灯" : "Light", {}};
  std::string light{name_of(x.status.light, x.lang)};
  const std::string states = states_text(x.status.data, x.lang);
  if (!states.empty()) light += "·" + states;
  if (x.snapshot.as_known_on) {
    part.lines.push_back(x.line("截至该日所知", "as known on", to_string(*x.snapshot.as_known_on)));
  }
  part.lines.push_back(x.line("当前", "now", light));
  part.lines.push_back(x.line("原因", "reason", std::string(name_of(x.status.reason, x.lang))));
  if (x.status.verdict) {
    part.lines.push_back(
        x.line("年度结论", "final verdict", std::string(name_of(*x.status.verdict, x.lang))));
  }
  return part;
}

ExplanationPart explain_clause(const Explainer& x) {
  const Indicator& i = x.indicator();
  const Task* task = x.configuration().plan.find_task(i.task);
  ExplanationPart part{x.zh() ? "方案依据" : "Plan clause", {}};
  part.lines.push_back(x.line("指标", "indicator", x.zh() ? i.name : i.name_en));
  if (task != nullptr) {
    part.lines.push_back(x.line(
        "任务", "task", fmt::format("{} {}（{}）", task->number, task->title, task->clause)));
  }
  part.lines.push_back(x.line("责任单位", "unit", i.answerable.text));
  part.lines.push_back(
      x.line("目标", "target", display_target(i, shown_target(x.snapshot, x.status), x.lang)));
  for (const TargetSpan& span : i.targets) {
    part.lines.push_back(x.zh() ? fmt::format("  {}月至{}月：{}", span.first_month, span.last_month,
                                              display_target(i, span.target, x.lang))
                                : fmt::format("  months {} to {}: {}", span.first_month,
                                              span.last_month,
                                              display_target(i, span.target, x.lang)));
  }
  part.lines.push_back(
      x.line("时限", "deadline", to_string(x.configuration().plan.deadline_of(i.due_month))));
  if (!i.reading.empty()) part.lines.push_back(x.line("口径说明", "reading", i.reading));
  return part;
}

std::string figure_text(const Explainer& x, const PeriodStatus& period) {
  std::string text = shown_figure(x.indicator(), period, x.lang);
  if (text.empty()) text = "-";
  if (period.observation.has_parts) {
    text += fmt::format(" = {} / {}", period.observation.numerator.to_string(),
                        period.observation.denominator.to_string());
  }
  return text;
}

ExplanationPart explain_formula(const Explainer& x) {
  ExplanationPart part{x.zh() ? "计算" : "Formula", {}};
  if (!x.status.latest) {
    part.lines.push_back(x.zh() ? "尚无数据" : "no figure yet");
    return part;
  }
  const PeriodStatus& latest = *x.status.latest;
  const Indicator& i = x.indicator();
  part.lines.push_back(
      x.line("统计期", "period", x.zh() ? to_chinese(latest.period) : to_string(latest.period)));
  part.lines.push_back(x.line("数值", "value", figure_text(x, latest)));
  if (latest.derived) {
    part.lines.push_back(x.zh() ? "由下级各区汇总：" : "summed from the areas below:");
    for (const std::string& line : area_lines(x.snapshot, x.status, x.lang)) {
      part.lines.push_back("  " + line);
    }
  }
  if (latest.assessment.has_expected) {
    const bool above = compare_of(x.configuration(), x.status.rule) == Compare::area_above &&
                       !latest.assessment.final_period;
    part.lines.push_back(x.line(above ? "上级同期" : "应达", above ? "area above" : "expected",
                                display_expected(i, latest.assessment.expected, x.lang)));
  }
  part.lines.push_back(x.line("差距（正数为落后）", "gap (positive is behind)",
                              formula_text(x.snapshot, x.status, x.lang)));
  return part;
}

ExplanationPart explain_rule(const Explainer& x) {
  ExplanationPart part{x.zh() ? "规则" : "Rule", {}};
  const Configuration& c = x.configuration();
  if (x.status.rule.value >= c.rules.size()) return part;
  const Rule& rule = c.rules[x.status.rule.value];
  part.lines.push_back(x.line(
      "规则", "rule", fmt::format("{} {}", rule.id.text, x.zh() ? rule.name : rule.name_en)));
  if (const std::string text = bands_text(c, rule, x.lang); !text.empty()) {
    part.lines.push_back(x.line("分档", "bands", text));
  }
  for (const YellowWidth& width : rule.yellow_widths) {
    if (width.kind != x.indicator().kind) continue;
    part.lines.push_back(x.line("黄灯宽度", "yellow width", width.width.to_string()));
  }
  part.lines.push_back(x.line("规则位置", "written at",
                              fmt::format("{}:{}:{}", rule.at.file, rule.at.line, rule.at.column)));
  return part;
}

ExplanationPart explain_history(const Explainer& x) {
  ExplanationPart part{x.zh() ? "各期判定" : "History", {}};
  for (const PeriodStatus& period : x.status.history) {
    std::string light{name_of(period.assessment.light, x.lang)};
    if (period.assessment.shown != period.assessment.light) {
      light += fmt::format("→{}（{}）", name_of(period.assessment.shown, x.lang),
                           name_of(Reason::caught_up, x.lang));
    }
    std::string text =
        fmt::format("{}  {}  {}", to_string(period.period), light, figure_text(x, period));
    text += fmt::format("  {}", name_of(period.assessment.reason, x.lang));
    if (period.revision > 0) {
      text += x.zh() ? fmt::format("  第{}次更正", period.revision)
                     : fmt::format("  revision {}", period.revision);
    }
    part.lines.push_back(std::move(text));
  }
  return part;
}

}  // namespace

std::vector<ExplanationPart> explain_indicator(const Snapshot& snapshot,
                                               const IndicatorStatus& status,
                                               const std::vector<Provenance>& sources, Lang lang,
                                               const std::vector<NoticeRecord>& notices) {
  const Explainer x{snapshot, status, lang};
  std::vector<ExplanationPart> parts = {explain_light(x),
                                        explain_clause(x),
                                        explain_formula(x),
                                        explain_schedule(snapshot, status, lang),
                                        explain_rule(x),
                                        explain_history(x),
                                        explain_forecast(x.indicator(), status.advice.get(), lang),
                                        explain_quality(snapshot, status, sources, lang),
                                        explain_sources(snapshot, status, sources, lang),
                                        explain_alerts(snapshot, status, lang),
                                        explain_notices(snapshot, notices, lang)};
  ExplanationPart past = explain_past_sources(snapshot, sources, lang);
  if (!past.lines.empty()) parts.push_back(std::move(past));
  return parts;
}

}  // namespace planwatch

#include "rules/engine/explain.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/engine/explain_forecast.h"
#include "rules/judge/judge.h"
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
  part.lines.push_back(x.line("当前", "now", light));
  part.lines.push_back(x.line("原因", "reason", std::string(name_of(x.status.reason, x.lang))));
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
  part.lines.push_back(x.line("目标", "target", display_target(i, x.lang)));
  part.lines.push_back(
      x.line("时限", "deadline", to_string(x.configuration().plan.deadline_of(i.due_month))));
  if (!i.reading.empty()) part.lines.push_back(x.line("口径说明", "reading", i.reading));
  return part;
}

std::string figure_text(const Explainer& x, const PeriodStatus& period) {
  const Indicator& i = x.indicator();
  const auto value = exact_value(period.observation);
  std::string text =
      value ? display_value(i, *value, Rational::of(i.target), x.lang) : std::string("-");
  if (period.observation.has_parts) {
    text += fmt::format(" = {} / {}", period.observation.numerator.to_string(),
                        period.observation.denominator.to_string());
  }
  return text;
}

// p = (value - start) / (target - start), gap = 100 s - p, with the numbers in place.
std::string formula_text(const Explainer& x, const PeriodStatus& period) {
  const Indicator& i = x.indicator();
  const Assessment& a = period.assessment;
  if (!a.has_gap) return x.zh() ? "无差距可算" : "no gap to calculate";
  const bool progress = i.kind == IndicatorKind::cumulative || i.kind == IndicatorKind::stock;
  if (progress && a.has_expected) {
    return fmt::format("({} - {}) / ({} - {}) x 100 = {}", a.expected.to_string(),
                       a.value.to_string(), i.target.to_string(), i.start.to_string(),
                       a.gap.rounded(4).to_string());
  }
  const std::string limit = (a.has_expected ? a.expected : i.target).to_string();
  const std::string value = a.value.to_string();
  if (i.better == Better::higher) {
    return fmt::format("({} - {}) x 100 = {}", limit, value, a.gap.rounded(4).to_string());
  }
  if (i.measure == Measure::ratio) {
    return fmt::format("({} - {}) x 100 = {}", value, limit, a.gap.rounded(4).to_string());
  }
  return fmt::format("({} - {}) / {} = {}", value, limit, limit, a.gap.rounded(4).to_string());
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
  if (latest.assessment.has_expected) {
    part.lines.push_back(
        x.line("应达", "expected", display_expected(i, latest.assessment.expected, x.lang)));
  }
  part.lines.push_back(
      x.line("差距（正数为落后）", "gap (positive is behind)", formula_text(x, latest)));
  return part;
}

std::string band_text(const Band& band, Lang lang) {
  std::string text;
  if (band.from) {
    text += fmt::format("{} {} ", band.from->to_string(), band.from_inclusive ? "<=" : "<");
  }
  text += "g";
  if (band.to) text += fmt::format(" {} {}", band.to_inclusive ? "<=" : "<", band.to->to_string());
  return fmt::format("{} {}", text, name_of(band.light, lang));
}

ExplanationPart explain_rule(const Explainer& x) {
  ExplanationPart part{x.zh() ? "规则" : "Rule", {}};
  const Configuration& c = x.configuration();
  if (x.status.rule.value >= c.rules.size()) return part;
  const Rule& rule = c.rules[x.status.rule.value];
  part.lines.push_back(x.line(
      "规则", "rule", fmt::format("{} {}", rule.id.text, x.zh() ? rule.name : rule.name_en)));
  if (const Bands* bands = c.find_bands(rule.bands)) {
    std::string text;
    for (const Band& band : bands->bands)
      text += (text.empty() ? "" : "; ") + band_text(band, x.lang);
    part.lines.push_back(x.line("分档（百分点）", "bands (points)", text));
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
    if (period.revision > 0) {
      text += x.zh() ? fmt::format("  第{}次更正", period.revision)
                     : fmt::format("  revision {}", period.revision);
    }
    part.lines.push_back(std::move(text));
  }
  return part;
}

ExplanationPart explain_sources(const Explainer& x, const std::vector<Provenance>& sources) {
  ExplanationPart part{x.zh() ? "数据来源" : "Sources", {}};
  for (const Provenance& source : sources) {
    part.lines.push_back(fmt::format("{} r{}  {}  {} {}  sha256 {}  {}", to_string(source.period),
                                     source.revision, source.feed, source.source, source.where,
                                     source.sha256.substr(0, 12),
                                     to_string_local(source.received)));
  }
  return part;
}

std::string next_text(const Explainer& x, const Alert& alert) {
  const Routing& routing = x.configuration().routing;
  const Route* route = match_route(routing, alert);
  if (route == nullptr) return x.zh() ? "没有路由，不会通知任何人" : "no route: nobody is told";
  const auto next = next_notice(alert, *route, routing.working_hours, x.configuration().calendar,
                                x.snapshot.plan_now);
  if (!next) return x.zh() ? "无" : "none";
  return fmt::format("{} {} → {}", to_string_local(next->at), name_of(next->kind, x.lang),
                     name_of(next->role, x.lang));
}

ExplanationPart explain_alerts(const Explainer& x) {
  ExplanationPart part{x.zh() ? "预警与通知" : "Alerts and notices", {}};
  for (const Alert& alert : x.snapshot.alerts) {
    if (alert.key.subject_kind != SubjectKind::indicator ||
        alert.key.subject != x.indicator().id.text) {
      continue;
    }
    part.lines.push_back(fmt::format("{}  {}  {}", to_string(alert.key),
                                     name_of(alert.state, x.lang), name_of(alert.level, x.lang)));
    std::string told;
    for (const Told& one : alert.told) {
      told += fmt::format("{}{}({})", told.empty() ? "" : ", ", name_of(one.role, x.lang),
                          one.receiver.text);
    }
    part.lines.push_back(x.line("  已通知", "  told", told.empty() ? "-" : told));
    if (is_firing(alert))
      part.lines.push_back(x.line("  下次通知", "  next notice", next_text(x, alert)));
  }
  return part;
}

}  // namespace

std::vector<ExplanationPart> explain_indicator(const Snapshot& snapshot,
                                               const IndicatorStatus& status,
                                               const std::vector<Provenance>& sources, Lang lang) {
  const Explainer x{snapshot, status, lang};
  return {explain_light(x),
          explain_clause(x),
          explain_formula(x),
          explain_rule(x),
          explain_history(x),
          explain_forecast(x.indicator(), status.advice.get(), lang),
          explain_sources(x, sources),
          explain_alerts(x)};
}

}  // namespace planwatch

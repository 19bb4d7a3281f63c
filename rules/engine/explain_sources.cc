#include <fmt/format.h>

#include "rules/engine/explain_parts.h"
#include "rules/judge/judge.h"

namespace planwatch {

namespace {

Date known_on(const Provenance& source) {
  return source.report_date.value_or(local_date(source.received));
}

// Empty: no rule judges it.
std::string light_of(const Provenance& source, const std::optional<JudgePlan>& plan, Lang lang) {
  if (!plan) return {};
  return std::string(name_of(judge_period(*plan, source.observation).light, lang));
}

// 2025-06 r1  1300  黄  court  /data/court.xlsx 报表!C7
std::string version_text(const Provenance& source, const std::string& light, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string text = fmt::format("{} r{}", to_string(source.period), source.revision);
  for (const std::string* one : {&source.figure, &light, &source.feed, &source.source}) {
    if (!one->empty()) text += "  " + *one;
  }
  if (!source.where.empty()) text += " " + source.where;
  if (!source.current) {
    text += zh ? "  （未采用：另有填报日期更晚的数值）"
               : "  (not used: another figure states a later report date)";
  }
  return text;
}

// When it was known, and the file's full fingerprint.
std::string proof_text(const Provenance& source, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string text = "  ";
  if (source.report_date) {
    text += fmt::format("{} {}，", zh ? "填报日期" : "stated", to_string(*source.report_date));
  }
  text += fmt::format("{} {}", zh ? "收到" : "received", to_string_local(source.received));
  if (!source.sha256.empty()) text += "  sha256 " + source.sha256;
  return text;
}

void add_version(const Snapshot& snapshot, const Provenance& source,
                 const std::optional<JudgePlan>& plan, Lang lang, ExplanationPart& part) {
  if (snapshot.as_known_on && known_on(source) > *snapshot.as_known_on) return;
  part.lines.push_back(version_text(source, light_of(source, plan, lang), lang));
  part.lines.push_back(proof_text(source, lang));
}

}  // namespace

ExplanationPart explain_sources(const Snapshot& snapshot, const IndicatorStatus& status,
                                const std::vector<Provenance>& sources, Lang lang) {
  ExplanationPart part{lang == Lang::zh ? "数据来源" : "Sources", {}};
  const Configuration& c = *snapshot.configuration;
  std::optional<JudgePlan> plan;
  if (status.rule.value < c.rules.size() &&
      selects(c.rules[status.rule.value], c.plan.indicators[status.indicator.value])) {
    plan = compile_judge_plan(c, status.rule, status.indicator);
  }
  for (const Provenance& source : sources) {
    if (source.period.year == c.plan.year) add_version(snapshot, source, plan, lang, part);
  }
  return part;
}

ExplanationPart explain_past_sources(const Snapshot& snapshot,
                                     const std::vector<Provenance>& sources, Lang lang) {
  ExplanationPart part{lang == Lang::zh ? "往年数据（不判定）" : "Other years (not judged)", {}};
  for (const Provenance& source : sources) {
    if (source.period.year == snapshot.configuration->plan.year) continue;
    add_version(snapshot, source, std::nullopt, lang, part);
  }
  return part;
}

}  // namespace planwatch

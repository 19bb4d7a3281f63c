#include "rules/engine/explain_quality.h"

#include <fmt/format.h>

namespace planwatch {

namespace {

// The store knows the place of every version; the running engine that of the newest deliveries.
std::string place_of(const FigureFindings& figure, const std::vector<Provenance>& sources) {
  if (!figure.source.empty()) return fmt::format("{} {}", figure.source, figure.where);
  for (const Provenance& one : sources) {
    if (one.period == figure.period && one.revision == figure.revision) {
      return fmt::format("{} {}", one.source, one.where);
    }
  }
  return figure.where;
}

void add_findings(const FigureFindings& figure, const QualityRule& rule,
                  const std::vector<Provenance>& sources, Lang lang,
                  std::vector<std::string>& lines) {
  const std::string place = place_of(figure, sources);
  figure.findings.each([&](QualityFinding one) {
    lines.push_back(fmt::format("{}  {}  {}  {}", to_string(figure.period),
                                name_of(rule.of(one), lang), describe(one, lang), place));
  });
}

void add_held(const QuarantineRow& row, Lang lang, std::vector<std::string>& lines) {
  const bool zh = lang == Lang::zh;
  std::string what;
  row.findings.each([&](QualityFinding one) {
    what += fmt::format("{}{}", what.empty() ? "" : (zh ? "；" : "; "), describe(one, lang));
  });
  std::string line =
      zh ? fmt::format("{}  隔离 编号{} {}  {}  {} {}", to_string(row.observation.period), row.id,
                       name_of(row.state, lang), what, row.source, row.where)
         : fmt::format("{}  quarantine no. {} {}  {}  {} {}", to_string(row.observation.period),
                       row.id, name_of(row.state, lang), what, row.source, row.where);
  if (row.decided_at) {
    line += fmt::format("  {} {}{}{}", to_string_local(*row.decided_at), row.decided_by,
                        row.decided_by.empty() ? "" : (zh ? "：" : ": "), row.reason);
  }
  lines.push_back(std::move(line));
}

}  // namespace

ExplanationPart explain_quality(const Snapshot& snapshot, const IndicatorStatus& status,
                                const std::vector<Provenance>& sources, Lang lang) {
  ExplanationPart part{lang == Lang::zh ? "数据质量" : "Data quality", {}};
  const QualityRule& rule = snapshot.configuration->quality;
  for (const FigureFindings& figure : snapshot.findings) {
    if (figure.indicator != status.indicator || figure.area != status.area) continue;
    add_findings(figure, rule, sources, lang, part.lines);
  }
  for (const QuarantineRow& row : snapshot.quarantine) {
    const Observation& o = row.observation;
    if (o.indicator == status.indicator && o.area == status.area) add_held(row, lang, part.lines);
  }
  if (part.lines.empty()) {
    part.lines.emplace_back(lang == Lang::zh ? "未发现问题" : "nothing odd was found");
  }
  return part;
}

}  // namespace planwatch

#include "daemon/cli/collect_answers.h"

#include <fmt/format.h>

#include "collectors/read/in_english.h"
#include "daemon/cli/figure_words.h"
#include "daemon/cli/output.h"
#include "rules/model/display.h"
#include "rules/model/state_words.h"

namespace planwatch {
namespace {

constexpr std::size_t most_rows_shown = 20;

std::string pick(Lang lang, const char* zh, const char* en) {
  return lang == Lang::zh ? zh : en;
}

// What collectors say.
std::string told(const std::string& chinese, Lang lang) {
  return lang == Lang::en ? in_english(chinese) : chinese;
}

std::string heading(Lang lang, int number, const char* zh, const char* en) {
  return fmt::format("[{}] {}\n", number, pick(lang, zh, en));
}

std::string cell_text(const Cell& cell) {
  if (cell.type == CellType::empty) return "";
  return cell.type == CellType::percent ? cell.text + " (%)" : cell.text;
}

std::string table_text(const Table& table, Lang lang) {
  std::string out = fmt::format("{} {} ({} {})\n", pick(lang, "表", "table"), table.name,
                                table.rows.size(), pick(lang, "行", "rows"));
  for (const std::string& column : table.columns) out += "\t" + column;
  if (!table.columns.empty()) out += "\n";
  for (std::size_t r = 0; r < table.rows.size() && r < most_rows_shown; ++r) {
    out += std::to_string(table.rows[r].number);
    for (const Cell& cell : table.rows[r].cells) out += "\t" + cell_text(cell);
    out += "\n";
  }
  if (table.rows.size() > most_rows_shown) out += "...\n";
  return out;
}

std::string figure_text(const Observation& o) {
  std::string text = o.has_value ? o.value.to_string() : "";
  if (o.has_parts) {
    text += fmt::format("{}{} / {}", text.empty() ? "" : " = ", o.numerator.to_string(),
                        o.denominator.to_string());
  }
  return text;
}

std::string observation_text(const Configuration& c, const Observation& o) {
  return fmt::format("  {}  {}  {}  {}{}{}\n", c.plan.indicators[o.indicator.value].id.text,
                     c.plan.areas[o.area.value].code.text, to_string(o.period), figure_text(o),
                     o.has_report_date ? "  @" + to_string(o.report_date) : "",
                     o.provisional ? "  *" : "");
}

std::string task_text(const TaskReport& report, Lang lang) {
  return fmt::format("  {} {}  {}  @{}{}\n", pick(lang, "任务", "task"), report.task,
                     name_of(report.state, lang), to_string(report.as_of),
                     report.closed_by.empty()
                         ? ""
                         : "  " + pick(lang, "确认人 ", "closed by ") + report.closed_by);
}

std::string extracted_text(const Configuration& c, const Extracted& e, Lang lang) {
  std::string out =
      fmt::format("{} ({})\n", pick(lang, "观测", "observations"), e.observations.size());
  for (const Observation& o : e.observations) out += observation_text(c, o);
  if (!e.task_reports.empty()) {
    out += fmt::format("{} ({})\n", pick(lang, "任务进展", "task reports"), e.task_reports.size());
    for (const TaskReport& report : e.task_reports) out += task_text(report, lang);
  }
  out += fmt::format("{} ({})\n", pick(lang, "拒收", "rejected"), e.rejected.size());
  for (const RejectedRow& row : e.rejected) {
    out += fmt::format("  {}: {} [{}]\n", told(row.where, lang), told(row.reason, lang), row.text);
  }
  for (const std::string& note : e.notes) {
    out += "  " + pick(lang, "说明 ", "note ") + told(note, lang) + "\n";
  }
  return out;
}

}  // namespace

std::string collected_text(const Configuration& configuration, const CollectedBody& body,
                           Lang lang) {
  std::string out = heading(lang, 1, "取数", "fetch");
  out += fmt::format("== {} ({} {}, sha256 {})\n", body.fetched.source, body.fetched.bytes.size(),
                     pick(lang, "字节", "bytes"), body.fetched.sha256.substr(0, 12));
  out += heading(lang, 2, "解码", "decode");
  if (!body.document) {
    return out + pick(lang, "不能读取：", "cannot be read: ") +
           told(body.document.error().message, lang) + "\n";
  }
  if (!body.document->encoding.empty()) {
    out += pick(lang, "编码 ", "encoding ") + body.document->encoding + "\n";
  }
  for (const Table& table : body.document->tables) out += table_text(table, lang);
  out += heading(lang, 3, "提取", "extract");
  if (!body.extracted) {
    return out + pick(lang, "不能提取：", "cannot be extracted: ") +
           told(body.extracted.error().message, lang) + "\n";
  }
  return out + extracted_text(configuration, *body.extracted, lang);
}

namespace {

std::vector<OutputColumn> judged_columns(Lang lang) {
  const auto column = [&](const char* name, const char* zh) {
    return OutputColumn{name, lang == Lang::zh ? zh : name, false};
  };
  return {column("indicator", "指标"), column("area", "行政区"), column("period", "统计期"),
          column("value", "数值"),     column("light", "亮灯"),  column("reason", "原因"),
          column("expected", "应达"),  column("gap", "差距"),    column("outcome", "结果"),
          column("before", "原值"),    column("last", "上期"),   column("quality", "数据质量")};
}

std::string quality_text(const QualityRule& rule, const JudgedFigure& one, Lang lang) {
  std::string text;
  one.findings.each([&](QualityFinding finding) {
    text += fmt::format("{}{}：{}", text.empty() ? "" : "；", name_of(rule.of(finding), lang),
                        describe(finding, lang));
  });
  return text;
}

// A figure that was known before with its light: 2025-05 97.1% 黄.
std::string known_text(const Indicator& indicator, const std::optional<PeriodStatus>& known,
                       bool with_period, Lang lang) {
  if (!known) return {};
  std::string text = with_period ? to_string(known->period) + " " : std::string();
  text += shown_figure(indicator, *known, lang);
  return text + " " + std::string(name_of(known->assessment.light, lang));
}

void add_judgement(const Configuration& c, const JudgedFigure& one, Lang lang,
                   std::vector<std::string>& row) {
  const Indicator& indicator = c.plan.indicators[one.figure.indicator.value];
  if (!one.judged) {
    row.insert(row.end(), {figure_text(one.figure), "", "", "", ""});
    return;
  }
  const Assessment& a = one.judged->assessment;
  row.insert(row.end(), {shown_figure(indicator, *one.judged, lang),
                         std::string(name_of(a.light, lang)), std::string(name_of(a.reason, lang)),
                         a.has_expected ? display_expected(indicator, a.expected, lang) : "",
                         gap_text(indicator, a, compare_of(c, one.rule), lang)});
}

std::string outcome_text(const Plan& plan, const JudgedFigure& one, Lang lang) {
  if (!one.not_taken.empty()) return pick(lang, "不收：", "not taken: ") + one.not_taken;
  std::string text(name_of(one.outcome, lang));
  if (one.figure.period.year != plan.year) text += pick(lang, "（往年）", " (another year)");
  return text;
}

std::vector<std::string> judged_row(const Configuration& c, const JudgedFigure& one, Lang lang) {
  const Indicator& indicator = c.plan.indicators[one.figure.indicator.value];
  std::vector<std::string> row = {indicator.id.text, c.plan.areas[one.figure.area.value].code.text,
                                  to_string(one.figure.period)};
  add_judgement(c, one, lang, row);
  row.insert(row.end(),
             {outcome_text(c.plan, one, lang), known_text(indicator, one.replaced, false, lang),
              known_text(indicator, one.previous, true, lang), quality_text(c.quality, one, lang)});
  return row;
}

}  // namespace

std::string judged_text(const JudgedDelivery& delivery, bool knows_store, Lang lang) {
  const Configuration& c = *delivery.after->configuration;
  std::string out = heading(lang, 4, "判定（只是预演，什么也没有写入）",
                            "what would be judged (nothing is kept)");
  out += fmt::format("{} {}{}\n", pick(lang, "方案时间", "plan time"),
                     to_string_local(delivery.after->plan_now),
                     knows_store ? ""
                                 : pick(lang, "；没有数据目录，按没有任何已知数据判定",
                                        "; no store: judged as if nothing were known"));
  if (delivery.plan_closed) {
    return out + pick(lang, "方案已经终结，不再接收数据：先用 planwatch plan reopen 重新启用\n",
                      "the plan is closed and takes no figures: planwatch plan reopen first\n");
  }
  OutputTable table;
  table.columns = judged_columns(lang);
  for (const JudgedFigure& one : delivery.figures) table.rows.push_back(judged_row(c, one, lang));
  if (table.rows.empty()) return out + pick(lang, "没有可判定的观测\n", "no observations\n");
  return out + render(table, OutputFormat::table);
}

}  // namespace planwatch

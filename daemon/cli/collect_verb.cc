#include <cstdio>
#include <fmt/format.h>
#include <optional>

#include "daemon/app/collect_once.h"
#include "daemon/app/load_checked.h"
#include "daemon/cli/verbs.h"

namespace planwatch {

namespace {

constexpr std::size_t most_rows_shown = 20;

std::string cell_text(const Cell& cell) {
  if (cell.type == CellType::empty) return "";
  return cell.type == CellType::percent ? cell.text + " (%)" : cell.text;
}

void print_table(const Table& table, bool zh) {
  fmt::print("{} {} ({} {})\n", zh ? "表" : "table", table.name, table.rows.size(),
             zh ? "行" : "rows");
  for (const std::string& column : table.columns) fmt::print("\t{}", column);
  if (!table.columns.empty()) fmt::print("\n");
  for (std::size_t r = 0; r < table.rows.size() && r < most_rows_shown; ++r) {
    fmt::print("{}", table.rows[r].number);
    for (const Cell& cell : table.rows[r].cells) fmt::print("\t{}", cell_text(cell));
    fmt::print("\n");
  }
  if (table.rows.size() > most_rows_shown) fmt::print("...\n");
}

void print_observation(const Configuration& c, const Observation& o) {
  std::string text = o.has_value ? o.value.to_string() : "";
  if (o.has_parts) {
    text += fmt::format("{}{} / {}", text.empty() ? "" : " = ", o.numerator.to_string(),
                        o.denominator.to_string());
  }
  fmt::print("  {}  {}  {}  {}{}{}\n", c.plan.indicators[o.indicator.value].id.text,
             c.plan.areas[o.area.value].code.text, to_string(o.period), text,
             o.has_report_date ? "  @" + to_string(o.report_date) : "", o.provisional ? "  *" : "");
}

void print_body(const Configuration& c, const CollectedBody& body, bool zh) {
  fmt::print("== {} ({} {}, sha256 {}, {})\n", body.fetched.source, body.fetched.bytes.size(),
             zh ? "字节" : "bytes", body.fetched.sha256.substr(0, 12),
             body.document ? body.document->encoding : "-");
  if (!body.document) {
    fmt::print("{}: {}\n", zh ? "不能读取" : "cannot be read", body.document.error().message);
    return;
  }
  for (const Table& table : body.document->tables) print_table(table, zh);
  if (!body.extracted) {
    fmt::print("{}: {}\n", zh ? "不能提取" : "cannot be extracted", body.extracted.error().message);
    return;
  }
  const Extracted& e = *body.extracted;
  fmt::print("{} ({})\n", zh ? "观测" : "observations", e.observations.size());
  for (const Observation& o : e.observations) print_observation(c, o);
  if (!e.task_reports.empty()) {
    fmt::print("{} ({})\n", zh ? "任务进展" : "task reports", e.task_reports.size());
  }
  fmt::print("{} ({})\n", zh ? "拒收" : "rejected", e.rejected.size());
  for (const RejectedRow& row : e.rejected) {
    fmt::print("  {}: {} [{}]\n", row.where, row.reason, row.text);
  }
  for (const std::string& note : e.notes) fmt::print("  {} {}\n", zh ? "说明" : "note", note);
}

bool is_fine(const CollectedBody& body) {
  return body.document && body.extracted;
}

}  // namespace

int collect_verb(const CommonOptions& options, const std::string& feed) {
  const bool zh = options.lang == Lang::zh;
  const CheckedConfiguration loaded = load_checked(options.config, true);
  for (const std::string& text : error_texts(loaded, options.lang)) {
    fmt::print(stderr, "{}\n", text);
  }
  if (!loaded.configuration) return 2;
  if (loaded.configuration->find_feed(FeedId{feed}) == nullptr) {
    fmt::print(stderr,
               fmt::runtime(zh ? "没有数据源 {}；用 planwatch list feeds 查看\n"
                               : "no feed {}; see planwatch list feeds\n"),
               feed);
    return 1;
  }
  const auto bodies = collect_once(loaded.configuration, options.config, FeedId{feed});
  if (!bodies) {
    fmt::print(stderr, "planwatch: {}\n", bodies.error().message);
    return 1;
  }
  bool fine = true;
  for (const CollectedBody& body : *bodies) {
    print_body(*loaded.configuration, body, zh);
    fine = fine && is_fine(body);
  }
  return fine ? 0 : 1;
}

}  // namespace planwatch

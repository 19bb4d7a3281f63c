#include "tests/daemon/report_form/form_fixture.h"

#include "gtest/gtest.h"

#include "collectors/decode/decoders.h"
#include "collectors/extract/extract.h"
#include "collectors/read/read_body.h"
#include "daemon/report_form/write_template.h"
#include "tests/support/small_plan.h"

namespace planwatch::form_test {

namespace {

const Configuration& configuration() {
  static const Configuration made = [] {
    Configuration c = SmallPlan::configuration();
    for (Indicator& indicator : c.plan.indicators) indicator.name = "指标 " + indicator.id.text;
    return c;
  }();
  return made;
}

Outcome outcome_of(Extracted extracted) {
  Outcome out;
  const Plan& plan = configuration().plan;
  for (const Observation& o : extracted.observations) {
    std::string line = plan.indicators[o.indicator.value].id.text + " " + to_string(o.period);
    if (o.has_value) line += " " + o.value.to_string();
    if (o.has_parts) line += " " + o.numerator.to_string() + "/" + o.denominator.to_string();
    if (o.provisional) line += " provisional";
    if (o.has_report_date) line += " stated " + to_string(o.report_date);
    out.figures.push_back(line);
  }
  static const char* const states[] = {"not_started", "in_progress", "done"};
  for (const TaskReport& report : extracted.task_reports) {
    std::string line = std::to_string(report.task) + " " + states[static_cast<int>(report.state)] +
                       " " + to_string(report.as_of);
    if (report.percent) line += " " + report.percent->to_string();
    if (!report.evidence.empty()) line += " [" + report.evidence + "]";
    if (!report.closed_by.empty()) line += " closed by " + report.closed_by;
    out.tasks.push_back(line);
  }
  for (const RejectedRow& row : extracted.rejected) {
    out.problems.push_back(row.where + " " + row.reason);
  }
  out.extracted = std::move(extracted);
  return out;
}

}  // namespace

FeedSpec court_feed() {
  FeedSpec feed;
  feed.id = FeedId("court");
  feed.unit = UnitId("法院");
  feed.transport = UploadSource{};
  feed.format = AnyTableFormat{};
  feed.mapping = TemplateMapping{};
  return feed;
}

std::shared_ptr<const Snapshot> snapshot() {
  auto made = std::make_shared<Snapshot>();
  made->configuration = std::make_shared<const Configuration>(configuration());
  made->plan_now = instant_at(make_date(2025, 12, 3), std::chrono::hours{10});
  return made;
}

ReportForm court_form(const Period& period) {
  auto form = report_form_of(*snapshot(), UnitId("法院"), period);
  EXPECT_TRUE(form) << form.error().message;
  return *form;
}

Document all_sheets_of(const std::string& bytes) {
  auto document = decode(bytes, XlsxFormat{all_sheets}, FeedLimits{});
  EXPECT_TRUE(document) << document.error().message;
  return document ? *std::move(document) : Document{};
}

Document empty_template() {
  const auto bytes = write_template(court_form());
  EXPECT_TRUE(bytes) << bytes.error().message;
  return all_sheets_of(*bytes);
}

TableRow& row_of(Document& document, const std::string& id) {
  for (Table& table : document.tables) {
    if (table.name == template_sheet_name) continue;
    for (TableRow& row : table.rows) {
      if (!row.cells.empty() && row.cells[0].text == id) return row;
    }
  }
  ADD_FAILURE() << "no row " << id;
  static TableRow none;
  return none;
}

Cell& cell_of(Document& document, const std::string& id, TemplateField field) {
  TableRow& wanted = row_of(document, id);
  std::size_t column = 0;
  for (const Table& table : document.tables) {
    for (const TableRow& row : table.rows) {
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        if (row.cells[c].text == header_of(field)) column = c;
      }
    }
  }
  if (wanted.cells.size() <= column) wanted.cells.resize(column + 1);
  return wanted.cells[column];
}

Cell number(const std::string& text) {
  return {CellType::number, false, text};
}
Cell percent(const std::string& text) {
  return {CellType::percent, false, text};
}
Cell text(const std::string& text) {
  return {CellType::text, false, text};
}

Outcome extract_filled(const Document& document, const FeedSpec& feed) {
  auto extracted = extract(document, feed, configuration(), "区法院.xlsx");
  if (extracted) return outcome_of(*std::move(extracted));
  Outcome out;
  out.error = extracted.error().message;
  return out;
}

Outcome extract_file(const std::string& bytes, const FeedSpec& feed) {
  FetchedBody body;
  body.source = "区法院.xlsx";
  body.bytes = bytes;
  auto extracted = read_body(body, feed, configuration());
  if (extracted) return outcome_of(*std::move(extracted));
  Outcome out;
  out.error = extracted.error().message;
  return out;
}

}  // namespace planwatch::form_test

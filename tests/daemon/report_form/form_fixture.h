#pragma once

#include <memory>
#include <string>
#include <vector>

#include "collectors/decode/table.h"
#include "daemon/report_form/report_form.h"
#include "rules/model/configuration.h"
#include "rules/model/observation.h"

namespace planwatch::form_test {

// The court of the small plan: two ratios, a duration, one task. It delivers by template.
FeedSpec court_feed();
std::shared_ptr<const Snapshot> snapshot();
ReportForm court_form(const Period& period = Period::month(2025, 11));

// Every sheet of a workbook, hidden ones included.
Document all_sheets_of(const std::string& bytes);
Document empty_template();  // the court's, decoded

// The cell of an indicator ("closing_rate") or a task ("2") in a decoded template; made where the
// row is shorter.
Cell& cell_of(Document& document, const std::string& id, TemplateField field);
TableRow& row_of(Document& document, const std::string& id);

Cell number(const std::string& text);
Cell percent(const std::string& text);
Cell text(const std::string& text);

struct Outcome {
  std::string error;                  // empty: it was read
  std::vector<std::string> figures;   // closing_rate 2025-11 0.97 97/100
  std::vector<std::string> tasks;     // 2 done 2025-11-30
  std::vector<std::string> problems;  // 法院!G6 107% 超过 100%：请核对
  Extracted extracted;
};
Outcome extract_filled(const Document& document, const FeedSpec& feed = court_feed());
Outcome extract_file(const std::string& bytes, const FeedSpec& feed = court_feed());

}  // namespace planwatch::form_test

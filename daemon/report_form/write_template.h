#pragma once

#include <string>
#include <vector>

#include "collectors/decode/table.h"
#include "daemon/report_form/report_form.h"
#include "rules/model/observation.h"

namespace planwatch {

// The workbook (XLSX) that a unit fills in: 区法院 (indicators), 任务, 说明, and the very hidden
// sheet planwatch that says what the cells are. Input cells are unlocked in protected sheets
// without password, with drop-downs and checks of ranges; everything else is locked.
Result<std::string> write_template(const ReportForm& form);

// The same written anew with what was delivered in its cells: those with a problem are red and
// carry its reason as a comment, and the first sheet 问题清单 lists all problems. `delivered` is
// the filled-in template with all its sheets, `problems` what its extraction rejected.
Result<std::string> write_marked_template(const ReportForm& form, const Document& delivered,
                                          const std::vector<RejectedRow>& problems);

}  // namespace planwatch

#pragma once

#include <string>

#include "daemon/demo/sample_table.h"
#include "rules/model/date.h"
#include "rules/model/result.h"

namespace planwatch::demo {

struct XlsxStyle {
  bool inline_strings = false;  // texts stand in the cells instead of the shared table
  Instant created;  // stated in the file; fixed, so that the same table is the same bytes
};

// Writes the table as a workbook of one sheet. Header levels ('/') become merged cells: across
// where neighbours share a level, down where a column has fewer levels than others.
Result<void> write_xlsx(const SampleTable& table, const XlsxStyle& style, const std::string& path);

}  // namespace planwatch::demo

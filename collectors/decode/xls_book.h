#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/budget.h"
#include "collectors/decode/number_format.h"
#include "collectors/decode/table.h"
#include "collectors/decode/xls_strings.h"

namespace planwatch {

struct XlsSheetEntry {
  std::string name;
  bool hidden = false;
  std::uint32_t offset = 0;  // of its records in the stream
};

// The globals of a workbook stream of Excel 97-2003, BIFF8 as [MS-XLS] describes it.
struct XlsBook {
  bool date1904 = false;
  std::vector<XlsSheetEntry> sheets;  // worksheets only, in the workbook's order
  std::vector<NumberKind> kinds;      // of numbers, by cell format
  XlsTexts texts;                     // that cells share
};

// Refuses other versions of BIFF, encrypted workbooks, and those with macro sheets or charts only.
Result<XlsBook> read_xls_book(std::string_view stream);

// The sheet's cells; merged areas are filled.
Result<Table> read_xls_sheet(std::string_view stream, const XlsBook& book,
                             const XlsSheetEntry& sheet, TableBudget& budget);

}  // namespace planwatch

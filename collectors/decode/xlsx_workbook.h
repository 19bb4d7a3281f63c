#pragma once

#include <string>
#include <vector>

#include "collectors/decode/xlsx_zip.h"

namespace planwatch {

struct SheetEntry {
  std::string name;
  bool hidden = false;  // hidden or very hidden
  std::string part;     // key of the sheet's part
};

struct Workbook {
  bool date1904 = false;
  std::vector<SheetEntry> sheets;  // worksheets only, in the workbook's order
  std::string strings_part;        // empty: none
  std::string styles_part;         // empty: none
};

// Follows the relationships from the package's root, so that no part needs its usual name. What is
// a zip but no workbook is an error that says what it is.
Result<Workbook> read_workbook(ZipArchive& archive);

// The sheet called `name`, or the first visible one; an error that names those there are.
Result<SheetEntry> choose_sheet(const Workbook& workbook, const std::string& name);

}  // namespace planwatch

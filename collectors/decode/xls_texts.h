#pragma once

#include <string>
#include <string_view>

#include "collectors/decode/xls_book.h"

namespace planwatch {

// Fills in the texts of a sheet of the .xls file `bytes`. FreeXL reads them; it reads files by
// name only, so that the bytes lie in an unnamed file in memory while it works.
Result<void> fill_xls_texts(std::string_view bytes, const std::string& sheet_name, XlsSheet& sheet,
                            TableBudget& budget);

}  // namespace planwatch

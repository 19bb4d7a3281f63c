#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collectors/decode/table.h"
#include "rules/model/light.h"

namespace planwatch {

// One line a cell: sheet, address, type, value, and "hidden" where its row or sheet is; between
// tabs. \t, \n, \r and \\ stand for what would break a line. Empty cells are left out, and so are
// the copies of its first cell that fill a merged area: in the file they are empty.
std::string table_lines(const Table& table);

// The format that `planwatch table` reads a file in: by its content, with the sheet; JSON and XML
// need to be told where their rows are.
Result<Format> table_format(std::string_view bytes, const std::optional<std::string>& rows,
                            const FeedLimits& limits, Lang lang);
Format with_sheet(Format format, const std::string& sheet);
// What a sheet is asked of that has none.
bool has_sheets(const Format& format);

}  // namespace planwatch

#pragma once

#include <string_view>

#include "collectors/decode/table.h"

namespace planwatch {

// One table, Addressing::sheet: the sheet that XlsxFormat names. The steps are in the xlsx_ files:
// container, workbook, styles, shared strings, sheet.
Result<Document> decode_as(std::string_view bytes, const XlsxFormat& format,
                           const FeedLimits& limits);

}  // namespace planwatch

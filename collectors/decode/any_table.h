#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collectors/decode/sheet_choice.h"
#include "collectors/decode/table.h"
#include "rules/model/feed_format.h"
#include "rules/model/feed_spec.h"
#include "rules/model/result.h"

namespace planwatch {

// The format that the content shows, whatever the file's name says: CSV, XLSX, ODS or XLS; the
// parts of a container tell the workbooks apart. What is no table is an error with what to do.
Result<Format> shown_format(std::string_view bytes, const FeedLimits& limits);

// The sheets of a workbook, in its order, charts and macro sheets left out; of any other format one
// without a name.
Result<std::vector<SheetChoice>> sheets_of(std::string_view bytes, const Format& format,
                                           const FeedLimits& limits);

// Every sheet of a workbook, hidden ones too, as the tables of one document; another format's one
// table. Each sheet of ODS and XLS is read within the limits by itself, XLSX within them
// altogether.
Result<Document> decode_all_sheets(std::string_view bytes, const Format& format,
                                   const FeedLimits& limits);

}  // namespace planwatch

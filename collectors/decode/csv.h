#pragma once

#include <string_view>

#include "collectors/decode/table.h"

namespace planwatch {

// The separator that cuts most records of the text's beginning into the same number of fields, at
// least two; a comma where none does. Order of preference: , ; tab |.
char detect_separator(std::string_view text);

// One table, Addressing::line. Rows carry the line on which they begin; ragged rows stay ragged,
// blank lines are left out. A first line "sep=;", as Excel knows it, gives the separator and is no
// row.
Result<Document> decode_csv(std::string_view bytes, const CsvFormat& format,
                            const FeedLimits& limits);

}  // namespace planwatch

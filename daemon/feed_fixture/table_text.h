#pragma once

#include <string>
#include <string_view>

#include "collectors/decode/table.h"

namespace planwatch {

// A document as text, for what is not kept as bytes: workbooks and XML. A line a thing, its parts
// apart by tabs, with \t, \n, \r and \\ escaped:
//   table  NAME  sheet|line|pointer  hidden|-  POINTER_PREFIX
//   column POINTER                 in their order
//   row    NUMBER  hidden|-
//   cell   COLUMN  TYPE  merged|-  TEXT     of the row above; empty cells only where they are the
//                                           row's last one
// Everything of a Document but its encoding comes back the same.
std::string table_text(const Document& document);
// An error names the line.
Result<Document> parse_table_text(std::string_view text);

}  // namespace planwatch

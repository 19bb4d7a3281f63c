#pragma once

#include <string_view>

#include "collectors/decode/xls_book.h"

namespace planwatch {

// An .xls file's stream of records and its globals. Words and other compound files are refused by
// name.
struct OpenXls {
  std::string stream;
  XlsBook book;
};
Result<OpenXls> open_xls(std::string_view bytes);

}  // namespace planwatch

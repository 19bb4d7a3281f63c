#pragma once

#include <functional>
#include <string>

#include "rules/model/result.h"

namespace planwatch {

// The bytes of the workbook that `write` leaves at the path that it is given, in a private folder
// (mode 0700, below TMPDIR) that is gone afterwards, whatever happened. What `write` fails with is
// handed on; `io` where there is no folder or no file.
Result<std::string> workbook_bytes(const std::function<Result<void>(const std::string&)>& write);

}  // namespace planwatch

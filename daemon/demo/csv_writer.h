#pragma once

#include <string>

#include "daemon/demo/sample_table.h"

namespace planwatch::demo {

// The table as CSV in UTF-8 without BOM, lines ended by CR LF, quoted where needed (RFC 4180 with
// any separator).
std::string to_csv(const SampleTable& table, char separator);

}  // namespace planwatch::demo

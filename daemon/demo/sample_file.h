#pragma once

#include <string>

#include "daemon/demo/sample_table.h"
#include "daemon/demo/timetable.h"
#include "rules/model/result.h"

namespace planwatch::demo {

// Writes a delivery's table in its feed's format to folder/delivery.file: under a hidden temporary
// name first, then renamed, so that a reader never sees half a file. A file that holds the same
// bytes already is left as it is.
Result<void> write_sample_file(const std::string& folder, const SampleDelivery& delivery,
                               const SampleTable& table);

}  // namespace planwatch::demo

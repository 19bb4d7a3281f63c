#pragma once

#include <cstdint>

#include "daemon/store/sqlite.h"

namespace planwatch {

// The version that this program reads and writes; kept in the file's user_version.
std::int64_t schema_version();

// Brings the tables up to schema_version, one transaction for each step. A file of a newer program
// is refused with conflict and stays as it is.
Result<void> migrate(Database& database);
// For readers, who may not migrate: refuses an older file, too.
Result<void> require_current_schema(Database& database);

}  // namespace planwatch

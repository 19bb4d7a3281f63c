#pragma once

#include <memory>
#include <soci/soci.h>

#include "collectors/fetch/sql_read.h"
#include "collectors/fetch/worker_deadline.h"

namespace planwatch {

// A connection that reads and does nothing else. Throws soci::soci_error. `deadline` outlives it:
// SQLite asks it while it works.
std::unique_ptr<soci::session> open_sql_session(const SqlQuestion& question);
// Makes it read-only, with texts in UTF-8, times at +08:00 in ISO form, and the server's own limit
// on time.
void prepare_sql_session(soci::session& session, const SqlQuestion& question,
                         WorkerDeadline& deadline);

}  // namespace planwatch

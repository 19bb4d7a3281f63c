#pragma once

#include <optional>
#include <string>

#include "rules/model/feed_transport.h"
#include "rules/model/result.h"

namespace planwatch {

// What is asked of a department's database: one SELECT, or WITH ... SELECT, and nothing that
// writes, locks or calls. Pure; understands strings, quoted names, comments and the dialects'
// differences. What two servers would read differently (a backslash before a quote, a comment in a
// comment) is refused instead of guessed. The read-only session stands behind it: this check is
// there to tell early and in plain words.

// Why the query may not be sent, in the user's words and with what to do; nullopt: it may.
std::optional<std::string> why_not_select(const std::string& query, DatabaseKind database);
// As above, and :since stands in it exactly once with a watermark, not at all without.
std::optional<std::string> why_not_select(const SqlSource& source);

// The query as it is sent: without comments and the semicolon at its end. A colon is left only in
// :since, which is to be bound, inside '...' and in PostgreSQL's casts.
Result<std::string> sql_statement(const SqlSource& source);

}  // namespace planwatch

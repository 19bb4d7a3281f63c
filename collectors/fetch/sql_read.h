#pragma once

#include <optional>
#include <string>

#include "rules/model/date.h"
#include "rules/model/feed_spec.h"
#include "rules/model/result.h"

namespace planwatch {

// One question to one database, ready to be sent.
struct SqlQuestion {
  SqlSource source;
  std::string statement;           // as sql_statement made it
  std::string since;               // bound as :since where the source has a watermark
  std::string greatest;            // the watermark so far, may be empty
  std::optional<Date> newest_day;  // see WatermarkSeen
  FeedLimits limits;
};
struct SqlAnswer {
  std::string csv;
  std::size_t rows = 0;
  std::string greatest;
};

// Connects, reads all rows on a read-only session inside a transaction that is rolled back, and
// disconnects. Blocks: for workers. Does not look at the statement's text; what writes is refused
// by the session (ODBC drivers that ignore read-only mode are rolled back). The source's
// statement_timeout counts from sending the query to the last row. Errors are transient when the
// server was not reached, was busy or too slow; none carries the password.
Result<SqlAnswer> read_sql(const SqlQuestion& question);

// The database for people and as the source of bodies, without user and password:
// postgresql://host:5432/name, sqlite:/path, odbc:Driver=...;Server=...
std::string name_of_database(const SqlSource& source);

}  // namespace planwatch

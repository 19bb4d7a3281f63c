#pragma once

#include <memory>
#include <soci/soci.h>
#include <string>
#include <vector>

#include "collectors/fetch/sql_csv.h"
#include "collectors/fetch/sql_read.h"

namespace planwatch {

// The rows of one query, one after the other, each value as the text that the database or its
// driver makes of it: decimals never pass through a double. Throws soci::soci_error.
class SqlRows {
 public:
  virtual ~SqlRows() = default;
  // False when there is none left.
  virtual bool next(SqlCells& cells) = 0;
  // As the database names them; known after the first next().
  const std::vector<std::string>& columns() const { return columns_; }

 protected:
  std::vector<std::string> columns_;
};

// Through SOCI's own exchange of values. PostgreSQL by a cursor on the server, SQLite row by row;
// SOCI's MySQL keeps the result in memory, which the session's sql_select_limit bounds
// where the query has no LIMIT of its own.
std::unique_ptr<SqlRows> open_soci_rows(soci::session& session, const SqlQuestion& question);
std::unique_ptr<SqlRows> open_postgresql_rows(soci::session& session, const SqlQuestion& question);
// Fetched from the driver directly: SOCI cuts texts at the column's length, which drivers count in
// characters and not in bytes. Character columns come as UTF-16, so that the driver's own character
// set (GB18030 in places) does not matter.
std::unique_ptr<SqlRows> open_odbc_rows(soci::session& session, const SqlQuestion& question);

// :since of a statement. Whole numbers go as numbers, else as text; PostgreSQL finds out itself.
class SqlSince {
 public:
  explicit SqlSince(const SqlQuestion& question);
  void bind(soci::statement& statement);

 private:
  bool used_;
  std::string text_;
  bool is_number_;
  long long number_ = 0;
};

}  // namespace planwatch

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "collectors/fetch/fetcher.h"
#include "rules/model/feed_spec.h"
#include "tests/collectors/fetch_support.h"
#include "tests/support/process.h"

namespace planwatch::sql_testing {

// Database servers of other makes on free loopback ports, each with its folder, started by the test
// and stopped by its process id. As root they run as the user of their package, for they refuse
// root. What they are asked by `sql` runs as their administrator; the reader is a login of its own.
inline constexpr const char* reader = "planwatch_reader";
inline constexpr const char* password = "p'a ss\\word1";

class PostgresServer {
 public:
  PostgresServer();
  // Empty, or what went wrong.
  const std::string& trouble() const { return trouble_; }
  void sql(const std::string& statements, const std::string& database = "postgres");
  SqlSource source(const std::string& query, const std::string& database = "postgres") const;
  // Through one of its drivers: planwatch-postgresql-wide or -narrow. Without a query.
  SqlSource by_odbc(const std::string& driver) const;
  void stop() { server_->stop(); }

 private:
  TestFolder folder_;
  int port_ = free_port();
  std::string trouble_;
  std::unique_ptr<Process> server_;
};

class MariaServer {
 public:
  MariaServer();
  const std::string& trouble() const { return trouble_; }
  void sql(const std::string& statements);
  SqlSource source(const std::string& query) const;
  void stop() { server_->stop(); }

 private:
  TestFolder folder_;
  int port_ = free_port();
  std::string trouble_;
  std::unique_ptr<Process> server_;
};

// A file of SQLite, and the driver manager's way to it.
class SqliteFile {
 public:
  SqliteFile();
  void sql(const std::vector<std::string>& statements);
  SqlSource source(const std::string& query) const;
  SqlSource by_odbc(const std::string& query) const;
  std::string path() const { return folder_.file("court.db"); }

 private:
  TestFolder folder_;
};

SqlSource watched(SqlSource source, const std::string& column, std::chrono::hours overlap,
                  const std::string& initial);
// What a query answers when it writes although its text was never looked at.
Result<std::string> unchecked(const SqlSource& source);

// One fetch as the daemon makes it.
struct Asked {
  FeedLimits limits{};
  FetchMemory memory{};
  int retries = 0;
};
Result<Fetched> fetch(const SqlSource& source, const Asked& asked = {});
// The only body's CSV, or the error's message.
std::string csv_of(const SqlSource& source);
std::string message_of(const Result<Fetched>& fetched);

// The most memory that this process has used, in KiB.
long peak_memory();

}  // namespace planwatch::sql_testing

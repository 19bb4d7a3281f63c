#include "collectors/fetch/sql_session.h"

#include <algorithm>
#include <fmt/format.h>
#include <soci/odbc/soci-odbc.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace planwatch {

namespace {

using Milliseconds = std::chrono::milliseconds;

// How many steps of SQLite's machine pass between two looks at the deadline.
constexpr int sqlite_steps = 10'000;

std::int64_t whole_seconds(Milliseconds time) {
  return std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(time).count());
}

[[noreturn]] void refuse(const std::string& message) {
  throw soci::soci_error(message);
}

// 'value' with \' and \\, as libpq and SOCI's MySQL read their connection strings.
std::string quoted(const std::string& value) {
  std::string out = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string postgresql_words(const SqlQuestion& question) {
  const SqlSource& source = question.source;
  return fmt::format(
      "host={} port={} dbname={} user={} password={} connect_timeout={} client_encoding=UTF8 "
      "application_name=planwatch keepalives_idle=10 keepalives_interval=5 keepalives_count=3 "
      "tcp_user_timeout={}",
      quoted(source.host), source.port == 0 ? 5432 : source.port, quoted(source.name),
      quoted(source.user), quoted(source.password.reveal()),
      std::max<std::int64_t>(2, whole_seconds(question.limits.connect_timeout)),
      question.limits.connect_timeout.count() + 20'000);
}

std::string mysql_words(const SqlQuestion& question) {
  const SqlSource& source = question.source;
  // The server ends the query before; this ends a server that says nothing.
  const Milliseconds silence = source.statement_timeout + Milliseconds(5000);
  return fmt::format(
      "host={} port={} db={} user={} password={} charset=utf8mb4 connect_timeout={} "
      "read_timeout={} write_timeout={}",
      quoted(source.host), source.port == 0 ? 3306 : source.port, quoted(source.name),
      quoted(source.user), quoted(source.password.reveal()),
      whole_seconds(question.limits.connect_timeout), whole_seconds(silence),
      whole_seconds(question.limits.connect_timeout));
}

std::string sqlite_words(const SqlQuestion& question) {
  const SqlSource& source = question.source;
  if (source.name.find_first_of("\"'") != std::string::npos) refuse("数据库文件名里有引号");
  const Milliseconds busy = std::min(question.limits.connect_timeout, source.statement_timeout);
  return fmt::format("dbname=\"{}\" readonly=true timeout={}", source.name, whole_seconds(busy));
}

bool needs_braces(const std::string& value) {
  return !std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '$';
  });
}

// {value} with }} for }, as drivers read their connection string. PostgreSQL's and those made from
// it take the braces of a user for part of the name, and without braces they read %41 and + in a
// password as A and a blank: plain words go plain, all others in braces.
std::string braced(const std::string& value) {
  if (!needs_braces(value)) return value;
  std::string out = "{";
  for (const char c : value) {
    if (c == '}') out += '}';
    out += c;
  }
  return out + "}";
}

std::string odbc_words(const SqlSource& source) {
  std::string words = source.connection;
  if (!words.empty() && words.back() != ';') words += ';';
  if (!source.user.empty()) words += "UID=" + braced(source.user) + ";";
  if (!source.password.empty()) words += "PWD=" + braced(source.password.reveal()) + ";";
  return words;
}

void run_if_known(soci::session& session, const std::string& statement) {
  try {
    session << statement;
  } catch (const soci::soci_error& error) {
    if (error.get_error_category() == soci::soci_error::connection_error) throw;
  }
}

void prepare_postgresql(soci::session& session, const SqlQuestion& question) {
  session << "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY";
  session << fmt::format("SET statement_timeout = {}", question.source.statement_timeout.count());
  session << "SET datestyle = 'ISO, YMD'";
  session << "SET TIME ZONE INTERVAL '+08:00' HOUR TO MINUTE";
}

void prepare_mysql(soci::session& session, const SqlQuestion& question) {
  const auto time = question.source.statement_timeout;
  session << "SET SESSION TRANSACTION READ ONLY";
  session << "SET SESSION time_zone = '+08:00'";
  // The driver holds the whole result: one row more than may come is all that is let in.
  const std::uint64_t most =
      std::min<std::uint64_t>(question.limits.rows, question.limits.bytes) + 1;
  session << fmt::format("SET SESSION sql_select_limit = {}", most);
  // MariaDB has the one, MySQL the other; a server with neither is left to read_timeout.
  run_if_known(session, fmt::format("SET SESSION max_statement_time = {}",
                                    static_cast<double>(time.count()) / 1000));
  run_if_known(session, fmt::format("SET SESSION max_execution_time = {}", time.count()));
}

int sqlite_asks(void* deadline) {
  return static_cast<WorkerDeadline*>(deadline)->passed() ? 1 : 0;
}

void prepare_sqlite(soci::session& session, WorkerDeadline& deadline) {
  session << "PRAGMA query_only = 1";
  const auto* backend = static_cast<soci::sqlite3_session_backend*>(session.get_backend());
  sqlite_api::sqlite3_progress_handler(backend->conn_, sqlite_steps, &sqlite_asks, &deadline);
}

void prepare_odbc(soci::session& session) {
  const auto* backend = static_cast<soci::odbc_session_backend*>(session.get_backend());
  // Drivers may ignore it; the transaction is rolled back in any case.
  // NOLINTNEXTLINE(performance-no-int-to-ptr): this is how ODBC takes numbers.
  auto* const mode = reinterpret_cast<SQLPOINTER>(SQL_MODE_READ_ONLY);
  SQLSetConnectAttr(backend->hdbc_, SQL_ATTR_ACCESS_MODE, mode, SQL_IS_UINTEGER);
}

// SOCI looks for its drivers in the current folder first, which may be anybody's.
void forget_current_folder() {
  static const bool done = [] {
    std::erase(soci::dynamic_backends::search_paths(), std::string("."));
    return true;
  }();
  static_cast<void>(done);
}

}  // namespace

std::unique_ptr<soci::session> open_sql_session(const SqlQuestion& question) {
  forget_current_folder();
  switch (question.source.database) {
    case DatabaseKind::postgresql:
      return std::make_unique<soci::session>("postgresql", postgresql_words(question));
    case DatabaseKind::mysql:
      return std::make_unique<soci::session>("mysql", mysql_words(question));
    case DatabaseKind::sqlite:
      return std::make_unique<soci::session>("sqlite3", sqlite_words(question));
    case DatabaseKind::odbc:
      break;
  }
  soci::connection_parameters parameters("odbc", odbc_words(question.source));
  parameters.set_option("odbc.driver_complete", "0");  // SQL_DRIVER_NOPROMPT
  return std::make_unique<soci::session>(parameters);
}

void prepare_sql_session(soci::session& session, const SqlQuestion& question,
                         WorkerDeadline& deadline) {
  switch (question.source.database) {
    case DatabaseKind::postgresql:
      return prepare_postgresql(session, question);
    case DatabaseKind::mysql:
      return prepare_mysql(session, question);
    case DatabaseKind::sqlite:
      return prepare_sqlite(session, deadline);
    case DatabaseKind::odbc:
      return prepare_odbc(session);
  }
}

}  // namespace planwatch

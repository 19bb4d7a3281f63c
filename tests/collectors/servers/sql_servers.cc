#include "tests/collectors/servers/sql_servers.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <pwd.h>
#include <soci/soci.h>
#include <unistd.h>

#include "collectors/fetch/sql_read.h"

namespace planwatch::sql_testing {

namespace {

using Words = std::vector<std::string>;

// Root hands its folder over and becomes the user; anybody else stays who he is.
Words as_user(const char* user, const std::string& folder, Words command) {
  if (geteuid() != 0) return command;
  const passwd* entry = getpwnam(user);
  if (entry == nullptr || chown(folder.c_str(), entry->pw_uid, entry->pw_gid) != 0) return command;
  Words whole{"setpriv", std::string("--reuid=") + user, std::string("--regid=") + user,
              "--clear-groups"};
  whole.insert(whole.end(), command.begin(), command.end());
  return whole;
}

std::string postgres_program(const std::string& name) {
  const std::filesystem::path versions = "/usr/lib/postgresql";
  std::string newest;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(versions, error)) {
    const auto program = entry.path() / "bin" / name;
    if (std::filesystem::exists(program)) newest = std::max(newest, program.string());
  }
  return newest.empty() ? name : newest;
}

// A literal of PostgreSQL and, with its backslashes doubled, of MariaDB.
std::string literal(const std::string& text, bool double_backslashes) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || (double_backslashes && c == '\\')) out += c;
    out += c;
  }
  return out + "'";
}

// To the driver manager, which keeps the first list it saw.
void name_drivers() {
  static const TestFolder drivers;
  drivers.write("odbcinst.ini",
                "[planwatch-sqlite]\nDriver=libsqlite3odbc.so\n"
                "[planwatch-postgresql-wide]\nDriver=psqlodbcw.so\n"
                "[planwatch-postgresql-narrow]\nDriver=psqlodbca.so\n");
  setenv("ODBCSYSINI", drivers.path().c_str(), 1);
  setenv("ODBCINI", drivers.file("odbc.ini").c_str(), 1);
}

class NoHttp : public HttpClient {
 public:
  void start(HttpRequest, Done) override { ADD_FAILURE() << "databases need no HTTP"; }
};

}  // namespace

PostgresServer::PostgresServer() {
  const std::string data = folder_.file("data");
  const auto made = run_program(
      as_user("postgres", folder_.path(),
              {postgres_program("initdb"), "-D", data, "-U", "admin", "-A", "scram-sha-256",
               "--auth-local=trust", "--encoding=UTF8", "--locale=C", "--no-sync"}));
  if (made.exit_code != 0) {
    trouble_ = "initdb: " + made.output;
    return;
  }
  server_ = std::make_unique<Process>(
      as_user("postgres", folder_.path(),
              {postgres_program("postgres"), "-D", data, "-p", std::to_string(port_), "-c",
               "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=" + folder_.path(),
               "-c", "fsync=off"}),
      folder_.file("log"));
  const bool up = wait_until(
      [&] {
        return !server_->running() || server_->output().find("to accept conn") != std::string::npos;
      },
      std::chrono::seconds(30));
  if (!up || !server_->running()) {
    trouble_ = "postgres: " + server_->output();
    return;
  }
  sql(fmt::format("CREATE ROLE {} LOGIN PASSWORD {}", reader, literal(password, false)));
}

void PostgresServer::sql(const std::string& statements, const std::string& database) {
  const auto done = run_program({"env", "PGCLIENTENCODING=UTF8", "psql", "-h", folder_.path(), "-p",
                                 std::to_string(port_), "-U", "admin", "-d", database, "-v",
                                 "ON_ERROR_STOP=1", "-q", "-c", statements});
  EXPECT_EQ(done.exit_code, 0) << done.output;
}

SqlSource PostgresServer::source(const std::string& query, const std::string& database) const {
  SqlSource source;
  source.database = DatabaseKind::postgresql;
  source.host = "127.0.0.1";
  source.port = port_;
  source.name = database;
  source.user = reader;
  source.password = Secret(password);
  source.query = query;
  return source;
}

SqlSource PostgresServer::by_odbc(const std::string& driver) const {
  name_drivers();
  SqlSource source;
  source.database = DatabaseKind::odbc;
  source.connection =
      fmt::format("Driver={};Servername=127.0.0.1;Port={};Database=postgres", driver, port_);
  source.user = reader;
  source.password = Secret(password);
  return source;
}

MariaServer::MariaServer() {
  const std::string data = folder_.file("data");
  const auto made =
      run_program(as_user("mysql", folder_.path(),
                          {"mariadb-install-db", "--no-defaults", "--datadir=" + data,
                           "--auth-root-authentication-method=normal", "--skip-test-db"}));
  if (made.exit_code != 0) {
    trouble_ = "mariadb-install-db: " + made.output;
    return;
  }
  server_ = std::make_unique<Process>(
      as_user("mysql", folder_.path(),
              {"mariadbd", "--no-defaults", "--datadir=" + data, "--port=" + std::to_string(port_),
               "--socket=" + folder_.file("socket"), "--bind-address=127.0.0.1",
               "--pid-file=" + folder_.file("pid"), "--innodb-flush-log-at-trx-commit=0",
               "--innodb-fast-shutdown=2"}),
      folder_.file("log"));
  const bool up = wait_until(
      [&] {
        return !server_->running() ||
               server_->output().find("ready for connections") != std::string::npos;
      },
      std::chrono::seconds(60));
  if (!up || !server_->running()) {
    trouble_ = "mariadbd: " + server_->output();
    return;
  }
  sql(
      fmt::format("CREATE DATABASE court CHARACTER SET utf8mb4; CREATE USER {0}@'%' IDENTIFIED BY "
                  "{1}; GRANT SELECT, INSERT, EXECUTE ON court.* TO {0}@'%'",
                  reader, literal(password, true)));
}

void MariaServer::sql(const std::string& statements) {
  const auto done =
      run_program({"mariadb", "--no-defaults", "--socket=" + folder_.file("socket"), "-u", "root",
                   "--default-character-set=utf8mb4", "-e", statements});
  EXPECT_EQ(done.exit_code, 0) << done.output;
}

SqlSource MariaServer::source(const std::string& query) const {
  SqlSource source;
  source.database = DatabaseKind::mysql;
  source.host = "127.0.0.1";
  source.port = port_;
  source.name = "court";
  source.user = reader;
  source.password = Secret(password);
  source.query = query;
  return source;
}

SqliteFile::SqliteFile() {
  name_drivers();
}

void SqliteFile::sql(const std::vector<std::string>& statements) {
  soci::session session("sqlite3", "dbname=" + path());
  for (const std::string& statement : statements) session << statement;
}

SqlSource SqliteFile::source(const std::string& query) const {
  SqlSource source;
  source.database = DatabaseKind::sqlite;
  source.name = path();
  source.query = query;
  return source;
}

SqlSource SqliteFile::by_odbc(const std::string& query) const {
  SqlSource source;
  source.database = DatabaseKind::odbc;
  source.connection = "Driver=planwatch-sqlite;Database=" + path();
  source.query = query;
  return source;
}

SqlSource watched(SqlSource source, const std::string& column, std::chrono::hours overlap,
                  const std::string& initial) {
  source.watermark = Watermark{column, overlap, initial};
  return source;
}

Result<std::string> unchecked(const SqlSource& source) {
  SqlQuestion question;
  question.source = source;
  question.statement = source.query;
  return read_sql(question).map([](SqlAnswer answer) { return std::move(answer.csv); });
}

Result<Fetched> fetch(const SqlSource& source, const Asked& asked) {
  fetch_testing::PollLoop loop;
  fetch_testing::HastyLoop hasty(loop);
  NoHttp http;
  FetchTools tools{hasty, http, loop, {}, "", {}, {}};
  tools.machine_now = [] { return instant_at(make_date(2025, 7, 10), TimeOfDay(0)); };
  const auto fetcher = make_fetcher(std::move(tools));
  FeedSpec feed;
  feed.id = FeedId("court");
  feed.transport = source;
  feed.limits = asked.limits;
  feed.retries = asked.retries;
  std::optional<Result<Fetched>> outcome;
  fetcher->fetch(feed, asked.memory, [&](Result<Fetched> result) { outcome = std::move(result); });
  EXPECT_FALSE(outcome) << "called back from inside fetch";
  EXPECT_TRUE(loop.run_until([&] { return outcome.has_value(); }));
  std::erase(hasty.delays, std::chrono::milliseconds(0));
  EXPECT_EQ(hasty.delays.size(), static_cast<std::size_t>(asked.retries));
  return outcome ? *std::move(outcome) : fail(ErrorCode::timeout, "never called back");
}

std::string csv_of(const SqlSource& source) {
  const auto fetched = fetch(source);
  if (!fetched) return fetched.error().message;
  return fetched->bodies.size() == 1 ? fetched->bodies.front().bytes : "not one body";
}

std::string message_of(const Result<Fetched>& fetched) {
  return fetched ? "it was fetched" : fetched.error().message;
}

long peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtol(line.c_str() + 6, nullptr, 10);
  }
  return 0;
}

}  // namespace planwatch::sql_testing

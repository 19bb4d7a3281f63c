#include <filesystem>
#include <fmt/format.h>
#include <system_error>

#include "daemon/store/schema.h"
#include "daemon/store/sqlite_store.h"

namespace planwatch {

namespace {

// FULL: a commit has reached the disk when it returns. The size limit gives the log's space back
// after a large import.
constexpr const char* writer_settings =
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; "
    "PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16384";

Result<void> use_write_ahead_log(Database& database) {
  Statement statement = database.prepare("PRAGMA journal_mode = WAL");
  const Result<bool> row = statement.step();
  if (!row) return tl::make_unexpected(row.error());
  if (*row && statement.take_text() == "wal") return {};
  return fail(ErrorCode::io,
              fmt::format("存储 {} 所在的文件系统不支持预写日志；请把数据文件夹放在本机磁盘上",
                          database.path()));
}

Result<void> check_quickly(Database& database) {
  Statement statement = database.prepare("PRAGMA quick_check(1)");
  const Result<bool> row = statement.step();
  if (!row) return tl::make_unexpected(row.error());
  const std::string answer = *row ? statement.take_text() : "no answer";
  if (answer == "ok") return {};
  return tl::make_unexpected(corrupt_store(database.path(), answer));
}

Result<std::unique_ptr<Store>> open_for_writing(const std::string& folder,
                                                const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return fail(ErrorCode::io, fmt::format("无法建立数据文件夹 {}（{}）；请检查上级文件夹的权限",
                                           folder, error.message()));
  }
  auto lock = FolderLock::take(folder);
  if (!lock) return tl::make_unexpected(lock.error());
  auto database = Database::open(path, Database::Access::read_write);
  if (!database) return tl::make_unexpected(database.error());
  Result<void> ok = use_write_ahead_log(*database);
  if (ok) ok = database->execute(writer_settings);
  if (ok) ok = check_quickly(*database);
  if (ok) ok = migrate(*database);
  if (!ok) return tl::make_unexpected(ok.error());
  return std::make_unique<SqliteStore>(std::move(*lock), std::move(*database));
}

Result<Database> open_checked(const std::string& path, Database::Access access) {
  auto database = Database::open(path, access);
  if (!database) return database;
  Result<void> ok = check_quickly(*database);
  if (ok) ok = require_current_schema(*database);
  if (!ok) return tl::make_unexpected(ok.error());
  return database;
}

// A reader of a log-keeping database needs the log's index beside it. In a folder that it may not
// write to, and with no log there, nobody is writing: then the file alone is read.
bool may_read_alone(const std::string& path, const Error& error) {
  std::error_code ignored;
  return error.code == ErrorCode::io && !std::filesystem::exists(path + "-wal", ignored);
}

Result<Database> open_for_reading(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return fail(ErrorCode::not_found,
                fmt::format("没有存储 {}；请先用 planwatch run 运行一次，或核对 --data", path));
  }
  auto database = open_checked(path, Database::Access::read_only);
  if (database || !may_read_alone(path, database.error())) return database;
  return open_checked(path, Database::Access::immutable);
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& folder, OpenMode mode) {
  const std::string path = folder + "/planwatch.db";
  if (mode == OpenMode::read_write) return open_for_writing(folder, path);
  auto database = open_for_reading(path);
  if (!database) return tl::make_unexpected(database.error());
  return std::make_unique<SqliteStore>(std::nullopt, std::move(*database));
}

}  // namespace planwatch

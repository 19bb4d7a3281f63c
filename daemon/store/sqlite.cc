#include "daemon/store/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <utility>

namespace planwatch {

namespace {

constexpr int busy_timeout_ms = 5'000;

int flags_of(Database::Access access) {
  const int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI;
  if (access == Database::Access::read_write) {
    return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return common | SQLITE_OPEN_READONLY;
}

// A path as a file: URI; everything that could mean something there is escaped.
std::string uri_of(const std::string& path, Database::Access access) {
  std::string uri = "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '.' || c == '-' || c == '_';
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  if (access == Database::Access::immutable) uri += "?immutable=1";
  return uri;
}

Error full_disk(const std::string& path) {
  return {ErrorCode::io, false,
          fmt::format("存储 {} 所在磁盘已满，本次写入已全部撤回；请腾出空间后重新启动", path)};
}

// The library counts all memory that it takes, under a lock, about a hundred times for a fetch;
// nobody asks for the count. Before its first use; without effect where somebody used it already.
void count_no_memory() {
  [[maybe_unused]] static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

}  // namespace

Error corrupt_store(const std::string& path, std::string_view detail) {
  return {ErrorCode::corrupt, false,
          fmt::format("存储 {} 已损坏（{}）。请停止服务，把所在文件夹整个复制留存，再用备份替换；"
                      "没有备份时可用 sqlite3 的 .recover 命令导出尚可读的内容。请勿直接删除",
                      path, detail)};
}

// ---- Statement ----

Statement::Statement(Database& database, sqlite3_stmt* prepared, int code)
    : database_(database), prepared_(prepared), code_(code) {}

Statement::~Statement() {
  if (prepared_ == nullptr) return;
  sqlite3_reset(prepared_);
}

void Statement::note(int code) {
  if (code_ == SQLITE_OK) code_ = code;
}

void Statement::put_null() {
  note(sqlite3_bind_null(prepared_, ++parameter_));
}

void Statement::put_integer(std::int64_t value) {
  note(sqlite3_bind_int64(prepared_, ++parameter_, value));
}

void Statement::put_text(std::string_view value) {
  // A null pointer would be NULL instead of an empty text.
  const char* begin = value.data() == nullptr ? "" : value.data();
  note(sqlite3_bind_text64(prepared_, ++parameter_, begin, value.size(), SQLITE_TRANSIENT,
                           SQLITE_UTF8));
}

void Statement::refuse_put() {
  ++parameter_;
  put_refused_ = true;
}

Result<void> Statement::check() const {
  if (put_refused_) {
    return fail(
        ErrorCode::invalid,
        fmt::format("存储 {}：有数值超出可保存的范围，未写入；请核对来源数据", database_.path()));
  }
  if (taken_refused_) {
    return tl::make_unexpected(corrupt_store(
        database_.path(),
        fmt::format("有本版本不认识的内容，列 {}，语句 {}", column_, sqlite3_sql(prepared_))));
  }
  if (code_ != SQLITE_OK) return tl::make_unexpected(database_.trouble(code_));
  return {};
}

Result<bool> Statement::step() {
  if (auto ok = check(); !ok) return tl::make_unexpected(ok.error());
  column_ = 0;
  const int code = sqlite3_step(prepared_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  note(code);
  return tl::make_unexpected(database_.trouble(code));
}

Result<void> Statement::run() {
  for (;;) {
    const Result<bool> row = step();
    if (!row) return tl::make_unexpected(row.error());
    if (!*row) return {};
  }
}

bool Statement::next_is_null() const {
  return sqlite3_column_type(prepared_, column_) == SQLITE_NULL;
}

std::int64_t Statement::take_integer() {
  if (sqlite3_column_type(prepared_, column_) != SQLITE_INTEGER) refuse_taken();
  return sqlite3_column_int64(prepared_, column_++);
}

std::string Statement::take_text() {
  if (sqlite3_column_type(prepared_, column_) != SQLITE_TEXT) refuse_taken();
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(prepared_, column_));
  const int size = sqlite3_column_bytes(prepared_, column_);
  ++column_;
  return text == nullptr ? std::string{} : std::string(text, static_cast<std::size_t>(size));
}

void Statement::refuse_taken() {
  taken_refused_ = true;
}

// ---- Database ----

Database::Database(sqlite3* connection, std::string path)
    : connection_(connection), path_(std::move(path)) {}

Database::Database(Database&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)),
      path_(std::move(other.path_)),
      prepared_(std::exchange(other.prepared_, {})) {}

Database::~Database() {
  for (const auto& [sql, statement] : prepared_) sqlite3_finalize(statement);
  sqlite3_close(connection_);
}

Result<Database> Database::open(const std::string& path, Access access) {
  count_no_memory();
  sqlite3* connection = nullptr;
  const int code =
      sqlite3_open_v2(uri_of(path, access).c_str(), &connection, flags_of(access), nullptr);
  Database database(connection, path);  // closes it, also where opening failed
  if (code != SQLITE_OK) return tl::make_unexpected(database.trouble(code));
  sqlite3_busy_timeout(connection, busy_timeout_ms);
  return database;
}

Statement Database::prepare(std::string_view sql) {
  const auto found = prepared_.find(sql);
  if (found != prepared_.end()) return {*this, found->second, SQLITE_OK};
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code == SQLITE_OK) prepared_.emplace(sql, statement);
  return {*this, statement, code};
}

Result<void> Database::execute(const char* sql) {
  const int code = sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return tl::make_unexpected(trouble(code));
  return {};
}

Result<std::int64_t> Database::ask_integer(std::string_view sql) {
  Statement statement = prepare(sql);
  const Result<bool> row = statement.step();
  if (!row) return tl::make_unexpected(row.error());
  if (!*row || statement.next_is_null()) return std::int64_t{0};
  const std::int64_t answer = statement.take_integer();
  if (auto ok = statement.check(); !ok) return tl::make_unexpected(ok.error());
  return answer;
}

std::int64_t Database::changes() const {
  return sqlite3_changes64(connection_);
}
std::int64_t Database::last_insert_id() const {
  return sqlite3_last_insert_rowid(connection_);
}
bool Database::in_transaction() const {
  return sqlite3_get_autocommit(connection_) == 0;
}

Error Database::trouble(int code) const {
  const char* detail = connection_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(connection_);
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return corrupt_store(path_, detail);
    case SQLITE_FULL:
      return full_disk(path_);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::conflict, true,
              fmt::format("存储 {} 正被另一个程序占用（{}）；请关闭它，或稍后再试", path_, detail)};
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
    case SQLITE_RANGE:
      return {ErrorCode::invalid, false,
              fmt::format("存储 {} 拒绝了这次写入，本组数据均未写入（{}）；请核对所写的数据", path_,
                          detail)};
    default:
      return {ErrorCode::io, false,
              fmt::format("存储 {} 无法读写（{}）；请检查磁盘、文件权限和所属用户", path_, detail)};
  }
}

// ---- Transaction ----

Result<Transaction> Transaction::begin(Database& database, Kind kind) {
  const char* sql = kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN";
  if (auto begun = database.prepare(sql).run(); !begun) return tl::make_unexpected(begun.error());
  return Transaction(&database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  // Some errors (a full disk) have rolled back already.
  if (database_ == nullptr || !database_->in_transaction()) return;
  (void)database_->prepare("ROLLBACK").run();
}

Result<void> Transaction::commit() {
  if (auto done = database_->prepare("COMMIT").run(); !done) return done;
  database_ = nullptr;
  return {};
}

}  // namespace planwatch

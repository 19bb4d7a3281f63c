#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "rules/model/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace planwatch {

class Database;

// One use of a prepared statement: values are put from left to right, columns of a row are taken
// from left to right. The first thing that goes wrong is kept and answered by `step` and `run`, so
// that putting and taking need no checks of their own. Lives shorter than its database, and only
// one use of the same text lives at a time.
class Statement {
 public:
  Statement(Database& database, sqlite3_stmt* prepared, int code);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void put_null();
  void put_integer(std::int64_t value);
  void put_text(std::string_view value);
  // The value has no place in the table (a size beyond 63 bits): `step` fails with invalid.
  void refuse_put();

  // True: a row is there to be taken from. False: done.
  Result<bool> step();
  // To the end; rows are passed over.
  Result<void> run();

  bool next_is_null() const;
  std::int64_t take_integer();
  std::string take_text();
  void skip(int columns) { column_ += columns; }
  // A column holds what this program never writes: the next `step` or `check` fails with corrupt.
  void refuse_taken();
  Result<void> check() const;

 private:
  void note(int code);

  Database& database_;
  sqlite3_stmt* prepared_;
  int code_;
  int parameter_ = 0;
  int column_ = 0;
  bool put_refused_ = false;
  bool taken_refused_ = false;
};

// A connection. Statements are prepared once and kept. Owner thread only.
class Database {
 public:
  // immutable: nobody writes and nobody will; needs no files beside the database.
  enum class Access { read_write, read_only, immutable };
  static Result<Database> open(const std::string& path, Access access);

  Database(Database&& other) noexcept;
  Database& operator=(Database&&) = delete;
  ~Database();

  Statement prepare(std::string_view sql);
  // One or several statements without values and results.
  Result<void> execute(const char* sql);
  // The single integer that a query answers with; 0 when it has no row.
  Result<std::int64_t> ask_integer(std::string_view sql);

  std::int64_t changes() const;  // rows that the last statement wrote
  std::int64_t last_insert_id() const;
  bool in_transaction() const;
  const std::string& path() const { return path_; }
  // The connection's last trouble in the user's words. `code` is SQLite's result code.
  Error trouble(int code) const;

 private:
  Database(sqlite3* connection, std::string path);

  sqlite3* connection_;
  std::string path_;
  std::map<std::string, sqlite3_stmt*, std::less<>> prepared_;
};

// All or nothing: rolled back unless committed. `write` takes the writer's place at once, so that
// nothing in between can fail because of another writer; without it reads see one moment.
class Transaction {
 public:
  enum class Kind { read, write };
  static Result<Transaction> begin(Database& database, Kind kind);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Database* database) : database_(database) {}
  Database* database_;
};

// What is wrong with the file at `path` and what to do about it.
Error corrupt_store(const std::string& path, std::string_view detail);

}  // namespace planwatch

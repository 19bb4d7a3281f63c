#pragma once

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <stdlib.h>
#include <string>

#include "gtest/gtest.h"

#include "daemon/store/store.h"
#include "tests/daemon/store/sample_rows.h"

namespace planwatch {

// A folder of its own, gone with it.
class TempFolder {
 public:
  TempFolder() {
    std::string name = testing::TempDir() + "planwatch_store_XXXXXX";
    if (mkdtemp(name.data()) == nullptr) abort();
    path_ = name;
  }
  ~TempFolder() { std::filesystem::remove_all(path_); }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::string& path() const { return path_; }
  std::string database() const { return path_ + "/planwatch.db"; }

 private:
  std::string path_;
};

// The two kinds of Store. `reopen` is what a restart does: the memory store lives on, as it does in
// the simulator when everything around it crashes.
class SqliteKind {
 public:
  SqliteKind() { reopen(); }
  Store& store() { return *store_; }
  void reopen() {
    store_.reset();
    auto opened = open_sqlite_store(folder_.path(), OpenMode::read_write);
    if (!opened) FAIL() << opened.error().message;
    store_ = std::move(*opened);
  }

 private:
  TempFolder folder_;
  std::unique_ptr<Store> store_;
};

class MemoryKind {
 public:
  Store& store() { return *store_; }
  void reopen() {}

 private:
  std::unique_ptr<Store> store_ = make_memory_store();
};

using StoreKinds = testing::Types<SqliteKind, MemoryKind>;

// Base of the typed suites that say what every Store does.
template <class Kind>
struct StoreContract : testing::Test {
  Kind kind;

  Store& store() { return kind.store(); }
  void use(const Configuration& configuration = sample_plan()) {
    const auto used = store().use_plan(configuration);
    ASSERT_TRUE(used) << used.error().message;
  }
  void commit(const std::vector<Row>& rows) {
    const auto done = store().commit(rows);
    ASSERT_TRUE(done) << done.error().message;
  }
  // The error of a commit that must fail.
  Error refuse(const std::vector<Row>& rows) {
    const auto done = store().commit(rows);
    EXPECT_FALSE(done) << "was written";
    return done ? Error{} : done.error();
  }
  // After a restart.
  Restored load(const Configuration& configuration = sample_plan()) {
    kind.reopen();
    use(configuration);
    const auto restored = store().load();
    EXPECT_TRUE(restored) << restored.error().message;
    return restored.value_or(Restored{});
  }
};

}  // namespace planwatch

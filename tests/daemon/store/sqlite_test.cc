#include "daemon/store/sqlite.h"

#include <limits>

#include "daemon/store/codec.h"
#include "tests/daemon/store/store_contract.h"

namespace planwatch {
namespace {

struct SqliteTest : testing::Test {
  TempFolder folder;
  Result<Database> opened =
      Database::open(folder.path() + "/a b%?#数据.db", Database::Access::read_write);
  Database& database = *opened;

  void SetUp() override {
    ASSERT_TRUE(opened) << opened.error().message;
    ASSERT_TRUE(database.execute("CREATE TABLE t (a INTEGER, b ANY) STRICT"));
  }
  std::int64_t count() { return database.ask_integer("SELECT count(*) FROM t").value_or(-1); }
  void insert(std::int64_t a) {
    Statement statement = database.prepare("INSERT INTO t (a) VALUES (?)");
    Put{statement}(a);
    ASSERT_TRUE(statement.run());
  }
};

TEST_F(SqliteTest, AnyPathIsAPath) {
  EXPECT_TRUE(std::filesystem::exists(folder.path() + "/a b%?#数据.db"));
}

TEST_F(SqliteTest, AStatementIsUsedAgainAndAgain) {
  for (std::int64_t i = 0; i < 3; ++i) insert(i);
  EXPECT_EQ(count(), 3);
  EXPECT_EQ(*database.ask_integer("SELECT max(a) FROM t"), 2);
}

TEST_F(SqliteTest, AStatementLeftHalfReadStartsAnew) {
  for (std::int64_t i = 0; i < 3; ++i) insert(i);
  for (int round = 0; round < 2; ++round) {
    Statement statement = database.prepare("SELECT a FROM t ORDER BY a");
    ASSERT_TRUE(*statement.step());
    EXPECT_EQ(statement.take_integer(), 0);
  }
}

TEST_F(SqliteTest, AnIntegerThatIsNotThereIsZero) {
  EXPECT_EQ(*database.ask_integer("SELECT max(a) FROM t"), 0);
  EXPECT_EQ(*database.ask_integer("SELECT a FROM t"), 0);
}

TEST_F(SqliteTest, ATransactionThatIsNotCommittedNeverWas) {
  {
    auto transaction = Transaction::begin(database, Transaction::Kind::write);
    ASSERT_TRUE(transaction);
    insert(1);
    EXPECT_EQ(count(), 1);
  }
  EXPECT_EQ(count(), 0);
  auto transaction = Transaction::begin(database, Transaction::Kind::write);
  insert(2);
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(count(), 1);
}

TEST_F(SqliteTest, BadStatementsAnswerInsteadOfCrashing) {
  Statement statement = database.prepare("SELECT nonsense FROM nowhere");
  Put{statement}.all(1, std::string("x"), std::optional<Decimal>{});
  const auto done = statement.run();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::io);
  EXPECT_FALSE(done.error().transient);
}

TEST_F(SqliteTest, TooManyValuesAreAnError) {
  Statement statement = database.prepare("INSERT INTO t (a) VALUES (?)");
  Put{statement}.all(1, 2);
  EXPECT_FALSE(statement.run());
  EXPECT_EQ(count(), 0);
}

TEST_F(SqliteTest, ASizeBeyondTheColumnIsRefused) {
  Statement statement = database.prepare("INSERT INTO t (a) VALUES (?)");
  Put{statement}(std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(statement.run().error().code, ErrorCode::invalid);
  EXPECT_EQ(count(), 0);
}

TEST_F(SqliteTest, WhatNoVersionWritesIsCorruptAndNeverAGuess) {
  const auto take_from = [this](const char* sql, auto value) {
    Statement statement = database.prepare(sql);
    EXPECT_TRUE(*statement.step());
    Take{statement}(value);
    const auto checked = statement.check();
    return checked ? ErrorCode::invalid : checked.error().code;
  };
  const ErrorCode fine = ErrorCode::invalid;
  const ErrorCode corrupt = ErrorCode::corrupt;
  EXPECT_EQ(take_from("SELECT 1", true), fine);
  EXPECT_EQ(take_from("SELECT 2", true), corrupt);
  EXPECT_EQ(take_from("SELECT 5", Light::grey), fine);
  EXPECT_EQ(take_from("SELECT 6", Light::grey), corrupt);
  EXPECT_EQ(take_from("SELECT -1", Role::contact), corrupt);
  EXPECT_EQ(take_from("SELECT 300", Light::grey), corrupt);
  EXPECT_EQ(take_from("SELECT 16383", DataState::none), fine);
  EXPECT_EQ(take_from("SELECT 16384", DataState::none), corrupt);
  EXPECT_EQ(take_from("SELECT 'one'", 0), corrupt);
  EXPECT_EQ(take_from("SELECT NULL", 0), corrupt);
  EXPECT_EQ(take_from("SELECT 7", std::string()), corrupt);
  EXPECT_EQ(take_from("SELECT 3000000000", 0), corrupt);
  EXPECT_EQ(take_from("SELECT -999999999999999999, 18", Decimal()), fine);
  EXPECT_EQ(take_from("SELECT 1000000000000000000, 0", Decimal()), corrupt);
  EXPECT_EQ(take_from("SELECT 1, 19", Decimal()), corrupt);
  EXPECT_EQ(take_from("SELECT 1, -1", Decimal()), corrupt);
  EXPECT_EQ(take_from("SELECT 2025, 1, 12", Period()), fine);
  EXPECT_EQ(take_from("SELECT 2025, 1, 300", Period()), corrupt);
  EXPECT_EQ(take_from("SELECT 2025, 0, 1", Period()), corrupt);
  EXPECT_EQ(take_from("SELECT 2025, 3, 2", Period()), corrupt);
  EXPECT_EQ(take_from("SELECT 2025, 1, 13", Period()), corrupt);
  EXPECT_EQ(take_from("SELECT 3000000000", on(0)), corrupt);
}

TEST_F(SqliteTest, ARefusedColumnStopsTheReading) {
  Statement statement = database.prepare("SELECT 'x' UNION ALL SELECT 'y'");
  ASSERT_TRUE(*statement.step());
  (void)statement.take_integer();
  const auto next = statement.step();
  ASSERT_FALSE(next);
  EXPECT_EQ(next.error().code, ErrorCode::corrupt);
}

TEST_F(SqliteTest, OptionalsPassOverAllTheirColumns) {
  Statement statement = database.prepare("SELECT NULL, NULL, 7, NULL, 8");
  ASSERT_TRUE(*statement.step());
  std::optional<Decimal> decimal = Decimal{1};
  std::optional<Date> date = on(1);
  int seven = 0;
  int eight = 0;
  Take{statement}.all(decimal, seven, date, eight);
  EXPECT_FALSE(decimal || date);
  EXPECT_EQ(seven, 7);
  EXPECT_EQ(eight, 8);
}

TEST_F(SqliteTest, AFullDiskSaysSo) {
  ASSERT_TRUE(database.execute("PRAGMA max_page_count = 3"));
  const std::string large(100'000, 'x');
  auto transaction = Transaction::begin(database, Transaction::Kind::write);
  Statement statement = database.prepare("INSERT INTO t (b) VALUES (?)");
  statement.put_text(large);
  const auto done = statement.run();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::io);
  EXPECT_FALSE(done.error().transient);
  EXPECT_NE(done.error().message.find("磁盘已满"), std::string::npos) << done.error().message;
}

TEST_F(SqliteTest, AnotherWriterIsATransientConflict) {
  ASSERT_TRUE(database.execute("PRAGMA busy_timeout = 0"));
  auto other = Database::open(database.path(), Database::Access::read_write);
  ASSERT_TRUE(other);
  auto theirs = Transaction::begin(*other, Transaction::Kind::write);
  ASSERT_TRUE(theirs);
  const auto mine = Transaction::begin(database, Transaction::Kind::write);
  ASSERT_FALSE(mine);
  EXPECT_EQ(mine.error().code, ErrorCode::conflict);
  EXPECT_TRUE(mine.error().transient);
}

}  // namespace
}  // namespace planwatch

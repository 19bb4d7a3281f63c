#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <soci/soci.h>

#include "tests/collectors/servers/sql_servers.h"

namespace planwatch {
namespace {

using namespace sql_testing;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// SQLite as a file and through its ODBC driver, which stands for the domestic databases': the same
// questions are answered in the same way.
class SqliteSource : public testing::TestWithParam<DatabaseKind> {
 protected:
  SqlSource source(const std::string& query) const {
    return GetParam() == DatabaseKind::odbc ? file_.by_odbc(query) : file_.source(query);
  }
  SqliteFile file_;
};

TEST_P(SqliteSource, ValuesAsTheyAreStored) {
  file_.sql(
      {"CREATE TABLE cases (id BIGINT, amount TEXT, rate REAL, area VARCHAR(3), closed DATE, "
       "at TIMESTAMP, note TEXT)",
       "INSERT INTO cases VALUES (1, '12345678901234.5678', 0.1, '甘州区', '2025-06-30', "
       "'2025-06-30 10:00:00', 'a,\"b\"')",
       "INSERT INTO cases VALUES (9007199254740993, '0.0001', 98.76, '𠮷㐀和更长的文字', "
       "NULL, NULL, '')"});
  const std::string csv =
      csv_of(source("SELECT id, amount, rate, area, closed, note AS 备注 FROM "
                    "cases WHERE area <> '无' ORDER BY id"));
  EXPECT_EQ(csv,
            "id,amount,rate,area,closed,备注\r\n"
            "1,12345678901234.5678,0.1,甘州区,2025-06-30,\"a,\"\"b\"\"\"\r\n"
            "9007199254740993,0.0001,98.76,𠮷㐀和更长的文字,,\r\n");
  EXPECT_THAT(csv_of(source("SELECT at FROM cases WHERE id = 1")),
              HasSubstr("2025-06-30 10:00:00"));
  EXPECT_EQ(csv_of(source("SELECT id FROM cases WHERE 1 = 0")), "id\r\n");
}

TEST_P(SqliteSource, LongTextsAreWhole) {
  file_.sql({"CREATE TABLE t (a VARCHAR(10))",
             "WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < 5000) "
             "INSERT INTO t SELECT group_concat('长', '') FROM g"});
  std::string expected = "a\r\n";
  for (int i = 0; i < 5000; ++i) expected += "长";
  EXPECT_EQ(csv_of(source("SELECT a FROM t")), expected + "\r\n");
}

TEST_P(SqliteSource, WritingLeavesNothingBehind) {
  file_.sql({"CREATE TABLE log (a INT)"});
  unchecked(source("INSERT INTO log VALUES (1)"));
  unchecked(source("DROP TABLE log"));
  EXPECT_EQ(csv_of(source("SELECT COUNT(*) AS n FROM log")), "n\r\n0\r\n");
}

TEST_P(SqliteSource, LateRowsComeWithTheOverlap) {
  file_.sql({"CREATE TABLE front (no INTEGER, sync_time TEXT)",
             "INSERT INTO front VALUES (1, '2025-05-01 08:00:00'), (2, '2025-06-30 10:00:00')"});
  const SqlSource timed =
      watched(source("SELECT no, sync_time FROM front WHERE sync_time >= :since ORDER BY no"),
              "sync_time", std::chrono::hours(24), "2025-06-01");
  const auto first = fetch(timed);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->bodies.at(0).bytes, "no,sync_time\r\n2,2025-06-30 10:00:00\r\n");
  file_.sql({"INSERT INTO front VALUES (3, '2025-06-29 10:00:00')"});
  const auto second = fetch(timed, {{}, first->memory});
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->bodies.at(0).bytes,
            "no,sync_time\r\n2,2025-06-30 10:00:00\r\n3,2025-06-29 10:00:00\r\n");
  const SqlSource numbered =
      watched(source("SELECT no FROM front WHERE no > :since ORDER BY no"), "no", {}, "1");
  const auto by_number = fetch(numbered);
  ASSERT_TRUE(by_number) << by_number.error().message;
  EXPECT_EQ(by_number->bodies.at(0).bytes, "no\r\n2\r\n3\r\n");
  const auto nothing = fetch(numbered, {{}, by_number->memory});
  ASSERT_TRUE(nothing) << nothing.error().message;
  EXPECT_TRUE(nothing->bodies.empty());
  EXPECT_EQ(nothing->memory, by_number->memory);
}

TEST_P(SqliteSource, LimitsHold) {
  const auto counted_to = [](const std::string& end) {
    return "FROM (WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g" + end +
           ") SELECT i FROM g)";
  };
  const std::string many = counted_to(" WHERE i < 200000");
  file_.sql({"CREATE TABLE t (a INT)"});
  const auto all = fetch(source("SELECT i, 'x' AS x " + many));
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(std::count(all->bodies.at(0).bytes.begin(), all->bodies.at(0).bytes.end(), '\n'),
            200'001);
  FeedLimits few;
  few.rows = 199'999;
  EXPECT_THAT(message_of(fetch(source("SELECT i " + many), {few})), HasSubstr("超过 199999 行"));
  SqlSource endless = source("SELECT i " + counted_to(""));
  endless.statement_timeout = std::chrono::milliseconds(200);
  few.rows = 2'000'000'000;
  few.bytes = 1ull << 40;
  const auto late = fetch(endless, {few});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::timeout) << late.error().message;
}

TEST_P(SqliteSource, MistakesAreNamed) {
  file_.sql({"CREATE TABLE t (a INT)"});
  const auto typo = fetch(source("SELECT nothing FROM t"));
  ASSERT_FALSE(typo);
  EXPECT_EQ(typo.error().code, ErrorCode::invalid);
  EXPECT_THAT(typo.error().message, AllOf(HasSubstr("nothing"), HasSubstr("请检查写法")));
}

INSTANTIATE_TEST_SUITE_P(FileAndDriver, SqliteSource,
                         testing::Values(DatabaseKind::sqlite, DatabaseKind::odbc),
                         [](const auto& test) {
                           return test.param == DatabaseKind::odbc ? "Odbc" : "Sqlite";
                         });

TEST(SqliteFileSource, AQueryWithoutRowsIsStoppedWhileItWorks) {
  SqliteFile file;
  file.sql({"CREATE TABLE t (a INT)"});
  SqlSource slow = file.source(
      "WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g) SELECT i FROM g WHERE i < "
      "0");
  slow.statement_timeout = std::chrono::milliseconds(200);
  const auto late = fetch(slow);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::timeout) << late.error().message;
}

TEST(SqliteFileSource, AMissingFileIsNotMade) {
  SqliteFile file;
  const auto missing = fetch(file.source("SELECT 1"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
  EXPECT_THAT(missing.error().message, HasSubstr(file.path()));
  EXPECT_NE(access(file.path().c_str(), F_OK), 0);
}

TEST(SqliteFileSource, ALockedFileIsReadLater) {
  SqliteFile file;
  file.sql({"CREATE TABLE t (a INT)"});
  soci::session writer("sqlite3", "dbname=" + file.path());
  writer << "BEGIN EXCLUSIVE";
  SqlSource source = file.source("SELECT a FROM t");
  source.statement_timeout = std::chrono::milliseconds(900);
  const auto busy = fetch(source);
  ASSERT_FALSE(busy);
  EXPECT_TRUE(busy.error().transient) << busy.error().message;
}

TEST(OdbcSource, AMissingDriverIsNamedAndThePasswordIsNot) {
  SqliteFile file;
  SqlSource source = file.by_odbc("SELECT 1");
  source.connection = "Driver=DM8;Server=127.0.0.1;TCP_PORT=5236;Pwd=in-words";
  source.user = "reader";
  source.password = Secret("very-secret");
  const auto refused = fetch(source);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::refused);
  EXPECT_THAT(refused.error().message,
              AllOf(HasSubstr("odbc:Driver=DM8;Server=127.0.0.1"), HasSubstr("odbcinst.ini"),
                    Not(HasSubstr("very-secret")), Not(HasSubstr("in-words"))));
}

}  // namespace
}  // namespace planwatch

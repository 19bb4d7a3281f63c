#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/collectors/servers/sql_servers.h"

// PostgreSQL through its ODBC drivers, the wide one and the narrow one: a driver that asks a server
// over the network, as those of the domestic databases do. The same questions as of SQLite's.
namespace planwatch {
namespace {

using namespace sql_testing;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* cases_table =
    "CREATE TABLE cases (id bigint, amount numeric(20,4), rate double precision, area "
    "varchar(20), closed date, at timestamp, open boolean, note text); "
    "INSERT INTO cases VALUES "
    "(1, 12345678901234.5678, 0.1, '甘州区', '2025-06-30', '2025-06-30 10:00:00', true, "
    "E'a,\"b\"\\nc'), "
    "(9007199254740993, 0.0001, 98.76, '𠮷㐀', NULL, NULL, NULL, ''); "
    "CREATE TABLE log (a int); GRANT ALL ON log TO planwatch_reader; "
    "CREATE FUNCTION sneak() RETURNS int LANGUAGE sql VOLATILE AS "
    "'INSERT INTO log VALUES (1) RETURNING a'; "
    "CREATE TABLE front (no bigint, sync_time timestamp); INSERT INTO front VALUES "
    "(1, '2025-05-01 08:00:00'), (9007199254740993, '2025-06-30 10:00:00'); "
    "GRANT SELECT ON cases, front TO planwatch_reader";

void values_are_exact(const SqlSource& source) {
  SqlSource asked = source;
  asked.query =
      "SELECT id, amount, rate, area, closed, at, note AS 备注 FROM cases WHERE area <> '无' "
      "ORDER BY id";
  EXPECT_EQ(csv_of(asked),
            "id,amount,rate,area,closed,at,备注\r\n"
            "1,12345678901234.5678,0.1,甘州区,2025-06-30,2025-06-30 10:00:00,\"a,\"\"b\"\"\nc\"\r\n"
            "9007199254740993,0.0001,98.76,𠮷㐀,,,\r\n");
  asked.query = "SELECT sum(amount) AS 合计 FROM cases";
  EXPECT_EQ(csv_of(asked), "合计\r\n12345678901234.5679\r\n");
  asked.query = "SELECT open FROM cases ORDER BY id";
  EXPECT_EQ(csv_of(asked), "open\r\n1\r\n\"\"\r\n") << "no blank line for a NULL alone";
  asked.query = "SELECT id FROM cases WHERE 1 = 0";
  EXPECT_EQ(csv_of(asked), "id\r\n");
  asked.query = "SELECT repeat('长', 5000) AS a";
  std::string whole = "a\r\n";
  for (int i = 0; i < 5000; ++i) whole += "长";
  EXPECT_EQ(csv_of(asked), whole + "\r\n");
}

void writing_leaves_nothing_behind(const SqlSource& source) {
  SqlSource asked = source;
  asked.query = "SELECT sneak()";
  static_cast<void>(fetch(asked));
  for (const char* statement :
       {"INSERT INTO log VALUES (1)", "SELECT 1; INSERT INTO log VALUES (1)", "DROP TABLE log"}) {
    asked.query = statement;
    EXPECT_FALSE(fetch(asked)) << statement;
    static_cast<void>(unchecked(asked));
  }
  asked.query = "SELECT count(*) AS n FROM log";
  EXPECT_EQ(csv_of(asked), "n\r\n0\r\n");
}

void late_rows_come_with_the_overlap(const SqlSource& source) {
  SqlSource asked = source;
  asked.query =
      "SELECT no, sync_time FROM front WHERE sync_time >= CAST(:since AS timestamp) ORDER BY no";
  const SqlSource timed = watched(asked, "sync_time", std::chrono::hours(24), "2025-06-01");
  const auto first = fetch(timed);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->bodies.at(0).bytes, "no,sync_time\r\n9007199254740993,2025-06-30 10:00:00\r\n");
  const auto again = fetch(timed, {{}, first->memory});
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->memory, first->memory);
  // Neighbours that a double cannot tell apart.
  asked.query = "SELECT no FROM front WHERE no > :since ORDER BY no";
  const auto numbered = fetch(watched(asked, "no", {}, "9007199254740992"));
  ASSERT_TRUE(numbered) << numbered.error().message;
  EXPECT_EQ(numbered->bodies.at(0).bytes, "no\r\n9007199254740993\r\n");
  // An injection stays a value.
  asked.query = timed.query;
  EXPECT_FALSE(fetch(watched(asked, "sync_time", {}, "2025'); DROP TABLE front; --")));
  asked.query = "SELECT count(*) AS n FROM front";
  EXPECT_EQ(csv_of(asked), "n\r\n2\r\n");
}

void limits_hold(const SqlSource& source) {
  SqlSource asked = source;
  asked.query = "SELECT i FROM generate_series(1, 20000) AS g(i)";
  FeedLimits few;
  few.rows = 19'999;
  EXPECT_THAT(message_of(fetch(asked, {few})), HasSubstr("超过 19999 行"));
  few.rows = 20'000;
  EXPECT_TRUE(fetch(asked, {few}));
  asked.query = "SELECT pg_sleep(20)";
  asked.statement_timeout = std::chrono::milliseconds(300);
  const auto late = fetch(asked);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::timeout) << late.error().message;
  EXPECT_TRUE(late.error().transient);
}

void refusals_say_why(const SqlSource& source) {
  SqlSource asked = source;
  asked.query = "SELECT nothing FORM t";
  const auto typo = fetch(asked);
  ASSERT_FALSE(typo);
  EXPECT_EQ(typo.error().code, ErrorCode::invalid) << typo.error().message;
  EXPECT_THAT(typo.error().message, AllOf(HasSubstr("syntax error"), HasSubstr("请检查写法")));
  asked.query = "SELECT 1";
  asked.password = Secret("wrong-secret");
  const auto refused = fetch(asked);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::refused) << refused.error().message;
  EXPECT_FALSE(refused.error().transient);
  EXPECT_THAT(refused.error().message, Not(HasSubstr("wrong-secret")));
}

TEST(OdbcToPostgresql, AnswersAsTheDatabaseItself) {
  PostgresServer server;
  ASSERT_EQ(server.trouble(), "");
  server.sql(cases_table);
  for (const char* driver : {"planwatch-postgresql-wide", "planwatch-postgresql-narrow"}) {
    SCOPED_TRACE(driver);
    const SqlSource source = server.by_odbc(driver);
    values_are_exact(source);
    writing_leaves_nothing_behind(source);
    late_rows_come_with_the_overlap(source);
    limits_hold(source);
    refusals_say_why(source);
  }
  server.stop();
  SqlSource gone = server.by_odbc("planwatch-postgresql-wide");
  gone.query = "SELECT 1";
  const auto down = fetch(gone, {{}, {}, 2});
  ASSERT_FALSE(down);
  EXPECT_EQ(down.error().code, ErrorCode::io) << down.error().message;
  EXPECT_TRUE(down.error().transient);
}

}  // namespace
}  // namespace planwatch

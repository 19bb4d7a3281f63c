#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/fetch/sha256.h"
#include "tests/collectors/servers/sql_servers.h"

namespace planwatch {
namespace {

using namespace sql_testing;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* cases_table =
    "CREATE TABLE cases (id bigint, amount numeric(20,4), rate double precision, area text, "
    "closed date, at timestamp, at_zone timestamptz, open boolean, key uuid, note text); "
    "INSERT INTO cases VALUES "
    "(1, 12345678901234.5678, 0.1, '甘州区', '2025-06-30', '2025-06-30 10:00:00.5', "
    "'2025-06-30 02:00:00+00', true, '00000000-0000-0000-0000-00000000000a', E'a,\"b\"\\nc'), "
    "(9007199254740993, 0.0001, 98.76, '𠮷㐀', NULL, NULL, NULL, NULL, NULL, ''); "
    "GRANT SELECT ON cases TO planwatch_reader";

void values_are_exact(PostgresServer& server) {
  server.sql(cases_table);
  EXPECT_EQ(csv_of(server.source("SELECT * FROM cases ORDER BY id")),
            "id,amount,rate,area,closed,at,at_zone,open,key,note\r\n"
            "1,12345678901234.5678,0.1,甘州区,2025-06-30,2025-06-30 10:00:00.5,"
            "2025-06-30 10:00:00+08,t,00000000-0000-0000-0000-00000000000a,\"a,\"\"b\"\"\nc\"\r\n"
            "9007199254740993,0.0001,98.76,𠮷㐀,,,,,,\r\n");
  const auto fetched = fetch(server.source("SELECT 1 AS 一 -- 注释:x\n;"));
  ASSERT_TRUE(fetched) << fetched.error().message;
  ASSERT_EQ(fetched->bodies.size(), 1u);
  const FetchedBody& body = fetched->bodies.front();
  EXPECT_EQ(body.bytes, "一\r\n1\r\n");
  EXPECT_EQ(body.sha256, sha256_hex(body.bytes));
  EXPECT_THAT(body.source, AllOf(HasSubstr("postgresql://127.0.0.1:"), Not(HasSubstr(reader))));
  EXPECT_EQ(csv_of(server.source("SELECT id FROM cases WHERE false")), "id\r\n");
  EXPECT_EQ(csv_of(server.source("SELECT DISTINCT $$x$$ AS a, 'b:c' AS b, 5::numeric(6,2) AS c")),
            "a,b,c\r\nx,b:c,5.00\r\n");
}

void a_database_in_a_chinese_encoding(PostgresServer& server) {
  server.sql(
      "CREATE DATABASE old ENCODING 'EUC_CN' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
  server.sql(
      "SET client_encoding = 'UTF8'; CREATE TABLE t AS SELECT '张掖市甘州区' AS 地区; "
      "GRANT SELECT ON t TO planwatch_reader",
      "old");
  EXPECT_EQ(csv_of(server.source("SELECT 地区 FROM t WHERE 地区 LIKE '%甘州%'", "old")),
            "地区\r\n张掖市甘州区\r\n");
}

void writing_is_refused_by_the_session(PostgresServer& server) {
  server.sql(
      "CREATE TABLE log (a int); GRANT ALL ON log TO planwatch_reader; "
      "CREATE FUNCTION sneak() RETURNS int LANGUAGE sql VOLATILE AS "
      "'INSERT INTO log VALUES (1) RETURNING a'; "
      "CREATE FUNCTION unlock() RETURNS text LANGUAGE sql VOLATILE AS "
      "'SELECT set_config(''transaction_read_only'', ''off'', false)'");
  EXPECT_THAT(csv_of(server.source("SELECT sneak()")), HasSubstr("read-only transaction"));
  EXPECT_THAT(csv_of(server.source("SELECT unlock(), sneak()")),
              HasSubstr("read-write mode must be set"));
  const auto inserted = unchecked(server.source("SELECT 1; INSERT INTO log VALUES (1); COMMIT"));
  EXPECT_FALSE(inserted);
  EXPECT_EQ(csv_of(server.source("SELECT count(*) AS n FROM log")), "n\r\n0\r\n");
  EXPECT_THAT(csv_of(server.source("DELETE FROM log")), HasSubstr("不是 SELECT"));
}

TEST(PostgresqlSource, ValuesEncodingsAndReadOnly) {
  PostgresServer server;
  ASSERT_EQ(server.trouble(), "");
  values_are_exact(server);
  a_database_in_a_chinese_encoding(server);
  writing_is_refused_by_the_session(server);
}

void late_rows_come_with_the_overlap(PostgresServer& server) {
  server.sql(
      "CREATE TABLE front (no int, sync_time timestamp); "
      "GRANT SELECT ON front TO planwatch_reader; INSERT INTO front VALUES "
      "(1, '2025-05-01 08:00:00'), (2, '2025-06-30 10:00:00'), (3, '2099-01-01'), (4, NULL)");
  const SqlSource source =
      watched(server.source("SELECT no, sync_time FROM front WHERE sync_time >= :since::timestamp "
                            "AND sync_time < '2030-01-01' ORDER BY no"),
              "sync_time", std::chrono::hours(24), "2025-01-01");
  const auto first = fetch(source);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->bodies.at(0).bytes,
            "no,sync_time\r\n1,2025-05-01 08:00:00\r\n2,2025-06-30 10:00:00\r\n");
  // Written now, with a time before the greatest that was seen.
  server.sql("INSERT INTO front VALUES (5, '2025-06-30 09:00:00'), (6, '2025-07-01 00:00:00')");
  const auto second = fetch(source, {{}, first->memory});
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->bodies.at(0).bytes,
            "no,sync_time\r\n2,2025-06-30 10:00:00\r\n5,2025-06-30 09:00:00\r\n"
            "6,2025-07-01 00:00:00\r\n");
  // Nothing newer: the memory stays. Without it, because nothing was committed, all comes again.
  server.sql("DELETE FROM front");
  const auto third = fetch(source, {{}, second->memory});
  ASSERT_TRUE(third) << third.error().message;
  EXPECT_TRUE(third->bodies.empty());
  EXPECT_EQ(third->memory, second->memory);
  // An injection stays a value.
  EXPECT_THAT(message_of(fetch(watched(source, "sync_time", {}, "x'; DROP TABLE front; --"))),
              HasSubstr("invalid input syntax"));
  EXPECT_THAT(message_of(fetch(watched(source, "nope", {}, "2025-01-01"))),
              HasSubstr("没有水位列“nope”，有的是：no、sync_time"));
}

void limits_hold(PostgresServer& server) {
  const std::string many = "SELECT i, 'x' AS x FROM generate_series(1, 200000) AS g(i)";
  const auto all = fetch(server.source(many));
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(std::count(all->bodies.at(0).bytes.begin(), all->bodies.at(0).bytes.end(), '\n'),
            200'001);
  FeedLimits few;
  few.rows = 199'999;
  EXPECT_THAT(message_of(fetch(server.source(many), {few})), HasSubstr("超过 199999 行"));
  few.rows = 200'000;
  EXPECT_TRUE(fetch(server.source(many), {few}));
  few.bytes = 1 << 20;
  const long before = peak_memory();
  EXPECT_THAT(message_of(fetch(server.source("SELECT repeat('长', 1000) AS t FROM "
                                             "generate_series(1, 200000)"),
                               {few})),
              HasSubstr("超过 1048576 字节"));
  EXPECT_LT(peak_memory() - before, 32 * 1024) << "600 MB were not to be held";
}

TEST(PostgresqlSource, WatermarkAndLimits) {
  PostgresServer server;
  ASSERT_EQ(server.trouble(), "");
  late_rows_come_with_the_overlap(server);
  limits_hold(server);
}

TEST(PostgresqlSource, RefusalsSayWhetherTheyPass) {
  PostgresServer server;
  ASSERT_EQ(server.trouble(), "");
  SqlSource slow = server.source("SELECT pg_sleep(20)");
  slow.statement_timeout = std::chrono::milliseconds(300);
  const auto late = fetch(slow);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::timeout);
  EXPECT_TRUE(late.error().transient);
  EXPECT_THAT(late.error().message, HasSubstr("0.3 秒"));

  SqlSource endless = server.source("SELECT pg_sleep(0.01) FROM generate_series(1, 100000)");
  endless.statement_timeout = std::chrono::milliseconds(500);
  EXPECT_EQ(fetch(endless).error().code, ErrorCode::timeout) << "each batch is quick enough";

  const auto typo = fetch(server.source("SELECT a FORM t"));
  ASSERT_FALSE(typo);
  EXPECT_FALSE(typo.error().transient);
  EXPECT_THAT(typo.error().message, AllOf(HasSubstr("syntax error"), HasSubstr("请检查写法")));

  SqlSource stranger = server.source("SELECT 1");
  stranger.password = Secret("wrong-secret");
  const auto refused = fetch(stranger);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::refused);
  EXPECT_FALSE(refused.error().transient);
  EXPECT_THAT(refused.error().message,
              AllOf(HasSubstr("登录被拒"), Not(HasSubstr("wrong-secret"))));

  server.stop();
  const auto down = fetch(server.source("SELECT 1"), {{}, {}, 2});
  ASSERT_FALSE(down);
  EXPECT_EQ(down.error().code, ErrorCode::io);
  EXPECT_TRUE(down.error().transient);
  EXPECT_THAT(down.error().message, HasSubstr("连不上数据库"));
}

}  // namespace
}  // namespace planwatch

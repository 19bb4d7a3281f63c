#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/collectors/servers/sql_servers.h"

namespace planwatch {
namespace {

using namespace sql_testing;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

void values_are_exact(MariaServer& server) {
  server.sql(
      "USE court; CREATE TABLE cases (id BIGINT, amount DECIMAL(20,4), rate DOUBLE, area "
      "VARCHAR(20), closed DATE, at DATETIME(1), zone TIMESTAMP NULL, open BOOLEAN, note TEXT); "
      "INSERT INTO cases VALUES (1, 12345678901234.5678, 0.1, '甘州区', '2025-06-30', "
      "'2025-06-30 10:00:00.5', FROM_UNIXTIME(1751248800), TRUE, 'a,\"b\"\\nc'), "
      "(9007199254740993, 0.0001, 98.76, '𠮷㐀', NULL, NULL, NULL, NULL, '')");
  EXPECT_EQ(csv_of(server.source("SELECT * FROM `cases` ORDER BY id # 注释:x;")),
            "id,amount,rate,area,closed,at,zone,open,note\r\n"
            "1,12345678901234.5678,0.1,甘州区,2025-06-30,2025-06-30 10:00:00.5,"
            "2025-06-30 10:00:00,1,\"a,\"\"b\"\"\nc\"\r\n"
            "9007199254740993,0.0001,98.76,𠮷㐀,,,,,\r\n");
  EXPECT_EQ(csv_of(server.source("SELECT id FROM cases WHERE 1 = 0")), "id\r\n");
  EXPECT_EQ(csv_of(server.source("SELECT SUM(amount) AS 合计, AVG(amount) AS 均 FROM cases")),
            "合计,均\r\n12345678901234.5679,6172839450617.28395000\r\n");
}

void a_table_in_gbk(MariaServer& server) {
  server.sql(
      "USE court; CREATE TABLE old (地区 VARCHAR(20)) CHARACTER SET gbk; "
      "INSERT INTO old VALUES ('张掖市甘州区')");
  EXPECT_EQ(csv_of(server.source("SELECT 地区 FROM old WHERE 地区 LIKE '%甘州%'")),
            "地区\r\n张掖市甘州区\r\n");
}

void writing_is_refused_by_the_session(MariaServer& server) {
  server.sql(
      "USE court; CREATE TABLE log (a INT);\nDELIMITER //\nCREATE FUNCTION sneak() RETURNS INT "
      "MODIFIES SQL DATA BEGIN INSERT INTO log VALUES (1); RETURN 1; END//\nDELIMITER ;");
  EXPECT_THAT(csv_of(server.source("SELECT sneak()")), HasSubstr("READ ONLY"));
  const auto inserted = unchecked(server.source("INSERT INTO log VALUES (1)"));
  ASSERT_FALSE(inserted);
  EXPECT_THAT(inserted.error().message, HasSubstr("READ ONLY"));
  EXPECT_FALSE(unchecked(server.source("SELECT 1; SELECT 2")));
  EXPECT_EQ(csv_of(server.source("SELECT COUNT(*) AS n FROM log")), "n\r\n0\r\n");
}

void late_rows_come_with_the_overlap(MariaServer& server) {
  server.sql(
      "USE court; CREATE TABLE front (no BIGINT, sync_time DATETIME); INSERT INTO front "
      "VALUES (1, '2025-05-01 08:00:00'), (9007199254740993, '2025-06-30 10:00:00')");
  const SqlSource source = watched(
      server.source("SELECT no, sync_time FROM front WHERE sync_time >= :since ORDER BY no"),
      "sync_time", std::chrono::hours(24), "2025-06-01");
  const auto first = fetch(source);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->bodies.at(0).bytes, "no,sync_time\r\n9007199254740993,2025-06-30 10:00:00\r\n");
  server.sql("INSERT INTO court.front VALUES (2, '2025-06-29 10:00:00')");
  const auto second = fetch(source, {{}, first->memory});
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->bodies.at(0).bytes,
            "no,sync_time\r\n2,2025-06-29 10:00:00\r\n9007199254740993,2025-06-30 10:00:00\r\n");
  // Neighbours that a double cannot tell apart.
  const auto by_number =
      fetch(watched(server.source("SELECT no FROM front WHERE no > :since ORDER BY no"), "no", {},
                    "9007199254740992"));
  ASSERT_TRUE(by_number) << by_number.error().message;
  EXPECT_EQ(by_number->bodies.at(0).bytes, "no\r\n9007199254740993\r\n");
  EXPECT_TRUE(
      fetch(watched(source, "sync_time", {}, "2025'); DROP TABLE court.front; -- \\")).has_value());
  EXPECT_EQ(csv_of(server.source("SELECT COUNT(*) AS n FROM front")), "n\r\n3\r\n");
}

void limits_hold(MariaServer& server) {
  const std::string many = "SELECT seq, 'x' AS x FROM seq_1_to_200000";
  const auto all = fetch(server.source(many));
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(std::count(all->bodies.at(0).bytes.begin(), all->bodies.at(0).bytes.end(), '\n'),
            200'001);
  FeedLimits few;
  few.rows = 1000;
  const long before = peak_memory();
  EXPECT_THAT(message_of(fetch(server.source("SELECT REPEAT('长', 1000) AS t FROM seq_1_to_200000"),
                               {few})),
              HasSubstr("超过 1000 行"));
  EXPECT_LT(peak_memory() - before, 32 * 1024) << "600 MB were not to be held";
  few.rows = 200'000;
  EXPECT_TRUE(fetch(server.source(many), {few}));
}

TEST(MariadbSource, ValuesReadOnlyWatermarkAndLimits) {
  MariaServer server;
  ASSERT_EQ(server.trouble(), "");
  values_are_exact(server);
  a_table_in_gbk(server);
  writing_is_refused_by_the_session(server);
  late_rows_come_with_the_overlap(server);
  limits_hold(server);
}

TEST(MariadbSource, RefusalsSayWhetherTheyPass) {
  MariaServer server;
  ASSERT_EQ(server.trouble(), "");
  SqlSource slow = server.source("SELECT SLEEP(20) FROM seq_1_to_10");
  slow.statement_timeout = std::chrono::milliseconds(300);
  const auto late = fetch(slow);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::timeout);
  EXPECT_TRUE(late.error().transient);

  const auto typo = fetch(server.source("SELECT a FORM t"));
  ASSERT_FALSE(typo);
  EXPECT_EQ(typo.error().code, ErrorCode::invalid);
  EXPECT_THAT(typo.error().message, HasSubstr("SQL syntax"));

  SqlSource stranger = server.source("SELECT 1");
  stranger.password = Secret("wrong-secret");
  const auto refused = fetch(stranger);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::refused);
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr("登录被拒"), HasSubstr("Access denied"),
                                             Not(HasSubstr("wrong-secret"))));

  server.stop();
  const auto down = fetch(server.source("SELECT 1"), {{}, {}, 2});
  ASSERT_FALSE(down);
  EXPECT_EQ(down.error().code, ErrorCode::io);
  EXPECT_TRUE(down.error().transient);
}

}  // namespace
}  // namespace planwatch

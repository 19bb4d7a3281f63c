#include "collectors/fetch/sql_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace planwatch {
namespace {

using testing::HasSubstr;

constexpr auto pg = DatabaseKind::postgresql;
constexpr auto my = DatabaseKind::mysql;
constexpr auto lite = DatabaseKind::sqlite;
constexpr auto odbc = DatabaseKind::odbc;

struct Allowed {
  const char* query;
  DatabaseKind database = pg;
};

TEST(SqlText, OneSelectIsAllowed) {
  const Allowed cases[] = {
      {"SELECT 1"},
      {"select a from t;"},
      {"  \n SELECT a FROM t ; \n ;"},
      {"(SELECT 1) UNION (SELECT 2)"},
      {"WITH x AS (SELECT 1) SELECT * FROM x"},
      {"SELECT 'DROP TABLE t; --' FROM t"},
      {"SELECT 'it''s :since'"},
      {"SELECT \"update\", \"a\"\"b\" FROM \"insert\""},
      {"SELECT t.delete, t.into FROM t"},
      {"SELECT a -- ; DROP TABLE t\nFROM t"},
      {"SELECT a /* ; DELETE FROM t */ FROM t"},
      {"SELECT $$;DROP$$, $x$ delete from t $x$"},
      {"SELECT a::numeric(20,4), b::text FROM t"},
      {"SELECT updated_at, deleted, inserted_by, call_count FROM 案件"},
      {"SELECT substring(a FROM 1 FOR 3) FROM t"},
      {"SELECT REPLACE(a, 'x', 'y'), TRUNCATE(b, 2) FROM t", my},
      {"SELECT `update` FROM `insert` # ; drop\nWHERE 1", my},
      {"SELECT 5--1", my},
      {"SELECT a -- 注释；;\nFROM t", my},
      {"SELECT @@version, @x FROM t", my},
      {"SELECT [delete], \"drop\" FROM [update;x]", lite},
      {"SELECT a->'k', a ? 'k', b # 1 FROM t"},
      {"SELECT SET_CODE, LEFT(a, 2) FROM SYSDBA.T", odbc},
      {"SELECT 'C:\\dir\\x'"},
      {"SELECT 'ends in two \\\\'", my},
  };
  for (const Allowed& one : cases) {
    EXPECT_EQ(why_not_select(one.query, one.database), std::nullopt) << one.query;
  }
}

struct Refused {
  const char* query;
  DatabaseKind database;
  const char* reason;
};

TEST(SqlText, WhatWritesLocksOrCallsIsRefused) {
  const Refused cases[] = {
      {"", pg, "没有写查询"},
      {" -- only a comment", pg, "没有写查询"},
      {";", pg, "没有写查询"},
      {"DELETE FROM t", pg, "不是 SELECT"},
      {"update t set a=1", pg, "不是 SELECT"},
      {"EXPLAIN ANALYZE DELETE FROM t", pg, "不是 SELECT"},
      {"TABLE t", pg, "不是 SELECT"},
      {"CALL p()", my, "不是 SELECT"},
      {"/* SELECT */ DROP TABLE t", pg, "不是 SELECT"},
      {"SELECT 1; DROP TABLE t", pg, "不止一条"},
      {"SELECT 1;;SELECT 2", pg, "不止一条"},
      {"SELECT 1/**/;/**/SELECT 2", pg, "不止一条"},
      {"WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x", pg, "DELETE"},
      {"WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", pg, "INSERT"},
      {"WITH x AS (SELECT 1) update t SET a = 1", pg, "UPDATE"},
      {"SELECT * INTO copy FROM t", pg, "INTO"},
      {"SELECT 1INTO copy", pg, "INTO"},
      {"SELECT a FROM t INTO OUTFILE '/tmp/x'", my, "INTO"},
      {"SELECT a FROM t FOR UPDATE", pg, "UPDATE"},
      {"SELECT a FROM t for share", pg, "加锁"},
      {"SELECT a FROM t FOR NO KEY UPDATE", pg, "加锁"},
      {"SELECT a FROM t FOR KEY SHARE", pg, "加锁"},
      {"SELECT a FROM t LOCK IN SHARE MODE", my, "加锁"},
      {"SELECT 1 DROP TABLE t", odbc, "DROP"},
      {"SELECT 1 EXEC xp_cmdshell 'x'", odbc, "EXEC"},
      {"SELECT 1 SHUTDOWN", odbc, "SHUTDOWN"},
      {"SELECT 1 TRUNCATE TABLE t", odbc, "TRUNCATE"},
      {"SELECT 1 /*! INTO OUTFILE '/tmp/x' */", my, "/*!"},
      {"SELECT 1 /*M! ; DROP TABLE t */", my, "/*!"},
      {"SELECT 1 /* a /* b */ ; DROP TABLE t -- */", pg, "嵌套"},
      {"SELECT 1 /* never ends", pg, "没有结束"},
      {"SELECT 'never ends", pg, "没有结束"},
      {"SELECT \"never ends", pg, "没有结束"},
      {"SELECT `never ends", my, "没有结束"},
      {"SELECT $$never ends", pg, "没有结束"},
      {"SELECT 'a\\'; DROP TABLE t; -- '", my, "\\'"},
      {"SELECT 'a\\'; DROP TABLE t; -- '", pg, "\\'"},
      {"SELECT \"it's\" FROM t", my, "引号的名字"},
      {"SELECT \"a:b\" FROM t", pg, "引号的名字"},
      {"SELECT $$a:since$$", pg, "冒号或引号"},
      {"SELECT $1", pg, "参数"},
      {"SELECT :other", pg, ":other"},
      {"SELECT :sinces", pg, ":sinces"},
      {"SELECT @a := 1", my, ":="},
      {"SELECT a[1:2] FROM t", pg, ":2"},
      {"SELECT ?", odbc, "?"},
      {"SELECT {fn NOW()}", odbc, "{"},
      {"SELECT ?1", lite, "?"},
      {"SELECT $a", lite, "$"},
      {"SELECT @a", lite, "@"},
      {"SELECT \x01", pg, "控制字符"},
  };
  for (const Refused& one : cases) {
    const auto fault = why_not_select(one.query, one.database);
    ASSERT_TRUE(fault) << one.query;
    EXPECT_THAT(*fault, HasSubstr(one.reason)) << one.query;
  }
}

SqlSource source_of(const char* query, bool watermark, DatabaseKind database = pg) {
  SqlSource source;
  source.database = database;
  source.query = query;
  if (watermark) source.watermark = Watermark{"t", std::chrono::hours(24), "2025-01-01"};
  return source;
}

TEST(SqlText, SinceStandsOnceWithAWatermarkAndNeverWithout) {
  EXPECT_EQ(why_not_select(source_of("SELECT t FROM x WHERE t >= :since", true)), std::nullopt);
  EXPECT_EQ(why_not_select(source_of("SELECT t FROM x", false)), std::nullopt);
  EXPECT_THAT(*why_not_select(source_of("SELECT t FROM x WHERE t >= :since", false)),
              HasSubstr("没有写 watermark"));
  EXPECT_THAT(*why_not_select(source_of("SELECT t FROM x -- :since", true)),
              HasSubstr("没有 :since"));
  EXPECT_THAT(*why_not_select(source_of("SELECT ':since' FROM x", true)), HasSubstr("没有 :since"));
  EXPECT_THAT(*why_not_select(source_of("SELECT :since, :since", true)), HasSubstr("不止一个"));
}

TEST(SqlText, IsSentWithoutCommentsAndSemicolon) {
  struct {
    const char* query;
    DatabaseKind database;
    const char* sent;
  } const cases[] = {
      {"  SELECT 1 ; ", pg, "SELECT 1"},
      {"SELECT 1 -- it's :x\n+ 2", pg, "SELECT 1  \n+ 2"},
      {"SELECT/* :x */a FROM t;;", pg, "SELECT a FROM t"},
      {"SELECT ';' ; -- end", pg, "SELECT ';'"},
      {"SELECT '# -- /*' # x\n", my, "SELECT '# -- /*'"},
      // Two minus signs are no comment, and none is made of them.
      {"SELECT 5--/* six */6 FROM t WHERE a", my, "SELECT 5- - 6 FROM t WHERE a"},
      {"SELECT 5---- x\n6", my, "SELECT 5- - \n6"},
  };
  for (const auto& one : cases) {
    const auto sent = sql_statement(source_of(one.query, false, one.database));
    ASSERT_TRUE(sent) << sent.error().message;
    EXPECT_EQ(*sent, one.sent);
  }
  const auto bound = sql_statement(source_of("SELECT t FROM x WHERE t>=:since::date", true));
  ASSERT_TRUE(bound);
  EXPECT_EQ(*bound, "SELECT t FROM x WHERE t>=:since ::date");
}

}  // namespace
}  // namespace planwatch

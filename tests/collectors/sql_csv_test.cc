#include "collectors/fetch/sql_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/fetch/sql_fault.h"

namespace planwatch {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(SqlCsv, RowsAsRfc4180) {
  SqlCsv csv(FeedLimits{});
  EXPECT_EQ(csv.header({"区县", "a,b", "n"}), std::nullopt);
  EXPECT_EQ(csv.row({"甘州区", std::nullopt, "12345678901234.5678"}), std::nullopt);
  EXPECT_EQ(csv.row({"say \"x\"", "two\r\nlines", ""}), std::nullopt);
  EXPECT_EQ(csv.row({"a;b", "c|d", " e"}), std::nullopt);
  EXPECT_EQ(csv.rows(), 3u);
  EXPECT_EQ(csv.take(),
            "区县,\"a,b\",n\r\n甘州区,,12345678901234.5678\r\n"
            "\"say \"\"x\"\"\",\"two\r\nlines\",\r\n\"a;b\",\"c|d\",\" e\"\r\n");
}

TEST(SqlCsv, AnOnlyColumnThatIsNullStaysARow) {
  SqlCsv csv(FeedLimits{});
  EXPECT_EQ(csv.header({"a"}), std::nullopt);
  EXPECT_EQ(csv.row({std::nullopt}), std::nullopt);
  EXPECT_EQ(csv.take(), "a\r\n\"\"\r\n");
}

TEST(SqlCsv, LimitsAreKeptAndNamed) {
  FeedLimits limits;
  limits.rows = 2;
  limits.columns = 2;
  limits.bytes = 20;
  {
    SqlCsv csv(limits);
    EXPECT_THAT(csv.header({"a", "b", "c"})->message, HasSubstr("3 列"));
  }
  {
    SqlCsv csv(limits);
    EXPECT_EQ(csv.header({"a"}), std::nullopt);
    EXPECT_EQ(csv.row({"1"}), std::nullopt);
    EXPECT_EQ(csv.row({"2"}), std::nullopt);
    const auto error = csv.row({"3"});
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code, ErrorCode::too_large);
    EXPECT_THAT(error->message, HasSubstr("2 行"));
  }
  {
    SqlCsv csv(limits);
    EXPECT_EQ(csv.header({"a"}), std::nullopt);
    EXPECT_THAT(csv.row({std::string(18, 'x')})->message, HasSubstr("20 字节"));
  }
  {
    SqlCsv csv(limits);
    EXPECT_EQ(csv.header({"a"}), std::nullopt);
    EXPECT_THAT(csv.row({std::string(1000, 'x')})->message, HasSubstr("limits.bytes"));
  }
}

TEST(SqlCsv, TextOfAnotherEncodingIsRefusedWithItsPlace) {
  SqlCsv csv(FeedLimits{});
  EXPECT_EQ(csv.header({"编号", "名称"}), std::nullopt);
  const auto error = csv.row({"1", "\xB8\xCA\xD6\xDD"});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, ErrorCode::corrupt);
  EXPECT_THAT(error->message, HasSubstr("第 1 行“名称”列"));
}

TEST(SqlFault, SaysWhetherItMayPassAndWhatToDo) {
  using Stage = SqlFault::Stage;
  struct {
    DatabaseKind database;
    SqlFault fault;
    ErrorCode code;
    bool transient;
  } const cases[] = {
      {DatabaseKind::postgresql,
       {Stage::connect, "connection to server at \"h\", port 1 failed: Connection refused"},
       ErrorCode::io,
       true},
      {DatabaseKind::postgresql,
       {Stage::connect, "connection to server failed: FATAL:  password authentication failed"},
       ErrorCode::refused,
       false},
      {DatabaseKind::postgresql,
       {Stage::connect, "connection to server failed: 致命错误:  用户认证失败"},
       ErrorCode::refused,
       false},
      {DatabaseKind::postgresql,
       {Stage::connect, "connection failed: FATAL:  the database system is starting up"},
       ErrorCode::io,
       true},
      {DatabaseKind::mysql,
       {Stage::connect, "Can't connect to server on 'h' (115)"},
       ErrorCode::io,
       true},
      {DatabaseKind::mysql,
       {Stage::connect, "Access denied for user 'u'@'h' (using password: YES)"},
       ErrorCode::refused,
       false},
      {DatabaseKind::odbc,
       {Stage::connect, "Data source name not found (SQL state IM002)"},
       ErrorCode::refused,
       false},
      {DatabaseKind::odbc, {Stage::connect, "link failure (SQL state 08S01)"}, ErrorCode::io, true},
      {DatabaseKind::sqlite,
       {Stage::connect, "unable to open database file"},
       ErrorCode::not_found,
       false},
      {DatabaseKind::postgresql,
       {Stage::query, "syntax error at or near \"FORM\""},
       ErrorCode::invalid,
       false},
      {DatabaseKind::postgresql,
       {Stage::query, "canceling statement", false, true},
       ErrorCode::timeout,
       true},
      {DatabaseKind::mysql, {Stage::query, "gone", true}, ErrorCode::io, true},
      {DatabaseKind::sqlite, {Stage::query, "database is locked"}, ErrorCode::io, true},
  };
  for (const auto& one : cases) {
    SqlSource source;
    source.database = one.database;
    const Error error = error_of_fault(source, one.fault);
    EXPECT_EQ(error.code, one.code) << error.message;
    EXPECT_EQ(error.transient, one.transient) << error.message;
    EXPECT_THAT(error.message, HasSubstr("数据库说"));
  }
}

TEST(SqlFault, ThePasswordIsCutOut) {
  SqlSource source;
  source.password = Secret("gehe1m");
  const Error error =
      error_of_fault(source, {SqlFault::Stage::connect, "cannot use PWD=gehe1m; gehe1m"});
  EXPECT_THAT(error.message, Not(HasSubstr("gehe1m")));
  EXPECT_THAT(error.message, HasSubstr("PWD=<secret>; <secret>"));
}

}  // namespace
}  // namespace planwatch

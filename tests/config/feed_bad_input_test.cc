#include <gmock/gmock.h>
#include <ostream>

#include "gtest/gtest.h"

#include "tests/config/one_feed.h"

namespace planwatch {
namespace {

// One mistake in a feed of three lines, and what is said of it.
struct BadFeed {
  const char* name;
  const char* transport;  // empty: a file
  const char* format;     // "-": none
  const char* mapping;    // empty: observations of trains
  const char* said;       // line:column: part of the message
  const char* hint;       // part of the hint
};
void PrintTo(const BadFeed& row, std::ostream* out) {
  *out << row.name;
}

ConfigFolder& written(ConfigFolder& folder, const BadFeed& row) {
  write_secrets(folder);
  FeedLines lines;
  if (*row.transport != '\0') lines.transport = row.transport;
  if (*row.format != '\0') lines.format = row.format == std::string("-") ? "" : row.format;
  if (*row.mapping != '\0') lines.mapping = row.mapping;
  write_feed(folder, lines);
  return folder;
}

void expect_said(const LoadResult& result, const BadFeed& row, Diagnostic::Severity severity) {
  const std::string text = said_of_feeds(result, severity);
  const std::size_t at = text.find(row.said);
  ASSERT_NE(at, std::string::npos) << row.name << "\n" << all_texts(result);
  EXPECT_TRUE(at == 0 || text[at - 1] == '\n') << text;
  EXPECT_THAT(text.substr(at, text.find('\n', at) - at), testing::HasSubstr(row.hint));
  for (const Diagnostic& one : result.diagnostics) {
    EXPECT_FALSE(one.message_en.empty());
    EXPECT_EQ(one.hint_zh.empty(), one.hint_en.empty());
  }
}

class BadFeeds : public testing::TestWithParam<BadFeed> {};

TEST_P(BadFeeds, AreErrorsWithPlaceAndHint) {
  ConfigFolder folder;
  const LoadResult result = written(folder, GetParam()).load();
  EXPECT_EQ(result.configuration, nullptr);
  expect_said(result, GetParam(), Diagnostic::Severity::error);
}

constexpr BadFeed transports[] = {
    {"DoneIsWhereFilesComeFrom", "file: {glob: \"in/*.csv\", done: in/}", "", "",
     "7:36: done 的 in/ 就是取文件的文件夹", "incoming/done"},
    {"DoneInsideAPatternOfFolders", "file: {glob: \"in/*/a.csv\", done: in/done}", "", "",
     "7:38: done 的 in/done 就是取文件的文件夹", "incoming/done"},
    {"NoDropFolder", "file: {glob: \"none/*.csv\", watch: true}", "", "", "7:18: 没有文件夹 none",
     "配置文件夹"},
    {"TwoLogins",
     "http: {url: \"https://a/\", bearer: {file: secret.txt}, basic: {user: a, password: {file: "
     "secret.txt}}}",
     "", "", "7:66: bearer 和 basic 只能有一个", "删掉"},
    {"ProxyLoginWithoutProxy",
     "http: {url: \"https://a/\", proxy_login: {user: a, password: {file: secret.txt}}}", "", "",
     "7:44: 没有写 proxy", "删掉 proxy_login"},
    {"ColonInAUser",
     "http: {url: \"https://a/\", basic: {user: \"a:b\", password: {file: secret.txt}}}", "", "",
     "7:45: 用户名里有冒号", "RFC 7617"},
    {"CertificateWithoutKey", "http: {url: \"https://a/\", tls: {certificate: key.pem}}", "", "",
     "7:36: certificate 和 key_file 要成对", "两个都写"},
    {"CaFileIsMissing", "http: {url: \"https://a/\", tls: {ca_file: none.pem}}", "", "",
     "7:46: 文件 none.pem 读不了", "配置文件夹"},
    {"ConditionalPages", "http: {url: \"https://a/\", conditional: true, paging: {page: p}}", "",
     "", "7:44: 按页取的接口不能只问有没有变化", "conditional"},
    {"NoGoodCode", "http: {url: \"https://a/\", answer: {code: /code, good: []}}", "", "",
     "7:59: good 是空的", "200"},
    {"CursorWithoutNext", "http: {url: \"https://a/\", paging: {cursor: c}}", "", "",
     "7:39: 缺少 next", "/data/next"},
    {"SizeOfACursor", "http: {url: \"https://a/\", paging: {cursor: c, next: /n, size: s}}", "", "",
     "7:67: 按 cursor 翻页用不上 size", "删掉 size"},
    {"NextOfAHeader", "http: {url: \"https://a/\", paging: {link: header, next: /n}}", "", "",
     "7:60: 按 link 翻页用不上 next", "删掉 next"},
    {"TwoWaysOfPaging", "http: {url: \"https://a/\", paging: {page: p, cursor: c}}", "", "",
     "7:49: page, cursor, link 只能有一个", "恰好写一个"},
    {"PathOfPrometheus", "prometheus: {url: \"http://a/api/v1/query\", query: up}", "-", "",
     "7:23: url 只写到服务的地址", "https://prometheus.example.cn"},
    {"FormatOfPrometheus", "prometheus: {url: \"http://a\", query: up}", "json: {rows: /a}",
     "observations: {values: [{indicator: trains, value: /value/1}]}",
     "8:11: prometheus 取到的是什么已经定了，不写 json", "删掉"},
    {"TasksOfPrometheus", "prometheus: {url: \"http://a\", query: up}", "-",
     "tasks: {task: /a, state: /b, as_of: /c}", "9:12: prometheus 取到的只能是指标的数",
     "observations"},
    {"NoHostKey", "sftp: {host: a, folder: /up, files: x, user: me, password: {file: secret.txt}}",
     "", "", "7:11: 缺少 host_key_sha256", "host_key_sha256"},
    {"HostKeyOfMd5",
     "sftp: {host: a, folder: /up, files: x, user: me, password: {file: secret.txt}, "
     "host_key_sha256: \"MD5:16:27\"}",
     "", "", "7:101: 不是主机密钥的 SHA-256 指纹", "ssh-keygen"},
    {"SftpWithoutLogin",
     "sftp: {host: a, folder: /up, files: x, user: me, host_key_sha256: "
     "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU}",
     "", "", "7:11: 缺少 password 或 key_file", "私钥文件"},
    {"RelativeFolder", "ftp: {host: a, folder: up, files: x, user: me}", "", "",
     "7:28: up 不是绝对路径", "从 / 写起"},
    {"FolderInFiles", "ftp: {host: a, folder: /up, files: b/x, user: me}", "", "",
     "7:40: files 只写文件名", "folder"},
    {"PortInAHost", "ftp: {host: \"a:21\", folder: /up, files: x, user: me}", "", "",
     "7:17: a:21 不是主机名", "port"},
    {"CertificateInTheClear",
     "ftp: {host: a, folder: /up, files: x, user: me, tls: none, ca_file: key.pem}", "", "",
     "7:73: tls: none 用不上 ca_file", "explicit"},
    {"MailOfAnybody", "mailbox: {host: a, user: me, password: {file: secret.txt}, from: []}", "-",
     "", "7:70: from 是空的", "来信不看"},
    {"MailboxWithoutSenders", "mailbox: {host: a, user: me, password: {file: secret.txt}}", "-", "",
     "7:14: 缺少 from", "from"},
    {"SenderIsNoAddress",
     "mailbox: {host: a, user: me, password: {file: secret.txt}, from: [赵六]}", "-", "",
     "7:71: 赵六 不是邮箱地址", "example.gov.cn"},
    {"PlainPasswordOfAMailbox", "mailbox: {host: a, user: me, password: abc, from: [a@b.cn]}", "-",
     "", "7:44: password 写成了明文", "{env: 变量名}"},
};

constexpr BadFeed databases[] = {
    {"NoSince",
     "sql: {database: sqlite, name: a.db, query: SELECT 1, watermark: {column: at, initial: a}}",
     "-", "", "7:48: 有 watermark 时查询里要恰好有一个 :since，这里有 0 个", "WHERE"},
    {"TwiceSince",
     "sql: {database: sqlite, name: a.db, query: \"SELECT :since, :since\", watermark: {column: "
     "at, "
     "initial: a}}",
     "-", "", "7:48: 有 watermark 时查询里要恰好有一个 :since，这里有 2 个", "WHERE"},
    {"SinceInQuotesIsNone",
     "sql: {database: sqlite, name: a.db, query: \"SELECT ':since', a::since\", watermark: "
     "{column: "
     "at, initial: a}}",
     "-", "", "7:48: 有 watermark 时查询里要恰好有一个 :since，这里有 0 个", "WHERE"},
    {"SinceWithoutWatermark", "sql: {database: sqlite, name: a.db, query: \"SELECT :since\"}", "-",
     "", "7:48: 查询里有 :since，却没有 watermark", "watermark"},
    {"OverlapInMinutes",
     "sql: {database: sqlite, name: a.db, query: \"SELECT :since\", watermark: {column: at, "
     "overlap: "
     "90m, initial: a}}",
     "-", "", "7:98: overlap 最小以小时计", "6h"},
    {"ServerWithoutHost", "sql: {database: mysql, name: a, user: b, query: SELECT 1}", "-", "",
     "7:10: 缺少 host", "host"},
    {"HostOfAFile", "sql: {database: sqlite, name: a.db, host: b, query: SELECT 1}", "-", "",
     "7:47: 这种数据库用不上 host", "删掉 host"},
    {"HostOfOdbc", "sql: {database: odbc, connection: Driver=DM8, host: b, query: SELECT 1}", "-",
     "", "7:57: 这种数据库用不上 host", "connection"},
    {"PasswordInTheConnection",
     "sql: {database: odbc, connection: \"Driver=DM8; PWD =abc\", query: SELECT 1}", "-", "",
     "7:39: connection 里写了用户名或口令", "请更换"},
    {"FormatOfADatabase", "sql: {database: sqlite, name: a.db, query: SELECT 1}", "csv: {}", "",
     "8:10: sql 取到的是什么已经定了，不写 csv", "删掉"},
    {"RowsWithoutAPeriod", "sql: {database: sqlite, name: a.db, query: SELECT 1}", "-",
     "observations: {values: [{indicator: trains, value: a}]}",
     "9:19: SQL 的结果没有文件名，统计期要有一列", "period"},
    {"RecordsByAWatermark",
     "sql: {database: sqlite, name: a.db, query: \"SELECT :since\", watermark: {column: at, "
     "initial: a}}",
     "-", "records: {date: 日, aggregates: [{indicator: trains, kind: count}]}",
     "9:14: 按记录汇总要读全部记录，不能与 watermark 同用", "删掉 watermark"},
};

#define PLANWATCH_SIGNED "http: {url: \"https://a/\", signer: {secret: {file: secret.txt}, "
constexpr BadFeed signers[] = {
    {"NothingIsSigned", PLANWATCH_SIGNED "header: X}}", "", "", "7:39: 没有说签的是什么",
     "message"},
    {"NoSecretInTheMessage", PLANWATCH_SIGNED "message: [body], key: none, header: X}}", "", "",
     "7:77: key: none 时 message 里要有 secret", "次序"},
    {"UnknownSetting", PLANWATCH_SIGNED "settings: {sid: a}, message: [sdi], header: X}}", "", "",
     "7:98: settings 里没有 sdi", "是否想写 sid"},
    {"SettingNamedLikeAPart",
     PLANWATCH_SIGNED "settings: {nonce: a}, message: [nonce], header: X}}", "", "",
     "7:79: nonce 是签名各部分的词", "换个名称"},
    {"SecretIsSent",
     PLANWATCH_SIGNED "message: [body], header: X, fields: [{header: Y, value: secret}]}}", "", "",
     "7:124: 密钥不能发出去", "message"},
    {"SortedNothing", PLANWATCH_SIGNED "sorted_fields: true, query: s}}", "", "",
     "7:83: sorted_fields 要有 fields", "fields"},
    {"SignatureGoesNowhere", PLANWATCH_SIGNED "message: [body]}}", "", "",
     "7:39: 缺少 header, query 之一", "恰好写一个"},
    {"UnknownAesKey",
     PLANWATCH_SIGNED
     "message: [body], header: X, rotation: {url: \"https://a/\", secret: /s, aes_key: "
     "k}}}",
     "", "", "7:147: settings 里没有 k", ""},
};

constexpr BadFeed mappings[] = {
    {"NoFormat", "", "-", "", "2:5: 缺少 csv, json, xlsx, ods, xls, xml, any_table 之一",
     "恰好写一个"},
    {"XmlLevelWithoutAName", "", "xml: {rows: /root//row}",
     "observations: {period: /a, values: [{indicator: trains, value: /b}]}",
     "8:17: /root//row 里有空的一级", "/root/list/row"},
    {"HeaderInXml", "", "xml: {rows: /root/row}", "", "9:28: 期 不是 JSON 指针", "/data/list"},
    {"PeriodTwice", "", "",
     "observations: {period: 期, periods_across: true, values: [{indicator: trains, value: "
     "\"*\"}]}",
     "9:28: 各期横排（periods_across）的表没有统计期列", "删掉"},
    {"StarInALongTable", "", "",
     "observations: {period: 期, values: [{indicator: trains, value: \"*\"}]}",
     "9:40: value: \"*\" 只用于各期横排的表", "periods_across: true"},
    {"StarForTwo", "", "",
     "observations: {periods_across: true, values: [{indicator: trains, value: \"*\"}, {indicator: "
     "days, value: 天}]}",
     "9:51: 表头只有期的列不能分给几项指标", "indicator: 列名"},
    {"PeriodsAcrossInJson", "", "json: {rows: /a}",
     "observations: {periods_across: true, values: [{indicator: trains, value: /b}]}",
     "9:36: 只有表格才有各期横排", "删掉"},
    {"TemplateInACsv", "", "csv: {}", "template: {}",
     "9:15: 填好的报表模板只能是 xlsx、ods 或 any_table", "any_table"},
    {"TemplateOfAnotherUnit", "", "any_table: {}", "template: {indicators: [closing_rate]}",
     "9:28: closing_rate 归 协调局 负责，不归 商务局", "unit"},
    {"TaskOfAnotherUnit", "", "any_table: {}", "template: {tasks: [2]}", "9:23: 2 归 协调局 负责",
     "unit"},
    {"TemplateOfNothing", "", "any_table: {}", "template: {indicators: [], tasks: []}",
     "9:15: 商务局 的模板里没有任何指标和任务", "indicators"},
    {"UnknownTaskOfATemplate", "", "any_table: {}", "template: {tasks: [7]}",
     "9:24: 没有名为 7 的任务", "可用的有"},
};

constexpr BadFeed records[] = {
    {"NoAggregates", "", "", "records: {date: 日, aggregates: []}", "9:36: aggregates 是空的",
     "怎么算"},
    {"CountOfARatio", "", "",
     "records: {date: 日, aggregates: [{indicator: closing_rate, kind: count}]}",
     "9:37: count 算不出 closing_rate：它的 measure 是 ratio", "sum_ratio"},
    {"MeanOfARatio", "", "",
     "records: {date: 日, aggregates: [{indicator: closing_rate, kind: mean, column: 率}]}",
     "9:37: mean 算不出 closing_rate", "不能求平均"},
    {"WorkdaysOfDays", "", "",
     "records: {date: 日, aggregates: [{indicator: days, kind: mean_workdays, from: a, to: b}]}",
     "9:37: mean_workdays 算不出 days：它的 measure 是 days", "mean_days"},
    {"RatioOfACount", "", "",
     "records: {date: 日, aggregates: [{indicator: trains, kind: ratio, numerator: [{column: a, "
     "filled: "
     "true}]}]}",
     "9:37: ratio 算不出 trains：它的 measure 是 count", "count"},
    {"RatioWithoutNumerator", "", "",
     "records: {date: 日, aggregates: [{indicator: closing_rate, kind: ratio}]}",
     "9:37: ratio 要有 numerator", "numerator"},
    {"EmptyNumerator", "", "",
     "records: {date: 日, aggregates: [{indicator: closing_rate, kind: ratio, numerator: []}]}",
     "9:87: numerator 是空的", "条件"},
    {"DaysWithoutEnd", "", "",
     "records: {date: 日, aggregates: [{indicator: days, kind: mean_days, from: a}]}",
     "9:37: mean_days 要有 to", "to"},
    {"DaysOfOneColumn", "", "",
     "records: {date: 日, aggregates: [{indicator: days, kind: mean_days, from: a, to: a}]}",
     "9:85: from 和 to 是同一列", "两列"},
    {"ColumnOfACount", "", "",
     "records: {date: 日, aggregates: [{indicator: trains, kind: count, column: a}]}",
     "9:78: count 用不上 column", "kind"},
    {"SumWithoutColumn", "", "",
     "records: {date: 日, aggregates: [{indicator: trains, kind: sum}]}", "9:37: sum 要有 column",
     "column"},
    {"PercentOfASum", "", "",
     "records: {date: 日, aggregates: [{indicator: trains, kind: sum, column: a, unit: percent}]}",
     "9:37: trains 的计量与这里的 unit 不合", "ten_thousand"},
    {"IndicatorTwice", "", "",
     "records: {date: 日, aggregates: [{indicator: trains, kind: count}, {indicator: trains, kind: "
     "count}]}",
     "9:71: 指标 trains 在这个数据源里写了两次", "删掉"},
    {"UnknownArea", "", "",
     "records: {date: 日, area: 区, area_names: {甲: \"620703\"}, aggregates: [{indicator: trains, "
     "kind: "
     "count}]}",
     "9:49: 没有名为 620703 的行政区", "620702"},
    {"AreaNamesWithoutArea", "", "",
     "records: {date: 日, area_names: {甲: \"620702\"}, aggregates: [{indicator: trains, kind: "
     "count}]}",
     "9:36: area_names 要和 area 列一起用", "area: 列名"},
    {"FilterWithoutTest", "", "",
     "records: {date: 日, filters: [{column: a}], aggregates: [{indicator: trains, kind: count}]}",
     "9:34: 缺少 is, is_not, contains, filled, at_least, at_most 之一", "恰好写一个"},
    {"FilterWithTwoTests", "", "",
     "records: {date: 日, filters: [{column: a, is: [b], filled: true}], aggregates: [{indicator: "
     "trains, kind: count}]}",
     "9:55: is, is_not, contains, filled, at_least, at_most 只能有一个", "恰好写一个"},
    {"FilterWithoutValues", "", "",
     "records: {date: 日, filters: [{column: a, is: []}], aggregates: [{indicator: trains, kind: "
     "count}]}",
     "9:50: is 是空的", "[甲, 乙]"},
    {"BoundIsAWord", "", "",
     "records: {date: 日, filters: [{column: a, at_least: 六月}], aggregates: [{indicator: trains, "
     "kind: "
     "count}]}",
     "9:56: at_least 的 六月 不是数也不是日期", "2025-01-01"},
};

std::string name_of_bad_feed(const testing::TestParamInfo<BadFeed>& row) {
  return row.param.name;
}
INSTANTIATE_TEST_SUITE_P(Transports, BadFeeds, testing::ValuesIn(transports), name_of_bad_feed);
INSTANTIATE_TEST_SUITE_P(Databases, BadFeeds, testing::ValuesIn(databases), name_of_bad_feed);
INSTANTIATE_TEST_SUITE_P(Signers, BadFeeds, testing::ValuesIn(signers), name_of_bad_feed);
INSTANTIATE_TEST_SUITE_P(Mappings, BadFeeds, testing::ValuesIn(mappings), name_of_bad_feed);
INSTANTIATE_TEST_SUITE_P(Records, BadFeeds, testing::ValuesIn(records), name_of_bad_feed);

class OddFeeds : public testing::TestWithParam<BadFeed> {};

TEST_P(OddFeeds, LoadWithAWarning) {
  ConfigFolder folder;
  const LoadResult result = written(folder, GetParam()).load();
  EXPECT_NE(result.configuration, nullptr) << all_texts(result);
  expect_said(result, GetParam(), Diagnostic::Severity::warning);
}

constexpr BadFeed in_the_clear[] = {
    {"BearerOverHttp", "http: {url: \"http://a.example.cn/\", bearer: {file: secret.txt}}", "", "",
     "7:49: 口令会以明文传送", "https://"},
    {"BasicOverHttp",
     "http: {url: \"http://127.example.cn/\", basic: {user: a, password: {file: secret.txt}}}", "",
     "", "7:50: 口令会以明文传送", "https://"},
    {"ProxyLoginInTheClear",
     "http: {url: \"https://a.example.cn/\", proxy: \"http://10.0.0.1:3128\", proxy_login: {user: "
     "a, "
     "password: {file: secret.txt}}}",
     "", "", "7:86: 口令会以明文传送", "https://"},
    {"PlainFtp",
     "ftp: {host: a, folder: /up, files: x, user: me, password: {file: secret.txt}, tls: none}", "",
     "", "7:88: 口令会以明文传送", "explicit"},
    {"PlainImap",
     "mailbox: {host: a, tls: false, user: me, password: {file: secret.txt}, from: [a@b.cn]}", "-",
     "", "7:29: 口令会以明文传送", "tls: false"},
};
INSTANTIATE_TEST_SUITE_P(InTheClear, OddFeeds, testing::ValuesIn(in_the_clear), name_of_bad_feed);

TEST(QuietFeeds, NothingIsSaidOfPasswordsThatStayOnTheMachine) {
  for (const char* transport :
       {"http: {url: \"http://127.0.0.1:8080/\", bearer: {file: secret.txt}}",
        "http: {url: \"https://a.example.cn/\", bearer: {file: secret.txt}}",
        "ftp: {host: localhost, folder: /up, files: x, user: me, password: {file: secret.txt}, "
        "tls: "
        "none}"}) {
    ConfigFolder folder;
    written(folder, {"", transport, "", "", "", ""});
    EXPECT_EQ(said_of_feeds(folder.load(), Diagnostic::Severity::warning), "") << transport;
  }
}

}  // namespace
}  // namespace planwatch

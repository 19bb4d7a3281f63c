#include <gmock/gmock.h>

#include "gtest/gtest.h"

#include "tests/config/one_feed.h"

namespace planwatch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

// What right words become.
class FeedTransports : public testing::Test {
 protected:
  FeedTransports() { write_secrets(folder_); }
  FeedSpec load(const std::string& transport, const std::string& format = "csv: {}") {
    FeedLines lines;
    lines.transport = transport;
    lines.format = format;
    if (transport.starts_with("prometheus")) {
      lines.mapping = "observations: {values: [{indicator: trains, value: /value/1}]}";
    }
    write_feed(folder_, lines);
    return load_feed(folder_);
  }
  template <class Source>
  Source source(const std::string& transport, const std::string& format = "csv: {}") {
    return std::get<Source>(load(transport, format).transport);
  }

  ConfigFolder folder_;
};

TEST_F(FeedTransports, DropFolder) {
  folder_.write("drop/keep.txt", "");
  const auto file = source<FileSource>(
      "file: {glob: \"drop/*.csv\", watch: true, done: done, marker: md5, stable_for: 5s}");
  EXPECT_TRUE(file.watch);
  EXPECT_EQ(file.done, "done");
  EXPECT_EQ(file.marker, FileMarker::md5);
  EXPECT_EQ(file.stable_for, milliseconds(5000));
}

TEST_F(FeedTransports, HttpWithEverything) {
  const auto http = source<HttpSource>(
      "http: {url: \"https://data.example.cn/a\", basic: {user: me, password: {file: secret.txt}}, "
      "tls: {ca_file: key.pem, certificate: key.pem, key_file: key.pem, "
      "key_password: {file: secret.txt}}, proxy: \"https://10.0.0.1:3128\", "
      "proxy_login: {user: gz, password: {file: secret.txt}}, conditional: true, "
      "answer: {code: /code, good: [\"200\", 0], message: /message}}");
  EXPECT_EQ(http.basic.value().user, "me");
  EXPECT_EQ(http.basic.value().password.reveal(), "open sesame");
  EXPECT_EQ(http.tls.value().ca_file, folder_.path() + "/key.pem");
  EXPECT_EQ(http.tls.value().key_password.reveal(), "open sesame");
  EXPECT_EQ(http.proxy, "https://10.0.0.1:3128");
  EXPECT_EQ(http.proxy_login.value().user, "gz");
  EXPECT_EQ(http.proxy_login.value().password.reveal(), "open sesame");
  EXPECT_TRUE(http.conditional);
  EXPECT_THAT(http.answer.value().good, testing::ElementsAre("200", "0"));
  EXPECT_EQ(http.answer.value().message, "/message");
}

TEST_F(FeedTransports, EveryWayOfPaging) {
  const auto paging = [&](const std::string& words) {
    const std::string text = "http: {url: \"https://a.example.cn/\", paging: " + words + "}";
    return source<HttpSource>(text).paging.value();
  };
  const auto pages = std::get<Paging>(paging("{page: p, first_page: 0, page_size: 20}"));
  EXPECT_EQ(pages.page_parameter, "p");
  EXPECT_EQ(pages.first_page, 0);
  EXPECT_EQ(pages.page_size, 20);
  const auto cursor = std::get<CursorPaging>(paging("{cursor: c, next: /next, max_pages: 5}"));
  EXPECT_EQ(cursor.parameter, "c");
  EXPECT_EQ(cursor.next, "/next");
  EXPECT_EQ(cursor.max_pages, 5);
  EXPECT_EQ(std::get<LinkPaging>(paging("{link: header}")).next, "");
  EXPECT_EQ(std::get<LinkPaging>(paging("{link: body, next: /links/next}")).next, "/links/next");
}

// The three schemes of the data-sharing platforms.
TEST_F(FeedTransports, SignersOfGateways) {
  const auto signer = [&](const std::string& words) {
    const std::string text =
        "http: {url: \"https://a.example.cn/\", signer: {secret: {file: "
        "secret.txt}, " +
        words + "}}";
    return source<HttpSource>(text).signer.value();
  };
  const SignerSpec direct = signer(
      "settings: {sid: s_1, rid: planwatch@gz}, message: [sid, rid, timestamp_ms], "
      "header: gjzwfwpt_sign, fields: [{header: gjzwfwpt_sid, value: sid}, {header: "
      "gjzwfwpt_rtime, value: timestamp_ms}], rotation: {url: \"https://a.example.cn/new\", "
      "secret: "
      "/data/secret, end_time: /data/secretEndTime, aes_key: sid, refresh_before: 10m}");
  EXPECT_EQ(direct.secret.reveal(), "open sesame");
  ASSERT_EQ(direct.message.size(), 3u);
  EXPECT_EQ(direct.message[0].kind, SignPart::Kind::setting);
  EXPECT_EQ(direct.message[0].text, "sid");
  EXPECT_EQ(direct.message[2].kind, SignPart::Kind::timestamp_ms);
  EXPECT_EQ(direct.hash, SignHash::sha256);
  EXPECT_EQ(direct.encoding, SignEncoding::base64);
  EXPECT_EQ(direct.place, SignPlace::header);
  EXPECT_EQ(direct.name, "gjzwfwpt_sign");
  EXPECT_EQ(direct.fields.at(1).value.kind, SignPart::Kind::timestamp_ms);
  EXPECT_EQ(direct.rotation.value().aes_key, "sid");
  EXPECT_EQ(direct.rotation.value().refresh_before, std::chrono::minutes(10));
  const SignerSpec city = signer(
      "settings: {appKey: k}, message: [appKey, secret, timestamp_ms], hash: sha1, key: none, "
      "encoding: hex, header: signature");
  EXPECT_EQ(city.key, SignKey::none);
  EXPECT_EQ(city.message.at(1).kind, SignPart::Kind::secret);
  const SignerSpec sorted = signer(
      "settings: {appId: k}, sorted_fields: true, message: [{text: \"&key=\"}, secret], hash: sm3, "
      "key: none, encoding: hex_upper, separator: \"|\", query: signature, fields: [{query: appId, "
      "value: appId}, {query: nonceStr, value: nonce}]");
  EXPECT_TRUE(sorted.sorted_fields);
  EXPECT_EQ(sorted.hash, SignHash::sm3);
  EXPECT_EQ(sorted.message.at(0).text, "&key=");
  EXPECT_EQ(sorted.place, SignPlace::query);
  EXPECT_EQ(sorted.fields.at(1).place, SignPlace::query);
}

TEST_F(FeedTransports, PrometheusBringsItsOwnFormat) {
  const FeedSpec feed =
      load("prometheus: {url: \"http://127.0.0.1:8428/\", query: sum(calls), periods: 3}", "");
  const auto& prometheus = std::get<PrometheusSource>(feed.transport);
  EXPECT_EQ(prometheus.url, "http://127.0.0.1:8428");
  EXPECT_EQ(prometheus.periods, 3);
  EXPECT_EQ(std::get<JsonFormat>(feed.format).rows, "/data/result");
}

TEST_F(FeedTransports, RemoteFolders) {
  const auto sftp = source<RemoteFolder>(
      "sftp: {host: files.example.cn, port: 2022, folder: /up, files: \"*.csv\", user: me, "
      "key_file: "
      "key.pem, host_key_sha256: \"SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\", "
      "marker: ok}");
  EXPECT_EQ(sftp.protocol, RemoteProtocol::sftp);
  EXPECT_EQ(sftp.port, 2022);
  EXPECT_EQ(sftp.key_file, folder_.path() + "/key.pem");
  EXPECT_EQ(sftp.host_key_sha256, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU");
  EXPECT_EQ(sftp.marker, FileMarker::ok);
  const std::string ftp =
      "ftp: {host: files.example.cn, folder: /up, files: \"*.csv\", user: me, password: {file: "
      "secret.txt}";
  const auto encrypted = source<RemoteFolder>(ftp + ", ca_file: key.pem}");
  EXPECT_EQ(encrypted.protocol, RemoteProtocol::ftps_explicit);
  EXPECT_EQ(encrypted.tls.value().ca_file, folder_.path() + "/key.pem");
  EXPECT_EQ(source<RemoteFolder>(ftp + ", tls: implicit}").protocol, RemoteProtocol::ftps_implicit);
  const auto clear = source<RemoteFolder>(ftp + ", tls: none}");
  EXPECT_EQ(clear.protocol, RemoteProtocol::ftp);
  EXPECT_FALSE(clear.tls.has_value());
}

TEST_F(FeedTransports, MailboxesAndUploadsTakeAnyTable) {
  const FeedSpec feed = load(
      "mailbox: {host: imap.example.cn, user: report@example.cn, password: {file: secret.txt}, "
      "from: "
      "[a@example.cn, b@example.cn], days: 90}",
      "");
  const auto& mailbox = std::get<MailboxSource>(feed.transport);
  EXPECT_EQ(mailbox.from.size(), 2u);
  EXPECT_EQ(mailbox.mailbox, "INBOX");
  EXPECT_EQ(mailbox.attachments, "*");
  EXPECT_EQ(mailbox.days, 90);
  EXPECT_TRUE(std::holds_alternative<AnyTableFormat>(feed.format));
  const FeedSpec upload = load("upload: {}", "");
  EXPECT_TRUE(std::holds_alternative<UploadSource>(upload.transport));
  EXPECT_TRUE(std::holds_alternative<AnyTableFormat>(upload.format));
  EXPECT_TRUE(std::holds_alternative<OdsFormat>(load("upload: {}", "ods: {}").format));
}

TEST_F(FeedTransports, DatabasesBringCsvInUtf8) {
  const FeedSpec feed = load(
      "sql: {database: postgresql, host: db.example.cn, name: court, user: reader, password: "
      "{file: "
      "secret.txt}, query: \"SELECT a::text FROM t WHERE at >= :since AND x <> ':since'\", "
      "watermark: {column: at, overlap: 7d, initial: 2025-01-01}, statement_timeout: 30s}",
      "");
  const auto& sql = std::get<SqlSource>(feed.transport);
  EXPECT_EQ(sql.watermark.value().overlap, hours(24 * 7));
  EXPECT_EQ(sql.statement_timeout, milliseconds(30'000));
  const auto& csv = std::get<CsvFormat>(feed.format);
  EXPECT_EQ(csv.encoding, Encoding::utf8);
  EXPECT_EQ(csv.separator, ',');
  const auto odbc = source<SqlSource>(
      "sql: {database: odbc, connection: \"Driver=DM8;Server=10.0.0.5\", user: reader, password: "
      "{file: secret.txt}, query: SELECT 1}",
      "");
  EXPECT_EQ(odbc.connection, "Driver=DM8;Server=10.0.0.5");
}

TEST_F(FeedTransports, AreNamedByTheirKeys) {
  const std::pair<const char*, const char*> table[] = {
      {"file: {glob: \"incoming/*_{year}.csv\"}", "incoming/*_{year}.csv"},
      {"http: {url: \"https://a.example.cn/\"}", "https://a.example.cn/"},
      {"sql: {database: sqlite, name: court.db, query: SELECT 1}", "court.db"},
      {"upload: {}", ""},
      {"ftp: {host: f.example.cn, folder: /up, files: x, user: me}", "f.example.cn:/up/x"},
      {"sftp: {host: f.example.cn, folder: /up, files: x, user: me, password: {file: secret.txt}, "
       "host_key_sha256: 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU}",
       "f.example.cn:/up/x"}};
  for (const auto& [words, place] : table) {
    const std::string key = std::string(words).substr(0, std::string(words).find(':'));
    const FeedSpec feed = load(words, key == "sql" ? "" : "csv: {}");
    EXPECT_EQ(name_of(feed.transport), key);
    EXPECT_EQ(place_of(feed.transport), place);
  }
}

TEST(FeedQueries, AreGivenToTheCheckOfTheOptions) {
  ConfigFolder folder;
  FeedLines lines;
  lines.transport = "sql: {database: sqlite, name: a.db, query: DELETE FROM t}";
  lines.format = "";
  write_feed(folder, lines);
  LoadOptions options;
  options.check_select = [](const std::string& query, DatabaseKind) -> std::optional<std::string> {
    return query == "DELETE FROM t" ? std::optional<std::string>("不是 SELECT") : std::nullopt;
  };
  EXPECT_THAT(said_of_feeds(folder.load(options), Diagnostic::Severity::error),
              testing::StartsWith("7:48: 不是 SELECT (只写一条 SELECT"));
}

}  // namespace
}  // namespace planwatch

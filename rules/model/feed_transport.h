#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "rules/model/secret.h"
#include "rules/model/signer_spec.h"

namespace planwatch {

// How a feed's bytes are reached. Plain descriptions that the configuration fills; relative paths
// count from the configuration's folder, ${samples}, ${samples_url} and {year} are replaced. `key`
// is the word of the configuration, `place` what is read, without secrets.

// What says that a file is finished. `stable`: size and modification time were the same on two
// looks, `stable_for` apart. `ok`: NAME.ok (or its name without extension + .ok) lies beside it.
// `md5`: NAME.md5 lies beside it and holds the file's MD5; another sum is an error, not a wait.
enum class FileMarker : std::uint8_t { stable, ok, md5 };

// Files that match a glob; with `watch` a drop folder: a new file is noticed at once (inotify),
// with the poll behind it. With `done`, a file that was read is moved there afterwards, its SHA-256
// in its name; without, it stays where it is. Nothing is ever deleted.
struct FileSource {
  static constexpr std::string_view key() { return "file"; }
  std::string place() const { return glob; }
  std::string glob;
  std::chrono::milliseconds stable_for{2000};
  FileMarker marker = FileMarker::stable;
  bool watch = false;
  std::string done;  // a folder; empty: files stay
};

// Paging by page number: `page_parameter` counts from `first_page` until a page is short (fewer
// than `page_size` rows), empty or repeats the one before, or `max_pages` is reached.
struct Paging {
  std::string page_parameter;
  std::string size_parameter;  // may be empty
  int first_page = 1;
  int page_size = 100;
  int max_pages = 1000;
};
// Paging by a cursor that each answer names for the next one: the JSON pointer `next` holds it, an
// empty, null or absent one ends the paging; it goes into the query as `parameter`.
struct CursorPaging {
  std::string parameter;
  std::string next;
  int max_pages = 1000;
};
// Paging by links: the header Link with rel="next" (RFC 8288), or the URL at the JSON pointer
// `next` where one is named. Links that lead to another host are refused.
struct LinkPaging {
  std::string next;  // empty: the header
  int max_pages = 1000;
};
using AnyPaging = std::variant<Paging, CursorPaging, LinkPaging>;

struct BasicLogin {
  std::string user;
  Secret password;
};
// Where the server's certificate is checked against, and who we are. Files are PEM.
struct TlsSettings {
  std::string ca_file;      // empty: the system's roots
  std::string certificate;  // empty: none of our own
  std::string key_file;
  Secret key_password;
};
// Gateways answer 200 with a code inside. `code` is a JSON pointer; any other value than those of
// `good` is a failure, numbers and texts alike ("200" and 200); `message` points to its words.
struct AnswerCode {
  std::string code;
  std::vector<std::string> good;
  std::string message;  // may be empty
};
struct HttpSource {
  static constexpr std::string_view key() { return "http"; }
  std::string place() const { return url; }
  std::string url;  // http or https
  std::string method = "GET";
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<Secret> bearer;
  std::optional<BasicLogin> basic;
  std::string body;
  std::optional<AnyPaging> paging;
  std::optional<TlsSettings> tls;
  std::string proxy;  // http://host:port; empty: none but the environment's
  std::optional<BasicLogin> proxy_login;
  bool conditional = false;  // If-None-Match and If-Modified-Since; 304 means nothing new
  std::optional<AnswerCode> answer;
  std::optional<SignerSpec> signer;
};

// A Prometheus or VictoriaMetrics server, asked by instant query at the last instant of each of the
// newest `periods` complete periods (of the feed's frequency). One body per period, the answer as
// it came; its source names the period, so that a mapping without a period column reads it.
struct PrometheusSource {
  static constexpr std::string_view key() { return "prometheus"; }
  std::string place() const { return url; }
  std::string url;  // of the server, without /api/v1/query
  std::string query;
  int periods = 2;
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<Secret> bearer;
  std::optional<BasicLogin> basic;
  std::optional<TlsSettings> tls;
};

// A folder on another machine. Listing and reading only; nothing is written or deleted there.
enum class RemoteProtocol : std::uint8_t { sftp, ftp, ftps_explicit, ftps_implicit };
struct RemoteFolder {
  std::string_view key() const { return protocol == RemoteProtocol::sftp ? "sftp" : "ftp"; }
  std::string place() const { return host + ":" + folder + "/" + files; }
  RemoteProtocol protocol = RemoteProtocol::sftp;
  std::string host;
  int port = 0;        // 0: the protocol's own
  std::string folder;  // absolute on the server
  std::string files;   // pattern of names: *.xlsx
  std::string user;
  std::optional<Secret> password;
  std::string key_file;            // sftp: private key
  Secret key_password;             // of the private key
  std::string host_key_sha256;     // sftp: base64 as ssh-keygen -lf prints it; required
  std::optional<TlsSettings> tls;  // ftps
  std::chrono::milliseconds stable_for{2000};
  FileMarker marker = FileMarker::stable;
};

// Attachments of mails that wait in a mailbox, read by IMAP. Mails stay where they are, unread
// marks included.
struct MailboxSource {
  static constexpr std::string_view key() { return "mailbox"; }
  std::string place() const { return host + "/" + mailbox; }
  std::string host;
  int port = 0;  // 0: 993 with TLS, 143 without
  bool tls = true;
  std::string ca_file;
  std::string user;
  Secret password;
  std::string mailbox = "INBOX";
  std::vector<std::string> from;  // addresses that may send; required, others are passed over
  std::string attachments;        // pattern of names: *.xlsx
  int days = 45;                  // how far back mails are looked at
};

enum class DatabaseKind : std::uint8_t { postgresql, mysql, sqlite, odbc };
// Re-reads `overlap` before the greatest value of `column` that was seen: late rows carry old
// times. The query holds :since once.
struct Watermark {
  std::string column;
  std::chrono::hours overlap{24 * 35};
  std::string initial;  // the value before the first fetch
};
// One SELECT on a read-only session. Its rows become a CSV body in UTF-8, the columns' names first.
struct SqlSource {
  static constexpr std::string_view key() { return "sql"; }
  std::string place() const { return host.empty() ? name : host + "/" + name; }
  DatabaseKind database = DatabaseKind::postgresql;
  std::string host;
  int port = 0;
  std::string name;  // of the database; for SQLite its file
  std::string user;
  Secret password;
  std::string connection;  // ODBC: the driver's own words without user and password
  std::string query;
  std::optional<Watermark> watermark;
  std::chrono::milliseconds statement_timeout{60'000};
};

// Nothing is fetched: reports come in by `POST /api/v1/reports`.
struct UploadSource {
  static constexpr std::string_view key() { return "upload"; }
  static std::string place() { return {}; }
};

using Transport = std::variant<FileSource, HttpSource, PrometheusSource, RemoteFolder,
                               MailboxSource, SqlSource, UploadSource>;

}  // namespace planwatch

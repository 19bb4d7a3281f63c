#include <cctype>

#include "config/feeds/connection_words.h"
#include "config/feeds/transports.h"

namespace planwatch::feeds {

namespace {

constexpr Word<DatabaseKind> database_words[] = {{"postgresql", DatabaseKind::postgresql},
                                                 {"mysql", DatabaseKind::mysql},
                                                 {"sqlite", DatabaseKind::sqlite},
                                                 {"odbc", DatabaseKind::odbc}};

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// How often :since stands in the query as a parameter: not in quotes, not as the cast ::since, not
// as the beginning of a longer name.
int count_since(std::string_view query) {
  constexpr std::string_view parameter = ":since";
  int count = 0;
  char quote = '\0';
  for (std::size_t i = 0; i < query.size(); ++i) {
    const char c = query[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (query.substr(i).starts_with(parameter)) {
      const std::size_t end = i + parameter.size();
      const bool ends = end == query.size() || !is_name_character(query[end]);
      if (ends && (i == 0 || query[i - 1] != ':')) ++count;
    }
  }
  return count;
}

std::optional<Watermark> load_watermark(Fields& parent) {
  const YamlNode* node = parent.node("watermark", optional);
  if (!node) return std::nullopt;
  Fields fields(*node, parent.out());
  Watermark watermark;
  fields.text("column", watermark.column);
  std::chrono::seconds overlap = watermark.overlap;
  fields.duration("overlap", overlap);
  watermark.overlap = std::chrono::duration_cast<std::chrono::hours>(overlap);
  if (watermark.overlap != overlap) {
    fields.out().error(fields.at("overlap"), {"overlap 最小以小时计", "overlap takes whole hours"},
                       {"写成 6h、35d 这样的时长", "write 6h, 35d and the like"});
  }
  fields.text("initial", watermark.initial);
  return watermark;
}

void check_query(Fields& fields, const SqlSource& source, const FeedDraft& feed) {
  const int times = count_since(source.query);
  if (source.watermark && times != 1) {
    feed.out().error(fields.at("query"),
                     said("有 watermark 时查询里要恰好有一个 :since，这里有 {} 个",
                          "with a watermark the query holds :since once, here {} times", times),
                     {"写 WHERE 更新时间 >= :since", "write WHERE updated_at >= :since"});
  }
  if (!source.watermark && times > 0) {
    feed.out().error(fields.at("query"),
                     {"查询里有 :since，却没有 watermark", "the query has :since but no watermark"},
                     {"加上 watermark: {column: 列名, initial: 起始值}",
                      "add watermark: {column: NAME, initial: VALUE}"});
  }
  if (!feed.draft.options.check_select || source.query.empty()) return;
  if (const auto problem = feed.draft.options.check_select(source.query, source.database)) {
    feed.out().error(fields.at("query"), {*problem, *problem},
                     {"只写一条 SELECT（或 WITH ... SELECT）",
                      "write one SELECT (or WITH ... SELECT) and nothing else"});
  }
}

bool carries_login(std::string connection) {
  for (char& c : connection) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  std::erase(connection, ' ');
  for (const char* word : {"pwd=", "password=", "uid=", "user="}) {
    if (connection.starts_with(word) ||
        connection.find(std::string(";") + word) != std::string::npos) {
      return true;
    }
  }
  return false;
}

// Which keys say where a database of this kind is.
void check_place(const Fields& fields, const SqlSource& source, Diagnostics& out) {
  const bool server =
      source.database == DatabaseKind::postgresql || source.database == DatabaseKind::mysql;
  const bool odbc = source.database == DatabaseKind::odbc;
  const std::pair<const char*, bool> wanted[] = {
      {"host", server}, {"name", !odbc}, {"user", server}, {"connection", odbc}};
  for (const auto& [key, needed] : wanted) {
    if (needed && !fields.has(key)) {
      out.error(fields.at(), said("缺少 {}", "{} is missing", key),
                said("加上 {}: ...", "add {}: ...", key));
    }
  }
  const std::pair<const char*, bool> useless[] = {{"host", !server},
                                                  {"port", !server},
                                                  {"name", odbc},
                                                  {"user", !server && !odbc},
                                                  {"password", !server && !odbc},
                                                  {"connection", !odbc}};
  for (const auto& [key, refused] : useless) {
    if (!refused || !fields.has(key)) continue;
    out.error(fields.at(key), said("这种数据库用不上 {}", "this database has no use for {}", key),
              odbc ? Words{"写在 connection 里", "put it into connection"}
                   : said("删掉 {}", "delete {}", key));
  }
  if (carries_login(source.connection)) {
    out.error(fields.at("connection"),
              {"connection 里写了用户名或口令", "connection holds a user or a password"},
              {"删掉它们，写 user 和 password: {env: 变量名}，原来的口令请更换",
               "delete them, write user and password: {env: NAME}, and change the password"});
  }
}

Transport load_sql(const YamlNode& node, FeedDraft& feed) {
  Fields fields(node, feed.out());
  SqlSource source;
  fields.choice("database", database_words, source.database);
  if (read_filled(fields, "host", source.host)) {
    check_host(source.host, fields.at("host"), feed.out());
  }
  fields.integer("port", source.port, 1, 65'535, optional);
  read_filled(fields, "name", source.name);
  read_filled(fields, "user", source.user);
  if (auto password = load_secret(fields, "password", feed.draft)) {
    source.password = std::move(*password);
  }
  read_filled(fields, "connection", source.connection);
  fields.text("query", source.query);
  source.watermark = load_watermark(fields);
  fields.duration("statement_timeout", source.statement_timeout);
  if (fields.clean()) check_place(fields, source, feed.out());
  check_query(fields, source, feed);
  return source;
}

Value database_value() {
  return word({{"postgresql", {"PostgreSQL、人大金仓等", "PostgreSQL and its like"}},
               {"mysql", {"MySQL、MariaDB", "MySQL, MariaDB"}},
               {"sqlite", {"SQLite 文件", "a file of SQLite"}},
               {"odbc", {"ODBC 驱动：达梦、神通等", "an ODBC driver"}}});
}

std::vector<MapKind> describe_sql() {
  MapKind sql{
      "feed.sql",
      {"数据库：一条只读的 SELECT；列名就是查询的列名", "a database: one SELECT that only reads"},
      {{"database", required, database_value(), "", "sqlite", "哪种数据库", "which kind"},
       {"host", optional, text(), "", "db.example.cn", "主机名", "the server's host"},
       {"port", optional, integer(1, 65'535), "", "5432", "端口；不写为该数据库的默认端口",
        "its port; without it the database's own"},
       {"name", optional, text(), "", "court.db", "数据库名；SQLite 写文件",
        "the database's name; of SQLite its file"},
       {"user", optional, text(), "", "reader", "只读账号", "an account that only reads"},
       {"password", optional, map_of("secret"), "", "{env: PLANWATCH_SQL_PASSWORD}", "口令",
        "its password"},
       {"connection", optional, text(), "", "\"Driver=DM8;Server=10.0.0.5;TCP_PORT=5236\"",
        "ODBC 连接串，不含用户名口令", "the ODBC connection, without user and password"},
       {"query", required, text(), "", "\"SELECT 统计期, 发运列数 FROM report\"",
        "一条 SELECT；有 watermark 时恰好有一个 :since",
        "one SELECT; with a watermark it holds :since once"},
       {"watermark", optional, map_of("feed.watermark"), "",
        "{column: updated_at, initial: 2025-01-01}", "只取新的：从上次见过的最大值起",
        "new rows only: from the greatest value that was seen"},
       {"statement_timeout", optional, duration(), "60s", "30s", "一次查询的时限",
        "how long the query may take"}}};
  sql.when = {{"database", "postgresql", "host"}, {"database", "postgresql", "name"},
              {"database", "postgresql", "user"}, {"database", "mysql", "host"},
              {"database", "mysql", "name"},      {"database", "mysql", "user"},
              {"database", "sqlite", "name"},     {"database", "odbc", "connection"}};
  return {
      sql,
      {"feed.watermark",
       {"只取新的行", "new rows only"},
       {{"column", required, text(), "", "updated_at", "行的更新时间（或递增的编号）所在列",
         "the column that grows with every change"},
        {"overlap", optional, seconds(), "35d", "7d", "往回多读这么久：晚到的行时间是旧的，整小时",
         "so long before it is read again: late rows carry old times; whole hours"},
        {"initial", required, text(), "", "2025-01-01", "第一次从哪个值起",
         "the value before the first fetch"}}}};
}

}  // namespace

TransportWords sql_words() {
  return {{"sql",
           {"查数据库，不写格式", "asks a database; no format is written"},
           "{database: sqlite, name: court.db, query: \"SELECT 统计期, 发运列数 FROM report\"}",
           describe_sql},
          load_sql,
          FormatUse::fixed,
          CsvFormat{Encoding::utf8, ','}};
}

}  // namespace planwatch::feeds

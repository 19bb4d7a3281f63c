#include "config/feeds/connection_words.h"
#include "config/feeds/transports.h"

namespace planwatch::feeds {

namespace {

constexpr int most_periods = 12;

Transport load_prometheus(const YamlNode& node, FeedDraft& feed) {
  Fields fields(node, feed.out());
  PrometheusSource source;
  if (fields.text("url", source.url) && check_url(source.url, {}, fields.at("url"), feed.out())) {
    while (source.url.ends_with('/')) source.url.pop_back();
    if (source.url.find("/api/v1") != std::string::npos ||
        source.url.find_first_of("?#") != std::string::npos) {
      feed.out().error(
          fields.at("url"),
          {"url 只写到服务的地址，/api/v1/query 由程序加上",
           "url is the server's address; /api/v1/query is added to it"},
          {"写成 https://prometheus.example.cn", "write https://prometheus.example.cn"});
    }
  }
  fields.text("query", source.query);
  fields.integer("periods", source.periods, 1, most_periods, optional);
  RequestLogin login = read_request_login(fields, source.url, feed.draft);
  source.headers = std::move(login.headers);
  source.bearer = std::move(login.bearer);
  source.basic = std::move(login.basic);
  source.tls = load_tls(fields, feed.draft);
  return source;
}

std::vector<MapKind> describe_prometheus() {
  MapKind kind{
      "feed.prometheus",
      {"Prometheus 或 VictoriaMetrics：在每期最后一刻问一次。列是 /value/1（数）和 /metric/标签名",
       "Prometheus or VictoriaMetrics, asked at the end of each period. Columns are /value/1 (the "
       "figure) and /metric/LABEL"},
      {{"url", required, url(), "", "\"http://127.0.0.1:8428\"", "服务地址，不含 /api/v1/query",
        "the server's address, without /api/v1/query"},
       {"query", required, text(), "", "sum(increase(calls_answered_total[30d]))", "PromQL 查询",
        "the query in PromQL"},
       {"periods", optional, integer(1, most_periods, {"期", "periods"}), "2", "3",
        "问最近几个已结束的期（due.frequency 的期）",
        "so many of the newest complete periods (of due.frequency) are asked for"}}};
  add_request_login_keys(kind.keys);
  kind.keys.push_back(describe_tls());
  kind.at_most_one = {{"bearer", "basic"}};
  return {kind};
}

}  // namespace

TransportWords prometheus_words() {
  return {{"prometheus",
           {"问 Prometheus 或 VictoriaMetrics，不写格式",
            "asks Prometheus or VictoriaMetrics; no format is written"},
           "{url: \"http://127.0.0.1:8428\", query: sum(calls)}",
           describe_prometheus},
          load_prometheus,
          FormatUse::fixed,
          JsonFormat{"/data/result"}};
}

}  // namespace planwatch::feeds

#include "config/feeds/http_words.h"

#include <algorithm>

#include "config/feeds/transports.h"

namespace planwatch::feeds {

namespace {

constexpr Word<const char*> method_words[] = {{"GET", "GET"}, {"POST", "POST"}};

std::optional<AnswerCode> load_answer(Fields& parent, Draft& draft) {
  const YamlNode* node = parent.node("answer", optional);
  if (!node) return std::nullopt;
  Fields fields(*node, draft.out);
  AnswerCode answer;
  if (fields.text("code", answer.code)) check_pointer(answer.code, fields.at("code"), draft);
  fields.texts("good", answer.good);
  const bool blank = std::find(answer.good.begin(), answer.good.end(), "") != answer.good.end();
  if (fields.clean() && (answer.good.empty() || blank)) {
    draft.out.error(fields.at("good"),
                    {"good 是空的，或有空的一项", "good is empty, or an element of it is"},
                    {"写上表示成功的值，如 [\"200\", \"0\"]",
                     "write the values that mean success, such as [\"200\", \"0\"]"});
  }
  if (fields.text("message", answer.message, optional)) {
    check_pointer(answer.message, fields.at("message"), draft);
  }
  return answer;
}

MapKind describe_answer() {
  return {
      "feed.answer",
      {"应答里的代码：HTTP 200 也可能是失败", "the code in the answer: HTTP 200 may be a failure"},
      {{"code", required, pointer(), "", "/code", "代码在哪里", "where the code stands"},
       {"good", required, filled_list_of(text()), "", "[\"200\", \"0\"]",
        "表示成功的值，数字和文字一样看", "the values that mean success, numbers or texts"},
       {"message", optional, pointer(), "", "/message", "说明在哪里",
        "where the words about it stand"}}};
}

void read_request(Fields& fields, HttpSource& source, const FeedDraft& feed) {
  if (fields.text("url", source.url)) {
    check_samples(source.url, samples_url, feed.feed.sample, fields.at("url"), feed.out());
    check_url(source.url, samples_url, fields.at("url"), feed.out());
  }
  const char* method = "GET";
  fields.choice("method", method_words, method, optional);
  source.method = method;
  if (fields.text("body", source.body, optional) && source.method == "GET") {
    feed.out().error(fields.at("body"), {"GET 请求没有正文", "a GET request has no body"},
                     {"写 method: POST，或删掉 body", "write method: POST or delete body"});
  }
}

// A login of the proxy travels as the proxy's address says, whatever the server's.
void read_proxy(Fields& fields, HttpSource& source, const FeedDraft& feed) {
  if (fields.text("proxy", source.proxy, optional)) {
    check_url(source.proxy, {}, fields.at("proxy"), feed.out());
  }
  source.proxy_login = load_login(fields, "proxy_login", feed.draft);
  if (!source.proxy_login) return;
  if (source.proxy.empty()) {
    feed.out().error(fields.at("proxy_login"),
                     {"没有写 proxy，这个登录用不上", "there is no proxy that this login is for"},
                     {"写上 proxy，或删掉 proxy_login", "write proxy, or delete proxy_login"});
  } else if (source.proxy.starts_with("http://")) {
    warn_of_clear_password(host_of(source.proxy), fields.at("proxy_login"),
                           {"代理支持 TLS 就把 proxy 写成 https://",
                            "write proxy as https:// where the proxy speaks TLS"},
                           feed.out());
  }
}

Transport load_http(const YamlNode& node, FeedDraft& feed) {
  Fields fields(node, feed.out());
  HttpSource source;
  read_request(fields, source, feed);
  RequestLogin login = read_request_login(fields, source.url, feed.draft);
  source.headers = std::move(login.headers);
  source.bearer = std::move(login.bearer);
  source.basic = std::move(login.basic);
  source.paging = load_paging(fields, feed.draft);
  source.tls = load_tls(fields, feed.draft);
  read_proxy(fields, source, feed);
  fields.boolean("conditional", source.conditional);
  source.answer = load_answer(fields, feed.draft);
  source.signer = load_signer(fields, feed.draft);
  if (source.conditional && source.paging) {
    feed.out().error(
        fields.at("conditional"),
        {"按页取的接口不能只问有没有变化", "pages cannot be asked for by change alone"},
        {"删掉 conditional 或 paging", "delete conditional or paging"});
  }
  return source;
}

std::vector<Key> http_keys() {
  std::vector<Key> keys{
      {"url", required, url(), "", "\"https://data.example.cn/list?year={year}\"",
       "http 或 https 地址，不含用户名口令；可用 {year}，样例可用 ${samples_url}",
       "an http or https address without a password; {year}, and ${samples_url} in samples"},
      {"method", optional, word({{"GET", {"取", "get"}}, {"POST", {"提交 body", "send body"}}}),
       "GET", "POST", "请求方法", "the request's method"}};
  add_request_login_keys(keys);
  keys.push_back({"body", optional, optional_text(), "", "'{\"year\": 2025}'", "POST 的正文",
                  "the body of a POST"});
  keys.push_back({"paging", optional, map_of("feed.paging"), "", "{page: page, size: size}",
                  "按页取", "asks page by page"});
  keys.push_back(describe_tls());
  keys.push_back({"proxy", optional, url(), "", "\"http://10.0.0.1:3128\"", "代理；不写按环境变量",
                  "a proxy; without it the environment's"});
  keys.push_back({"proxy_login", optional, map_of("feed.basic"), "",
                  "{user: planwatch, password: {env: PLANWATCH_PROXY_PASSWORD}}",
                  "代理要求登录时的用户名和口令", "the login where the proxy wants one"});
  keys.push_back({"conditional", optional, boolean(), "false", "true",
                  "只在有变化时取（ETag、Last-Modified），不与 paging 同用",
                  "only what has changed (ETag, Last-Modified); not together with paging"});
  keys.push_back({"answer", optional, map_of("feed.answer"), "",
                  "{code: /code, good: [\"200\"], message: /message}", "应答里表示成败的代码",
                  "the code in the answer that says whether it worked"});
  keys.push_back({"signer", optional, map_of("feed.signer"), "",
                  "{settings: {sid: s1}, secret: {env: PLANWATCH_GATEWAY_SECRET}, message: [sid, "
                  "timestamp_ms], header: X-Signature}",
                  "网关签名", "how the gateway wants requests signed"});
  return keys;
}

std::vector<MapKind> describe_http() {
  std::vector<MapKind> maps{{"feed.http", {"HTTP 接口", "an HTTP interface"}, http_keys()},
                            describe_paging(),
                            describe_tls_map(),
                            describe_basic(),
                            describe_answer()};
  maps.front().together = {{"proxy_login", "proxy"}};
  maps.front().at_most_one = {{"bearer", "basic"}, {"conditional", "paging"}};
  for (MapKind& map : describe_signer()) maps.push_back(std::move(map));
  return maps;
}

}  // namespace

TransportWords http_words() {
  return {{"http",
           {"从接口取", "asks an interface"},
           "{url: \"https://data.example.cn/list\"}",
           describe_http},
          load_http};
}

}  // namespace planwatch::feeds

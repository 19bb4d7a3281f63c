#include <filesystem>
#include <map>

#include "config/loader/loaders.h"
#include "config/loader/source_files.h"

namespace planwatch::loader {

namespace {

constexpr Word<AccessRole> access_words[] = {{"viewer", AccessRole::viewer},
                                             {"unit", AccessRole::unit},
                                             {"supervisor", AccessRole::supervisor},
                                             {"operator", AccessRole::operator_}};

bool is_hex_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

void check_token(Fields& fields, const AccessToken& token) {
  Diagnostics& out = fields.out();
  if (!is_hex_digest(token.sha256)) {
    // The text is not repeated: it may be the token itself.
    out.error(fields.at("sha256"),
              {"不是 64 位小写十六进制的 SHA-256", "not a SHA-256 in 64 lower-case hex digits"},
              {"printf %s '口令' | sha256sum", "printf %s 'TOKEN' | sha256sum"});
  }
  if (token.role == AccessRole::unit && token.unit.empty()) {
    out.error(fields.at(),
              {"role 为 unit 的口令要写 unit", "a token with role unit needs its unit"},
              {"写上单位名称", "write the unit's name"});
  }
}

AccessToken load_token(const YamlNode& node, Draft& draft, SourcePosition& digest_at) {
  Fields fields(node, draft.out);
  AccessToken token;
  fields.text("person", token.person);
  fields.choice("role", access_words, token.role);
  read_mention(fields, "unit", Thing::unit, token.unit, draft.names, Need::optional);
  fields.text("sha256", token.sha256);
  digest_at = fields.at("sha256");
  if (fields.clean()) check_token(fields, token);
  return token;
}

void read_tokens(Fields& fields, HttpSettings& http, Draft& draft) {
  std::map<std::string, std::string> people;
  for (const YamlNode& item : fields.list("tokens", Need::optional)) {
    SourcePosition at;
    AccessToken token = load_token(item, draft, at);
    const auto [other, added] = people.emplace(token.sha256, token.person);
    if (!added && !token.sha256.empty()) {
      draft.out.error(at, said("与 {} 的口令相同", "the same token as {}'s", other->second),
                      {"每人一个口令", "one token for each person"});
    }
    http.tokens.push_back(std::move(token));
  }
}

// Links in messages carry the right to act, so they do not travel in the clear.
void read_links(Fields& fields, HttpSettings& http) {
  std::string& url = http.public_url;
  if (fields.text("public_url", url, Need::optional) &&
      check_url(url, {}, fields.at("public_url"), fields.out())) {
    while (url.ends_with('/')) url.pop_back();
    if (!url.starts_with("https://") && !is_loopback(host_of(url))) {
      fields.out().error(fields.at("public_url"),
                         {"public_url 不是 https：链接里有办理凭据，不能明文传送",
                          "public_url is not https: its links carry the right to act"},
                         {"写 https://...，证书见 certificate_file，或放在反向代理后面",
                          "write https://..., by certificate_file or behind a reverse proxy"});
    }
    if (url.find_first_of("?#") != std::string::npos) {
      fields.out().error(fields.at("public_url"),
                         {"public_url 里有 ? 或 #", "public_url has a ? or #"},
                         {"只写到路径为止", "end it with the path"});
    }
  }
  constexpr int most_days = 90;
  fields.integer("link_valid_days", http.link_valid_days, 1, most_days, Need::optional);
}

void load_http_settings(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  HttpSettings& http = draft.configuration.http;
  read_pem_file(fields, "certificate_file", http.certificate_file, draft);
  read_pem_file(fields, "key_file", http.key_file, draft);
  if (http.certificate_file.empty() != http.key_file.empty()) {
    draft.out.error(
        fields.at(),
        {"certificate_file 和 key_file 要成对", "certificate_file and key_file go together"},
        {"两个都写，或都不写", "write both or none"});
  }
  read_links(fields, http);
  read_tokens(fields, http, draft);
}

}  // namespace

void load_server(const YamlNode& root, Draft& draft) {
  Fields fields(root, draft.out);
  if (const YamlNode* http = fields.node("http", Need::optional)) load_http_settings(*http, draft);
  if (const YamlNode* metrics = fields.node("metrics", Need::optional)) {
    Fields inner(*metrics, draft.out);
    inner.boolean("period_series", draft.configuration.metrics.period_series);
  }
}

}  // namespace planwatch::loader

#include "config/feeds/connection_words.h"

namespace planwatch::feeds {

namespace {

constexpr Word<FileMarker> marker_words[] = {
    {"stable", FileMarker::stable}, {"ok", FileMarker::ok}, {"md5", FileMarker::md5}};
constexpr int last_port = 65'535;

}  // namespace

std::optional<BasicLogin> load_login(Fields& parent, std::string_view key, const Draft& draft) {
  const YamlNode* node = parent.node(key, optional);
  if (!node) return std::nullopt;
  Fields fields(*node, parent.out());
  BasicLogin login;
  if (fields.text("user", login.user) && login.user.find(':') != std::string::npos) {
    fields.out().error(
        fields.at("user"), {"用户名里有冒号", "the user's name has a colon"},
        {"basic 登录的用户名不能有冒号（RFC 7617）", "a basic login cannot have one (RFC 7617)"});
  }
  if (auto password = load_secret(fields, "password", draft, required)) {
    login.password = std::move(*password);
  }
  return login;
}

bool read_filled(Fields& fields, std::string_view key, std::string& into) {
  if (!fields.text(key, into, optional)) return false;
  if (into.empty()) fields.fail_empty(key);
  return !into.empty();
}

void read_host(Fields& fields, std::string& host, int& port) {
  if (fields.text("host", host)) check_host(host, fields.at("host"), fields.out());
  fields.integer("port", port, 1, last_port, optional);
}

void add_host_keys(std::vector<Key>& keys, const std::string& example, const Words& usual_ports) {
  keys.push_back({"host", required, text(), "", example, "主机名，不写端口",
                  "the host's name without a port"});
  keys.push_back({"port", optional, integer(1, last_port), "", "2022", "端口；" + usual_ports.zh,
                  "its port; " + usual_ports.en});
}

TlsSettings read_tls(Fields& fields, const Draft& draft) {
  TlsSettings tls;
  read_pem_file(fields, "ca_file", tls.ca_file, draft);
  read_pem_file(fields, "certificate", tls.certificate, draft);
  read_pem_file(fields, "key_file", tls.key_file, draft);
  if (auto password = load_secret(fields, "key_password", draft)) {
    tls.key_password = std::move(*password);
  }
  const bool alone = fields.has("certificate") != fields.has("key_file");
  if (alone || (fields.has("key_password") && !fields.has("key_file"))) {
    fields.out().error(fields.at(),
                       {"certificate 和 key_file 要成对，key_password 是 key_file 的口令",
                        "certificate and key_file go together, key_password belongs to key_file"},
                       {"两个都写，或都不写", "write both, or none"});
  }
  return tls;
}

void add_tls_keys(std::vector<Key>& keys) {
  keys.push_back({"ca_file", optional, text(), "", "root.pem",
                  "对方证书由谁签发（PEM）；不写用系统自带的根证书",
                  "who signed the server's certificate (PEM); without it the system's roots"});
  keys.push_back({"certificate", optional, text(), "", "client.pem", "本机证书（PEM）",
                  "a certificate of our own (PEM)"});
  keys.push_back({"key_file", optional, text(), "", "client.key", "本机证书的私钥（PEM）",
                  "its private key (PEM)"});
  keys.push_back({"key_password", optional, map_of("secret"), "", "{env: PLANWATCH_KEY_PASSWORD}",
                  "私钥的口令", "the private key's password"});
}

std::vector<std::vector<std::string>> tls_pairs() {
  return {{"certificate", "key_file"}, {"key_password", "key_file"}, {"key_file", "certificate"}};
}

std::optional<TlsSettings> load_tls(Fields& parent, const Draft& draft) {
  const YamlNode* node = parent.node("tls", optional);
  if (!node) return std::nullopt;
  Fields fields(*node, parent.out());
  return read_tls(fields, draft);
}

Key describe_tls() {
  return {"tls",
          optional,
          map_of("feed.tls"),
          "",
          "{ca_file: root.pem}",
          "证书：私有根证书、双向认证；相对路径从配置文件夹算起",
          "certificates: a private root, one of our own; relative to the configuration's folder"};
}

MapKind describe_tls_map() {
  MapKind kind{"feed.tls", {"证书", "certificates"}, {}};
  add_tls_keys(kind.keys);
  kind.together = tls_pairs();
  return kind;
}

void warn_of_clear_password(std::string_view host, const SourcePosition& at, const Words& hint,
                            Diagnostics& out) {
  if (host.empty() || is_loopback(host)) return;
  out.warning(at, {"口令会以明文传送", "the password travels in the clear"}, hint);
}

RequestLogin read_request_login(Fields& fields, const std::string& url, const Draft& draft) {
  RequestLogin login;
  login.headers = load_headers(fields);
  login.bearer = load_secret(fields, "bearer", draft);
  login.basic = load_login(fields, "basic", draft);
  if (fields.has("bearer") && fields.has("basic")) {
    fields.out().error(
        fields.at("basic"),
        {"bearer 和 basic 只能有一个", "only one of bearer and basic may stand here"},
        {"删掉一个", "delete one"});
  }
  if ((login.bearer || login.basic) && url.starts_with("http://")) {
    warn_of_clear_password(host_of(url), fields.at(login.bearer ? "bearer" : "basic"),
                           {"地址改用 https://", "use an https:// address"}, fields.out());
  }
  return login;
}

void add_request_login_keys(std::vector<Key>& keys) {
  keys.push_back({"headers", optional, entries_of(optional_text()), "",
                  "{Accept: application/json}", "其他 HTTP 头；不能放密钥",
                  "further headers; none that carries a secret"});
  keys.push_back({"bearer", optional, map_of("secret"), "", "{env: PLANWATCH_TAX_TOKEN}",
                  "访问口令，作为 Authorization: Bearer 发出",
                  "a token, sent as Authorization: Bearer"});
  keys.push_back({"basic", optional, map_of("feed.basic"), "",
                  "{user: planwatch, password: {env: PLANWATCH_TAX_PASSWORD}}",
                  "用户名和口令（HTTP Basic），不与 bearer 同用",
                  "user and password (HTTP Basic); not together with bearer"});
}

MapKind describe_basic() {
  return {"feed.basic",
          {"用户名和口令（HTTP Basic）", "user and password (HTTP Basic)"},
          {{"user", required, text(), "", "planwatch", "用户名", "the user"},
           {"password", required, map_of("secret"), "", "{env: PLANWATCH_TAX_PASSWORD}", "口令",
            "the password"}}};
}

void read_marker(Fields& fields, std::chrono::milliseconds& stable_for, FileMarker& marker) {
  fields.duration("stable_for", stable_for);
  fields.choice("marker", marker_words, marker, optional);
}

void add_marker_keys(std::vector<Key>& keys) {
  keys.push_back({"stable_for", optional, duration(), "2s", "10s",
                  "大小和时间这么久没变才取，免得取到没写完的",
                  "taken when unchanged for so long"});
  keys.push_back(
      {"marker", optional,
       word({{"stable", {"大小和时间不再变", "size and time no longer change"}},
             {"ok", {"旁边有 文件名.ok", "NAME.ok lies beside it"}},
             {"md5",
              {"旁边有 文件名.md5，且校验和相符", "NAME.md5 lies beside it and holds its MD5"}}}),
       "stable", "ok", "怎么知道文件已写完", "what says that a file is finished"});
}

}  // namespace planwatch::feeds

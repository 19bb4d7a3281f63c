#include <array>
#include <cstdlib>
#include <filesystem>

#include "config/loader/loaders.h"
#include "config/loader/source_files.h"

namespace planwatch::loader {

namespace {

constexpr std::size_t longest_secret = 64u << 10;

std::string without_line_end(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

std::optional<Secret> from_environment(Fields& fields) {
  std::string name;
  if (!fields.text("env", name)) return std::nullopt;
  const char* value = std::getenv(name.c_str());
  if (value && *value != '\0') return Secret(value);
  fields.out().error(fields.at("env"),
                     said("环境变量 {} 没有设置", "the environment variable {} is not set", name),
                     {"启动前设置它（systemd 用 EnvironmentFile）",
                      "set it before the start (EnvironmentFile in systemd)"});
  return std::nullopt;
}

std::optional<Secret> from_file(Fields& fields, const Draft& draft) {
  std::string name;
  if (!fields.text("file", name)) return std::nullopt;
  const std::string path = (std::filesystem::path(draft.folder) / name).string();
  const std::optional<std::string> bytes = read_bytes(path, longest_secret);
  std::string text = bytes ? without_line_end(*bytes) : std::string();
  if (!text.empty()) return Secret(std::move(text));
  fields.out().error(
      fields.at("file"),
      said("密钥文件 {} 读不了或是空的", "the secret file {} cannot be read or is empty", name),
      {"相对路径从配置文件夹算起；检查权限",
       "relative to the configuration's folder; check its permissions"});
  return std::nullopt;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool carries_secret(std::string_view header) {
  const std::string name = lower(header);
  for (const char* part :
       {"authorization", "cookie", "token", "secret", "api-key", "apikey", "password"}) {
    if (name.find(part) != std::string::npos) return true;
  }
  return false;
}

bool is_header_name(std::string_view name) {
  return !name.empty() &&
         name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == name.npos;
}

void check_header(const YamlEntry& entry, Diagnostics& out) {
  if (!is_header_name(entry.key)) {
    out.error(entry.key_at, said("{} 不是 HTTP 头的名称", "{} is no HTTP header name", entry.key),
              {"只用字母、数字和短横", "letters, digits and dashes only"});
  }
  if (carries_secret(entry.key)) {
    out.error(entry.value.at,
              said("HTTP 头 {} 里的密钥写成了明文", "the header {} carries a secret as plain text",
                   entry.key),
              {"删掉它，用 bearer: {env: 变量名}", "delete it, use bearer: {env: NAME}"});
  }
  if (entry.value.text.find_first_of("\r\n") != std::string::npos) {
    out.error(entry.value.at,
              said("HTTP 头 {} 里有换行", "the header {} has a line break", entry.key),
              {"写成一行", "write it on one line"});
  }
}

}  // namespace

std::optional<Secret> load_secret(Fields& parent, std::string_view key, const Draft& draft,
                                  Need need) {
  const YamlNode* node = parent.node(key, need);
  if (!node) return std::nullopt;
  if (node->kind != YamlNode::Kind::map) {
    parent.out().error(
        node->at, said("{} 写成了明文", "{} is a secret in plain text", key),
        {"写 {env: 变量名} 或 {file: 路径}，原来的密钥请更换",
         "write {env: NAME} or {file: PATH}, and change the secret that stood here"});
    return std::nullopt;
  }
  Fields fields(*node, parent.out());
  constexpr std::array<std::string_view, 2> kinds{"env", "file"};
  const auto kind = fields.one_of(kinds);
  if (!kind) return std::nullopt;
  return *kind == "env" ? from_environment(fields) : from_file(fields, draft);
}

std::vector<std::pair<std::string, std::string>> load_headers(Fields& fields) {
  std::vector<std::pair<std::string, std::string>> headers;
  for (const YamlEntry& entry : fields.map("headers", Need::optional)) {
    if (!is_scalar(entry.value, entry.key, fields.out())) continue;
    check_header(entry, fields.out());
    headers.emplace_back(entry.key, entry.value.text);
  }
  return headers;
}

bool check_url(std::string_view url, std::string_view variable, const SourcePosition& at,
               Diagnostics& out) {
  out.asked({at, Reading::url});
  if (!variable.empty() && url.starts_with(variable)) return true;
  const bool secure = url.starts_with("https://");
  if (!secure && !url.starts_with("http://")) {
    out.error(at, {"地址不是 http 或 https", "the address is not http or https"},
              {"以 http:// 或 https:// 开头", "begin it with http:// or https://"});
    return false;
  }
  std::string_view host = url.substr(secure ? 8 : 7);
  host = host.substr(0, host.find_first_of("/?#"));
  if (host.find('@') != host.npos) {
    out.error(at, {"地址里有用户名或口令", "the address holds a user name or a password"},
              {"从地址里删掉，用 bearer: {env: 变量名}", "delete it, use bearer: {env: NAME}"});
    return false;
  }
  if (host.empty() || host.starts_with(':') || url.find_first_of(" \t\r\n") != url.npos) {
    out.error(at, {"地址没有主机名，或含有空格", "the address has no host, or has a space"},
              {"写成 https://主机/路径", "write https://host/path"});
    return false;
  }
  return true;
}

}  // namespace planwatch::loader

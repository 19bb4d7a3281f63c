#include "config/feeds/connection_words.h"
#include "config/feeds/transports.h"

namespace planwatch::feeds {

namespace {

constexpr Word<RemoteProtocol> tls_words[] = {{"explicit", RemoteProtocol::ftps_explicit},
                                              {"implicit", RemoteProtocol::ftps_implicit},
                                              {"none", RemoteProtocol::ftp}};

void read_folder(Fields& fields, RemoteFolder& remote) {
  read_host(fields, remote.host, remote.port);
  if (fields.text("folder", remote.folder) && !remote.folder.starts_with('/')) {
    fields.out().error(fields.at("folder"),
                       said("{} 不是绝对路径", "{} is not absolute", remote.folder),
                       {"从 / 写起，如 /upload/court", "begin with /, such as /upload/court"});
  }
  if (fields.text("files", remote.files) && remote.files.find('/') != std::string::npos) {
    fields.out().error(fields.at("files"),
                       {"files 只写文件名，不含文件夹", "files are names without a folder"},
                       {"文件夹写在 folder", "the folder stands in folder"});
  }
  fields.text("user", remote.user);
  read_marker(fields, remote.stable_for, remote.marker);
}

void add_folder_keys(std::vector<Key>& keys, const Words& usual_ports) {
  add_host_keys(keys, "files.example.cn", usual_ports);
  keys.push_back({"folder", required, text(), "", "/upload/court", "对方的文件夹，绝对路径",
                  "the folder on the server, absolute"});
  keys.push_back({"files", required, text(), "", "\"*.xlsx\"", "文件名，可用 * 和 ?",
                  "names of files, with * and ?"});
  keys.push_back({"user", required, text(), "", "planwatch", "用户名", "the user"});
  add_marker_keys(keys);
}

// What ssh-keygen -lf prints behind the length: SHA256: and 43 characters of base64.
bool read_fingerprint(std::string text, std::string& into) {
  if (text.starts_with("SHA256:")) text.erase(0, 7);
  while (text.ends_with('=')) text.pop_back();
  into = text;
  return text.size() == 43 && text.find_first_not_of(
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                  "+/") == std::string::npos;
}

Transport load_sftp(const YamlNode& node, FeedDraft& feed) {
  Fields fields(node, feed.out());
  RemoteFolder remote;
  read_folder(fields, remote);
  remote.password = load_secret(fields, "password", feed.draft);
  read_pem_file(fields, "key_file", remote.key_file, feed.draft);
  if (auto password = load_secret(fields, "key_password", feed.draft)) {
    remote.key_password = std::move(*password);
  }
  std::string fingerprint;
  if (fields.text("host_key_sha256", fingerprint) &&
      !read_fingerprint(fingerprint, remote.host_key_sha256)) {
    feed.out().error(fields.at("host_key_sha256"),
                     {"不是主机密钥的 SHA-256 指纹", "not the SHA-256 fingerprint of a host key"},
                     {"ssh-keyscan 主机 | ssh-keygen -lf - 打印的 SHA256: 后 43 个字符，与对方核对",
                      "the 43 characters behind SHA256: of ssh-keyscan HOST | ssh-keygen -lf -, "
                      "compared with what the server's people say"});
  }
  if (!fields.has("password") && !fields.has("key_file")) {
    feed.out().error(fields.at(), {"缺少 password 或 key_file", "password or key_file is needed"},
                     {"写 password: {env: 变量名}，或 key_file: 私钥文件",
                      "write password: {env: NAME} or key_file: FILE"});
  }
  if (fields.has("key_password") && !fields.has("key_file")) {
    feed.out().error(fields.at("key_password"),
                     {"key_password 是 key_file 的口令", "key_password belongs to key_file"},
                     {"加上 key_file，或删掉它", "add key_file or delete it"});
  }
  return remote;
}

std::vector<MapKind> describe_sftp() {
  MapKind kind{"feed.sftp", {"SFTP 服务器上的文件夹", "a folder on an SFTP server"}, {}};
  add_folder_keys(kind.keys, {"不写为 22", "22 without it"});
  kind.keys.push_back({"password", optional, map_of("secret"), "", "{env: PLANWATCH_SFTP_PASSWORD}",
                       "口令", "the password"});
  kind.keys.push_back({"key_file", optional, text(), "", "id_ed25519",
                       "登录私钥，相对路径从配置文件夹算起",
                       "our private key, relative to the configuration's folder"});
  kind.keys.push_back({"key_password", optional, map_of("secret"), "",
                       "{env: PLANWATCH_SFTP_KEY_PASSWORD}", "私钥的口令",
                       "the private key's password"});
  kind.keys.push_back(
      {"host_key_sha256", required, text(), "", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
       "主机密钥的指纹（ssh-keygen -lf 打印的），不符就不连",
       "the host key's fingerprint as ssh-keygen -lf prints it; no other is taken"});
  kind.any_of = {"password", "key_file"};
  kind.together = {{"key_password", "key_file"}};
  return {kind};
}

Transport load_ftp(const YamlNode& node, FeedDraft& feed) {
  Fields fields(node, feed.out());
  RemoteFolder remote;
  remote.protocol = RemoteProtocol::ftps_explicit;
  read_folder(fields, remote);
  remote.password = load_secret(fields, "password", feed.draft);
  fields.choice("tls", tls_words, remote.protocol, optional);
  TlsSettings tls = read_tls(fields, feed.draft);
  const bool clear = remote.protocol == RemoteProtocol::ftp;
  if (!clear) remote.tls = std::move(tls);
  for (const char* key : {"ca_file", "certificate", "key_file", "key_password"}) {
    if (!clear || !fields.has(key)) continue;
    feed.out().error(fields.at(key),
                     said("tls: none 用不上 {}", "tls: none has no use for {}", key),
                     {"删掉它，或写 tls: explicit", "delete it or write tls: explicit"});
  }
  if (clear && remote.password) {
    warn_of_clear_password(remote.host, fields.at("tls"),
                           {"对方支持时写 tls: explicit", "write tls: explicit where it is known"},
                           feed.out());
  }
  return remote;
}

std::vector<MapKind> describe_ftp() {
  MapKind kind{"feed.ftp", {"FTP 服务器上的文件夹", "a folder on an FTP server"}, {}};
  add_folder_keys(kind.keys, {"不写为 21，tls: implicit 时为 990",
                              "without it 21, and 990 with tls: implicit"});
  kind.keys.push_back({"password", optional, map_of("secret"), "", "{env: PLANWATCH_FTP_PASSWORD}",
                       "口令；匿名登录不写", "the password; none for anonymous logins"});
  kind.keys.push_back({"tls", optional,
                       word({{"explicit", {"登录前转为加密（AUTH TLS）", "encrypted by AUTH TLS"}},
                             {"implicit", {"从头加密（端口 990）", "encrypted from the start"}},
                             {"none", {"不加密", "in the clear"}}}),
                       "explicit", "none", "怎么加密", "how it is encrypted"});
  add_tls_keys(kind.keys);
  kind.together = tls_pairs();
  return {kind};
}

}  // namespace

TransportWords sftp_words() {
  return {
      {"sftp",
       {"从 SFTP 服务器取文件", "takes files from an SFTP server"},
       "{host: files.example.cn, folder: /upload, files: \"*.xlsx\", user: planwatch, password: "
       "{env: PLANWATCH_SFTP_PASSWORD}, host_key_sha256: "
       "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU}",
       describe_sftp},
      load_sftp};
}

TransportWords ftp_words() {
  return {
      {"ftp",
       {"从 FTP 服务器取文件", "takes files from an FTP server"},
       "{host: files.example.cn, folder: /upload, files: \"*.xlsx\", user: planwatch, password: "
       "{env: PLANWATCH_FTP_PASSWORD}}",
       describe_ftp},
      load_ftp};
}

}  // namespace planwatch::feeds

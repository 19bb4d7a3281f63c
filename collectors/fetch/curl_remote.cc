#include "collectors/fetch/curl_remote.h"

#include <algorithm>
#include <array>
#include <curl/curl.h>
#include <fmt/format.h>
#include <string_view>
#include <unistd.h>
#include <utility>

#include "collectors/decode/encode_text.h"
#include "collectors/fetch/wire_watch.h"

namespace planwatch {

namespace {

constexpr std::uint64_t most_listing_bytes = std::uint64_t{64} << 20;
constexpr long ms_of_grace = 1'000;
bool is_sftp(const RemoteFolder& folder) {
  return folder.protocol == RemoteProtocol::sftp;
}

const char* scheme_of(RemoteProtocol protocol) {
  switch (protocol) {
    case RemoteProtocol::sftp:
      return "sftp";
    case RemoteProtocol::ftps_implicit:
      return "ftps";
    case RemoteProtocol::ftp:
    case RemoteProtocol::ftps_explicit:
      break;
  }
  return "ftp";
}

std::string host_and_port(const RemoteFolder& folder) {
  const bool bare_ipv6 = folder.host.find(':') != std::string::npos && folder.host.front() != '[';
  const std::string host = bare_ipv6 ? "[" + folder.host + "]" : folder.host;
  return folder.port == 0 ? host : fmt::format("{}:{}", host, folder.port);
}

std::string trimmed_folder(std::string folder) {
  while (!folder.empty() && folder.back() == '/') folder.pop_back();
  if (!folder.empty() && folder.front() != '/') folder.insert(0, 1, '/');
  return folder;
}

// RFC 3986: everything but the unreserved ones and the slashes between folders.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kept = "-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool alphanumeric =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (alphanumeric || kept.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 0x0FU];
  }
  return out;
}

// In FTP's URLs a path counts from the login's folder unless its first slash is encoded.
std::string url_of(const RemoteFolder& folder, const std::string& path_there,
                   std::string_view name) {
  const std::string path =
      percent_encoded(trimmed_folder(path_there).append("/")) + percent_encoded(name);
  return fmt::format("{}://{}/{}{}", scheme_of(folder.protocol), host_and_port(folder),
                     is_sftp(folder) ? "" : "%2F", path.substr(1));
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// Empty when the server may be asked.
std::string fault_of(const RemoteFolder& folder) {
  if (folder.host.empty() || folder.host.find_first_of("/@?#\\ ") != std::string::npos) {
    return "服务器地址不合规范，请核对 host";
  }
  const std::string password = folder.password ? folder.password->reveal() : std::string{};
  for (const std::string& text : {folder.host, folder.folder, folder.user, password}) {
    if (has_control(text)) return "地址、目录、账号或密码里有换行等控制字符";
  }
  if (!is_sftp(folder)) return {};
  if (folder.host_key_sha256.empty()) {
    return "没有写明对方的主机密钥：请向对方核实后填入 host_key_sha256（ssh-keygen -lf 打印的 "
           "SHA256 指纹）";
  }
  if (!folder.key_file.empty() && access(folder.key_file.c_str(), R_OK) != 0) {
    return fmt::format("私钥文件 {} 读不了：请检查 key_file 的路径和权限", folder.key_file);
  }
  return {};
}

struct Class {
  ErrorCode code;
  bool transient;
  const char* what;
};

Class class_of_peer(bool sftp) {
  if (sftp) {
    return {ErrorCode::refused, false,
            "对方的主机密钥与 host_key_sha256 不符，没有登录：可能是假冒的服务器；对方确已更换密钥"
            "（或用的是另一种算法的密钥）就向对方核实后改配置"};
  }
  return {ErrorCode::refused, false,
          "对方的证书不可信，没有登录：请请对方更换证书，或在 tls.ca_file 写明根证书"};
}

Class classify(CURLcode code, bool sftp) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return {ErrorCode::timeout, true, "超时：请检查对方是否在线、网络是否畅通"};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {ErrorCode::io, true, "域名解析不了：请检查 host 和 DNS"};
    case CURLE_COULDNT_CONNECT:
      return {ErrorCode::io, true, "连不上：请检查 host、port 和防火墙"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return class_of_peer(sftp);
    case CURLE_SSL_CACERT_BADFILE:
      return {ErrorCode::refused, false, "tls.ca_file 读不了：请检查路径、权限和格式（PEM）"};
    case CURLE_SSL_CERTPROBLEM:
      return {ErrorCode::refused, false, "本方的证书或私钥用不了：请检查 tls 的各文件"};
    case CURLE_USE_SSL_FAILED:
      return {ErrorCode::refused, false,
              "对方不支持 TLS，没有登录：请改用 ftps_implicit 或请对方开通"};
    case CURLE_LOGIN_DENIED:
      return {ErrorCode::refused, false,
              "不让登录：请核对 user 和 password，或 key_file、key_password 与对方登记的公钥"};
    case CURLE_REMOTE_ACCESS_DENIED:
      return {ErrorCode::refused, false, "进不了目录或没有读权限：请核对 folder，请对方授权"};
    case CURLE_REMOTE_FILE_NOT_FOUND:
    case CURLE_FTP_COULDNT_RETR_FILE:
      return {ErrorCode::not_found, true, "没有这个目录或文件，或没有读权限：请核对 folder"};
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
      return {ErrorCode::io, true, "连接中途断开"};
    case CURLE_ABORTED_BY_CALLBACK:  // by what watches the wire
      return {ErrorCode::corrupt, false, "对方送来的远多于所问的，没有读：请对方检查服务器"};
    case CURLE_SSL_CONNECT_ERROR:
      return {ErrorCode::io, true, "TLS 握手失败：请检查 protocol 和 port（990 用 ftps_implicit）"};
    default:
      return {ErrorCode::io, true, "传输失败：请检查网络和对方的服务器"};
  }
}

}  // namespace

// One easy handle for all calls: libcurl keeps the connection between them.
class RemoteSession::Curl {
 public:
  Curl(RemoteFolder folder, const FeedLimits& limits)
      : folder_(std::move(folder)), path_(folder_.folder), limits_(limits) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    easy_ = curl_easy_init();
    set_connection();
    set_login();
    if (is_sftp(folder_)) {
      set_host_key();
    } else {
      set_tls();
    }
    set(CURLOPT_ERRORBUFFER, words_.data());
    set(CURLOPT_SOCKOPTFUNCTION, &Curl::on_open);
    set(CURLOPT_SOCKOPTDATA, static_cast<void*>(this));
    set(CURLOPT_CLOSESOCKETFUNCTION, &Curl::on_close);
    set(CURLOPT_CLOSESOCKETDATA, static_cast<void*>(this));
    set(CURLOPT_WRITEFUNCTION, &Curl::on_bytes);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  }
  Curl(const Curl&) = delete;
  Curl& operator=(const Curl&) = delete;
  ~Curl() {
    wire_.stop_listening();
    curl_easy_cleanup(easy_);
    curl_global_cleanup();
  }

  Result<RemoteListing> list();
  Result<std::string> read(const RemoteFile& file, std::uint64_t most);

 private:
  template <class T>
  void set(CURLoption option, T value) {
    curl_easy_setopt(easy_, option, value);
  }
  void set_connection();
  void set_login();
  void set_host_key();
  void set_tls();
  CURLcode perform(const std::string& url, std::uint64_t most);
  long last_reply() const;  // FTP's code; 0: none came
  bool command_is_unknown() const;
  bool tries_gb18030();
  tl::unexpected<Error> failure(CURLcode code, const std::string& where) const;
  static std::size_t on_bytes(char* data, std::size_t one, std::size_t count, void* self);
  static int on_open(void* self, curl_socket_t socket, curlsocktype purpose);
  static int on_close(void* self, curl_socket_t socket);

  RemoteFolder folder_;
  std::string path_;  // of the folder, in the bytes that the server knows it by
  FeedLimits limits_;
  CURL* easy_ = nullptr;
  std::array<char, CURL_ERROR_SIZE> words_{};  // libcurl's, also the host key that was shown
  WireWatch wire_;
  std::string bytes_;
  std::uint64_t most_ = 0;
  bool too_large_ = false;
  bool has_mlsd_ = true;  // until the server says otherwise
};

void RemoteSession::Curl::set_connection() {
  set(CURLOPT_PROTOCOLS_STR, scheme_of(folder_.protocol));
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connect_timeout.count()));
  // Ours comes first and hears no more of the server; this is for where libcurl asks us nothing.
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits_.total_timeout.count()) + ms_of_grace);
  set(CURLOPT_FTP_FILEMETHOD, static_cast<long>(CURLFTPMETHOD_SINGLECWD));
}

void RemoteSession::Curl::set_login() {
  if (!folder_.user.empty()) set(CURLOPT_USERNAME, folder_.user.c_str());
  if (folder_.password) set(CURLOPT_PASSWORD, folder_.password->reveal().c_str());
}

void RemoteSession::Curl::set_host_key() {
  constexpr std::string_view prefix = "SHA256:";
  std::string_view key = folder_.host_key_sha256;
  if (key.starts_with(prefix)) key.remove_prefix(prefix.size());
  set(CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256, std::string(key).c_str());
  if (folder_.key_file.empty()) {
    set(CURLOPT_SSH_AUTH_TYPES, static_cast<long>(CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD));
    return;
  }
  set(CURLOPT_SSH_AUTH_TYPES, static_cast<long>(CURLSSH_AUTH_PUBLICKEY));
  set(CURLOPT_SSH_PRIVATE_KEYFILE, folder_.key_file.c_str());
  set(CURLOPT_KEYPASSWD, folder_.key_password.reveal().c_str());
}

void RemoteSession::Curl::set_tls() {
  const bool plain = folder_.protocol == RemoteProtocol::ftp;
  set(CURLOPT_USE_SSL, static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!folder_.tls) return;
  const TlsSettings& tls = *folder_.tls;
  if (!tls.ca_file.empty()) set(CURLOPT_CAINFO, tls.ca_file.c_str());
  if (tls.certificate.empty()) return;
  set(CURLOPT_SSLCERT, tls.certificate.c_str());
  set(CURLOPT_SSLKEY, tls.key_file.c_str());
  set(CURLOPT_KEYPASSWD, tls.key_password.reveal().c_str());
}

std::size_t RemoteSession::Curl::on_bytes(char* data, std::size_t one, std::size_t count,
                                          void* self) {
  auto& curl = *static_cast<Curl*>(self);
  const std::size_t size = one * count;
  if (curl.bytes_.size() + size > curl.most_) {
    curl.too_large_ = true;
    curl.wire_.cut_off();
    return 0;
  }
  curl.bytes_.append(data, size);
  curl.wire_.handed_on(size);
  return size;
}

int RemoteSession::Curl::on_open(void* self, curl_socket_t socket, curlsocktype) {
  static_cast<Curl*>(self)->wire_.opened(socket);
  return CURL_SOCKOPT_OK;
}

int RemoteSession::Curl::on_close(void* self, curl_socket_t socket) {
  static_cast<Curl*>(self)->wire_.closing(socket);
  return close(socket);
}

CURLcode RemoteSession::Curl::perform(const std::string& url, std::uint64_t most) {
  bytes_.clear();
  words_.front() = '\0';
  most_ = most;
  too_large_ = false;
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(most));
  wire_.begin(limits_.total_timeout);
  const CURLcode code = curl_easy_perform(easy_);
  const WireWatch::Verdict verdict = wire_.end();
  if (code == CURLE_FILESIZE_EXCEEDED) too_large_ = true;
  if (verdict == WireWatch::Verdict::fine || too_large_) return code;
  // Whatever it took the end of the stream for.
  words_.front() = '\0';
  return verdict == WireWatch::Verdict::too_late ? CURLE_OPERATION_TIMEDOUT
                                                 : CURLE_ABORTED_BY_CALLBACK;
}

long RemoteSession::Curl::last_reply() const {
  long reply = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &reply);
  return reply;
}

bool RemoteSession::Curl::command_is_unknown() const {
  const long reply = last_reply();
  return reply == 500 || reply == 502 || reply == 504;
}

// Whether the folder's name has another spelling that was not tried: FTP servers of Chinese Windows
// know GBK alone, and FTP has no word for it.
bool RemoteSession::Curl::tries_gb18030() {
  if (is_sftp(folder_) || path_ != folder_.folder) return false;
  const auto spelled = encode_text(folder_.folder, "gb18030");
  if (!spelled || *spelled == path_) return false;
  path_ = *spelled;
  return true;
}

tl::unexpected<Error> RemoteSession::Curl::failure(CURLcode code, const std::string& where) const {
  if (too_large_) {
    return fail(
        ErrorCode::too_large,
        fmt::format("{}：超过上限 {} 字节：请核对文件，确需更大就调高 limits.bytes", where, most_));
  }
  // RFC 959: 4xx may pass, whatever libcurl makes of it.
  const long reply = is_sftp(folder_) ? 0 : last_reply();
  const bool busy = reply == 421 || (reply >= 400 && reply < 500 && code != CURLE_LOGIN_DENIED);
  const Class cls = busy ? Class{ErrorCode::io, true, "对方说暂时不行，会自动重试"}
                         : classify(code, is_sftp(folder_));
  const char* words = words_.front() == '\0' ? curl_easy_strerror(code) : words_.data();
  return fail(cls.code, fmt::format("{}：{}（libcurl：{}）", where, cls.what, words),
              cls.transient);
}

Result<RemoteListing> RemoteSession::Curl::list() {
  const std::string where = place_of(folder_);
  if (std::string fault = fault_of(folder_); !fault.empty()) {
    return fail(ErrorCode::invalid, where + "：" + fault);
  }
  const std::string url = url_of(folder_, path_, {});
  const bool facts = !is_sftp(folder_) && has_mlsd_;
  set(CURLOPT_CUSTOMREQUEST, facts ? "MLSD" : nullptr);
  const CURLcode code = perform(url, most_listing_bytes);
  set(CURLOPT_CUSTOMREQUEST, nullptr);
  if (code != CURLE_OK && facts && command_is_unknown()) {
    has_mlsd_ = false;
    return list();
  }
  if (code == CURLE_REMOTE_ACCESS_DENIED && tries_gb18030()) return list();
  if (too_large_) {
    return fail(ErrorCode::too_large,
                fmt::format("{}：目录列表超过 {} 字节，没有读：请对方清理目录，或换一个目录", where,
                            most_listing_bytes));
  }
  if (code != CURLE_OK) return failure(code, where);
  auto listing = read_listing(bytes_, facts ? ListingForm::mlsd : ListingForm::ls);
  if (!listing) return fail(listing.error().code, where + "：" + listing.error().message);
  return listing;
}

Result<std::string> RemoteSession::Curl::read(const RemoteFile& file, std::uint64_t most) {
  const CURLcode code = perform(url_of(folder_, path_, file.name), most);
  if (code != CURLE_OK) return failure(code, place_of(folder_) + "/" + file.shown);
  return std::move(bytes_);
}

RemoteSession::RemoteSession(RemoteFolder folder, const FeedLimits& limits)
    : curl_(std::make_unique<Curl>(std::move(folder), limits)) {}
RemoteSession::~RemoteSession() = default;

Result<RemoteListing> RemoteSession::list() {
  return curl_->list();
}

Result<std::string> RemoteSession::read(const RemoteFile& file, std::uint64_t most) {
  return curl_->read(file, most);
}

std::string place_of(const RemoteFolder& folder) {
  return fmt::format("{}://{}{}", scheme_of(folder.protocol), host_and_port(folder),
                     trimmed_folder(folder.folder));
}

}  // namespace planwatch

#include "collectors/fetch/curl_transfer.h"

#include <fmt/format.h>

#include "collectors/fetch/http_proxy.h"

namespace planwatch {

namespace {

constexpr long most_redirects = 5;

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

std::string shown_url_of(const HttpRequest& request) {
  return request.shown_url.empty() ? without_secrets(request.url) : request.shown_url;
}

CurlTransfer::CurlTransfer(HttpRequest request, HttpClient::Done done, CurlHandles& handles,
                           bool to_loopback)
    : request_(std::move(request)),
      done_(std::move(done)),
      handles_(handles),
      easy_(handles.take()) {
  set_target();
  set_connection(to_loopback);
  set_limits();
  set_body();
  set_receivers();
}

CurlTransfer::~CurlTransfer() {
  handles_.give_back(easy_);
  curl_slist_free_all(headers_);
}

void CurlTransfer::set_target() {
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, request_.follow_redirects ? 1L : 0L);
  set(CURLOPT_MAXREDIRS, most_redirects);
  set(CURLOPT_USERAGENT, "planwatch");
  for (const auto& [name, value] : request_.headers) {
    std::string line = name;
    line += value.empty() ? ";" : ": ";
    line += value;
    headers_ = curl_slist_append(headers_, line.c_str());
  }
  if (has_body()) leave_out_headers_of_bodies();
  if (headers_ != nullptr) set(CURLOPT_HTTPHEADER, headers_);
}

// What libcurl adds to a body of its own accord.
void CurlTransfer::leave_out_headers_of_bodies() {
  headers_ = curl_slist_append(headers_, "Expect:");
  bool typed = false;
  for (const auto& header : request_.headers) typed |= lower_case(header.first) == "content-type";
  if (!typed) headers_ = curl_slist_append(headers_, "Content-Type:");
}

void CurlTransfer::set_connection(bool to_loopback) {
  if (!request_.proxy.empty()) {
    set(CURLOPT_PROXY, request_.proxy.c_str());
    set(CURLOPT_NOPROXY, "");
    if (request_.proxy_login) {
      set(CURLOPT_PROXYUSERNAME, request_.proxy_login->user.c_str());
      set(CURLOPT_PROXYPASSWORD, request_.proxy_login->password.reveal().c_str());
    }
  } else if (to_loopback) {
    set(CURLOPT_PROXY, "");  // a proxy of the environment is for the outside world
  }
  if (!request_.tls) return;
  const TlsSettings& tls = *request_.tls;
  if (!tls.ca_file.empty()) {
    set(CURLOPT_CAINFO, tls.ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  if (!tls.certificate.empty()) set(CURLOPT_SSLCERT, tls.certificate.c_str());
  if (!tls.key_file.empty()) set(CURLOPT_SSLKEY, tls.key_file.c_str());
  if (!tls.key_password.empty()) set(CURLOPT_KEYPASSWD, tls.key_password.reveal().c_str());
}

void CurlTransfer::set_limits() {
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request_.total_timeout.count()));
  set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request_.max_bytes));
}

void CurlTransfer::set_body() {
  if (request_.method == "HEAD") set(CURLOPT_NOBODY, 1L);
  if (has_body()) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(CURLOPT_POSTFIELDS, request_.body.c_str());
  }
  // libcurl's own words for the method stay where they fit, so that redirects behave.
  const bool own_words =
      request_.method == (has_body() ? "POST" : "GET") || request_.method == "HEAD";
  if (!own_words) set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

void CurlTransfer::set_receivers() {
  set(CURLOPT_ACCEPT_ENCODING, "");
  set(CURLOPT_WRITEFUNCTION, &CurlTransfer::on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &CurlTransfer::on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
}

// Counts unpacked bytes: a compressed answer cannot unfold beyond the cap.
std::size_t CurlTransfer::on_body(char* data, std::size_t one, std::size_t size, void* self) {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  const std::size_t bytes = one * size;
  if (transfer.response_.body.size() + bytes > transfer.request_.max_bytes) {
    transfer.too_large_ = true;
    return 0;  // makes libcurl give up
  }
  transfer.response_.body.append(data, bytes);
  return bytes;
}

std::size_t CurlTransfer::on_header(char* data, std::size_t one, std::size_t size, void* self) {
  auto& headers = static_cast<CurlTransfer*>(self)->response_.headers;
  std::string_view line(data, one * size);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) headers.clear();  // the answer behind a redirect or a 100
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return one * size;
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  headers.emplace_back(lower_case(line.substr(0, colon)), std::string(value));
  return one * size;
}

bool CurlTransfer::body_was_sent() const {
  if (request_.body.empty()) {
    long sent = 0;
    curl_easy_getinfo(easy_, CURLINFO_REQUEST_SIZE, &sent);
    return sent > 0;
  }
  curl_off_t sent = 0;
  curl_easy_getinfo(easy_, CURLINFO_SIZE_UPLOAD_T, &sent);
  return sent >= static_cast<curl_off_t>(request_.body.size());
}

namespace {

struct Class {
  ErrorCode code;
  bool transient;
  const char* what;
};
Class classify(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return {ErrorCode::timeout, true, "超时：请检查对方是否在线、网络是否畅通"};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {ErrorCode::io, true, "域名解析不了：请检查网址和 DNS"};
    case CURLE_COULDNT_CONNECT:
      return {ErrorCode::io, true, "连不上：请检查地址、端口和防火墙"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return {ErrorCode::refused, false,
              "对方的证书不可信：请请对方更换证书，或在本机装上签发它的根证书（tls 的 ca_file）"};
    case CURLE_SSL_CACERT_BADFILE:
      return {ErrorCode::invalid, false, "根证书文件读不了：请核对 tls 的 ca_file"};
    case CURLE_SSL_CERTPROBLEM:
      return {ErrorCode::invalid, false,
              "本方的证书用不了：请核对 tls 的 certificate、key_file 和私钥口令是不是一套"};
    case CURLE_SSL_CONNECT_ERROR:
      return {ErrorCode::io, true,
              "TLS 握手失败：请检查网址是 http 还是 https、对方是否要求客户端证书"};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
      return {ErrorCode::invalid, false, "网址不对：只支持 http:// 和 https://"};
    case CURLE_TOO_MANY_REDIRECTS:
      return {ErrorCode::refused, false, "跳转太多次：请把网址改成最终地址"};
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
      return {ErrorCode::io, true, "回答没传完就断了：请对方检查接口"};
    default:
      return {ErrorCode::io, true, "传输失败：请检查网络和对方接口"};
  }
}

}  // namespace

// Empty when the trouble is not with the proxy.
std::optional<Error> CurlTransfer::proxy_error(CURLcode code, const std::string& url) const {
  const bool unreachable = code == CURLE_COULDNT_RESOLVE_PROXY ||
                           (code == CURLE_COULDNT_CONNECT && !request_.proxy.empty());
  long answer = 0;
  curl_easy_getinfo(easy_, CURLINFO_HTTP_CONNECTCODE, &answer);
  if (unreachable && answer == 0) {
    return proxy_is_unreachable(url, request_.proxy, curl_easy_strerror(code));
  }
  return error_of_connect(answer, url, request_.proxy);
}

tl::unexpected<Error> CurlTransfer::failure(CURLcode code) const {
  const std::string url = shown_url_of(request_);
  if (too_large_ || code == CURLE_FILESIZE_EXCEEDED) {
    return fail(ErrorCode::too_large,
                fmt::format("{}：回答超过 {} 字节：请核对接口，确需更大就调高 limits.bytes", url,
                            request_.max_bytes));
  }
  if (auto of_proxy = proxy_error(code, url)) return tl::make_unexpected(*std::move(of_proxy));
  const Class cls = classify(code);
  const char* sent =
      request_.method != "GET" && body_was_sent() ? "（请求已发出，对方可能已收到）" : "";
  return fail(cls.code,
              fmt::format("{}：{}{}（libcurl：{}）", url, cls.what, sent, curl_easy_strerror(code)),
              cls.transient);
}

Result<HttpResponse> CurlTransfer::outcome(CURLcode code) {
  if (code != CURLE_OK) return failure(code);
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &response_.status);
  response_.body_was_sent = body_was_sent();
  return std::move(response_);
}

}  // namespace planwatch

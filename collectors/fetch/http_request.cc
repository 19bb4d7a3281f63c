#include "collectors/fetch/http_request.h"

#include <algorithm>

#include "collectors/fetch/signer.h"
#include "collectors/fetch/signer_crypto.h"
#include "collectors/fetch/url.h"

namespace planwatch {

namespace {

bool has_header(const HttpSource& source, std::string_view lower_name) {
  return std::any_of(source.headers.begin(), source.headers.end(), [&](const auto& header) {
    return std::equal(header.first.begin(), header.first.end(), lower_name.begin(),
                      lower_name.end(), [](char a, char b) {
                        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
                      });
  });
}

std::string absolute_file(const std::string& file, const FetchTools& tools) {
  const std::string path = expand(file, tools.variables);
  const bool stays = path.empty() || path.front() == '/' || tools.base_folder.empty();
  return stays ? path : tools.base_folder + "/" + path;
}

void add_credentials(HttpRequest& request, const HttpSource& source) {
  if (source.bearer) {
    request.headers.emplace_back("Authorization", "Bearer " + source.bearer->reveal());
  } else if (source.basic) {  // RFC 7617
    request.headers.emplace_back(
        "Authorization",
        "Basic " + encoded(SignEncoding::base64,
                           source.basic->user + ":" + source.basic->password.reveal()));
  }
}

void replace_all(std::string& text, const std::string& what, std::string_view with) {
  if (what.empty()) return;
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

}  // namespace

HttpRequest request_to(const std::string& url, const HttpSource& source, const FeedLimits& limits,
                       const FetchTools& tools) {
  HttpRequest request;
  request.method = source.method;
  request.url = url;
  request.headers.reserve(source.headers.size() + 4);
  for (const auto& [name, value] : source.headers) {
    request.headers.emplace_back(name, expand(value, tools.variables));
  }
  add_credentials(request, source);
  request.body = expand(source.body, tools.variables);
  if (!request.body.empty() && !has_header(source, "content-type")) {
    request.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
  }
  if (source.tls) {
    request.tls = source.tls;
    for (std::string* file :
         {&request.tls->ca_file, &request.tls->certificate, &request.tls->key_file}) {
      *file = absolute_file(*file, tools);
    }
  }
  request.proxy = source.proxy;
  request.proxy_login = source.proxy_login;
  request.connect_timeout = limits.connect_timeout;
  request.total_timeout = limits.total_timeout;
  request.max_bytes = limits.bytes;
  return request;
}

Result<void> add_signature(HttpRequest& request, const SignerSpec& signer, const Secret& secret,
                           const FetchTools& tools) {
  if (!tools.machine_now) return fail(ErrorCode::invalid, "没有时钟，签不了名");
  const RequestToSign about{request.method, path_of(request.url), request.body};
  auto signature = sign(signer, secret, about, {tools.machine_now(), make_nonce()});
  if (!signature) return tl::make_unexpected(signature.error());
  for (auto& header : signature->headers) request.headers.push_back(std::move(header));
  for (const auto& [name, value] : signature->query) {
    request.url = with_parameter(std::move(request.url), name, value);
  }
  return {};
}

std::string without_secrets_of(const HttpSource& source, const Secret& current, std::string text) {
  replace_all(text, current.reveal(), secret_shown_as);
  if (source.bearer) replace_all(text, source.bearer->reveal(), secret_shown_as);
  if (source.basic) replace_all(text, source.basic->password.reveal(), secret_shown_as);
  if (source.proxy_login) replace_all(text, source.proxy_login->password.reveal(), secret_shown_as);
  if (source.signer) replace_all(text, source.signer->secret.reveal(), secret_shown_as);
  return text;
}

}  // namespace planwatch

#include <curl/curl.h>
#include <memory>

#include "collectors/fetch/http_client.h"
#include "collectors/fetch/url.h"

namespace planwatch {

namespace {

struct UrlCloser {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using UrlHandle = std::unique_ptr<CURLU, UrlCloser>;

std::string part_of(const UrlHandle& url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, flags) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

// Empty when it is no URL.
UrlHandle parsed(const std::string& text) {
  UrlHandle url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return nullptr;
  return url;
}

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string server_of(const UrlHandle& url) {
  return part_of(url, CURLUPART_SCHEME) + "://" + lower_case(part_of(url, CURLUPART_HOST)) + ":" +
         part_of(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

}  // namespace

Result<std::string> resolved(const std::string& base, const std::string& reference) {
  const UrlHandle url = parsed(base);
  if (!url || reference.empty() ||
      curl_url_set(url.get(), CURLUPART_URL, reference.c_str(), 0) != CURLUE_OK) {
    return fail(ErrorCode::invalid, "“" + without_secrets(reference) +
                                        "”不是能用的链接：请接口方改正，或改用别的分页方式");
  }
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  return part_of(url, CURLUPART_URL);
}

bool same_server(const std::string& a, const std::string& b) {
  const UrlHandle first = parsed(a);
  const UrlHandle second = parsed(b);
  return first && second && server_of(first) == server_of(second);
}

std::string path_of(const std::string& url) {
  const UrlHandle parts = parsed(url);
  const std::string path = parts ? part_of(parts, CURLUPART_PATH) : std::string();
  return path.empty() ? "/" : path;
}

}  // namespace planwatch

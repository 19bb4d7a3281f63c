#include "tests/support/http_get.h"

#include <curl/curl.h>
#include <memory>

namespace planwatch {

namespace {

std::size_t take(char* data, std::size_t size, std::size_t count, void* into) {
  static_cast<std::string*>(into)->append(data, size * count);
  return size * count;
}

HttpAnswer request(const std::string& url, const std::string* post,
                   const std::vector<std::string>& header_lines = {}) {
  HttpAnswer answer;
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                 curl_easy_cleanup);
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, 20'000L);
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
  if (post != nullptr) {
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, post->c_str());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(post->size()));
  }
  curl_slist* lines = nullptr;
  for (const std::string& line : header_lines) lines = curl_slist_append(lines, line.c_str());
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(lines,
                                                                            curl_slist_free_all);
  if (lines != nullptr) curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, lines);
  long status = 0;
  if (curl_easy_perform(curl.get()) == CURLE_OK) {
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  }
  answer.status = static_cast<int>(status);
  return answer;
}

std::string escaped(const std::string& text) {
  char* raw = curl_easy_escape(nullptr, text.c_str(), static_cast<int>(text.size()));
  std::string result = raw == nullptr ? "" : raw;
  curl_free(raw);
  return result;
}

}  // namespace

HttpAnswer http_get(const std::string& url) {
  return request(url, nullptr);
}
HttpAnswer http_post(const std::string& url, const std::string& body) {
  return request(url, &body);
}
HttpAnswer http_post_json(const std::string& url, const std::string& body,
                          const std::vector<std::string>& headers) {
  std::vector<std::string> lines = {"Content-Type: application/json"};
  lines.insert(lines.end(), headers.begin(), headers.end());
  return request(url, &body, lines);
}
HttpAnswer http_get(const std::string& url, const std::string& parameter,
                    const std::string& value) {
  return http_get(url + "?" + parameter + "=" + escaped(value));
}

}  // namespace planwatch

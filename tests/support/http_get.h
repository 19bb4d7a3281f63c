#pragma once

#include <string>
#include <utility>
#include <vector>

namespace planwatch {

// A blocking request for tests. Status 0: nobody answered.
struct HttpAnswer {
  int status = 0;
  std::string body;
};
HttpAnswer http_get(const std::string& url);
HttpAnswer http_post(const std::string& url, const std::string& body = "");
// With Content-Type: application/json and these headers beside it ("Name: value").
HttpAnswer http_post_json(const std::string& url, const std::string& body,
                          const std::vector<std::string>& headers = {});
// GET of `url` with one query parameter, percent-encoded.
HttpAnswer http_get(const std::string& url, const std::string& parameter, const std::string& value);

}  // namespace planwatch

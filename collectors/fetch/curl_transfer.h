#pragma once

#include <curl/curl.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "collectors/fetch/server_lanes.h"

namespace planwatch {

// How errors name the request's address.
std::string shown_url_of(const HttpRequest& request);

// Handles that wait for their next request. Making one costs more than a small answer, wiping one
// next to nothing; a wiped handle keeps no option of the request before.
class CurlHandles {
 public:
  CurlHandles() = default;
  CurlHandles(const CurlHandles&) = delete;
  CurlHandles& operator=(const CurlHandles&) = delete;
  ~CurlHandles() {
    for (CURL* easy : idle_) curl_easy_cleanup(easy);
  }
  CURL* take() {
    if (idle_.empty()) return curl_easy_init();
    CURL* easy = idle_.back();
    idle_.pop_back();
    return easy;
  }
  void give_back(CURL* easy) {
    if (idle_.size() >= most_idle) return curl_easy_cleanup(easy);
    curl_easy_reset(easy);
    idle_.push_back(easy);
  }

 private:
  static constexpr std::size_t most_idle = 256;
  std::vector<CURL*> idle_;
};

// One request on its way; libcurl holds pointers into it until it is closed.
class CurlTransfer {
 public:
  // To loopback no proxy of the environment is asked.
  CurlTransfer(HttpRequest request, HttpClient::Done done, CurlHandles& handles, bool to_loopback);
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;
  ~CurlTransfer();

  CURL* easy() const { return easy_; }
  std::string server() const { return std::string(server_part(request_.url)); }
  HttpClient::Done take_done() { return std::move(done_); }
  Result<HttpResponse> outcome(CURLcode code);

 private:
  template <class T>
  void set(CURLoption option, T value) {
    curl_easy_setopt(easy_, option, value);
  }
  bool has_body() const { return !request_.body.empty() || request_.method == "POST"; }
  void set_target();
  void leave_out_headers_of_bodies();
  void set_connection(bool to_loopback);
  void set_limits();
  void set_body();
  void set_receivers();
  bool body_was_sent() const;
  std::optional<Error> proxy_error(CURLcode code, const std::string& url) const;
  tl::unexpected<Error> failure(CURLcode code) const;
  static std::size_t on_body(char* data, std::size_t one, std::size_t size, void* self);
  static std::size_t on_header(char* data, std::size_t one, std::size_t size, void* self);

  HttpRequest request_;
  HttpClient::Done done_;
  CurlHandles& handles_;
  CURL* easy_;
  curl_slist* headers_ = nullptr;
  HttpResponse response_;
  bool too_large_ = false;
};

}  // namespace planwatch

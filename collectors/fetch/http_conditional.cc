#include "collectors/fetch/http_conditional.h"

#include <algorithm>

#include "collectors/fetch/sha256.h"

namespace planwatch {

namespace {

constexpr std::size_t longest_validator = 512;
constexpr const char* etag_key = "etag";
constexpr const char* modified_key = "last_modified";
constexpr const char* request_key = "validators_of";

std::string header_of(const HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

bool is_usable(const std::string& validator) {
  return !validator.empty() && validator.size() <= longest_validator &&
         std::all_of(validator.begin(), validator.end(),
                     [](char c) { return c >= ' ' && c < '\x7f'; });
}

const std::string* find(const FetchMemory& memory, const char* key) {
  const auto found = memory.find(key);
  return found == memory.end() ? nullptr : &found->second;
}

}  // namespace

std::string identity_of(const HttpRequest& request) {
  return sha256_hex(request.method + "\n" + request.url + "\n" + request.body);
}

bool may_be_conditional(const HttpSource& source) {
  return source.conditional && !source.paging && source.method == "GET";
}

bool add_conditions(HttpRequest& request, const std::string& identity, const FetchMemory& memory) {
  const std::string* of = find(memory, request_key);
  if (of == nullptr || *of != identity) return false;
  const std::string* etag = find(memory, etag_key);
  const std::string* modified = find(memory, modified_key);
  if (etag != nullptr) request.headers.emplace_back("If-None-Match", *etag);
  if (modified != nullptr) request.headers.emplace_back("If-Modified-Since", *modified);
  return etag != nullptr || modified != nullptr;
}

FetchMemory memory_of(const std::string& identity, const HttpResponse& response) {
  const std::string etag = header_of(response, "etag");
  const std::string modified = header_of(response, "last-modified");
  const std::string sent = header_of(response, "date");
  const bool just_changed = !modified.empty() && (sent.empty() || sent == modified);
  FetchMemory memory;
  if (just_changed) return memory;
  if (is_usable(etag)) memory[etag_key] = etag;
  if (is_usable(modified)) memory[modified_key] = modified;
  if (!memory.empty()) memory[request_key] = identity;
  return memory;
}

}  // namespace planwatch

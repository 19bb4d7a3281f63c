#include "collectors/fetch/url.h"

#include <algorithm>

namespace planwatch {

namespace {

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

// Where `name=` begins in the query, behind ? or &; npos when it has none.
std::size_t find_parameter(std::string_view url, std::size_t query, std::size_t end,
                           const std::string& assignment) {
  for (std::size_t at = query; at < end;) {
    ++at;  // the ? or &
    if (url.substr(at, assignment.size()) == assignment) return at;
    at = std::min(url.find('&', at), end);
  }
  return std::string_view::npos;
}

}  // namespace

std::string component_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c)) {
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

std::string with_parameter(std::string url, std::string_view name, std::string_view value) {
  const std::string assignment = component_encoded(name) + "=";
  const std::size_t end = std::min(url.find('#'), url.size());
  const std::size_t query = url.find('?');
  if (query < end) {
    const std::size_t at = find_parameter(url, query, end, assignment);
    if (at != std::string::npos) {
      const std::size_t begin = at + assignment.size();
      const std::size_t until = std::min(url.find('&', begin), end);
      return url.replace(begin, until - begin, component_encoded(value));
    }
  }
  const bool bare = query < end && (url[end - 1] == '?' || url[end - 1] == '&');
  const std::string_view joint = bare ? "" : query < end ? "&" : "?";
  url.insert(end, std::string(joint) + assignment + component_encoded(value));
  return url;
}

}  // namespace planwatch

#include <algorithm>
#include <array>
#include <string_view>

#include "collectors/fetch/fetcher.h"
#include "collectors/fetch/http_client.h"
#include "rules/model/secret.h"

namespace planwatch {

namespace {

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// key, access_token, appsecret, X-Signature: vendors put words before and after these.
bool is_secret_name(std::string_view name) {
  constexpr std::array<std::string_view, 8> endings = {"key",       "token",    "sign", "secret",
                                                       "signature", "password", "pwd",  "passwd"};
  const std::string lower = lower_case(name);
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return lower.ends_with(ending); });
}

std::string masked_parameters(std::string_view query) {
  std::string out;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find_first_of("&#;"), query.size());
    const std::string_view parameter = query.substr(0, end);
    const std::size_t equals = parameter.find('=');
    if (equals != std::string_view::npos && is_secret_name(parameter.substr(0, equals))) {
      out += parameter.substr(0, equals + 1);
      out += secret_shown_as;
    } else {
      out += parameter;
    }
    if (end < query.size()) out += query[end];
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return out;
}

// https://user:password@host -> https://host
std::string without_user_info(std::string_view before_query) {
  const std::size_t scheme = before_query.find("://");
  if (scheme == std::string_view::npos) return std::string(before_query);
  const std::size_t host = scheme + 3;
  const std::size_t path = std::min(before_query.find('/', host), before_query.size());
  const std::size_t at = before_query.substr(0, path).rfind('@');
  if (at == std::string_view::npos || at < host) return std::string(before_query);
  return std::string(before_query.substr(0, host)) + std::string(before_query.substr(at + 1));
}

// Some robots carry their token as the path: .../hook/TOKEN
std::string without_hook_token(std::string url) {
  constexpr std::string_view marker = "/hook/";
  const std::size_t at = url.find(marker);
  if (at == std::string::npos) return url;
  const std::size_t begin = at + marker.size();
  const std::size_t end = std::min(url.find('/', begin), url.size());
  return begin == end ? url : url.replace(begin, end - begin, secret_shown_as);
}

}  // namespace

std::string without_secrets(const std::string& url) {
  const std::size_t query = std::min(url.find_first_of("?#"), url.size());
  std::string out = without_hook_token(without_user_info(std::string_view(url).substr(0, query)));
  if (query == url.size()) return out;
  return out + url[query] + masked_parameters(std::string_view(url).substr(query + 1));
}

std::string without_secrets(const std::string& url, const std::string& own) {
  constexpr std::size_t shortest_secret = 4;  // less is found in any word
  std::string shown = without_secrets(url);
  std::string_view rest = std::string_view(own).substr(std::min(own.find('?'), own.size()));
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view parameter = rest.substr(0, rest.find_first_of("&#;"));
    rest.remove_prefix(parameter.size());
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
    if (value.size() < shortest_secret || !is_secret_name(parameter.substr(0, equals))) continue;
    for (std::size_t at = shown.find(value); at != std::string::npos; at = shown.find(value, at)) {
      shown.replace(at, value.size(), secret_shown_as);
      at += std::string_view(secret_shown_as).size();
    }
  }
  return shown;
}

std::string expand(const std::string& text, const SourceVariables& variables) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t open = text.compare(i, 2, "${") == 0 ? 2 : text[i] == '{' ? 1 : 0;
    const std::size_t close = open == 0 ? std::string::npos : text.find('}', i);
    if (close == std::string::npos) {
      out += text[i++];
      continue;
    }
    const std::string_view name = std::string_view(text).substr(i + open, close - i - open);
    const auto found = std::find_if(variables.values.begin(), variables.values.end(),
                                    [&](const auto& value) { return value.first == name; });
    if (found == variables.values.end()) {
      out += text[i++];
      continue;
    }
    out += found->second;
    i = close + 1;
  }
  return out;
}

}  // namespace planwatch

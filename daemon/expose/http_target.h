#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/model/utf8.h"

namespace planwatch {

// A request target taken apart: decoded path, decoded query in order.
struct HttpTarget {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};

// Accepts the origin form (/a?b=c) and the absolute form (http://host/a?b=c). In the query '+' is a
// space. Empty for anything else: broken percent escapes, bytes that are not UTF-8 once decoded,
// NUL.
std::optional<HttpTarget> parse_target(std::string_view target);

// The pairs of an application/x-www-form-urlencoded body, in order; empty for the same reasons, and
// for a bare name or an empty pair.
std::optional<std::vector<std::pair<std::string, std::string>>> parse_form(std::string_view body);

}  // namespace planwatch

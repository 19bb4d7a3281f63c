#pragma once

#include <string>
#include <string_view>

#include "rules/model/result.h"

namespace planwatch {

// URLs as texts. What a part of one means is asked of the library that will connect, so that a host
// that was judged is the host that is reached.

// RFC 3986: all but the unreserved characters as %XX.
std::string component_encoded(std::string_view text);
// The parameter put at the end of the query, encoded; where the query has it already (of that exact
// name), its value is replaced.
std::string with_parameter(std::string url, std::string_view name, std::string_view value);

// The reference resolved against the URL it was found in (RFC 3986 section 5), without its
// fragment.
Result<std::string> resolved(const std::string& base, const std::string& reference);
// Scheme, host and port are the same.
bool same_server(const std::string& a, const std::string& b);
// As it is sent, without the query; "/" when there is none.
std::string path_of(const std::string& url);

}  // namespace planwatch

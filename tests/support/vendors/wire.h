#pragma once

#include <boost/json.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tests/support/vendors/vendor.h"

namespace planwatch::vendors {

// What the stand-ins read requests with; written without the daemon's own encoders and digests, so
// that a mistake there is not repeated here.

struct Target {
  std::string path;
  std::map<std::string, std::string> query;  // decoded
  bool well_formed = true;                   // false: a raw '+', space or broken %XX
};
Target parse_target(const std::string& target);
std::string header_of(const Request& request, const std::string& name);
// application/json, with or without a charset, which must be UTF-8.
bool is_json_type(const Request& request);
// Well-formed UTF-8 and one JSON object; empty otherwise.
std::optional<boost::json::object> parse_body(const std::string& body);
// Empty: not there or of another type.
std::optional<std::string> text_at(const boost::json::object& object, std::string_view name);
const boost::json::object* object_at(const boost::json::object& object, std::string_view name);
// False: there, but not a list of texts.
bool texts_at(const boost::json::object& object, std::string_view name,
              std::vector<std::string>& texts);

std::string base64_hmac_sha256(const std::string& key, const std::string& data);
std::string http_date(Instant instant);
// What stands between each `begin` and the next `end`.
std::vector<std::string> between(const std::string& text, std::string_view begin,
                                 std::string_view end);

}  // namespace planwatch::vendors

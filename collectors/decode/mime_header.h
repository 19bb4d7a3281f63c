#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace planwatch {

// Headers of a mail or of one of its parts, unfolded; names in lower case, values as they came.
struct MimeHeaders {
  std::vector<std::pair<std::string, std::string>> fields;
  // The first of that name, empty without one.
  std::string value(std::string_view name) const;
  std::size_t count(std::string_view name) const;
};
// Takes the headers off the front of `entity`, the empty line behind them included.
MimeHeaders take_headers(std::string_view& entity);

// text/plain; charset=x: the value in lower case and its parameters, RFC 2231 put together.
struct MimeValue {
  std::string value;
  std::vector<std::pair<std::string, std::string>> parameters;
  std::string parameter(std::string_view name) const;
};
MimeValue parse_mime_value(std::string_view text);

// =?gb2312?B?...?= and raw bytes to UTF-8.
std::string decode_words(std::string_view text);
// The only address in it, in lower case; empty when there is none or more than one.
std::string only_address(std::string_view text);

// Nothing where the bytes are no such encoding. Blanks and line ends are passed over.
std::optional<std::string> decode_base64(std::string_view text);
// Soft line ends and trailing blanks are removed; a broken =XX is nothing.
std::optional<std::string> decode_quoted_printable(std::string_view text);

}  // namespace planwatch

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/expose/http_server.h"

namespace planwatch {

// For text and for attribute values between double quotes. Control characters but line feeds
// become blanks, bytes that are no UTF-8 become U+FFFD.
std::string escape_html(std::string_view text);

// The page's blocks. All texts are escaped here; the result is markup.
std::string html_paragraph(std::string_view text, std::string_view style_class = {});
// Pairs of name and value; those without a value are left out.
std::string html_facts(const std::vector<std::pair<std::string, std::string>>& facts);

struct FormField {
  enum class Kind { hidden, date, line, text };
  Kind kind = Kind::hidden;
  std::string name;
  std::string label;
  std::string value;
  std::string least;     // of a date
  std::size_t most = 0;  // characters; 0: no limit
  bool needed = false;
};
// Posts to the page's own address, also behind a proxy that adds a path.
std::string html_form(const std::vector<FormField>& fields, std::string_view button);

// A whole page with the headers that keep it alone: no scripts, no frames, nothing from elsewhere,
// no referrer, not stored. `body` is markup.
ServerReply html_page(int status, std::string_view title, const std::string& body);

}  // namespace planwatch

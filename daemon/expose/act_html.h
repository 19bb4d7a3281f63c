#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/expose/http_server.h"
#include "rules/model/light.h"

namespace planwatch {

// For text and for attribute values between double quotes. Control characters but line feeds
// become blanks, bytes that are no UTF-8 become U+FFFD.
std::string escape_html(std::string_view text);

// The page's blocks. All texts are escaped here; the result is markup.
std::string html_paragraph(std::string_view text, std::string_view style_class = {});
// Pairs of name and value; those without a value are left out.
std::string html_facts(const std::vector<std::pair<std::string, std::string>>& facts);

struct FormField {
  enum class Kind { hidden, date, line, text, secret, file, check };
  Kind kind = Kind::hidden;
  std::string name;
  std::string label;
  std::string value;
  std::string least;     // of a date
  std::size_t most = 0;  // characters; 0: no limit
  bool needed = false;
};
// Where a form goes: relative to the page's own address, so that it works behind a proxy that adds
// a path. With `files` as multipart/form-data.
struct FormTarget {
  std::string_view action = "act";
  bool files = false;
};
std::string html_form(const std::vector<FormField>& fields, std::string_view button,
                      const FormTarget& target = {});

std::string html_heading(std::string_view text);
std::string html_list(const std::vector<std::string>& items, std::string_view style_class = {});
std::string html_link(std::string_view text, std::string_view target);
// A link that saves a file which lies in the page itself.
std::string html_download(std::string_view text, std::string_view file_name,
                          std::string_view content_type, std::string_view base64);

// A whole page with the headers that keep it alone: no scripts, no frames, nothing from elsewhere,
// no referrer, not stored. `body` is markup.
ServerReply html_page(int status, std::string_view title, const std::string& body,
                      Lang lang = Lang::zh);

}  // namespace planwatch

#include "daemon/export/yaml_text.h"

#include <algorithm>
#include <fmt/format.h>

#include "daemon/export/promql.h"
#include "rules/model/utf8.h"

namespace planwatch {

namespace {

bool is_control(char c) {
  const auto code = static_cast<unsigned char>(c);
  return code < 0x20 || code == 0x7F;
}

bool fits_a_block(const std::string& text) {
  if (text.empty() || text.front() == ' ' || text.back() == '\n' || !is_utf8(text)) return false;
  return std::none_of(text.begin(), text.end(), [](char c) { return is_control(c) && c != '\n'; });
}

}  // namespace

std::string yaml_quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : clean_utf8(text)) {
    if (is_control(c)) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string yaml_block(const std::string& text, std::size_t blanks) {
  if (!fits_a_block(text)) return yaml_quoted(text);
  return "|-\n" + indented(text, blanks);
}

std::string yaml_comment(const std::string& text, std::size_t blanks) {
  std::string out;
  const std::string margin(blanks, ' ');
  std::size_t begin = 0;
  const std::string clean = clean_utf8(text);
  while (begin <= clean.size()) {
    const std::size_t end = std::min(clean.find('\n', begin), clean.size());
    std::string line = clean.substr(begin, end - begin);
    std::replace_if(line.begin(), line.end(), is_control, ' ');
    out.append(margin).append(line.empty() ? "#" : "# ").append(line).append("\n");
    begin = end + 1;
  }
  return out;
}

}  // namespace planwatch

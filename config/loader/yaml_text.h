#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/loader/diagnostics.h"

namespace planwatch::loader {

// The text of one file with its lines, to turn byte positions into what people count.
class YamlText {
 public:
  // `text` must outlive this object. A byte order mark is skipped.
  YamlText(std::string file, std::string_view text);

  std::string_view text() const { return text_; }
  // `line` and `byte_column` count from 0; the result counts from 1, in characters.
  SourcePosition position(int line, int byte_column) const;
  SourcePosition position_of_byte(std::size_t offset) const;
  std::string_view line(int index) const;
  int line_count() const { return static_cast<int>(line_starts_.size()); }
  // Whether the quoted scalar that begins there has its closing quote. True where no quote begins.
  bool quote_is_closed(int line, int byte_column) const;

 private:
  std::string file_;
  std::string_view text_;
  std::vector<std::size_t> line_starts_;
};

// What the YAML library would misread or report badly: bytes that are not UTF-8, tabs and
// full-width spaces in an indentation. True when the text may be parsed.
bool check_yaml_text(const YamlText& text, Diagnostics& diagnostics);

}  // namespace planwatch::loader

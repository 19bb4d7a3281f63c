#include "config/schema/json_text.h"

#include <fmt/format.h>
#include <utility>

namespace planwatch::schema {

void JsonText::new_line() {
  out_ += '\n';
  out_.append(filled_.size() * 2, ' ');
}

void JsonText::before_value() {
  if (std::exchange(after_key_, false) || filled_.empty()) return;
  if (filled_.back()) out_ += ',';
  filled_.back() = true;
  new_line();
}

void JsonText::open(char bracket) {
  before_value();
  out_ += bracket;
  filled_.push_back(false);
}

void JsonText::close(char bracket) {
  const bool filled = filled_.back();
  filled_.pop_back();
  if (filled) new_line();
  out_ += bracket;
}

void JsonText::key(std::string_view name) {
  before_value();
  quoted(name);
  out_ += ": ";
  after_key_ = true;
}

void JsonText::string(std::string_view text) {
  before_value();
  quoted(text);
}

void JsonText::plain(std::string_view text) {
  before_value();
  out_ += text;
}

void JsonText::strings(std::string_view name, const std::vector<std::string>& texts) {
  key(name);
  begin_array();
  for (const std::string& text : texts) string(text);
  end_array();
}

void JsonText::quoted(std::string_view text) {
  out_ += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (c == '\n') {
      out_ += "\\n";
    } else if (c == '\t') {
      out_ += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

std::string JsonText::take() {
  return std::exchange(out_, {}) + "\n";
}

}  // namespace planwatch::schema

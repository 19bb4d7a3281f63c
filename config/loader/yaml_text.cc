#include "config/loader/yaml_text.h"

#include <algorithm>
#include <utility>

#include "config/loader/utf8.h"

namespace planwatch::loader {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view wide_space = "\xE3\x80\x80";  // U+3000, what Chinese input methods type

// Byte column of a character that may not stand in an indentation; npos: none.
std::size_t bad_indentation(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && line[at] == ' ') ++at;
  const bool tab = at < line.size() && line[at] == '\t';
  const bool wide = line.substr(at).starts_with(wide_space);
  if (!tab && !wide) return std::string_view::npos;
  const std::size_t content = line.find_first_not_of(" \t\r", at);
  const bool empty = content == std::string_view::npos || line[content] == '#';
  return empty ? std::string_view::npos : at;
}

}  // namespace

YamlText::YamlText(std::string file, std::string_view text) : file_(std::move(file)), text_(text) {
  if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

std::string_view YamlText::line(int index) const {
  if (index < 0 || index >= line_count()) return {};
  const std::size_t begin = line_starts_[static_cast<std::size_t>(index)];
  const std::size_t end = text_.find('\n', begin);
  return text_.substr(begin, end == std::string_view::npos ? end : end - begin);
}

SourcePosition YamlText::position(int line_index, int byte_column) const {
  const auto column = static_cast<std::size_t>(std::max(byte_column, 0));
  const std::string_view before = line(line_index).substr(0, column);
  return {file_, std::max(line_index, 0) + 1, static_cast<int>(count_characters(before)) + 1};
}

SourcePosition YamlText::position_of_byte(std::size_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto index = static_cast<int>(after - line_starts_.begin()) - 1;
  const std::size_t begin = line_starts_[static_cast<std::size_t>(index)];
  return position(index, static_cast<int>(offset - begin));
}

bool YamlText::quote_is_closed(int line_index, int byte_column) const {
  if (line_index < 0 || line_index >= line_count() || byte_column < 0) return true;
  std::size_t at =
      line_starts_[static_cast<std::size_t>(line_index)] + static_cast<std::size_t>(byte_column);
  if (at >= text_.size() || (text_[at] != '"' && text_[at] != '\'')) return true;
  const char quote = text_[at];
  for (++at; at < text_.size(); ++at) {
    if (quote == '"' && text_[at] == '\\') {
      ++at;
    } else if (text_[at] == quote) {
      if (quote == '"' || at + 1 >= text_.size() || text_[at + 1] != quote) return true;
      ++at;  // '' inside single quotes is a quote
    }
  }
  return false;
}

bool check_yaml_text(const YamlText& text, Diagnostics& diagnostics) {
  if (const auto offset = first_invalid_utf8(text.text())) {
    diagnostics.error(text.position_of_byte(*offset),
                      {"文件不是 UTF-8 编码", "the file is not UTF-8"},
                      {"用编辑器另存为 UTF-8（WPS、记事本可能存成了 GBK）",
                       "save it as UTF-8; some editors write GBK"});
    return false;
  }
  const int before = diagnostics.errors();
  for (int i = 0; i < text.line_count(); ++i) {
    const std::size_t column = bad_indentation(text.line(i));
    if (column == std::string_view::npos) continue;
    diagnostics.error(
        text.position(i, static_cast<int>(column)),
        {"缩进里有制表符或全角空格", "a tab or a full-width space in the indentation"},
        {"缩进只用半角空格", "indent with plain spaces only"});
  }
  return diagnostics.errors() == before;
}

}  // namespace planwatch::loader

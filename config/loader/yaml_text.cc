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

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

// What a file that is no UTF-8 text seems to be.
void report_no_text(const YamlText& text, std::size_t offset, Diagnostics& out) {
  const std::string_view bytes = text.text();
  const SourcePosition at = text.position_of_byte(offset);
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0")) {
    out.error(at, {"这是 Excel、WPS 或压缩文件，不是文本", "a workbook or an archive, not a text"},
              {"配置是纯文本（YAML），用文本编辑器写",
               "the configuration is plain text (YAML), written with a text editor"});
  } else if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    out.error(at, {"文件是 UTF-16 编码", "the file is UTF-16"},
              {"用编辑器另存为 UTF-8（记事本里的“Unicode”就是 UTF-16）",
               "save it as UTF-8; Notepad calls UTF-16 \"Unicode\""});
  } else if (is_control(bytes[offset])) {
    out.error(at, {"文件里有看不见的控制字符", "an invisible control character"},
              {"删掉它，或重新打这一行", "delete it, or type the line anew"});
  } else {
    out.error(at, {"文件不是 UTF-8 编码", "the file is not UTF-8"},
              {"用编辑器另存为 UTF-8（WPS、记事本可能存成了 GBK）",
               "save it as UTF-8; some editors write GBK"});
  }
}

// A carriage return that ends a line by itself: the YAML library would take the whole file for one
// line, after a comment even for nothing.
std::size_t lone_carriage_return(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != text.npos; at = text.find('\r', at + 1)) {
    if (at + 1 == text.size() || text[at + 1] != '\n') return at;
  }
  return text.npos;
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
    report_no_text(text, *offset, diagnostics);
    return false;
  }
  const std::string_view bytes = text.text();
  if (const auto control = std::find_if(bytes.begin(), bytes.end(), is_control);
      control != bytes.end()) {
    report_no_text(text, static_cast<std::size_t>(control - bytes.begin()), diagnostics);
    return false;
  }
  if (const std::size_t at = lone_carriage_return(text.text()); at != std::string_view::npos) {
    diagnostics.error(text.position_of_byte(at),
                      {"行尾是单独的回车（旧 Mac 格式）", "a line that ends with a lone CR"},
                      {"在编辑器里把行尾改为 LF 或 CRLF", "make the line ends LF or CRLF"});
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

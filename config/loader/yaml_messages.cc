#include "config/loader/yaml_messages.h"

#include <array>
#include <utility>

namespace planwatch::loader {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> messages{{
    {"illegal map value", "这里不能出现冒号后的值"},
    {"end of map not found", "映射没有正常结束"},
    {"end of map flow not found", "花括号 { 没有闭合"},
    {"end of sequence not found", "列表没有正常结束"},
    {"end of sequence flow not found", "方括号 [ 没有闭合"},
    {"illegal block entry", "这里不能出现列表项 -"},
    {"illegal flow end", "多出一个 ] 或 }"},
    {"illegal EOF in scalar", "引号没有闭合"},
    {"illegal document indicator in scalar", "引号没有闭合"},
    {"unknown token", "无法识别的符号"},
}};

// year:2025, where YAML wants a blank after the colon.
bool lacks_blank(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" -");
  if (begin == line.npos) return false;
  const std::size_t colon = line.find_first_not_of(
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", begin);
  if (colon == line.npos || colon == begin || line[colon] != ':') return false;
  return colon + 1 < line.size() && line[colon + 1] != ' ' && line[colon + 1] != '\r';
}

}  // namespace

std::string syntax_message_zh(std::string_view message) {
  for (const auto& [en, zh] : messages) {
    if (en == message) return std::string(zh);
  }
  return std::string(message);
}

Words syntax_hint(std::string_view line, std::string_view above) {
  const bool wide = line.find("：") != line.npos || above.find("：") != above.npos;
  if (wide) {
    return {"这一行或上一行有全角冒号，键后面要用半角冒号加空格",
            "a full-width colon here or above; a key takes a plain colon and a space"};
  }
  if (lacks_blank(line) || lacks_blank(above)) {
    return {"这一行或上一行的冒号后面缺一个空格，写成 键: 值",
            "a blank is missing after the colon here or above, write key: value"};
  }
  return {"检查这一行和上一行的缩进、冒号后的空格、引号和括号",
          "look at the indentation, the space after the colon, quotes and brackets here and above"};
}

}  // namespace planwatch::loader

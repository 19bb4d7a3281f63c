#include "daemon/send/escape.h"

#include "daemon/send/text.h"

namespace planwatch {

namespace {

constexpr std::string_view acting_in_chats = "*_`#[]<>~\\&@";

// Every visible ASCII character has a full-width twin, U+FEE0 further on.
void append_full_width(std::string& out, char c) {
  const unsigned code = 0xFEE0U + static_cast<unsigned char>(c);
  out += static_cast<char>(0xE0U | (code >> 12U));
  out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
  out += static_cast<char>(0x80U | (code & 0x3FU));
}

bool begins_tag(std::string_view text, std::size_t at) {
  if (text[at] != '<' || at + 1 >= text.size()) return false;
  const char next = text[at + 1];
  return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' ||
         next == '@' || next == '!';
}

bool acts(std::string_view text, std::size_t at, MessageFormat format) {
  switch (format) {
    case MessageFormat::mail_text:
      return false;
    case MessageFormat::text:
      return text[at] == '@' || begins_tag(text, at);
    case MessageFormat::wecom_markdown:
    case MessageFormat::dingtalk_markdown:
    case MessageFormat::feishu_markdown:
      return acting_in_chats.find(text[at]) != acting_in_chats.npos;
  }
  return true;
}

// U+2028, U+2029, U+202A..E and U+2066..9: line ends and changes of direction.
bool is_invisible(std::string_view text, std::size_t at) {
  if (text.size() - at < 3 || text.substr(at, 2) != "\xE2\x80") {
    return text.size() - at >= 3 && text.substr(at, 2) == "\xE2\x81" &&
           static_cast<unsigned char>(text[at + 2]) >= 0xA6 &&
           static_cast<unsigned char>(text[at + 2]) <= 0xA9;
  }
  const auto last = static_cast<unsigned char>(text[at + 2]);
  return last >= 0xA8 && last <= 0xAE;
}

}  // namespace

std::string escaped(std::string_view value, MessageFormat format) {
  const std::string text = clean_utf8(value);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) < 0x20 || text[i] == 0x7F) {
      out += ' ';
    } else if (is_invisible(text, i)) {
      out += ' ';
      i += 2;
    } else if (acts(text, i, format)) {
      append_full_width(out, text[i]);
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string escaped_link(std::string_view url) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view ending = "()<>[]\"'`\\ ";
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && ending.find(c) == ending.npos) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 0xFU];
    }
  }
  return out;
}

}  // namespace planwatch

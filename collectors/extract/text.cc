#include "collectors/extract/text.h"

#include <algorithm>

#include "collectors/decode/utf8.h"

namespace planwatch {

namespace {

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// U+FF01..U+FF5E are EF BC 81..EF BD 9E; their low byte runs on from BF to 80. '\0': none of them.
char half_width_of(std::string_view three) {
  const auto second = static_cast<unsigned char>(three[1]);
  const auto third = static_cast<unsigned char>(three[2]);
  if (three[0] != '\xEF' || (second != 0xBC && second != 0xBD)) return '\0';
  const int code = (second == 0xBC ? 0xFF00 : 0xFF40) + third - 0x80;
  return code >= 0xFF01 && code <= 0xFF5E ? static_cast<char>(code - 0xFF01 + '!') : '\0';
}

}  // namespace

std::string to_half_width(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (is_ascii(text[i])) {
      out += text[i++];
      continue;
    }
    const std::string_view three = text.substr(i, 3);
    if (three.size() == 3 && half_width_of(three) != '\0') {
      out += half_width_of(three);
      i += 3;
    } else if (three == "\xE3\x80\x80") {
      out += ' ';
      i += 3;
    } else if (three.substr(0, 2) == "\xC2\xA0") {
      out += ' ';
      i += 2;
    } else {
      out += text[i++];
    }
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string comparable(std::string_view text) {
  std::string out = to_half_width(text);
  out.erase(std::remove_if(out.begin(), out.end(), is_space), out.end());
  return out;
}

std::string cut_to(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  while (bytes > 0 && is_continuation(text[bytes])) --bytes;
  return std::string(text.substr(0, bytes));
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return text.starts_with(prefix); });
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from)) {
    out += text.substr(0, at);
    out += to;
    text.remove_prefix(at + from.size());
  }
  out += text;
  return out;
}

}  // namespace planwatch

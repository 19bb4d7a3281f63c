#include "collectors/decode/xml_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "collectors/decode/utf8.h"

namespace planwatch {
namespace {

std::optional<unsigned> digit_value(char c, bool hex) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  const char low = static_cast<char>(c | 0x20);
  if (hex && low >= 'a' && low <= 'f') return static_cast<unsigned>(low - 'a' + 10);
  return std::nullopt;
}

std::optional<char32_t> numbered_character(std::string_view digits) {
  const bool hex = digits.starts_with('x');
  if (hex) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 7) return std::nullopt;
  char32_t code = 0;
  for (const char c : digits) {
    const auto value = digit_value(c, hex);
    if (!value) return std::nullopt;
    code = code * (hex ? 16 : 10) + *value;
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code == 0 || surrogate || code > 0x10FFFF) return std::nullopt;
  return code;
}

}  // namespace

bool is_xml_text(std::string_view text) {
  const bool control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
  });
  return !control && valid_utf8_prefix(text) == text.size();
}

std::optional<char32_t> referred_character(std::string_view reference) {
  if (reference.starts_with('#')) return numbered_character(reference.substr(1));
  static constexpr std::array<std::pair<std::string_view, char32_t>, 5> entities{
      {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [name, character] : entities) {
    if (name == reference) return character;
  }
  return std::nullopt;
}

std::string_view local_part(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace planwatch

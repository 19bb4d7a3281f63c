#include "daemon/send/robots/shorten.h"

namespace planwatch {

namespace {

constexpr std::string_view mark = "…";

std::size_t json_bytes_of(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '\b':
    case '\f':
    case '\n':
    case '\r':
    case '\t':
      return 2;
    default:
      return static_cast<unsigned char>(c) < 0x20 ? 6 : 1;
  }
}

std::size_t cost_of(char c, Counted counted) {
  return counted == Counted::raw ? 1 : json_bytes_of(c);
}

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

}  // namespace

std::size_t json_bytes(std::string_view text) {
  std::size_t bytes = 0;
  for (const char c : text) bytes += json_bytes_of(c);
  return bytes;
}

std::string shorten(std::string_view text, std::size_t most, Counted counted) {
  std::size_t cost = 0;
  std::size_t keep = 0;  // where the last character begins before which the mark still fits
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (begins_character(text[i]) && cost + mark.size() <= most) keep = i;
    cost += cost_of(text[i], counted);
  }
  if (cost <= most) return std::string(text);
  if (most < mark.size()) return {};
  return std::string(text.substr(0, keep)) + std::string(mark);
}

}  // namespace planwatch

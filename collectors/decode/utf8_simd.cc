#include <cstdint>
#include <cstring>
#include <simdjson.h>

#include "collectors/decode/utf8.h"

namespace planwatch {

bool is_all_utf8(std::string_view text) {
  return text.empty() || simdjson::validate_utf8(text.data(), text.size());
}

bool is_ascii(std::string_view text) {
  std::uint64_t all = 0;
  for (; text.size() >= 8; text.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), 8);
    all |= word;
    if ((all & 0x8080808080808080ULL) != 0) return false;
  }
  for (const char c : text) all |= static_cast<unsigned char>(c);
  return (all & 0x8080808080808080ULL) == 0;
}

}  // namespace planwatch

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace planwatch {

// Unsigned numbers as they lie in old binary files. Precondition: at + size of the number <=
// bytes.size().
inline std::uint32_t u16_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) |
         static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + 1])) << 8;
}
inline std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
  return u16_at(bytes, at) | u16_at(bytes, at + 2) << 16;
}
inline std::uint64_t u64_at(std::string_view bytes, std::size_t at) {
  return u32_at(bytes, at) | std::uint64_t{u32_at(bytes, at + 4)} << 32;
}

}  // namespace planwatch

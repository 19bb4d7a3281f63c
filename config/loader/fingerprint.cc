#include "config/loader/fingerprint.h"

#include <cstdint>
#include <fmt/format.h>

namespace planwatch::loader {

void Fingerprint::mix(std::string_view bytes) {
  constexpr Bits prime = (Bits{1} << 88) | 0x13b;
  for (const char c : bytes) {
    state_ ^= static_cast<unsigned char>(c);
    state_ *= prime;
  }
}

void Fingerprint::add(std::string_view name, std::string_view bytes) {
  // Sizes keep the border between name and bytes, and between files, from moving unseen.
  mix(fmt::format("{} {} ", name.size(), bytes.size()));
  mix(name);
  mix(bytes);
}

std::string Fingerprint::hex() const {
  return fmt::format("{:016x}{:016x}", static_cast<std::uint64_t>(state_ >> 64),
                     static_cast<std::uint64_t>(state_));
}

}  // namespace planwatch::loader

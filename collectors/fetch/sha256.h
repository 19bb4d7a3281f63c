#pragma once

#include <string>
#include <string_view>

namespace planwatch {

// Lower-case hex of the SHA-256 of the bytes.
std::string sha256_hex(std::string_view bytes);

}  // namespace planwatch

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/model/secret.h"

namespace planwatch {

// Digests and codes that vendors' signatures and our own links are made of. Bytes are in strings.
// OpenSSL's owner in this folder; aborts only when the library itself is broken.

std::string sha256(std::string_view data);                             // 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view data);  // 32 bytes
std::string md5(std::string_view data);                                // 16 bytes; no signature
std::string random_bytes(std::size_t count);

std::string hex_of(std::string_view bytes);        // lower case
std::string base64_of(std::string_view bytes);     // RFC 4648 section 4, padded
std::string base64url_of(std::string_view bytes);  // section 5, without padding
// Strict: no padding, no other characters, no bits left over.
std::optional<std::string> bytes_of_base64url(std::string_view text);
// RFC 3986: all but the unreserved characters as %XX, upper case.
std::string percent_encoded_strictly(std::string_view text);
// In constant time for texts of the same length.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace planwatch

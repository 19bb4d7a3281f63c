#pragma once

#include <string>
#include <string_view>

#include "rules/model/result.h"
#include "rules/model/signer_spec.h"

namespace planwatch {

// Digests and codes that gateways' signatures are made of. Bytes are in strings. A hash that this
// machine's OpenSSL does not offer (SM3 in some builds) is an error.
Result<std::string> digest_of(SignHash hash, std::string_view data);
Result<std::string> hmac_of(SignHash hash, std::string_view key, std::string_view data);

std::string encoded(SignEncoding encoding, std::string_view bytes);
// RFC 4648 section 4, strict: padded, no other characters, no bits left over.
Result<std::string> bytes_of_base64(std::string_view text);

// AES-128 in ECB mode with PKCS#7 padding; `key` has 16 bytes. Wrong keys show as wrong padding.
Result<std::string> aes_128_ecb_decrypted(std::string_view key, std::string_view data);

// 32 hex digits, unpredictable.
std::string make_nonce();

}  // namespace planwatch

#include <algorithm>
#include <array>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <optional>

#include "daemon/expose/api.h"

namespace planwatch {
namespace {

constexpr std::size_t hash_digits = 64;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// SHA-256 as lower-case hex; empty when the library refuses.
std::string sha256_hex(const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    return {};
  }
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    hex += "0123456789abcdef"[digest[i] >> 4];
    hex += "0123456789abcdef"[digest[i] & 15];
  }
  return hex;
}

// The token of "Bearer TOKEN"; the scheme's case does not matter.
std::optional<std::string> bearer_of(const std::string& authorization) {
  const std::string scheme = "bearer ";
  if (authorization.size() <= scheme.size()) return std::nullopt;
  if (!std::equal(scheme.begin(), scheme.end(), authorization.begin(),
                  [](char a, char b) { return a == lower(b); })) {
    return std::nullopt;
  }
  const std::size_t first = authorization.find_first_not_of(' ', scheme.size());
  if (first == std::string::npos) return std::nullopt;
  const std::size_t last = authorization.find_last_not_of(' ');
  return authorization.substr(first, last - first + 1);
}

bool same_hash(std::string stored, const std::string& hash) {
  std::transform(stored.begin(), stored.end(), stored.begin(), lower);
  return stored.size() == hash_digits && hash.size() == hash_digits &&
         CRYPTO_memcmp(stored.data(), hash.data(), hash_digits) == 0;
}

}  // namespace

const AccessToken* find_token(const HttpSettings& settings, const std::string& authorization) {
  const auto bearer = bearer_of(authorization);
  if (!bearer) return nullptr;
  const std::string hash = sha256_hex(*bearer);
  const AccessToken* found = nullptr;
  for (const auto& token : settings.tokens) {  // all of them: the time says nothing of the match
    if (same_hash(token.sha256, hash)) found = &token;
  }
  return found;
}

}  // namespace planwatch

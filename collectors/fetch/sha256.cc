#include "collectors/fetch/sha256.h"

#include <array>
#include <cstdlib>
#include <openssl/evp.h>

namespace planwatch {

namespace {

std::string hex_of(const unsigned char* digest, unsigned int size) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(std::size_t{2} * size);
  for (unsigned int i = 0; i < size; ++i) {
    hex += digits[digest[i] >> 4U];
    hex += digits[digest[i] & 0x0FU];
  }
  return hex;
}

// Looked up once: the library looks through all it has each time it is asked by name.
const EVP_MD* sha256() {
  static const EVP_MD* const kind = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kind;
}

// Fails only when the library itself is broken; nothing sensible can be fetched then.
void require(int outcome) {
  if (outcome != 1) std::abort();
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  require(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, sha256(), nullptr));
  return hex_of(digest.data(), size);
}

struct StreamHash::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }
};

StreamHash::StreamHash(HashKind kind) : state_(std::make_unique<State>()) {
  require(
      EVP_DigestInit_ex(state_->context, kind == HashKind::md5 ? EVP_md5() : sha256(), nullptr));
}
StreamHash::~StreamHash() = default;
StreamHash::StreamHash(StreamHash&&) noexcept = default;
StreamHash& StreamHash::operator=(StreamHash&&) noexcept = default;

void StreamHash::add(std::string_view bytes) {
  require(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()));
}

std::string StreamHash::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  require(EVP_DigestFinal_ex(state_->context, digest.data(), &size));
  return hex_of(digest.data(), size);
}

}  // namespace planwatch

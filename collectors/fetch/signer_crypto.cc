#include "collectors/fetch/signer_crypto.h"

#include <array>
#include <cstdlib>
#include <memory>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

namespace planwatch {

namespace {

struct Free {
  void operator()(EVP_MD* p) const { EVP_MD_free(p); }
  void operator()(EVP_MAC* p) const { EVP_MAC_free(p); }
  void operator()(EVP_MAC_CTX* p) const { EVP_MAC_CTX_free(p); }
  void operator()(EVP_CIPHER_CTX* p) const { EVP_CIPHER_CTX_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const char* name_of(SignHash hash) {
  switch (hash) {
    case SignHash::md5:
      return "MD5";
    case SignHash::sha1:
      return "SHA1";
    case SignHash::sha256:
      return "SHA256";
    case SignHash::sm3:
      return "SM3";
  }
  return "";
}

tl::unexpected<Error> not_offered(SignHash hash) {
  return fail(ErrorCode::invalid, std::string("本机的 OpenSSL 没有 ") + name_of(hash) +
                                      "：请换用带国密算法的 OpenSSL，或改 signer 的 hash");
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
std::string text_of(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

std::string hex_of(std::string_view bytes, std::string_view digits) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4U];
    text += digits[byte & 0x0FU];
  }
  return text;
}

std::string base64_of(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char byte : bytes) {
    bits = bits << 8U | static_cast<unsigned char>(byte);
    held += 8;
    while (held >= 6) {
      held -= 6;
      text += base64_digits[bits >> held & 63U];
    }
  }
  if (held > 0) text += base64_digits[bits << (6 - held) & 63U];
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

}  // namespace

Result<std::string> digest_of(SignHash hash, std::string_view data) {
  const Owned<EVP_MD> kind(EVP_MD_fetch(nullptr, name_of(hash), nullptr));
  if (!kind) return not_offered(hash);
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (EVP_Digest(data.data(), data.size(), out.data(), &size, kind.get(), nullptr) != 1) {
    return not_offered(hash);
  }
  return text_of(out.data(), size);
}

Result<std::string> hmac_of(SignHash hash, std::string_view key, std::string_view data) {
  const Owned<EVP_MAC> kind(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  const Owned<EVP_MAC_CTX> context(kind ? EVP_MAC_CTX_new(kind.get()) : nullptr);
  if (!context) return not_offered(hash);
  std::string name = name_of(hash);
  const std::array<OSSL_PARAM, 2> parameters = {
      OSSL_PARAM_construct_utf8_string("digest", name.data(), name.size()),
      OSSL_PARAM_construct_end()};
  // An empty key has to be a pointer, too: a null one means the key of before.
  const std::string_view some_key = key.empty() ? std::string_view("") : key;
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  std::size_t size = 0;
  if (EVP_MAC_init(context.get(), bytes_of(some_key), some_key.size(), parameters.data()) != 1 ||
      EVP_MAC_update(context.get(), bytes_of(data), data.size()) != 1 ||
      EVP_MAC_final(context.get(), out.data(), &size, out.size()) != 1) {
    return not_offered(hash);
  }
  return text_of(out.data(), size);
}

std::string encoded(SignEncoding encoding, std::string_view bytes) {
  switch (encoding) {
    case SignEncoding::hex:
      return hex_of(bytes, "0123456789abcdef");
    case SignEncoding::hex_upper:
      return hex_of(bytes, "0123456789ABCDEF");
    case SignEncoding::base64:
      break;
  }
  return base64_of(bytes);
}

Result<std::string> bytes_of_base64(std::string_view text) {
  const auto refused = [] {
    return fail(ErrorCode::corrupt, "不是 base64：请核对 rotation.secret 指向的是不是密文");
  };
  if (text.size() % 4 != 0) return refused();
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  text.remove_suffix(padding);
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : text) {
    const std::size_t value = base64_digits.find(c);
    if (value == std::string_view::npos) return refused();
    bits = (bits << 6U | static_cast<std::uint32_t>(value)) & 0xFFFFU;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>(bits >> held & 0xFFU);
  }
  if ((bits & ((1U << held) - 1)) != 0) return refused();
  return bytes;
}

Result<std::string> aes_128_ecb_decrypted(std::string_view key, std::string_view data) {
  if (key.size() != 16) {
    return fail(ErrorCode::invalid, "AES-128 的密钥要 16 个字节：请核对 rotation.aes_key 那一项");
  }
  const Owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
  std::string out(data.size() + 16, '\0');
  auto* to = reinterpret_cast<unsigned char*>(out.data());
  int first = 0;
  int last = 0;
  const bool done =
      context && !data.empty() && data.size() < (1U << 20U) &&
      EVP_DecryptInit_ex(context.get(), EVP_aes_128_ecb(), nullptr, bytes_of(key), nullptr) == 1 &&
      EVP_DecryptUpdate(context.get(), to, &first, bytes_of(data), static_cast<int>(data.size())) ==
          1 &&
      EVP_DecryptFinal_ex(context.get(), to + first, &last) == 1;
  if (!done) {
    return fail(ErrorCode::corrupt, "解不开：密文不完整，或密钥不对，请核对 rotation.aes_key");
  }
  out.resize(static_cast<std::size_t>(first) + static_cast<std::size_t>(last));
  return out;
}

std::string make_nonce() {
  std::array<unsigned char, 16> bytes{};
  // Fails only when the machine has no source of randomness; nothing can be signed then.
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) std::abort();
  return encoded(SignEncoding::hex, text_of(bytes.data(), bytes.size()));
}

}  // namespace planwatch

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/model/secret.h"

namespace planwatch {

// How a gateway wants its requests signed, as data: the parts in their order, what stands between
// them, the hash, the part that the secret plays, how the result is written and where it goes
// (interface descriptions of the data-sharing platforms).
struct SignPart {
  enum class Kind : std::uint8_t {
    text,          // `text` itself
    setting,       // SignerSpec::settings[text]: appKey, sid, rid ...
    timestamp_ms,  // of the machine's clock, one instant for the whole request
    timestamp_s,
    nonce,  // random, one for the whole request
    secret,
    method,  // GET, POST
    path,    // of the URL, without the query
    body,
    body_hash  // hex of the signer's hash over the body
  };
  Kind kind = Kind::text;
  std::string text;
};
enum class SignHash : std::uint8_t { md5, sha1, sha256, sm3 };
// `hmac`: the secret is the key. `none`: it is one of the parts.
enum class SignKey : std::uint8_t { hmac, none };
enum class SignEncoding : std::uint8_t { hex, hex_upper, base64 };
enum class SignPlace : std::uint8_t { header, query };

// What is sent besides the signature: X-Timestamp and the like.
struct SignedField {
  SignPlace place = SignPlace::header;
  std::string name;
  SignPart value;
};
// The secret expires and is asked for anew: at `url`, signed with `secret` of the signer (the first
// one, which never changes). The answer names the new one and when it ends (JSON pointers); with
// `aes_key` the new one is AES-128-ECB, PKCS#7, in base64, encrypted with that setting as key.
struct SecretRotation {
  std::string url;
  std::string secret;    // pointer: /data/secret
  std::string end_time;  // pointer to milliseconds since 1970; empty: unknown
  std::string aes_key;   // name of a setting; empty: the secret comes in the clear
  std::chrono::seconds refresh_before{300};
};
struct SignerSpec {
  std::vector<std::pair<std::string, std::string>> settings;
  Secret secret;
  std::vector<SignPart> message;
  std::string separator;
  // The message is name=value of `fields` in the order of their names, joined with &, then
  // `separator` and the parts of `message`.
  bool sorted_fields = false;
  SignHash hash = SignHash::sha256;
  SignKey key = SignKey::hmac;
  SignEncoding encoding = SignEncoding::base64;
  SignPlace place = SignPlace::header;
  std::string name;  // of the signature's header or parameter
  std::vector<SignedField> fields;
  std::optional<SecretRotation> rotation;
};

}  // namespace planwatch

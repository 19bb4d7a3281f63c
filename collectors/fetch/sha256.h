#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace planwatch {

// Lower-case hex of the SHA-256 of the bytes.
std::string sha256_hex(std::string_view bytes);

// The same of bytes that come in pieces. MD5 finds damage in transit; nobody is trusted by it.
enum class HashKind : std::uint8_t { sha256, md5 };
class StreamHash {
 public:
  explicit StreamHash(HashKind kind);
  ~StreamHash();
  StreamHash(StreamHash&&) noexcept;
  StreamHash& operator=(StreamHash&&) noexcept;
  void add(std::string_view bytes);
  // Ends it: to be called once, nothing is added afterwards.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace planwatch

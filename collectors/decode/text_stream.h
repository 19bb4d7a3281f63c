#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "collectors/decode/byte_window.h"
#include "collectors/decode/encoding.h"
#include "rules/model/feed_format.h"

namespace planwatch {

// decode_text for bytes that pass by in pieces of any size. What is UTF-8 is known at the end only:
// with Encoding::automatic a text is UTF-8 until it shows that it is not, and is then read again
// from its beginning as GB18030.
class TextStream {
 public:
  static constexpr std::size_t least_room = 4'096;

  TextStream(ByteSource source, Encoding declared);

  // Puts whole characters into `into` and returns how many bytes they have, 0 at the end.
  // Precondition: size >= least_room.
  Result<std::size_t> read(char* into, std::size_t size);

  // As DecodedText::encoding; final at the end.
  std::string encoding() const;
  // After an error: the text may be GB18030 instead.
  bool may_be_gb18030() const { return may_be_gb18030_; }
  // After an error: of the first byte that is not understood, from 0.
  std::uint64_t offset() const { return offset_; }

 private:
  Result<std::size_t> fill(char* into, std::size_t size);
  Result<void> find_mark();
  Result<std::size_t> read_utf8(char* into, std::size_t size);
  Result<std::size_t> read_converted(char* into, std::size_t size);
  Result<std::size_t> checked(const char* text, std::size_t size);
  tl::unexpected<Error> malformed(std::uint64_t offset);

  ByteSource source_;
  Encoding encoding_;
  bool declared_ = false;  // or said by a byte order mark: no second try
  bool begun_ = false;
  bool mark_ = false;
  bool ascii_ = true;
  bool ended_ = false;
  bool may_be_gb18030_ = false;
  std::uint64_t offset_ = 0;  // of the bytes given out
  std::vector<char> raw_;     // bytes not understood yet, from raw_at_
  std::size_t raw_at_ = 0;
  std::unique_ptr<TextConverter> converter_;
};

}  // namespace planwatch

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "rules/model/feed_spec.h"
#include "rules/model/result.h"

namespace planwatch {

struct DecodedText {
  std::string encoding;  // ascii, utf-8, utf-8-bom, gb18030, utf-16le, utf-16be
  std::string text;      // UTF-8, without the byte order mark, without NUL
};

// Bytes -> UTF-8. A byte order mark decides; else the declared encoding; else, with
// Encoding::automatic, UTF-8 where all bytes are well formed, then GB18030, which covers GBK and
// GB2312. Strict: nothing is replaced or left out; the error names line and byte of what did not
// fit and says how to save the file.
Result<DecodedText> decode_text(std::string_view bytes, Encoding declared);

// The same for bytes that pass by in pieces: GB18030 and UTF-16 (not UTF-8, which needs no
// conversion) -> UTF-8.
class TextConverter {
 public:
  explicit TextConverter(Encoding from);
  ~TextConverter();
  TextConverter(const TextConverter&) = delete;
  TextConverter& operator=(const TextConverter&) = delete;

  struct Step {
    std::size_t used = 0;
    std::size_t written = 0;
    bool malformed = false;  // what stands after `used` is no character
  };
  // Ends early before a character that is not complete yet or that `into` has no room for.
  Step convert(std::string_view bytes, char* into, std::size_t room);

 private:
  void* handle_;  // iconv's
};

// What to do about a text in an unknown encoding, the end of every such error.
extern const std::string_view how_to_save_text;

}  // namespace planwatch

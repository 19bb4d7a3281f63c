#pragma once

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

}  // namespace planwatch

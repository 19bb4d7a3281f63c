#pragma once

#include <string>
#include <string_view>

#include "rules/model/result.h"

namespace planwatch {

// The way back of decode_text: UTF-8 -> bytes in one of the encodings that it names (ascii, utf-8,
// utf-8-bom, gb18030, utf-16le, utf-16be), with the byte order mark where the name has one; UTF-16
// always has. Strict: a character that the encoding lacks is an error.
Result<std::string> encode_text(std::string_view utf8, std::string_view encoding);

}  // namespace planwatch

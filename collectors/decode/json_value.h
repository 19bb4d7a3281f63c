#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "rules/model/result.h"

namespace planwatch {

// Single values of an answer by JSON pointer (RFC 6901), without a table: codes, cursors, words.
class JsonAnswer {
 public:
  // Bytes in any encoding that decode_text knows. An error when they are no JSON (a login page):
  // it says what they are. Only as much is checked as a value asks for; decoding checks all.
  static Result<JsonAnswer> of(std::string_view bytes);

  // A text as it is, a number as written, true or false. Empty: nothing is there, or null. An error
  // for objects and arrays, and for JSON that is broken on the way there.
  Result<std::optional<std::string>> at(std::string_view pointer) const;

 private:
  std::string text_;  // and the parser's padding behind it
  std::size_t size_ = 0;
};

}  // namespace planwatch

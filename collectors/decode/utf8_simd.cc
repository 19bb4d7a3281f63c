#include <simdjson.h>

#include "collectors/decode/utf8.h"

namespace planwatch {

bool is_utf8(std::string_view text) {
  return text.empty() || simdjson::validate_utf8(text.data(), text.size());
}

}  // namespace planwatch

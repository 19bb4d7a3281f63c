#pragma once

#include <string>
#include <string_view>

#include "config/loader/diagnostics.h"

namespace planwatch::loader {

// The YAML library's syntax messages in Chinese; messages not known here stay as they are.
std::string syntax_message_zh(std::string_view message);

// What to look for on the line that could not be parsed and the one above it, where the mistake
// often is.
Words syntax_hint(std::string_view line, std::string_view above);

}  // namespace planwatch::loader

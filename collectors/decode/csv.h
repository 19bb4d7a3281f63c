#pragma once

#include <string_view>

namespace planwatch {

// The separator that cuts most records of the text's beginning into the same number of fields, at
// least two; a comma where none does. Order of preference: , ; tab |.
char detect_separator(std::string_view text);

}  // namespace planwatch

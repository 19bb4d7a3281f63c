#pragma once

#include <string_view>

namespace planwatch {

// What a number format makes of a stored number. Times of day and durations are numbers.
enum class NumberKind { number, percent, date };

// Formats without a code of their own (ECMA-376 part 1, section 18.8.30), those of Chinese
// versions included: 27 to 36 and 50 to 58.
NumberKind kind_of_builtin_format(unsigned id);

// A code such as 0.0%, yyyy"年"m"月", [$-804]aaaa, #,##0_);[Red](#,##0).
NumberKind kind_of_format_code(std::string_view code);

}  // namespace planwatch

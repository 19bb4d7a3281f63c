#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace planwatch {

// A number at the start of a text, and what follows it.
struct Numeral {
  std::string plain;      // sign, digits, point: what Decimal::parse reads
  std::string_view rest;  // trimmed
};
enum class NumeralFault { not_a_number, grouping };

// `text` is half width and trimmed. Thousands may be parted by commas or single spaces, always in
// threes ("1,234,567"); anything else is a grouping fault. No exponents.
std::variant<Numeral, NumeralFault> split_numeral(std::string_view text);

}  // namespace planwatch

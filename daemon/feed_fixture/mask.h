#pragma once

#include <string>
#include <string_view>

namespace planwatch {

// Texts made harmless, of the same length in characters. Pure, and masked once or twice is the
// same. By an allow-list: what is not known to be a word of tables (months, missing marks, measures
// behind a number, 合计, 填表人：) goes, whatever it is. Letters become x, other characters 某;
// blanks, punctuation and signs stay.

enum class Digits {
  kept,
  long_runs,  // phone, identity card and account numbers go: seven digits and more that belong
              // together (138-1234-5678), days of this century (20250703, 2025-07-03) excepted
  none
};
std::string mask_text(std::string_view utf8, Digits digits);

// Every letter and digit goes, words of tables included: names and free text.
std::string mask_all(std::string_view utf8);

// The same for a number that is to stay one: each digit becomes 1.
std::string mask_number(std::string_view number, Digits digits);

// Whether a text still holds what looks like the number of a mobile phone or of an identity card.
bool looks_personal(std::string_view text);

}  // namespace planwatch

#include "collectors/extract/numeral.h"

#include "collectors/extract/text.h"

namespace planwatch {

namespace {

std::string_view take_digits(std::string_view& text) {
  std::size_t n = 0;
  while (n < text.size() && is_digit(text[n])) ++n;
  const std::string_view digits = text.substr(0, n);
  text.remove_prefix(n);
  return digits;
}

bool next_group_follows(std::string_view text) {
  return text.size() >= 2 && (text[0] == ',' || text[0] == ' ') && is_digit(text[1]);
}

// Whole part with its thousands. False when the grouping is wrong.
bool take_whole(std::string_view& text, std::string& out) {
  const std::string_view first = take_digits(text);
  out += first;
  if (!next_group_follows(text)) return true;
  const char separator = text[0];
  if (first.size() > 3) return false;
  while (next_group_follows(text)) {
    if (text[0] != separator) return false;
    text.remove_prefix(1);
    const std::string_view group = take_digits(text);
    if (group.size() != 3) return false;
    out += group;
  }
  return true;
}

}  // namespace

std::variant<Numeral, NumeralFault> split_numeral(std::string_view text) {
  Numeral numeral;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    if (text[0] == '-') numeral.plain = "-";
    text.remove_prefix(1);
  }
  if (text.empty() || !is_digit(text[0])) return NumeralFault::not_a_number;
  if (!take_whole(text, numeral.plain)) return NumeralFault::grouping;
  if (text.size() >= 2 && text[0] == '.' && is_digit(text[1])) {
    text.remove_prefix(1);
    numeral.plain += '.';
    numeral.plain += take_digits(text);
  }
  if (next_group_follows(text)) return NumeralFault::grouping;  // "1.234,5"
  numeral.rest = trimmed(text);
  return numeral;
}

}  // namespace planwatch

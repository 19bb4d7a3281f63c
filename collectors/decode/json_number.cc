#include "collectors/decode/json_number.h"

#include <charconv>
#include <cstddef>

namespace planwatch {
namespace {

constexpr int max_shift = 60;

struct Parts {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  std::string_view exponent;  // with its sign; empty: none
};

std::string_view take_digits(std::string_view& rest) {
  std::size_t count = 0;
  while (count < rest.size() && rest[count] >= '0' && rest[count] <= '9') ++count;
  const std::string_view digits = rest.substr(0, count);
  rest.remove_prefix(count);
  return digits;
}

bool take(std::string_view& rest, char a, char b) {
  if (rest.empty() || (rest.front() != a && rest.front() != b)) return false;
  rest.remove_prefix(1);
  return true;
}

std::optional<Parts> split(std::string_view rest) {
  Parts parts;
  parts.negative = take(rest, '-', '-');
  parts.whole = take_digits(rest);
  const bool leading_zero = parts.whole.size() > 1 && parts.whole.front() == '0';
  if (parts.whole.empty() || leading_zero) return std::nullopt;
  if (take(rest, '.', '.')) {
    parts.fraction = take_digits(rest);
    if (parts.fraction.empty()) return std::nullopt;
  }
  if (take(rest, 'e', 'E')) {
    parts.exponent = rest;
    take(rest, '+', '-');
    if (take_digits(rest).empty()) return std::nullopt;
  }
  if (!rest.empty()) return std::nullopt;
  return parts;
}

std::optional<int> small_exponent(std::string_view text) {
  if (text.front() == '+') text.remove_prefix(1);
  int value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc{} || value > max_shift || value < -max_shift) return std::nullopt;
  return value;
}

// Moves the point of whole.fraction by `shift` places.
std::string shifted(const Parts& parts, int shift) {
  std::string digits = std::string(parts.whole) + std::string(parts.fraction);
  std::ptrdiff_t point = static_cast<std::ptrdiff_t>(parts.whole.size()) + shift;
  if (point <= 0) {
    digits.insert(0, static_cast<std::size_t>(1 - point), '0');
    point = 1;
  }
  const auto places = static_cast<std::size_t>(point);
  if (places > digits.size()) digits.append(places - digits.size(), '0');
  if (places < digits.size()) digits.insert(places, 1, '.');
  std::size_t zeros = 0;
  while (zeros + 1 < digits.size() && digits[zeros] == '0' && digits[zeros + 1] != '.') ++zeros;
  return (parts.negative ? "-" : "") + digits.substr(zeros);
}

}  // namespace

std::optional<std::string> plain_json_number(std::string_view token) {
  const auto parts = split(token);
  if (!parts) return std::nullopt;
  if (parts->exponent.empty()) return std::string(token);
  const auto exponent = small_exponent(parts->exponent);
  if (!exponent) return std::string(token);
  return shifted(*parts, *exponent);
}

bool is_plain_json_number(std::string_view token) {
  if (token.starts_with('-')) token.remove_prefix(1);
  const bool leading_zero = token.starts_with('0');
  const std::size_t whole = take_digits(token).size();
  if (whole == 0 || (leading_zero && whole > 1)) return false;
  if (token.empty()) return true;
  if (token.front() != '.') return false;
  token.remove_prefix(1);
  return !take_digits(token).empty() && token.empty();
}

}  // namespace planwatch

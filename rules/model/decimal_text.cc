#include <fmt/format.h>

#include "rules/model/decimal.h"
#include "rules/model/powers_of_ten.h"

namespace planwatch {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Reads digits from the front of `text` onto `mantissa`; counts them. False when it gets too long.
bool take_digits(std::string_view& text, std::int64_t& mantissa, int& count) {
  while (!text.empty() && is_digit(text.front())) {
    const std::int64_t digit = text.front() - '0';
    if (mantissa > (Decimal::max_mantissa - digit) / 10) return false;
    mantissa = mantissa * 10 + digit;
    ++count;
    text.remove_prefix(1);
  }
  return true;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  std::int64_t mantissa = 0;
  int whole_digits = 0;
  int scale = 0;
  if (!take_digits(text, mantissa, whole_digits) || whole_digits == 0) return std::nullopt;
  if (!text.empty()) {
    if (text.front() != '.') return std::nullopt;
    text.remove_prefix(1);
    if (!take_digits(text, mantissa, scale) || scale == 0 || scale > max_scale) return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  return Decimal::of(negative ? -mantissa : mantissa, scale);
}

std::string Decimal::to_string() const {
  const char* sign = mantissa_ < 0 ? "-" : "";
  const std::int64_t magnitude = mantissa_ < 0 ? -mantissa_ : mantissa_;
  if (scale_ == 0) return fmt::format("{}{}", sign, magnitude);
  const std::int64_t power = powers_of_ten[static_cast<std::size_t>(scale_)];
  return fmt::format("{}{}.{:0{}}", sign, magnitude / power, magnitude % power, scale_);
}

}  // namespace planwatch

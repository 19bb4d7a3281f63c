#include "collectors/decode/number_text.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "rules/model/date.h"

namespace planwatch {
namespace {

constexpr int significant_digits = 15;
constexpr double serial_after_9999 = 2'958'466;
constexpr double days_between_systems = 1462;

}  // namespace

std::string number_text(double value) {
  if (value == 0) return "0";
  std::array<char, 64> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(value),
                                 std::chars_format::scientific, significant_digits - 1);
  const std::string_view written(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const std::size_t e = written.find('e');
  std::string digits = std::string(written.substr(0, 1)) + std::string(written.substr(2, e - 2));
  digits.erase(digits.find_last_not_of('0') + 1);
  int exponent = 0;
  const std::size_t number = e + (written[e + 1] == '+' ? 2 : 1);
  std::from_chars(written.data() + number, written.data() + written.size(), exponent);
  if (exponent < 0) {
    digits = "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  } else {
    const auto places = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() < places) digits.append(places - digits.size(), '0');
    if (digits.size() > places) digits.insert(places, 1, '.');
  }
  return (value < 0 ? "-" : "") + digits;
}

std::optional<double> parse_double(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return std::nullopt;
  text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = result.ec == std::errc{} && result.ptr == text.data() + text.size();
  if (!whole || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::string> date_of_serial(double serial, bool date1904) {
  if (date1904) serial += serial >= 0 ? days_between_systems : -days_between_systems;
  if (!(serial >= 1 && serial < serial_after_9999)) return std::nullopt;
  const auto whole = static_cast<int>(std::floor(serial));
  if (whole == 60) return std::nullopt;
  // Before that day the count is one short of the true one.
  const std::chrono::days days{whole < 60 ? whole + 1 : whole};
  return to_string(make_date(1899, 12, 30) + days);
}

}  // namespace planwatch

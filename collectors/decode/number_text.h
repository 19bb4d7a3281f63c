#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace planwatch {

// A stored number as Excel shows it in full: 15 significant digits, plain notation, no trailing
// zeros: 0.1, 1234567890123450000, -0.00001. Precondition: finite.
std::string number_text(double value);

// Plain and exponent notation; empty for anything else, infinities and NaN included.
std::optional<double> parse_double(std::string_view text);

// The day of a serial number: days since 1899-12-30, or since 1904-01-01 where `date1904`; the
// time of day is cut off. 2025-06-03 as text; empty for what is no day: before 1900-01-01, the
// 29 February 1900 that Excel has by mistake, after the year 9999.
std::optional<std::string> date_of_serial(double serial, bool date1904);

}  // namespace planwatch

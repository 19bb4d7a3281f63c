#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "rules/model/date.h"

namespace planwatch {

// What a value is about (期): whole months of one year, first to last inclusive. A month has
// first == last; a quarter, half or year is what its months say; January-February is a span.
struct Period {
  std::int16_t year = 0;
  std::uint8_t first_month = 1;
  std::uint8_t last_month = 1;

  static constexpr Period month(int year, unsigned month) {
    return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
            static_cast<std::uint8_t>(month)};
  }
  static constexpr Period span(int year, unsigned first, unsigned last) {
    return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(first),
            static_cast<std::uint8_t>(last)};
  }
  static constexpr Period quarter(int year, unsigned q) { return span(year, q * 3 - 2, q * 3); }
  static constexpr Period half(int year, unsigned h) { return span(year, h * 6 - 5, h * 6); }
  static constexpr Period full_year(int year) { return span(year, 1, 12); }

  constexpr unsigned months() const { return last_month - first_month + 1U; }
  Date first_day() const;
  Date last_day() const;

  // Ordered by end, then by start, so that a later period is one that ends later.
  friend constexpr std::strong_ordering operator<=>(const Period& a, const Period& b) {
    if (auto c = a.year <=> b.year; std::is_neq(c)) return c;
    if (auto c = a.last_month <=> b.last_month; std::is_neq(c)) return c;
    return a.first_month <=> b.first_month;
  }
  friend constexpr bool operator==(const Period&, const Period&) = default;
};

// 2025-06, 2025-Q2, 2025-H1, 2025, 2025-01..2025-02
std::string to_string(const Period& period);
// 2025年6月, 2025年第二季度, 2025年上半年, 2025年全年, 2025年1-2月
std::string to_chinese(const Period& period);
// The forms of to_string only; what departments write is read by collectors/extract.
std::optional<Period> parse_period(std::string_view text);

}  // namespace planwatch

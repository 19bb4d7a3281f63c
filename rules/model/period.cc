#include "rules/model/period.h"

#include <array>
#include <fmt/format.h>

namespace planwatch {
namespace {

constexpr std::array<const char*, 4> quarters_zh = {"第一季度", "第二季度", "第三季度", "第四季度"};

bool starts_block(const Period& p, unsigned months) {
  return p.months() == months && (p.first_month - 1U) % months == 0;
}

std::optional<int> number(std::string_view text, std::size_t digits) {
  if (text.size() != digits) return std::nullopt;
  int result = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    result = result * 10 + (c - '0');
  }
  return result;
}

std::optional<Period> parse_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4), 4);
  const auto month = number(text.substr(5), 2);
  if (!year || !month || *month < 1 || *month > 12) return std::nullopt;
  return Period::month(*year, static_cast<unsigned>(*month));
}

std::optional<Period> parse_part_of_year(std::string_view text) {
  const auto year = number(text.substr(0, 4), 4);
  const char kind = text[5];
  const auto n = number(text.substr(6), 1);
  if (!year || text[4] != '-' || !n || *n < 1) return std::nullopt;
  if (kind == 'Q' && *n <= 4) return Period::quarter(*year, static_cast<unsigned>(*n));
  if (kind == 'H' && *n <= 2) return Period::half(*year, static_cast<unsigned>(*n));
  return std::nullopt;
}

std::optional<Period> parse_span(std::string_view text) {
  if (text.substr(7, 2) != "..") return std::nullopt;
  const auto first = parse_month(text.substr(0, 7));
  const auto last = parse_month(text.substr(9));
  if (!first || !last || first->year != last->year || *last <= *first) return std::nullopt;
  return Period::span(first->year, first->first_month, last->last_month);
}

std::optional<Period> parse_any(std::string_view text) {
  if (text.size() == 4) {
    const auto year = number(text, 4);
    return year ? std::optional(Period::full_year(*year)) : std::nullopt;
  }
  if (text.size() == 16) return parse_span(text);
  if (text.size() != 7) return std::nullopt;
  if (text[5] == 'Q' || text[5] == 'H') return parse_part_of_year(text);
  return parse_month(text);
}

}  // namespace

Date Period::first_day() const {
  return make_date(year, first_month, 1);
}
Date Period::last_day() const {
  return last_day_of_month(year, last_month);
}

std::string to_string(const Period& p) {
  if (p.months() == 1) return fmt::format("{:04}-{:02}", p.year, p.first_month);
  if (p.months() == 12) return fmt::format("{:04}", p.year);
  if (starts_block(p, 3)) return fmt::format("{:04}-Q{}", p.year, p.last_month / 3);
  if (starts_block(p, 6)) return fmt::format("{:04}-H{}", p.year, p.last_month / 6);
  return fmt::format("{0:04}-{1:02}..{0:04}-{2:02}", p.year, p.first_month, p.last_month);
}

std::string to_chinese(const Period& p) {
  if (p.months() == 1) return fmt::format("{}年{}月", p.year, p.first_month);
  if (p.months() == 12) return fmt::format("{}年全年", p.year);
  if (starts_block(p, 3)) return fmt::format("{}年{}", p.year, quarters_zh[p.last_month / 3U - 1U]);
  if (starts_block(p, 6)) return fmt::format("{}年{}半年", p.year, p.last_month == 6 ? "上" : "下");
  return fmt::format("{}年{}-{}月", p.year, p.first_month, p.last_month);
}

std::optional<Period> parse_period(std::string_view text) {
  const auto period = parse_any(text);
  // One text per period: 2025-04..2025-06 is written 2025-Q2.
  if (!period || to_string(*period) != text) return std::nullopt;
  return period;
}

}  // namespace planwatch

#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "rules/model/date.h"
#include "rules/model/decimal.h"

namespace planwatch {

// The quick ways for cells as machines write them. False: the text is something else, which has to
// go the long way of extract/value.h; the answers are the same as there.

// 2025-06-03 of 2000 to 2099. The ten characters are looked at as one word and a half, because a
// million records have some million dates.
bool plain_date(std::string_view text, Date& date);
// Digits with at most one point between them, 18 characters at most.
bool plain_number(std::string_view text, Decimal& number);

namespace plain_cells {

// Days from 1970 to the first of every month of 2000 to 2099, and to that of January 2100.
extern const std::array<std::int32_t, 1201> month_starts;

// Eight characters, the first one lowest.
inline std::uint64_t word_of(const char* text) {
  std::uint64_t word = 0;
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(&word, text, 8);
  } else {
    for (unsigned i = 0; i < 8; ++i) {
      word |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    }
  }
  return word;
}

}  // namespace plain_cells

inline bool plain_date(std::string_view text, Date& date) {
  if (text.size() != 10) return false;
  // "20??-??-" without what has to stand there: digits are left as 0 to 9, all else as 0.
  const std::uint64_t word = plain_cells::word_of(text.data()) ^ 0x2D30302D30303032ULL;
  // A byte that is too large for its place gets its highest bit. What it carries into the next one
  // does no harm: the word is refused anyway.
  const std::uint64_t beyond = ((word + 0x7F76767F76767F7FULL) | word) & 0x8080808080808080ULL;
  const unsigned tens = static_cast<unsigned char>(text[8]) - unsigned{'0'};
  const unsigned ones = static_cast<unsigned char>(text[9]) - unsigned{'0'};
  if (beyond != 0 || tens > 3 || ones > 9) return false;
  const auto digit = [word](unsigned place) {
    return static_cast<unsigned>(word >> (8 * place)) & 0xFU;
  };
  const unsigned month = digit(5) * 10 + digit(6) - 1;  // from 0
  const unsigned day = tens * 10 + ones - 1;
  if (month > 11) return false;
  const std::size_t at = std::size_t{digit(2) * 10 + digit(3)} * 12 + month;
  const std::int32_t first = plain_cells::month_starts[at];
  // Day 00 has become a very large one.
  if (day >= static_cast<unsigned>(plain_cells::month_starts[at + 1] - first)) return false;
  date = Date(std::chrono::days(first + static_cast<std::int32_t>(day)));
  return true;
}

}  // namespace planwatch

#include "collectors/records/plain_cells.h"

#include <chrono>
#include <limits>

#include "collectors/extract/text.h"

namespace planwatch {
namespace {

constexpr std::array<std::int32_t, 1201> first_days_of_months() {
  namespace chrono = std::chrono;
  std::array<std::int32_t, 1201> days{};
  for (unsigned at = 0; at < days.size(); ++at) {
    const chrono::year_month_day first{chrono::year(2000 + static_cast<int>(at / 12)),
                                       chrono::month(at % 12 + 1), chrono::day(1)};
    days[at] = static_cast<std::int32_t>(chrono::sys_days(first).time_since_epoch().count());
  }
  return days;
}

}  // namespace

constexpr std::array<std::int32_t, 1201> plain_cells::month_starts = first_days_of_months();

bool plain_number(std::string_view text, Decimal& number) {
  constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
  std::int64_t mantissa = 0;
  std::size_t point = nowhere;
  if (text.empty() || text.size() > 18 || !is_digit(text.back())) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.' && i > 0 && point == nowhere) {
      point = i;
    } else if (is_digit(text[i])) {
      mantissa = mantissa * 10 + (text[i] - '0');
    } else {
      return false;
    }
  }
  const std::size_t scale = point == nowhere ? 0 : text.size() - point - 1;
  number = Decimal::of(mantissa, static_cast<int>(scale));
  return true;
}

}  // namespace planwatch
